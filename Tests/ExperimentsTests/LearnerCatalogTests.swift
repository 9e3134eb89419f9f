import Datasets
import Foundation
import Neural
import Testing

@testable import Experiments

@Suite struct LearnerCatalogTests {
  static let library = DataLibrary.standard

  static func planar(
    _ data: String, hidden: Int, activation: String = "tanh", depth: Int = 1, rate: Float = 0.5,
    initializer: Initializer = Initializer(.xavierNormal), options: [String: Float] = [:]
  ) -> Experiment {
    let block = LayerChoice(size: hidden, activation: activation, repeat: depth)
    return Experiment(
      data: DataChoice(name: data), layers: (hidden > 0 ? [block] : []) + [LayerChoice(size: 1)],
      initializer: initializer, optimizer: OptimizerChoice(rate: rate), options: options)
  }

  private func sentence(_ experiment: Experiment) -> String? {
    do {
      _ = try LearnerCatalog.make(experiment, library: Self.library)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test func aNetworkHasTheLayersOfItsBlocks() throws {
    let learner = try LearnerCatalog.make(Self.planar("disc", hidden: 4, depth: 3), library: Self.library)
    #expect(
      learner.memory.slots.map(\.name) == [
        "1.weight", "1.bias", "2.weight", "2.bias", "3.weight", "3.bias", "4.weight", "4.bias",
      ])
    #expect(learner.memory.trainableCount == 12 + 20 + 20 + 5)
    #expect(learner.meters.first?.name == "loss")
  }

  @Test func skipConnectionsOnlyJoinEqualWidths() throws {
    var experiment = Self.planar("disc", hidden: 4, depth: 3)
    experiment = try experiment.setting(Setting("skip", "on"))
    let stages = try experiment.stages(from: .vector(2))
    #expect(stages.map(\.skipFrom) == [nil, nil, nil, 2, nil, 4, nil])
    #expect(
      try Self.planar("disc", hidden: 2).setting(Setting("skip", "on")).stages(from: .vector(2)).map(
        \.skipFrom) == [nil, 0, nil])
  }

  @Test func constantsOfAnotherOptimizerAreLeftAside() {
    var experiment = Self.planar("disc", hidden: 4)
    experiment.optimizer.options = ["momentum": 0.9]
    #expect(sentence(experiment) == nil || !SettingRule.optimizerConstants.contains("momentum"))
  }

  @Test func thePerceptronStartsFromTheGeneratingLine() throws {
    let experiment = Experiment(
      learner: "perceptron", data: DataChoice(name: "separable"), optimizer: OptimizerChoice(rate: 1),
      options: ["start": 1])
    let learner = try LearnerCatalog.make(experiment, library: Self.library)
    #expect(abs(learner.memory.parameters[0] - 0.969993) < 1e-5)
    #expect(abs(learner.memory.parameters[1] + 0.243132) < 1e-5)
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: Self.library)
    loop.advance(100)
    #expect(loop.snapshot().lanes[0].reading("mistakes") == 0)
    #expect(loop.snapshot().phase == .settled)
  }

  @Test func thePerceptronStopsAfterACleanPass() throws {
    let experiment = Experiment(
      learner: "perceptron", data: DataChoice(name: "separable"), optimizer: OptimizerChoice(rate: 1),
      seed: 1, steps: 100_000)
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: Self.library)
    loop.advance(100_000)
    let lane = loop.snapshot().lanes[0]
    #expect(lane.phase == .settled)
    #expect(lane.step == 300)
    #expect(lane.reading("mistakes") == 13)
    let weights = loop.learners[0]?.memory.parameters
    #expect(abs((weights?[0] ?? 0) - 3.0066) < 1e-4)
    #expect(abs((weights?[1] ?? 0) + 0.333749) < 1e-4)
  }

  @Test func lookingDoesNotDisturbRealLearners() throws {
    for experiment in [
      Self.planar("disc", hidden: 4),
      Experiment(
        learner: "perceptron", data: DataChoice(name: "separable"), optimizer: OptimizerChoice(rate: 1)),
    ] {
      let quiet = Loop(lanes: [Lane(name: "", experiment: experiment)], library: Self.library)
      let curious = Loop(lanes: [Lane(name: "", experiment: experiment)], library: Self.library)
      quiet.advance(60)
      for _ in 0..<60 {
        curious.look()
        curious.advance(1)
      }
      #expect(quiet.learners[0]?.memory.persistent.array == curious.learners[0]?.memory.persistent.array)
      #expect(
        quiet.snapshot().lanes[0].curves.map(\.buckets.count)
          == curious.snapshot().lanes[0].curves.map(\.buckets.count))
      #expect(quiet.snapshot().lanes[0].curve("loss") == curious.snapshot().lanes[0].curve("loss"))
    }
  }

  @Test func problemsAreSentences() throws {
    var cases: [(Experiment, String)] = []
    func add(_ part: String, _ change: (inout Experiment) -> Void) {
      var experiment = Self.planar("disc", hidden: 4)
      change(&experiment)
      cases.append((experiment, part))
    }
    add("did you mean \"supervised\"?") { $0.learner = "supervized" }
    add("did you mean") { $0.data.name = "moonz" }
    add("rate is 0; it has to be a number above 0") { $0.optimizer.rate = 0 }
    add("batch is 500, but there are only 200 training examples") { $0.batch = 500 }
    add("batch is 0") { $0.batch = 0 }
    add("the network has no layers") { $0.layers = [] }
    add("the last layer has 3 outputs, but data with two classes need 1") { $0.layers[1].size = 3 }
    add("there is no loss \"mze\"") { $0.loss = "mze" }
    add("there is no optimizer \"sdg\"; did you mean \"sgd\"?") { $0.optimizer.name = "sdg" }
    add("layer 0: there is no layer \"dens\"; did you mean \"dense\"?") { $0.layers[0].kind = "dens" }
    add("layer 0: there is no activation \"tanhh\"") { $0.layers[0].activation = "tanhh" }
    add("layer 0: dense needs a size") { $0.layers[0].size = nil }
    add("at most 100 are possible") { $0.layers[0].repeat = 200 }
    add("only hidden layers can be repeated") { $0.layers[1].repeat = 2 }
    add("contains the sigmoid already") { $0.layers[1].activation = "sigmoid" }
    add("does not suit data with numbers to predict") { $0.data.name = "sine" }
    add("the perceptron learner needs data with two classes") {
      $0.learner = "perceptron"
      $0.data.name = "sine"
    }
    for (experiment, part) in cases {
      let found = sentence(experiment)
      #expect(found?.contains(part) == true, "\(found ?? "no problem"), wanted: \(part)")
    }
    #expect(Self.planar("disc", hidden: 4).problems().isEmpty)
  }
}

@Suite struct ReceiptTests {
  @Test func anExperimentSurvivesItsReceipt() throws {
    var experiment = LearnerCatalogTests.planar("spirals", hidden: 8, rate: 0.1, options: ["clip": 0.3])
    experiment.data.noise = 0.017
    experiment.data.options["turns"] = 1.5
    experiment.seed = 9_007_199_254_740_991
    experiment.batch = 32
    let receipt = Receipt(experiment)
    #expect(try Receipt(parsing: "  \(receipt)\n").experiment == experiment)
    #expect(receipt.description == Receipt(experiment).description)
    #expect(receipt.description.allSatisfy { $0.isLetter || $0.isNumber || ":.-_".contains($0) })
  }

  @Test func experimentsWithoutWordsAreStillRead() throws {
    var experiment = Experiment(options: ["clip": 1])
    let data = try JSONEncoder().encode(experiment)
    var fields = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    fields["choices"] = nil
    let older = try JSONSerialization.data(withJSONObject: fields)
    #expect(try JSONDecoder().decode(Experiment.self, from: older) == experiment)
    experiment.choices = ["schedule": "cosine"]
    #expect(try Receipt(parsing: Receipt(experiment).description).experiment == experiment)
  }

  @Test func damageIsNoticed() throws {
    let text = Receipt(LearnerCatalogTests.planar("disc", hidden: 4)).description
    var wrong = Array(text)
    wrong[40] = wrong[40] == "A" ? "B" : "A"
    for (line, part) in [
      ("hello", "not a receipt"), ("", "not a receipt"), ("gradlab9:abc.00", "of the form \"gradlab9\""),
      (String(text.dropLast()), "damaged"), (String(wrong), "damaged"), ("gradlab1:", "damaged"),
      ("gradlab1:###.12345678", "damaged"),
    ] {
      do {
        _ = try Receipt(parsing: line)
        Issue.record("accepted \(line)")
      } catch {
        #expect(error.description.contains(part), "\(error)")
      }
    }
  }
}

@Suite struct ArchiveTests {
  private func learner(_ hidden: Int, seed: UInt64 = 1) throws -> any Learner {
    var experiment = LearnerCatalogTests.planar("disc", hidden: hidden)
    experiment.seed = seed
    return try LearnerCatalog.make(experiment, library: LearnerCatalogTests.library)
  }

  @Test func weightsSurviveTheFile() throws {
    let first = try learner(4)
    let second = try learner(4, seed: 2)
    #expect(first.memory.parameters.array != second.memory.parameters.array)
    try Archive.load(Archive.bytes(of: first.memory), into: second.memory)
    #expect(first.memory.parameters.array == second.memory.parameters.array)
  }

  @Test func theHeaderIsThatOfSafetensors() throws {
    let file = Archive.bytes(of: try learner(4).memory)
    let length = Int(file[0]) + Int(file[1]) << 8
    let header = String(decoding: file[8..<8 + length], as: UTF8.self)
    #expect(length % 8 == 0)
    #expect(header.contains(#""1.weight":{"data_offsets":[0,32],"dtype":"F32","shape":[4,2]}"#))
    #expect(header.contains(#""1.bias":{"data_offsets":[32,48],"dtype":"F32","shape":[4]}"#))
    #expect(header.contains(#""2.weight":{"data_offsets":[48,64],"dtype":"F32","shape":[1,4]}"#))
    #expect(file.count == 8 + length + 4 * 17)
  }

  @Test func whatDoesNotFitIsNamedAndNothingChanges() throws {
    let small = try learner(4)
    let before = small.memory.parameters.array
    let whole = Archive.bytes(of: small.memory)
    let deep = try LearnerCatalog.make(
      LearnerCatalogTests.planar("disc", hidden: 4, depth: 2), library: LearnerCatalogTests.library)
    for (file, part) in [
      (
        Archive.bytes(of: try learner(5).memory),
        "\"1.weight\" has the shape [5, 2], the network needs [4, 2]"
      ),
      (Archive.bytes(of: deep.memory), "a tensor \"3.bias\""),
      (whole.prefix(20), "damaged"), (whole.prefix(3), "damaged"), (whole.dropLast(4), "does not lie inside"),
    ] {
      do {
        try Archive.load(file, into: small.memory)
        Issue.record("accepted")
      } catch {
        #expect(error.description.contains(part), "\(error)")
      }
    }
    do {
      try Archive.load(whole, into: deep.memory)
      Issue.record("accepted")
    } catch {
      #expect(error.description.contains("\"2.weight\""), "\(error)")
    }
    #expect(small.memory.parameters.array == before)
  }
}
