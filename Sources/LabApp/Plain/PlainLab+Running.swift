import Experiments
import Neural

/// A run that is performed piece by piece.
struct PlainRun {
  /// Steps still to do; nil goes on to the end of the run.
  var left: Int?
  /// Steps until the next line.
  var untilLine: Int
  /// Steps from line to line.
  let interval: Int

  init(_ count: Int?, expecting expected: Int) {
    left = count
    interval = Self.interval(min(count ?? expected, expected))
    untilLine = interval
  }

  /// About six lines a run, at round steps; a short one needs none.
  static func interval(_ count: Int) -> Int {
    guard count > 20 else { return max(count, 1) }
    let least = min(count, 1_000_000_000_000) / 6
    var decade = 10
    while decade * 5 < least { decade *= 10 }
    return [1, 2, 5].map { $0 * decade }.first { $0 >= least } ?? decade * 10
  }
}

/// Training.
extension PlainLab {
  /// Steps between two looks at the keyboard.
  private static let stretch = 8
  /// More steps than this are not asked for by one line.
  private static let most = 100_000_000
  /// Nor more parts of steps.
  private static let mostParts = 10_000

  mutating func drive(_ command: PlainCommand, _ words: [String]) {
    guard let screen, screen.hasExperiment else {
      return say("This page has no experiment; \"next\" goes on.")
    }
    var count: Int?
    if let word = words.first {
      guard let number = Int(word), (1...Self.most).contains(number) else {
        return say(
          "\"\(word)\" is not a number of steps from 1 to \(Figure.count(Self.most)), such as: \(command.name) 200."
        )
      }
      count = number
    }
    if let problem = screen.workbench.problem { return say(problem.sentence) }
    switch command {
    case .restart: restart()
    case .rewind: rewind(count ?? 1)
    case .step: step(count ?? 1)
    default: start(count)
    }
  }

  /// So many steps of the grain: parts of a step are told one by one, whole steps are run.
  private mutating func step(_ count: Int) {
    if walk(isForward: true, count) { return }
    let grain = screen?.grain ?? .batch
    let each = grain.steps(inEpoch: world.snapshot.lanes.first?.stepsPerEpoch ?? 1) ?? 1
    start(min(count, Self.most / each) * each)
  }

  /// Looks so many parts on or back and tells where that leads; false where the grain is whole steps.
  private mutating func walk(isForward: Bool, _ count: Int) -> Bool {
    guard let grain = screen?.grain, let lane = world.snapshot.lanes.first,
      let command = grain.walk(isForward: isForward, lane, index: 0)
    else { return false }
    if isForward, screen?.isGated(world) == true {
      say("Predict first, then run.")
      tellOpenQuestion()
      return true
    }
    for _ in 0..<min(count, Self.mostParts) { bench.send(command) }
    observe()
    if let words = screen?.stepWords(world) { say(words.sentence) } else { tellReadings() }
    return true
  }

  mutating func choose(grain words: [String]) {
    guard var present = screen, present.hasExperiment, let lane = world.snapshot.lanes.first else {
      return say("This page has no experiment; \"next\" goes on.")
    }
    let own = Grain.allCases.filter { $0.isDistinct(lane) }
    guard let word = words.first else {
      present.grain = present.grain.next(lane)
      screen = present
      return say(present.grain.words(lane))
    }
    guard let grain = own.first(where: { $0.rawValue == word.lowercased() }) else {
      let names = own.map(\.rawValue).joined(separator: ", ")
      return say("Steps of this run have no grain \"\(word)\"; they have \(names).")
    }
    present.grain = grain
    screen = present
    say(grain.words(lane))
  }

  private mutating func start(_ count: Int?) {
    if screen?.isGated(world) == true {
      say("Predict first, then run.")
      return tellOpenQuestion()
    }
    let lane = world.snapshot.lanes.first
    let budget = world.snapshot.lanes.map(\.experiment.steps).max() ?? 0
    let rest = budget - (lane?.step ?? 0)
    if lane?.step == 0 { noticed = [:] }
    bench.send(.run(stepsPerSecond: nil))
    run = PlainRun(count, expecting: rest > 0 ? rest : budget)
    if !bench.isRunning { endRun() }
  }

  private mutating func restart() {
    guard let command = screen?.workbench.restart() else { return }
    bench.send(command)
    observe()
    say("Step 0 again, seed \(screen?.seed ?? 0).")
  }

  private mutating func rewind(_ count: Int) {
    if walk(isForward: false, count) { return }
    let grain = screen?.grain ?? .batch
    let each = grain.steps(inEpoch: world.snapshot.lanes.first?.stepsPerEpoch ?? 1) ?? 1
    bench.send(.back(min(count, Self.most / each) * each))
    observe()
    tellReadings()
  }

  /// Performs the next piece of the run; what there is to tell of it.
  public mutating func work() -> [String] {
    guard var present = run else { return [] }
    let count = min(Self.stretch, present.left ?? .max, present.untilLine)
    bench.advance(count)
    present.untilLine -= count
    present.left = present.left.map { $0 - count }
    let isDue = present.untilLine == 0
    if isDue { present.untilLine = present.interval }
    run = present
    if present.left == 0 || !bench.isRunning {
      endRun()
    } else if isDue {
      observe()
      tellReadings()
      tellFindings()
    }
    return take()
  }

  mutating func endRun(isStopped: Bool = false) {
    run = nil
    if bench.isRunning { bench.send(.pause) }
    if isStopped { say("Stopped.") }
    let known = screen?.revealed ?? []
    observe()
    tellReadings()
    tellFindings()
    tellEnd()
    tellAllPanels()
    tellAnswers(since: known)
    tellOpenTasks()
    tellWhatIsLeft()
  }

  // MARK: telling

  /// The step and the first readings of every lane.
  func readings() -> String {
    let snapshot = world.snapshot
    // The runs of a race need not be of one length.
    guard let lane = snapshot.lanes.max(by: { $0.step < $1.step }) else { return "Nothing is loaded." }
    let past = lane.isPast ? " of \(Figure.count(lane.farthest))" : ""
    let epoch = lane.epoch >= 1 ? ", epoch \(Figure.count(Int(lane.epoch)))" : ""
    let all = snapshot.lanes.map { each in
      let step = each.step == lane.step ? "" : " at step \(Figure.count(each.step))"
      return (snapshot.lanes.count > 1 ? "\(each.name)\(step): " : "") + readings(of: each)
    }
    return "Step \(Figure.count(lane.step))\(past)\(epoch). \(all.joined(separator: "; "))."
  }

  private func readings(of lane: LaneSnapshot) -> String {
    let told = zip(lane.meters, lane.readings)
      .filter { !$0.0.name.hasPrefix("gradient/") && !$0.0.name.hasPrefix("delta/") }.prefix(4)
    return told.map { "\($0.0.name) \(Figure.reading($0.1))" }.joined(separator: ", ")
  }

  private mutating func tellReadings() { say(readings()) }

  /// What the lab has noticed since it was told last, and what of that is over.
  private mutating func tellFindings() {
    guard let screen else { return }
    let all = ToldFinding.all(world, of: screen.lesson, lane: screen.workbench.selected)
    for told in all where noticed[told.title]?.step != told.finding.step {
      say("Noticed since step \(Figure.count(told.finding.step)): \(told.sentence).")
    }
    let now = Dictionary(all.map { ($0.title, $0.finding) }) { first, _ in first }
    let endings = world.snapshot.lanes.flatMap(\.marks).filter { $0.kind == .diagnosis }
    for (title, finding) in noticed.sorted(by: { $0.key < $1.key }) where now[title] == nil {
      let end = endings.last { $0.step > finding.step && $0.text == "\(finding.kind.title) over" }
      if let end { say("\(title): over since step \(Figure.count(end.step)).".capitalizedFirst) }
    }
    noticed = now
  }

  private mutating func tellEnd() {
    switch world.snapshot.phase {
    case .diverged(let end):
      say(
        "The run diverged: \(end.meter) became \(Figure.text(end.value)) at step \(Figure.count(end.step)). "
          + "Turn a knob and restart.")
    case .settled: say("It has settled: nothing is left to change.")
    case .finished: say("The run is finished; \"run\" goes on, \"restart\" begins again.")
    case .failed(let sentence): say("This run cannot be made: \(sentence)")
    case .ready, .running, .paused: break
    }
  }
}
