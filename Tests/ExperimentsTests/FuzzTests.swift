import Datasets
import Experiments
import Foundation
import Neural
import TestSupport
import Testing

@Suite struct FuzzTests {
  private static func memory() throws -> Memory {
    var plan = MemoryPlan()
    _ = try NetworkLayout(
      [Stage(Dense(.vector(2), outputs: 3)), Stage(Tanh(.vector(3))), Stage(Dense(.vector(3), outputs: 1))],
      maximalBatch: 1, in: &plan)
    return Memory(plan)
  }

  private func check(_ sentence: String) {
    #expect(!sentence.isEmpty && sentence.isHarmless && sentence.count < 4000, "\(sentence)")
  }

  @Test func damagedWeightsAreReadOrRefusedInOneSentence() throws {
    var mutator = Mutator(seed: 31)
    let memory = try Self.memory()
    let original = Array(Archive.bytes(of: memory))
    let before = memory.persistent.array
    var read = 0
    let count = Mutator.count(600)
    for _ in 0..<count {
      do throws(SettingError) {
        try Archive.load(Data(mutator.damaged(original)), into: memory)
        read += 1
        try Archive.load(Data(original), into: memory)
      } catch {
        check("\(error)")
        #expect(memory.persistent.array == before)
      }
    }
    #expect(read > 0 && read < count)
  }

  /// A whole file with one header, its length right.
  private static func file(_ header: String, bodyCount: Int = 52) -> Data {
    let text = Array(header.utf8)
    return Data((0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) } + text)
      + Data(count: bodyCount)
  }

  @Test(arguments: [
    "[0,-9223372036854775808]", "[1,-9223372036854775808]", "[9223372036854775807,0]", "[-24,0]", "[24,0]",
    "[0]",
    "[]", "[0,24,48]", "[28,52]", "[0,24.5]", "[1e300,0]", "[40,64]",
  ]) func lyingOffsetsAreRefused(_ offsets: String) throws {
    let memory = try Self.memory()
    let header = """
      {"1.bias":{"data_offsets":[0,12],"dtype":"F32","shape":[3]},\
      "1.weight":{"data_offsets":\(offsets),"dtype":"F32","shape":[3,2]},\
      "2.bias":{"data_offsets":[36,40],"dtype":"F32","shape":[1]},\
      "2.weight":{"data_offsets":[40,52],"dtype":"F32","shape":[1,3]}}
      """
    #expect(throws: SettingError.self) { try Archive.load(Self.file(header), into: memory) }
  }

  @Test func escapeSequencesInNamesAreShown() throws {
    let memory = try Self.memory()
    let header = "{\"\\u001b[2J\":{\"data_offsets\":[0,4],\"dtype\":\"\\u001b\",\"shape\":[1]}}"
    do {
      try Archive.load(Self.file(header), into: memory)
      Issue.record("the weights were taken")
    } catch {
      check("\(error)")
    }
    for key in ["\u{1B}[2J", "ra\u{7}te"] {
      do {
        _ = try Experiment().setting(Setting(key, "\u{1B}]0;x"))
        Issue.record("the setting was taken")
      } catch {
        check("\(error)")
      }
    }
  }

  private static let keys =
    """
    learner rate optimizer averaged activation init gain depth width batch-norm norm dropout skip loss batch order \
    seed steps layer unit clip clip-value l2 l1 weight-decay max-norm schedule schedule-steps warm-up patience \
    min-delta measure-every example filter input-noise freeze layers.0.dense layers.0.activation layers.0.repeat \
    layers.0.forget-bias layers.9.dense data.count data.noise data.lag data.name data.test data.validation \
    latent-size beta critic-steps momentum beta1 epsilon radius decay
    """.split(separator: " ").map(String.init)
  private static let values =
    """
    0 -1 1 2 3 17 0.5 -0.5 1e-30 1e30 1e999 nan -inf 9223372036854775807 18446744073709551616 -0.0 on off none full \
    relu sigmoid gelu adam momentum mse hinge kl cross-entropy he-normal orthogonal batch layer cosine supervised \
    gan som sequence descent two-moons xor digits shuffled replacement [] {} . é
    """.split(separator: " ").map(String.init)

  /// One experiment a learner.
  private static func starts() throws -> [Experiment] {
    try LearnerCatalog.names.map { learner in
      let data = StartingPoint.entries(for: learner).first.map { StartingPoint.choice(of: $0, for: learner) }
      return try StartingPoint(learner: learner, data: data ?? DataChoice(), seed: 1, library: .standard)
        .experiment(seed: 1)
    }
  }

  @Test func anySettingIsRefusedInOneSentenceOrTrains() throws {
    var mutator = Mutator(seed: 33)
    let starts = try Self.starts()
    var (refused, trained) = (0, 0)
    for _ in 0..<Mutator.count(400) {
      var experiment = starts[mutator.below(starts.count)]
      for _ in 0...mutator.below(3) {
        let key = Self.keys[mutator.below(Self.keys.count)]
        let value = Self.values[mutator.below(Self.values.count)]
        do throws(SettingError) {
          experiment = try experiment.setting(Setting(key, value))
        } catch {
          refused += 1
          check("\(error)")
        }
      }
      let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
      loop.advance(2)
      if case .failed(let sentence) = loop.snapshot().lanes[0].phase { check(sentence) } else { trained += 1 }
    }
    #expect(refused > 0 && trained > 0)
  }

  @Test func aRunThatNeedsTooMuchMemoryIsRefused() throws {
    var experiment = try #require(try Self.starts().first { $0.learner == "sequence" })
    (experiment.batch, experiment.order) = (1_000_000, .replacement)
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    guard case .failed(let sentence) = loop.snapshot().lanes[0].phase else {
      Issue.record("the run was made")
      return
    }
    #expect(sentence.contains("megabytes of memory"))
  }

  @Test func damagedReceiptsAndGoalsAreReadOrRefusedInOneSentence() {
    var mutator = Mutator(seed: 32)
    let experiment = Experiment(
      data: .init(name: "two-moons", count: 200), layers: [LayerChoice(size: 4), LayerChoice(size: 1)])
    let receipt = Array(Receipt(experiment).description.utf8)
    let goal = Array("validation/loss <= 0.25 mean 50 within 600 keep activation=relu depth=3".utf8)
    let count = Mutator.count(1500)
    var goals = 0
    for _ in 0..<count {
      do throws(SettingError) {
        let read = try Receipt(parsing: String(decoding: mutator.damaged(receipt), as: UTF8.self))
        #expect(read.experiment == experiment)
      } catch {
        check("\(error)")
      }
      do throws(SettingError) {
        _ = try Goal(parsing: String(decoding: mutator.damaged(goal), as: UTF8.self))
        goals += 1
      } catch {
        check("\(error)")
      }
    }
    #expect(goals > 0 && goals < count)
  }
}
