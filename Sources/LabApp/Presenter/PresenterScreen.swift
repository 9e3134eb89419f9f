import Experiments
import Lessons
import Panels
import TerminalUI

/// A demonstration before a class: a large figure, one number, next to no text.
struct PresenterScreen: Screen {
  /// Where the time is told beside the plan: in the last line, or in a table of all scenes as well.
  enum Times: Sendable, Hashable { case line, table }

  /// The screen while the class is to look at the speaker.
  enum Cover: Sendable, Hashable { case black, white }

  let lesson: Lesson
  let scenes: [Scene]
  private(set) var index: Int
  var workbench = Workbench()
  /// Steps a second while running; nil is flat out.
  var pace: Double?
  /// How far `.` and `,` go.
  var grain = Grain.batch
  /// True until the state that the scene begins with is there.
  var isPreparing = false
  /// The panel that stands alone; nil shows all where there is room.
  var zoomed: Int?
  private var cover: Cover?
  var pointer: Pointer?
  private(set) var times: Times?
  private(set) var rehearsal: SceneTimes
  /// Said in the last line until the next key.
  var message: String?
  private let keepsNotes: Bool
  private let isRehearsal: Bool
  private var writtenNotes: String?

  var context: Context { .presenter }
  var isTimed: Bool { true }

  init(_ lesson: Lesson, scene: Int, showsTimes: Bool = false, keepsNotes: Bool = false) {
    self.lesson = lesson
    scenes = lesson.presentation
    index = min(max(scene, 0), max(scenes.count - 1, 0))
    times = showsTimes ? .line : nil
    isRehearsal = showsTimes
    self.keepsNotes = keepsNotes
    rehearsal = SceneTimes(scenes.map { ($0.title, $0.minutes) })
  }

  var scene: Scene {
    scenes.indices.contains(index) ? scenes[index] : Scene(name: "", title: lesson.title)
  }
  var hasExperiment: Bool { scene.experiment != nil }

  // MARK: scenes

  /// What has to happen when a scene is opened.
  mutating func enter(_ world: World) -> [Effect] {
    (zoomed, cover, pointer, message) = (nil, nil, nil, nil)
    grain = .batch
    rehearsal.move(to: index, at: world.now)
    return load(world) + notes(world)
  }

  /// The scene's run with its first steps performed; the training thread does them while keys go on working.
  mutating func load(_ world: World) -> [Effect] {
    workbench = Workbench()
    pace = scene.pace
    isPreparing = false
    guard let command = workbench.place(scene.page, of: lesson) else { return [.bench(.pause)] }
    let probes = scene.panels.compactMap { world.panels.panel(named: $0.name)?.probes }.flatMap { $0 }
    return [.bench(command), .bench(.show(Set(probes)))] + preparation()
  }

  /// The steps that lead to the scene's first state.
  mutating func preparation() -> [Effect] {
    isPreparing = scene.preparedSteps > 0 && workbench.problem == nil
    return isPreparing ? [.bench(.step(scene.preparedSteps))] : []
  }

  private mutating func turn(to wanted: Int, _ world: World) -> Outcome {
    guard scenes.indices.contains(wanted) else { return .ignored }
    index = wanted
    return Outcome(isHandled: true, effects: enter(world))
  }

  // MARK: keys

  func isAvailable(_ action: Action, in world: World) -> Bool {
    switch action {
    case .run, .step, .grain, .restart, .faster, .slower, .fork: hasExperiment
    case .stepBack: hasExperiment && ((world.snapshot.lanes.first?.step ?? 0) > 0 || stepWords(world) != nil)
    case .turnUp, .turnDown: knob != nil
    case .chooseLane: hasExperiment && workbench.allLanes.count > 1
    case .dropFork: !workbench.forks.isEmpty
    case .zoom: scene.panels.count > 1
    case .nextPage: index + 1 < scenes.count
    case .previousPage: index > 0
    default: true
    }
  }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    var outcome = act(action, key: key, world)
    outcome.effects += notes(world)
    return outcome
  }

  private mutating func act(_ action: Action, key: Key, _ world: World) -> Outcome {
    message = nil
    // Whatever key is found in the dark brings the picture back, and does nothing else.
    if action != .blank, action != .blankWhite, uncover() { return .done }
    switch action {
    case .nextPage: return turn(to: index + 1, world)
    case .previousPage: return turn(to: index - 1, world)
    case .number: return jump(key, world)
    case .blank: cover = cover == .black ? nil : .black
    case .blankWhite: cover = cover == .white ? nil : .white
    case .times: times = times == .table ? (isRehearsal ? .line : nil) : .table
    case .pointer: pointer = pointer == nil ? Pointer(in: layout(world).figure) : nil
    case .up, .down, .left, .right: movePointer(action, world)
    case .zoom: zoom(world)
    case .back: return stepOut()
    default: return drive(action, world)
    }
    return .done
  }

  /// Takes the cover away; false if there is none.
  mutating func uncover() -> Bool {
    defer { cover = nil }
    return cover != nil
  }

  private mutating func jump(_ key: Key, _ world: World) -> Outcome {
    guard case .character(let scalar) = key, let number = Int(String(scalar)) else { return .ignored }
    guard number > scenes.count else { return turn(to: number - 1, world) }
    message = "There are \(scenes.count) scenes."
    return .done
  }

  private mutating func stepOut() -> Outcome {
    if pointer != nil {
      pointer = nil
    } else if times == .table {
      times = isRehearsal ? .line : nil
    } else if zoomed != nil {
      zoomed = nil
    } else {
      message = "q leaves the presentation."
    }
    return .done
  }

  private mutating func movePointer(_ action: Action, _ world: World) {
    let figure = layout(world).figure
    guard var moved = pointer else { return pointer = Pointer(in: figure) }
    switch action {
    case .left: moved.move(x: -2, y: 0, in: figure)
    case .right: moved.move(x: 2, y: 0, in: figure)
    case .up: moved.move(x: 0, y: -1, in: figure)
    default: moved.move(x: 0, y: 1, in: figure)
    }
    pointer = moved
  }

  /// Both panels, the first, the second, and both again; the narrow screen shows one at any time.
  private mutating func zoom(_ world: World) {
    let next = (zoomed ?? (layout(world).isNarrow ? 0 : -1)) + 1
    zoomed = next < scene.panels.count ? next : layout(world).isNarrow ? 0 : nil
  }

  // MARK: snapshots and notes

  mutating func observe(_ world: World) -> [Effect] {
    if isPreparing, isPrepared(world.snapshot) { isPreparing = false }
    return notes(world)
  }

  private func isPrepared(_ snapshot: Snapshot) -> Bool {
    guard snapshot.lanes.map(\.name) == workbench.lanes.map(\.name), snapshot.phase != .running,
      snapshot.lanes.map(\.experiment) == workbench.lanes.map(\.experiment)
    else { return false }
    switch snapshot.phase {
    case .diverged, .settled, .failed, .finished: return true
    // A lane that diverges on the way stays behind.
    default: return snapshot.lanes.map(\.step).max() == scene.preparedSteps
    }
  }

  /// The notes, if they have changed since they were written.
  private mutating func notes(_ world: World) -> [Effect] {
    guard keepsNotes, scenes.indices.contains(index) else { return [] }
    let text = SceneNotes(lesson: lesson, scenes: scenes, index: index, rehearsal: rehearsal).text(
      at: world.now)
    guard text != writtenNotes else { return [] }
    writtenNotes = text
    return [.note(text)]
  }

  // MARK: drawing

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    if let cover { return draw(cover, on: &canvas, in: area) }
    drawScene(world, on: &canvas)
  }

  private func draw(_ cover: Cover, on canvas: inout Canvas, in area: Rect) {
    let isFull = canvas.look.capability.colours == .full
    let colour = Colour(cover == .black ? 16 : 231)
    let plain = cover == .black ? Style.plain : Style(.standard, .reverse)
    canvas.fill(area, with: Cell(" ", isFull ? Style(colour, on: colour) : plain))
  }
}
