import Datasets
import Experiments
import Foundation
import Neural
import Testing

/// Whatever learner and data are chosen, the experiment to begin with runs.
@Suite struct StartingPointTests {
  struct Choice: CustomTestStringConvertible {
    var learner: String
    var data: String
    var testDescription: String { "\(learner) \(data)" }
  }

  private static let choices = LearnerCatalog.names.flatMap { learner in
    StartingPoint.entries(for: learner).map { Choice(learner: learner, data: $0.name) }
  }

  @Test(arguments: choices)
  func itRuns(_ choice: Choice) throws {
    let entry = try DatasetCatalog.entry(named: choice.data)
    let data = StartingPoint.choice(of: entry, for: choice.learner)
    let start = try StartingPoint(learner: choice.learner, data: data, seed: 1, library: .standard)
    try expectRun(start.experiment(seed: 1))
  }

  private func expectRun(_ experiment: Experiment) throws {
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    loop.advance(2)
    loop.look()
    let lane = loop.snapshot().lanes[0]
    if case .failed(let sentence) = lane.phase { Issue.record("\(sentence)") }
    #expect(lane.step == 2)
    #expect(lane.readings.first?.isFinite == true)
  }

  @Test func everySetBelongsToSomeLearner() {
    let taken = Set(Self.choices.map(\.data))
    for entry in DatasetCatalog.entries { #expect(taken.contains(entry.name), "\(entry.name)") }
  }

  @Test func aDescentNeedsNoData() throws {
    let start = try StartingPoint(learner: "descent", data: DataChoice(), seed: 1, library: .standard)
    try expectRun(start.experiment(seed: 1))
  }

  @Test func aNetworkIsFittedToOtherData() throws {
    let moons = try StartingPoint(
      learner: "supervised", data: DataChoice(name: "two-moons"), seed: 1, library: .standard)
    let penguins = try StartingPoint(
      learner: "supervised", data: DataChoice(name: "penguins", scaling: "z-score"), seed: 1,
      library: .standard)
    let first = moons.experiment(seed: 3)
    let fitted = penguins.fitting(first)
    #expect(fitted.layers.map(\.size) == [8, 8, 3])
    #expect(fitted.loss == "categorical-cross-entropy")
    #expect(fitted.seed == 3)
    #expect(fitted.problems(on: penguins.examples).isEmpty)
    try expectRun(fitted)
  }

  @Test func aTableOfOnesOwn() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID().uuidString).csv").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (0..<60).map { "\($0),\(1000 + 7 * $0),\(["a", "b", "c"][$0 % 3])" }
    try Data(("x,price,kind\n" + rows.joined(separator: "\n") + "\n").utf8).write(
      to: URL(fileURLWithPath: path))
    for (target, task) in [("kind", "classification"), ("price", "regression")] {
      var data = DataChoice(file: path, target: target, task: task, scaling: "z-score")
      if task == "regression" { data.options["scale-target"] = 1 }
      let start = try StartingPoint(learner: "supervised", data: data, seed: 1, library: .standard)
      let experiment = start.experiment(seed: 1)
      try expectRun(experiment)
      #expect(experiment.value(of: "data.scale-target") == (task == "regression" ? "1" : "0"))
    }
  }

  @Test func whatNothingReadsIsDropped() throws {
    var experiment = Experiment(
      data: DataChoice(name: "two-moons"),
      layers: [
        LayerChoice(size: 4, activation: "linear", options: ["kernel": 3, "each-row": 1]),
        LayerChoice(size: 1),
      ],
      optimizer: OptimizerChoice(name: "sgd", rate: 0.1, options: ["beta1": 0.5]),
      options: ["delta": 2, "l2": 0.1, "temperature": 1], choices: ["schedule": "constant", "prompt": "a"])
    experiment.layers[0].activation = "leaky-relu"
    experiment.layers[0].options["slope"] = 0.1
    let tidy = experiment.tidied
    #expect(tidy.options == ["l2": 0.1])
    #expect(tidy.choices.isEmpty)
    #expect(tidy.optimizer.options.isEmpty)
    #expect(tidy.layers[0].options == ["each-row": 1, "slope": 0.1])
  }
}
