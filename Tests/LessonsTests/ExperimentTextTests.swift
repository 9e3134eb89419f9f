import Datasets
import Experiments
import Foundation
import Lessons
import Neural
import Testing

/// An experiment written to a file is the same experiment when it is read again.
@Suite struct ExperimentTextTests {
  static let experiments: [LabExperiment] = {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("lessons").path
    return Library(folders: [folder]).load().lessons.flatMap(\.experiments)
  }()

  @Test func everyExperimentOfTheLessonsComesBack() throws {
    #expect(Self.experiments.count > 60)
    for lab in Self.experiments {
      let text = try ExperimentText.text(of: lab.experiment, path: "x.yaml")
      let read = try ExperimentFile.read(path: "x.yaml", bytes: Array(text.utf8)).experiment
      #expect(read == lab.experiment, "\(lab.name):\n\(text)")
      for variant in lab.lanes {
        let changed = try lab.experiment.setting(variant.settings)
        let again = try ExperimentText.text(of: changed, path: "x.yaml")
        #expect(
          try ExperimentFile.read(path: "x.yaml", bytes: Array(again.utf8)).experiment == changed.tidied)
      }
    }
  }

  /// The receipt of each lesson's first experiment is repeated to the last bit.
  @Test(arguments: Dictionary(grouping: experiments, by: { $0.experiment.learner }).values.map { $0[0] })
  func receiptsOfEveryLearnerAreRepeated(_ lab: LabExperiment) throws {
    let loop = Loop(
      lanes: [Lane(name: "", experiment: lab.experiment)], make: LearnerCatalog.factory(.standard),
      historyRoom: Loop.journeyRoom)
    loop.advance(24)
    loop.look()
    try expectReplay(loop)
    loop.seek(to: 21)
    try expectReplay(loop)
  }

  private func expectReplay(_ loop: Loop) throws {
    let receipt = try #require(loop.snapshot().lanes[0].receipt)
    let replay = try HeadlessRun(
      replaying: Receipt(parsing: receipt.description), make: LearnerCatalog.factory(.standard))
    #expect(replay.run(now: { 0 }, row: { _ in }).receipt.reading == receipt.reading)
  }

  @Test func everythingThatCanBeChosenIsWritten() throws {
    var experiment = Experiment(
      data: DataChoice(
        name: "penguins", seed: 7, options: ["flips": 3], features: ["bill_length_mm", "sex"],
        target: "species", classes: ["Adelie", "Gentoo"], scaling: "robust", validation: 0.15, limit: 100),
      layers: [
        LayerChoice(
          size: 8, activation: "leaky-relu", repeat: 2, batchNorm: true, dropout: 0.25, skip: true,
          skipOver: 2,
          options: ["slope": 0.2]), LayerChoice(kind: "dropout", options: ["rate": 0.3]),
        LayerChoice(kind: "flatten"), LayerChoice(size: 1),
      ],
      initializer: Initializer(.normal, gain: 0.3), loss: "hinge",
      optimizer: OptimizerChoice(name: "adam", rate: 0.003, options: ["beta2": 0.995]), batch: 16,
      order: .sequential, seed: 99, steps: 77, options: ["l2": 0.0001, "w112": -0.5, "bias": 0],
      choices: ["schedule": "cosine", "freeze": "1-2"])
    try expectSame(experiment)
    experiment.data = DataChoice(
      file: "my table: \"1\".csv", features: ["a b", "ä"], target: "on", task: "regression")
    experiment.data.options["scale-target"] = 1
    try expectSame(experiment)
    experiment.data.features = ["one, two"]
    #expect(throws: SettingError.self) { try ExperimentText.text(of: experiment, path: "x.yaml") }
  }

  private func expectSame(_ experiment: Experiment) throws {
    let text = try ExperimentText.text(of: experiment, path: "x.yaml")
    #expect(
      try ExperimentFile.read(path: "x.yaml", bytes: Array(text.utf8)).experiment == experiment, "\(text)")
  }
}
