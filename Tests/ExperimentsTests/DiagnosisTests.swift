import Datasets
import Neural
import TestSupport
import Testing

@testable import Experiments

/// What the lab notices about real short trainings, and what it does not.
@Suite struct DiagnosisTests {
  /// A run with a condition, and one without it.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: Finding.Kind
    var ill: Experiment
    var healthy: Experiment
    /// Words and numbers that the evidence has to name.
    var evidence: String

    var testDescription: String { kind.rawValue }
  }

  private static func net(
    _ data: DataChoice, _ layers: [LayerChoice], rate: Float, steps: Int, optimizer: String = "sgd",
    initializer: Initializer = Initializer(.xavierNormal), loss: String = "binary-cross-entropy",
    batch: Int? = nil
  ) -> Experiment {
    Experiment(
      data: data, layers: layers + [LayerChoice(size: 1)], initializer: initializer, loss: loss,
      optimizer: OptimizerChoice(name: optimizer, rate: rate), batch: batch, order: .sequential, steps: steps)
  }

  private static let moons = DataChoice(name: "two-moons", count: 200, noise: 0.15)

  private static func deep(_ activation: String, rate: Float, _ scheme: Initializer) -> Experiment {
    net(
      moons, [LayerChoice(size: 16, activation: activation, repeat: 10)], rate: rate, steps: 600,
      initializer: scheme)
  }

  private static func tall(gain: Float) -> Experiment {
    net(
      DataChoice(name: "surface"), [LayerChoice(size: 32, activation: "tanh", repeat: 15)], rate: 0.05,
      steps: 200, initializer: Initializer(.xavierNormal, gain: gain), loss: "mean-squared-error")
  }

  private static func hidden(
    _ activation: String, rate: Float, gain: Float = 1, steps: Int = 400, depth: Int = 2
  ) -> Experiment {
    net(
      moons, [LayerChoice(size: 16, activation: activation, repeat: depth)], rate: rate, steps: steps,
      initializer: Initializer(.xavierNormal, gain: gain))
  }

  private static func wiggle(penalty: String) throws -> Experiment {
    try net(
      DataChoice(name: "sine", count: 60, noise: 0.4), [LayerChoice(size: 64, activation: "tanh", repeat: 2)],
      rate: 0.005, steps: 2000, optimizer: "adam", loss: "mean-squared-error"
    ).setting([
      Setting("data.frequency", "4.71"), Setting("data.validation", "0.6667"), Setting("data.seed", "2"),
      Setting("l2", penalty),
    ])
  }

  private static func game(_ settings: String...) throws -> Experiment {
    try GenerativeLearnerTests.ring(settings + ["steps=1000"])
  }

  static func cases() throws -> [Case] {
    let still = hidden("tanh", rate: 0.3)
    return [
      Case(
        kind: .divergence, ill: hidden("tanh", rate: 30, steps: 300), healthy: still,
        evidence: "times that of the start"),
      Case(
        kind: .explodingGradients, ill: tall(gain: 3), healthy: tall(gain: 1),
        evidence: "their norm is "),
      Case(
        kind: .plateau, ill: deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)),
        healthy: deep("relu", rate: 0.1, Initializer(.heNormal)),
        evidence: "the loss has stood at 0.693 for 500 steps and "),
      Case(
        kind: .vanishedLayer, ill: deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)),
        healthy: deep("relu", rate: 0.1, Initializer(.heNormal)), evidence: "of layer 11's ∂L/∂z"),
      Case(
        kind: .deadUnits, ill: hidden("relu", rate: 20, depth: 1), healthy: hidden("relu", rate: 0.3),
        evidence: "units of layer 1 always give 0"),
      Case(
        kind: .saturatedUnits, ill: hidden("tanh", rate: 0.01, gain: 20), healthy: still,
        evidence: "lies at the flat ends of its activation"),
      Case(
        kind: .overfitting, ill: try wiggle(penalty: "0"), healthy: try wiggle(penalty: "0.03"),
        evidence: "validation rose from"),
      Case(
        kind: .modeCollapse, ill: try game("rate=0.005", "discriminator-rate=0.0002"), healthy: try game(),
        evidence: "of 8 clouds"),
      Case(
        kind: .discriminatorWins, ill: try game("rate=0.00001", "discriminator-rate=0.005"),
        healthy: try game(), evidence: "right"),
      Case(
        kind: .foldedMap, ill: try GenerativeLearnerTests.map(["radius=0.5", "steps=3000"]),
        healthy: try GenerativeLearnerTests.map(["steps=3000"]), evidence: "are apart on the map"),
      Case(
        kind: .unfoldedMap, ill: try GenerativeLearnerTests.map(["steps=3000"]),
        healthy: try GenerativeLearnerTests.map(["radius=0.5", "steps=3000"]), evidence: "touch on the map"),
    ]
  }

  /// Every finding of a run that held at any time, or in its last steps.
  private func findings(_ experiment: Experiment, last: Int = .max) -> [Finding] {
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    var all: [Finding] = []
    while loop.canAdvance {
      loop.advance(10)
      let lane = loop.snapshot().lanes[0]
      for finding in lane.findings where lane.step > experiment.steps - last {
        all.removeAll { $0.kind == finding.kind && $0.step == finding.step }
        all.append(finding)
      }
    }
    return all
  }

  @Test(arguments: try cases())
  func isNoticedWhereItIsAndNowhereElse(_ example: Case) throws {
    let noticed = findings(example.ill)
    let finding = noticed.last { $0.kind == example.kind }
    #expect(finding?.evidence.contains(example.evidence) == true, "\(noticed)")
    // With another rounding a healthy game may lose clouds for a while: there the end counts.
    let others = findings(example.healthy, last: example.kind == .modeCollapse ? 200 : .max)
    #expect(!others.contains { $0.kind == example.kind }, "\(others)")
    for finding in noticed + others { expectRoom(for: finding) }
  }

  /// Title, fact and the numbers of the lessons fit the line above the status of a terminal of 80 columns.
  private func expectRoom(for finding: Finding) {
    let advice = finding.lessons.count > 1 ? " · lessons 17, 16" : " · lesson 11"
    let line = "\(finding.kind.title): \(finding.fact)\(advice)"
    #expect(line.count <= 74, "\(line)")
  }

  // MARK: two networks

  private static func clouds(seed: UInt64, _ settings: [String] = []) throws -> Experiment {
    let widths = [
      "data.modes=4", "layers.0.dense=32", "discriminator.0.dense=32", "discriminator.2.dense=32",
      "steps=800",
    ]
    var game = try GenerativeLearnerTests.ring(widths + settings)
    game.seed = seed
    return game
  }

  @Test(arguments: 1...10)
  func aPairThatFindsTheCloudsOneByOneRaisesNoAlarm(seed: UInt64) throws {
    #expect(findings(try Self.clouds(seed: seed)).isEmpty)
  }

  /// A generator 25 times as quick as its discriminator, and a discriminator that cannot see the clouds.
  @Test(arguments: [
    ["rate=0.005", "discriminator-rate=0.0002"], ["discriminator.0.dense=3", "discriminator.2.dense=3"],
  ])
  func aCollapseIsNamedWithinAShortRun(_ settings: [String]) throws {
    let named = try (1...4).count { seed in
      findings(try Self.clouds(seed: UInt64(seed), settings)).contains { $0.kind == .modeCollapse }
    }
    #expect(named >= 3)
  }

  // MARK: why a loss stands still

  private static func xor(_ settings: String...) throws -> Experiment {
    try net(
      DataChoice(name: "xor"), [LayerChoice(size: 8, activation: "tanh")], rate: 0.5, steps: 600
    ).setting(settings.map { try Setting(parsing: $0) })
  }

  private static func code(beta: Float) throws -> Experiment {
    try GenerativeLearnerTests.digits(
      [
        LayerChoice(size: 32, activation: "relu"), LayerChoice(size: 2),
        LayerChoice(size: 32, activation: "relu"),
        LayerChoice(size: 64),
      ], ["code=variational", "beta=\(beta)", "loss=binary-cross-entropy", "steps=1000"])
  }

  /// A run that stands still, the words that say why, and the lessons that explain it.
  static func causes() throws -> [(Experiment, String, [String])] {
    [
      (
        try xor("width=1", "steps=1500"), "narrowest hidden layer has 1 unit,",
        ["perceptron-vs-mlp", "deep-vs-shallow"]
      ),
      (
        try xor("activation=linear"), "no layer has an activation",
        ["activation-functions", "perceptron-vs-mlp"]
      ),
      (try xor("rate=0.000001"), "a step moves only", ["learning-rate", "optimizers"]),
      (try code(beta: 20), "the code holds only", ["autoencoder"]),
      (
        deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)), "no layer's gradient is above",
        ["weight-initialization", "batch-normalization"]
      ),
      (
        hidden("relu", rate: 20, depth: 1), "units of layer 1 always give 0",
        ["activation-functions", "weight-initialization"]
      ),
    ]
  }

  @Test(arguments: try causes())
  func aPlateauNamesItsCause(_ experiment: Experiment, words: String, lessons: [String]) throws {
    let plateau = try #require(findings(experiment).last { $0.kind == .plateau })
    #expect(plateau.evidence.contains(words), "\(plateau.evidence)")
    #expect(plateau.lessons == lessons)
  }

  // MARK: what looking costs

  /// At every step the passes made for looking are at most a hundredth of those made for training.
  @Test(arguments: [1, 4, 16, 32, 64, 100, 200, 5000])
  func askingTheUnitsCostsAHundredthOfTheWork(batch: Int) {
    var examiner = Examiner()
    let cost = Examiner.UnitsCost(asked: 200, batch: batch)
    var asked = 0
    for step in 1...30_000 where examiner.wantsUnits(at: step, cost: cost) {
      asked += cost.asked
      examiner.noteUnits(at: step, stepsPerEpoch: 3, cost: cost)
      #expect(Double(asked) <= 0.01 * 3 * Double(batch * step), "step \(step)")
    }
    #expect(asked > 0)
  }

  @Test func everyDetectorHasAKindOfItsOwnAndEveryKindADetector() {
    let kinds = DetectorCatalog.all.map { $0.kind }
    #expect(Set(kinds) == Set(Finding.Kind.allCases))
    #expect(kinds.count == Finding.Kind.allCases.count)
  }

  @Test func theSameRunHasTheSameFindingsHoweverItIsStepped() {
    let experiment = Self.deep("sigmoid", rate: 0.5, Initializer(.xavierNormal))
    let lanes = [Lane(name: "", experiment: experiment)]
    let (whole, pieces) = (Loop(lanes: lanes, library: .standard), Loop(lanes: lanes, library: .standard))
    whole.advance(400)
    for _ in 0..<57 { pieces.advance(7) }
    pieces.advance(1)
    #expect(!whole.snapshot().lanes[0].findings.isEmpty)
    #expect(whole.snapshot().lanes[0].findings == pieces.snapshot().lanes[0].findings)
  }

  @Test func aPlateauEndsWhenTheLossMovesAgain() throws {
    let loop = Loop(
      lanes: [Lane(name: "", experiment: try Self.xor("rate=0.000001", "steps=2000"))], library: .standard)
    loop.advance(400)
    #expect(loop.snapshot().lanes[0].findings.map(\.kind) == [.plateau])
    loop.turn(Setting("rate", "0.5"))
    loop.advance(1000)
    let lane = loop.snapshot().lanes[0]
    #expect(lane.findings.isEmpty)
    let ends = lane.marks.filter { $0.text == "plateau over" }
    let end = try #require(ends.first)
    #expect(ends.count == 1 && end.step > 400 && end.detail == "plateau: over since step \(end.step)")
  }

  @Test func aJourneyBackForgetsWhatWasNoticedLater() {
    let lane = Lane(name: "", experiment: Self.deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)))
    let loop = Loop(lanes: [lane], make: LearnerCatalog.factory(.standard), historyRoom: Loop.journeyRoom)
    loop.advance(400)
    #expect(loop.snapshot().lanes[0].findings.contains { $0.kind == .plateau })
    #expect(loop.snapshot().lanes[0].marks.contains { $0.kind == .diagnosis && $0.text == "plateau" })
    loop.seek(to: 50)
    #expect(!loop.snapshot().lanes[0].findings.contains { $0.kind == .plateau })
    loop.seek(to: 400)
    #expect(loop.snapshot().lanes[0].findings.contains { $0.kind == .plateau })
    loop.seek(to: 10)
    loop.turn(Setting("rate", "0.4"))
    #expect(!loop.snapshot().lanes[0].marks.contains { $0.text == "plateau" })
  }

  /// What is told is what the last readings say, however long ago the detectors looked; of the past it says its step.
  @Test func theEvidenceIsThatOfTheStepThatIsShown() throws {
    let lane = Lane(name: "", experiment: Self.deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)))
    let loop = Loop(lanes: [lane], make: LearnerCatalog.factory(.standard), historyRoom: Loop.journeyRoom)
    func vanished() -> Finding? { loop.snapshot().lanes[0].findings.first { $0.kind == .vanishedLayer } }
    for count in [8, 195, 91, 77] {
      loop.advance(count)
      let shown = loop.snapshot().lanes[0]
      let deltas = shown.meters.indices.filter { shown.meters[$0].name.hasPrefix("delta/") }
      let share = shown.readings[deltas[0]] / shown.readings[deltas[deltas.count - 1]]
      let finding = try #require(vanished())
      #expect(finding.evidenceStep == shown.step)
      #expect(finding.evidence.contains("gets \(Wording.number(share)) of"), "\(finding.evidence)")
      #expect(finding.evidence(at: shown.step) == finding.evidence)
    }
    loop.seek(to: 12)
    let past = try #require(vanished())
    #expect(past.evidenceStep == 10 && past.evidence(at: 12) == "\(past.evidence), at step 10")
    // Where the batch's errors cancel, all layers' gradients are alike, and that is said.
    loop.seek(to: 371)
    let end = loop.snapshot().lanes[0]
    let plateau = try #require(end.findings.first { $0.kind == .plateau })
    let largest =
      end.meters.indices.filter { end.meters[$0].name.hasPrefix("gradient/") }
      .map { end.readings[$0] }.max() ?? .nan
    for finding in [plateau, try #require(vanished())] {
      #expect(finding.evidence.hasSuffix("no layer's gradient is above \(Wording.number(largest))"))
    }
  }

  /// A condition that shows no more is not told as if it did: it says when it was seen.
  @Test func whatShowsNoMoreSaysItsStep() throws {
    var examiner = Examiner()
    func sight(_ error: Float, at step: Int) -> Observation {
      var recorders = [CurveRecorder(), CurveRecorder(), CurveRecorder()]
      for (index, value) in [1, error, 0.5].enumerated() { recorders[index].append(Float(value)) }
      let meters = [Meter("loss"), Meter("topographic-error"), Meter("radius")]
      return Observation(
        places: ObservationPlaces(meters, learner: "som"), recorders: recorders, step: step, stepsPerEpoch: 1,
        units: [], unitsStep: 0, modeCount: 0, isLearning: true, gain: nil, ending: nil)
    }
    for step in [1000, 1100] { _ = examiner.examine(sight(0.5, at: step)) }
    let now = try #require(examiner.findings(seen: sight(0.3, at: 1150)).first)
    #expect(now.evidence.contains("30 %") && now.evidenceStep == 1150)
    let gone = try #require(examiner.findings(seen: sight(0.01, at: 1150)).first)
    #expect(gone.evidence(at: 1150).hasSuffix(", at step 1100") && gone.evidence.contains("50 %"))
    #expect(examiner.findings(at: 1150).first?.evidence.contains("50 %") == true)
  }

  /// One look that sees, or a few that miss, change nothing.
  @Test func aFindingBeginsAtTheSecondSightAndEndsAtTheThirdMiss() throws {
    var examiner = Examiner()
    func look(_ error: Float, at step: Int) -> [Examiner.Change] {
      var recorders = [CurveRecorder(), CurveRecorder(), CurveRecorder()]
      for (index, value) in [1, error, 0.5].enumerated() { recorders[index].append(Float(value)) }
      let meters = [Meter("loss"), Meter("topographic-error"), Meter("radius")]
      return examiner.examine(
        Observation(
          places: ObservationPlaces(meters, learner: "som"), recorders: recorders, step: step,
          stepsPerEpoch: 1,
          units: [], unitsStep: 0, modeCount: 0, isLearning: true, gain: nil, ending: nil))
    }
    #expect(look(0.5, at: 1000).isEmpty)
    #expect(look(0.1, at: 1100).isEmpty)
    #expect(look(0.5, at: 1200).isEmpty)
    let begun = look(0.5, at: 1300)
    let finding = try #require(examiner.findings(at: 1300).first)
    guard case .began(let first)? = begun.first else {
      Issue.record("the beginning is not told")
      return
    }
    #expect(first.kind == .foldedMap && first.step == 1200 && finding.step == 1200)
    #expect(first.evidenceStep == 1200 && finding.evidenceStep == 1300)
    // Between the two thresholds it goes on.
    _ = look(0.17, at: 1400)
    for step in [1500, 1600] { _ = look(0.1, at: step) }
    #expect(!examiner.findings(at: 1600).isEmpty)
    guard case .ended(let over, let since)? = look(0.1, at: 1700).first else {
      Issue.record("the end is not told")
      return
    }
    #expect(over.kind == .foldedMap && since == 1500)
    #expect(look(0.1, at: 1800).isEmpty, "the end is told once")
    #expect(examiner.findings(at: 1500).isEmpty)
    #expect(examiner.findings(at: 1450).map(\.kind) == [.foldedMap])
  }

  @Test func lookingCostsNoMemoryWhileAllIsWell() {
    let loop = Loop(lanes: [Lane(name: "", experiment: bowl(rate: 0.001, steps: 100_000))], make: makeBowl)
    loop.advance(1000)
    #expect(countAllocations { loop.advance(5000) } == 0)
  }

  @Test(arguments: [(1, 1), (4, 2), (7, 5), (199, 100), (200, 200), (730, 500), (12_345, 10_000)])
  func durationsGrowInFewSteps(count: Int, rounded: Int) { #expect(Wording.round(count) == rounded) }

  @Test(
    arguments: [
      (0, "0"), (0.693_15, "0.693"), (-0.5, "-0.5"), (12.44, "12.4"), (0.9996, "1"), (0.001_002, "0.001"),
      (99.96, "100"),
      (940, "940"), (40_512, "40500"), (99_960, "100000"), (3.4e-7, "3e-7"), (9.7e-5, "1e-4"),
      (1e-36, "1e-36"),
      (2_414_540, "2.4e6"), (9.96e12, "1.0e13"), (.infinity, "inf"),
    ] as [(Float, String)])
  func numbersHaveFewDigits(value: Float, text: String) { #expect(Wording.number(value) == text) }

  @Test(arguments: [(1.4, "1"), (438, "438"), (437_613, "4e5"), (9.6e27, "1e28")] as [(Float, String)])
  func factorsAreWholeNumbers(value: Float, text: String) { #expect(Wording.factor(value) == text) }

  @Test func theSummaryOfARunNamesWhatHolds() throws {
    let run = try HeadlessRun(
      Self.deep("sigmoid", rate: 0.5, Initializer(.xavierNormal)), make: LearnerCatalog.factory(.standard))
    let summary = run.run(now: { 0 }, row: { _ in })
    let json = try #require(RunFormat.jsonl.lines(summary).last)
    #expect(json.contains("\"diagnoses\":[{\"kind\":\"plateau\",\"step\":"))
    #expect(json.contains("\"lessons\":[\"weight-initialization\",\"batch-normalization\"]}"))
    #expect(RunFormat.table.lines(summary).contains { $0.hasPrefix("plateau since step ") })
  }
}
