import Datasets
import Experiments
import Lessons
import Panels
import TerminalUI

/// An experiment of one's own: the panels and keys of a lesson, with the experiment as a sheet to fill in where a lesson
/// has its text.
struct PlaygroundScreen: Screen {
  var sketch: Sketch
  /// The page without a text on which the experiment runs.
  var stage: LessonScreen
  /// What the marked line is about.
  var chosen = SheetRow.Subject.data
  /// What is being typed; nil while keys mean what the table says.
  var prompt: Prompt?
  var scroll = Scroll()

  /// An instrument over the panels brings keys of its own, as it does in a lesson.
  var context: Context { prompt == nil ? stage.instrument?.context ?? .playground : .prompt }

  /// A speed at which a small net can be followed, in steps a second.
  private static let pace = 100.0

  init(_ sketch: Sketch) {
    self.sketch = sketch
    stage = LessonScreen(Self.lesson(sketch), page: 0)
    stage.remedy = "Change the marked line, or choose other data."
    stage.pace = Self.pace
    stage.handsOverSettings = true
    if sketch.experiment.data.file != nil { chosen = .target }
    stage.message = self.sketch.takeNote().map { LessonScreen.Message(text: $0) }
  }

  static func source(_ sketch: Sketch) -> LabExperiment {
    LabExperiment(name: "own", experiment: sketch.experiment, label: sketch.experiment.learner, pace: pace)
  }

  static func lesson(_ sketch: Sketch) -> Lesson {
    let panels = PanelOffer.panels(for: sketch.experiment, sketch.start)
    return Lesson(
      id: "playground", title: "playground", topics: [], chapter: "gradlab", minutes: 0,
      experiments: [source(sketch)], pages: [Page(title: "playground", experiment: "own", panels: panels)])
  }

  /// What has to happen when the playground is opened.
  mutating func enter(_ world: World) -> [Effect] {
    let load = stage.workbench.put(Self.source(sketch), turns: sketch.turns, touches: sketch.touches)
    return [.bench(load), stage.showProbes(world)] + repetition
  }

  /// A receipt's run is opened where its reading was taken.
  private var repetition: [Effect] {
    guard let step = sketch.promise?.step, step > 0 else { return [] }
    let isLonger = step > sketch.experiment.steps
    let budget: [Effect] =
      isLonger ? [.bench(.turn(Setting("steps", String(step)), lane: 0))] : []
    return budget + [.bench(.step(step))]
  }

  func exhibit(in world: World) -> Exhibit {
    var exhibit = stage.exhibit(in: world)
    let step = world.snapshot.lanes.first.map { "-step\($0.step)" } ?? ""
    (exhibit.name, exhibit.title) = ("gradlab-playground\(step)", "gradlab: the playground")
    return exhibit
  }

  var sheet: Sheet { Sheet(sketch, chosen: chosen) }

  // MARK: keys

  func isAvailable(_ action: Action, in world: World) -> Bool {
    if stage.instrument != nil { return stage.isAvailable(action, in: world) }
    switch action {
    case .turnUp, .turnDown, .left, .right, .up, .down, .first, .last, .scrollUp, .scrollDown: return true
    case .addLayer: return !sketch.layerLists.isEmpty
    case .deleteLayer:
      return stage.focus == .text
        ? sheet.rows[sheet.chosenIndex].layer != nil : DrawingPad.use(on: stage) != nil
    case .edit: return true
    case .number: return !stage.page.panels.isEmpty
    default: return stage.isAvailable(action, in: world)
    }
  }

  func hint(for action: Action, in world: World) -> Hint {
    if prompt == nil, stage.instrument != nil { return stage.hint(for: action, in: world) }
    switch action {
    case .back: return prompt == nil ? .hidden : .table
    case .complete: return prompt?.purpose == .value ? .hidden : .table
    case .turnDown: return .keyed("[ ]", "turn")
    case .turnUp, .number: return .hidden
    case .edit: return stage.focus == .text ? .table : stage.deedHint(world)
    case .deleteLayer where stage.focus != .text: return .named("draw")
    case .addLayer, .deleteLayer:
      return stage.focus == .text && sheet.rows[sheet.chosenIndex].layer != nil ? .table : .hidden
    default: return stage.hint(for: action, in: world)
    }
  }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    if prompt != nil { return answer(action, world) }
    if stage.instrument != nil { return performOnStage(action, key: key, in: world) }
    let isOnSheet = stage.focus == .text
    (stage.message, stage.isDescribing) = (nil, false)
    switch action {
    case .turnUp, .turnDown: return turn(up: action == .turnUp, world)
    case .left where isOnSheet, .right where isOnSheet: return turn(up: action == .right, world)
    case .up where isOnSheet: return move(by: -1)
    case .down where isOnSheet: return move(by: 1)
    case .scrollUp: return move(by: -10)
    case .scrollDown: return move(by: 10)
    case .first: return move(by: -1000)
    case .last: return move(by: 1000)
    case .edit where !isOnSheet: return performOnStage(.answer, key: key, in: world)
    case .edit: return edit(world)
    case .addLayer: return addLayer(world)
    case .deleteLayer where isOnSheet: return deleteLayer(world)
    case .deleteLayer: return performOnStage(.drawing, key: key, in: world)
    case .save: return askForPath()
    case .reseed: return reseed(world)
    default: break
    }
    return performOnStage(action, key: key, in: world)
  }

  /// What a lesson would do; what became of the experiment is written on the sheet.
  private mutating func performOnStage(_ action: Action, key: Key, in world: World) -> Outcome {
    onStage(world) { $0.perform(action, key: key, in: world) }
  }

  private mutating func onStage(_ world: World, _ act: (inout LessonScreen) -> Outcome) -> Outcome {
    stage.sheetRows = sheet.rows.count
    let outcome = act(&stage)
    if let setting = stage.requested {
      stage.requested = nil
      var own = set(setting, world)
      own.effects = outcome.effects + own.effects
      return own
    }
    if let experiment = stage.workbench.experiment, experiment != sketch.experiment {
      sketch.adopt(experiment)
      stage.lesson = Self.lesson(sketch)
    }
    return outcome
  }

  mutating func point(_ mouse: Mouse, in world: World) -> Outcome {
    guard prompt == nil else { return .ignored }
    if mouse.deed == .press, stage.instrument == nil, let hit = hit(mouse.place, world) {
      (stage.message, stage.isDescribing, stage.focus) = (nil, false, .text)
      switch hit {
      case .turn(let up): return turn(up: up, world)
      case .mark(let index): chosen = sheet.rows[index].subject
      }
      return .done
    }
    let sheetArea = stage(with: sheet).layout(world).text
    if stage.instrument == nil, sheetArea.contains(mouse.place) {
      switch mouse.deed {
      case .wheelUp: return move(by: -1)
      case .wheelDown: return move(by: 1)
      case .press, .drag, .release: return .ignored
      }
    }
    return onStage(world) { $0.point(mouse, in: world) }
  }

  mutating func type(_ text: String, in world: World) -> Outcome {
    guard prompt != nil else { return onStage(world) { $0.type(text, in: world) } }
    prompt?.type(text)
    return .done
  }

  mutating func observe(_ world: World) -> [Effect] {
    let effects = stage.observe(world)
    guard let promise = sketch.promise, let reading = world.snapshot.lanes.first?.receipt?.reading,
      reading.step == promise.step, world.snapshot.lanes.count == 1
    else { return effects }
    let receipt = Receipt(
      sketch.experiment, turns: sketch.turns, touches: sketch.touches, reading: promise)
    let verdict = receipt.verdict(reading)
    stage.message = verdict.map {
      LessonScreen.Message(text: "The " + $0.sentence + ".", ink: $0.agrees ? .good : .warning)
    }
    sketch.forgetPromise()
    return effects
  }

  private mutating func move(by count: Int) -> Outcome {
    let sheet = sheet
    chosen = sheet.rows[sheet.neighbour(of: sheet.chosenIndex, by: count)].subject
    return .done
  }
}
