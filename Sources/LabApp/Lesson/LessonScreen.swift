import Experiments
import Lessons
import Panels
import TerminalUI

/// A lesson: page after page of text, live panels, knobs, questions and tasks.
struct LessonScreen: Screen {
  enum Focus: String, Sendable, Hashable, CaseIterable { case text, panels, knobs }

  struct Message: Sendable, Hashable {
    var text: String
    var ink: Ink = .accent
    /// Whether nothing of it may be cut, however long it is.
    var isWhole = false
    /// Whether it speaks of a run that is going on; the status line takes its place when that ends.
    var endsWithRun = false
  }

  var lesson: Lesson
  var pageIndex: Int
  var focus = Focus.text
  var selectedPanel = 0
  var selectedKnob = 0
  var isZoomed = false
  /// The choice that Enter would take in the open question.
  var cursor = 0
  /// Where each page's text stands.
  var scrolls: [Int: Scroll] = [:]
  /// A question that has to stay in view until the text is scrolled.
  var pinned: String?
  /// Predictions of this page whose answer is shown: made on an earlier visit, asked for, or answered by the run.
  var revealed: Set<String> = []
  /// How many hints of each task are shown.
  var hints: [String: Int] = [:]
  /// Panels whose scale was switched by hand: true is logarithmic.
  var scales: [Int: Bool] = [:]
  /// Panels whose colours and bars were given another measure by hand.
  var measures: [Int: PanelScale] = [:]
  /// Said in the status line until the next key.
  var message: Message?
  /// Whether the selected panel is described there instead, as it stands at each moment.
  var isDescribing = false
  var workbench = Workbench()
  /// The tool that is laid over the panels, if any.
  var instrument: (any Instrument)?
  /// Panels that were added to a page by hand.
  var addedPanels: [Int: [PanelChoice]] = [:]
  /// The loss that was drawn before the run, if any, and whether the run was compared with it.
  var expected: ExpectedCurve?
  var isDrawingJudged = false
  /// Lines of the command line that were obeyed, newest last.
  var commands: [String] = []
  /// Steps a second while running; nil is flat out.
  var pace: Double?
  /// What helps where a run cannot be made.
  var remedy = "Turn the knob back, or press r to restart."
  /// How many rows something else needs that stands where a lesson has its text.
  var sheetRows: Int?
  /// Whether settings that are typed are the affair of whoever owns the experiment, and the one that was typed last.
  var handsOverSettings = false
  var requested: Setting?
  /// How far one step goes, forward and back.
  var grain = Grain.batch
  /// Columns at the right of the plane of codes that are kept for what the decoder makes.
  var sideWidth = 0
  /// Restarts and journeys in time, which belong to no lane.
  var deeds: [Mark] = []
  /// The present step when it was seen last.
  var lastStep: Int?
  /// The divergence that was explained last; the box opens by itself once for each.
  var seenAutopsy: Autopsy?
  /// Settings from the command line, for the first page.
  private var firstChanges: [Setting]

  init(_ lesson: Lesson, page: Int, settings: [Setting] = [], seed: UInt64? = nil) {
    self.lesson = lesson
    pageIndex = min(max(page, 0), max(lesson.pages.count - 1, 0))
    firstChanges = settings + (seed.map { [Setting("seed", String($0))] } ?? [])
  }

  var page: Page {
    guard lesson.pages.indices.contains(pageIndex) else { return Page(title: lesson.title) }
    var page = lesson.pages[pageIndex]
    // The playground may come to show a panel by itself that somebody added before.
    page.panels += (addedPanels[pageIndex] ?? []).filter { added in
      !page.panels.contains { $0.name == added.name }
    }
    return page
  }
  var hasExperiment: Bool { page.experiment != nil }
  var knobs: [Knob] { hasExperiment ? workbench.knobs : [] }

  // MARK: pages

  /// What has to happen when a page is opened.
  mutating func enter(_ world: World) -> [Effect] {
    (focus, selectedPanel, cursor, isZoomed) = (.text, 0, 0, false)
    (pinned, message, isDescribing, scales, measures) = (nil, nil, false, [:], [:])
    (instrument, expected, isDrawingJudged) = (nil, nil, false)
    revealed = predicted(world)
    var effects: [Effect] = [.record(.visited(page: pageIndex, of: lesson))]
    if !hasExperiment, world.snapshot.phase == .running { effects.append(.bench(.pause)) }
    if let load = workbench.place(page, of: lesson, changes: firstChanges) {
      effects.append(.bench(load))
      (deeds, lastStep) = ([], nil)
      pace = workbench.source?.pace
      selectedKnob = 0
    }
    firstChanges = []
    if hasExperiment { effects.append(showProbes(world)) }
    return effects
  }

  mutating func turnPage(by count: Int, _ world: World) -> Outcome {
    let wanted = pageIndex + count
    if lesson.pages.indices.contains(wanted) {
      pageIndex = wanted
      return Outcome(isHandled: true, effects: enter(world))
    }
    if count > 0, let next = world.shelf.lesson(after: lesson.id) {
      return .asking(.open(lesson: next.id, page: 0))
    }
    return .ignored
  }

  // MARK: keys

  func isAvailable(_ action: Action, in world: World) -> Bool {
    if let instrument, Bindings.isOwn(action, in: instrument.context) {
      return instrument.isAvailable(action, on: self, in: world)
    }
    return isOffered(action, in: world)
  }

  /// What the screen itself offers.
  private func isOffered(_ action: Action, in world: World) -> Bool {
    switch action {
    case .run, .step, .restart, .reseed, .faster, .slower, .grain, .fork: hasExperiment
    case .stepBack: hasExperiment && ((world.snapshot.lanes.first?.step ?? 0) > 0 || isWalking(world))
    case .chooseLane: hasExperiment && workbench.allLanes.count > 1
    case .dropFork: !workbench.forks.isEmpty
    case .turnUp, .turnDown: !knobs.isEmpty
    case .left, .right: !knobs.isEmpty || !page.panels.isEmpty
    case .focusNext, .focusPrevious: stops(world).count > 1
    case .nextPage: pageIndex + 1 < lesson.pages.count || world.shelf.lesson(after: lesson.id) != nil
    case .previousPage: pageIndex > 0
    case .ledger: hasExperiment
    case .eventBefore, .eventAfter: stop(after: action == .eventAfter, world) != nil
    case .autopsy: explainedLane(world) != nil
    case .answer:
      openQuestion(world) != nil || deed(world) != nil || focus == .knobs || waitingPrediction(world) != nil
    case .number: openQuestion(world) != nil || !page.panels.isEmpty
    case .hint: hintedTask(world) != nil
    case .describe: !page.panels.isEmpty || instrument != nil
    case .zoom, .inspect, .scale: !page.panels.isEmpty
    case .receipt: hasExperiment
    case .log: panelType(selectedPanel, world)?.options.contains("log") == true
    case .microscope, .gradientCheck, .expect, .rehearsal, .choosePanel: hasExperiment
    default: true
    }
  }

  /// Whether no lane can take another step: only a restart or another setting helps.
  func hasEnded(_ world: World) -> Bool {
    switch world.snapshot.phase {
    case .diverged, .failed, .settled: true
    default: false
    }
  }

  func hint(for action: Action, in world: World) -> Hint {
    if let instrument, Bindings.isOwn(action, in: instrument.context) {
      return instrument.hint(for: action, on: self, in: world)
    }
    let question = openQuestion(world)
    switch action {
    case .run where hasEnded(world), .step where hasEnded(world): return .hidden
    case .run: return isGated(world) ? .hidden : world.snapshot.phase == .running ? .named("pause") : .table
    case .step:
      if isGated(world) || world.snapshot.phase == .running { return .hidden }
      return grain == .batch ? .table : .named(grain.hint)
    case .stepBack: return isGated(world) || world.snapshot.phase == .running ? .hidden : .table
    case .fork: return (world.snapshot.lanes.first?.step ?? 0) == 0 || hasEnded(world) ? .hidden : .table
    case .restart: return (world.snapshot.lanes.first?.step ?? 0) == 0 ? .hidden : .table
    case .number:
      guard let question, !isAutopsyOpen else { return .hidden }
      return .keyed("1-\(question.choices.count)", question.kind == .quiz ? "answer" : "predict")
    case .ledger: return entries(world).count < 2 ? .hidden : .table
    case .autopsy: return isAutopsyOpen ? .hidden : .table
    case .answer: return deedHint(world)
    case .turnDown: return .keyed("[ ]", "turn")
    case .turnUp: return .hidden
    case .focusNext: return nextStop(world).map { .named($0.rawValue) } ?? .hidden
    case .zoom: return isZoomed ? .named("back") : focus == .text ? .hidden : .table
    case .nextPage: return pageIndex + 1 < lesson.pages.count ? .table : .named("next lesson")
    case .previousPage: return .hidden
    case .hint: return .table
    case .inspect:
      let isPlane = focus == .panels && panelType(selectedPanel, world) is LatentPanel.Type
      return isPlane ? .named("walk the plane") : .table
    case .drawing: return DrawingPad.use(on: self) != nil ? .table : .hidden
    case .prompt: return PromptLine.isOffered(on: page) ? .table : .hidden
    case .back: return hasExperiment ? .hidden : .named("home")
    default: return .table
    }
  }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    (message, isDescribing) = (nil, false)
    if belongsToInstrument(key) {
      let outcome = performInstrument(action, key: key, in: world)
      if outcome.isHandled { return outcome }
    }
    switch action {
    case .run, .step, .restart, .reseed, .faster, .slower: return drive(action, world)
    case .stepBack, .grain: return travel(action, world)
    case .fork, .chooseLane, .dropFork: return branch(action, world)
    case .turnUp, .turnDown: return turn(up: action == .turnUp, world)
    case .nextPage: return turnPage(by: 1, world)
    case .previousPage: return turnPage(by: -1, world)
    case .number: return number(key, world)
    case .answer: return press(world)
    case .hint: return showHint(world)
    case .describe: return describe(world)
    case .inspect: return inspect(world)
    case .drawing: return draw(world)
    case .prompt: return typePrompt(world)
    case .receipt: return showReceipt(world)
    case .microscope: return take(Microscope(), world)
    case .gradientCheck: return take(GradientCheckTable(), world)
    case .command: return take(CommandLine(), world)
    case .choosePanel: return take(CommandLine("panel ", on: self, world), world)
    case .expect: return beginDrawing(world)
    case .rehearsal: return beginRehearsal(world)
    case .ledger: return .asking(.show(.ledger))
    case .eventBefore, .eventAfter: return leap(after: action == .eventAfter, world)
    case .autopsy: return switchAutopsy(world)
    case .back: return back()
    default: return move(action, world)
    }
  }

  private mutating func back() -> Outcome {
    guard isZoomed else { return .asking(.back) }
    isZoomed = false
    return .done
  }

  // MARK: snapshots

  /// Notes tasks that were met since.
  mutating func observe(_ world: World) -> [Effect] {
    if message?.endsWithRun == true, world.snapshot.phase != .running { message = nil }
    observeInstrument(world)
    judgeDrawing(world)
    guard hasExperiment, world.snapshot.lanes.first?.name == workbench.lanes.first?.name else { return [] }
    noteJourney(world)
    noteDivergence(world)
    observeEnd(world)
    return page.tasks.compactMap { task in
      guard case .met(let step)? = status(of: task, world)?.state,
        world.journal[lesson.id].tasks[task.name] == nil
      else { return nil }
      message = Message(text: "Task met at step \(Figure.count(step)). n goes on when you like.", ink: .good)
      return .record(.met(task: task.name, of: lesson, step: step))
    }
  }

  func status(of task: LessonTask, _ world: World) -> GoalStatus? {
    world.snapshot.lanes.first?.goals.first { $0.goal == task.goal }
  }
}
