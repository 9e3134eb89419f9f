import Datasets
import Neural
import Testing

@testable import Experiments

@Suite struct SettingTests {
  static let deep = Experiment(
    data: DataChoice(name: "spirals", count: 400, noise: 0.1, options: ["turns": 1]),
    layers: [LayerChoice(size: 16, activation: "sigmoid", repeat: 10), LayerChoice(size: 1)],
    optimizer: OptimizerChoice(name: "momentum", rate: 0.1, options: ["momentum": 0.9]), batch: 32)

  @Test(arguments: [
    ("rate", "0.3", "0.3"), ("lr", "1e-3", "0.001"), ("optimizer", "adam", "adam"),
    ("momentum", "0.5", "0.5"), ("activation", "relu", "relu"),
    ("activation", "identity", "linear"), ("init", "xavier", "xavier-normal"), ("init", "he", "he-normal"),
    ("init", "zero", "zero"), ("init", "uniform", "uniform"), ("init", "he-uniform", "he-uniform"),
    ("gain", "4", "4"), ("depth", "20", "20"), ("depth", "0", "0"), ("width", "8", "8"), ("hidden", "0", "0"),
    ("batch-norm", "on", "on"), ("batch-norm", "false", "off"), ("skip", "on", "on"),
    ("loss", "mse", "mean-squared-error"), ("batch", "full", "full"), ("batch", "10", "10"),
    ("order", "replacement", "replacement"), ("seed", "7", "7"), ("steps", "2000", "2000"),
    ("clip", "10", "10"), ("clip", "off", "off"), ("averaged", "on", "on"), ("schedule", "cosine", "cosine"),
    ("schedule", "constant", "constant"), ("l1", "0.01", "0.01"), ("freeze", "1-3", "1-3"),
    ("warm-up", "off", "off"),
    ("layers.0.dense", "32", "32"), ("layers.1.activation", "sigmoid", "sigmoid"),
    ("layers.0.repeat", "3", "3"),
    ("layers.0.batch-norm", "on", "on"), ("layers.0.skip", "on", "on"), ("layers.0.size", "5", "5"),
    ("data.noise", "0.2", "0.2"), ("noise", "0.2", "0.2"), ("data.count", "50", "50"),
    ("data.seed", "9", "9"),
    ("data.scaling", "z-score", "z-score"), ("data.validation", "0.2", "0.2"),
    ("data.limit", "20", "20"), ("data.turns", "1.5", "1.5"), ("data.flips", "5", "5"),
    ("data.name", "moons", "two-moons"), ("data.name", "disc", "disc"), ("data.limit", "all", "all"),
    ("data.features", "a, b", "a,b"),
    ("data.task", "regression", "regression"), ("learner", "perceptron", "perceptron"),
  ])
  func everyKeyIsWrittenAndReadBack(key: String, value: String, canonical: String) throws {
    let changed = try Self.deep.setting(Setting(key, value))
    #expect(changed.value(of: key) == canonical)
    #expect(try changed.setting(Setting(key, canonical)) == changed)
  }

  @Test(arguments: [
    ("rate", "fast", "rate: \"fast\" is not a number; give a number from"),
    ("rate", "-1", "out of range"), ("rate", "nan", "not a number"), ("rate", "0x10", "not a number"),
    ("rates", "1", "there is no setting \"rates\"; did you mean \"rate\"?"),
    ("dept", "1", "did you mean \"depth\"?"), ("optimizer", "adma", "did you mean \"adam\"?"),
    ("activation", "relo", "did you mean \"relu\"?"), ("activation", "zzzzzz", "known are"),
    ("init", "xavier-norml", "did you mean \"xavier-normal\"?"), ("depth", "2.5", "not a whole number"),
    ("depth", "51", "from 0 to 50"), ("width", "-1", "from 0 to"), ("batch", "0", "or \"full\""),
    ("batch", "ful", "not a number"), ("skip", "maybe", "skip is \"on\" or \"off\", not \"maybe\""),
    ("momentum", "1", "from 0 to 0.9999"), ("seed", "-1", "out of range"), ("steps", "0", "from 1 to"),
    ("order", "random", "known are shuffled, sequential, replacement"), ("clip", "-1", "or \"off\""),
    ("schedule", "cosin", "did you mean \"cosine\"?"), ("schedul", "cosine", "did you mean \"schedule\"?"),
    ("start", "1", "the supervised learner has no such setting; it belongs to perceptron"),
    ("warm-up", "2.5", "not a whole number"),
    ("layers.5.dense", "3", "there is no layer 5; this experiment has layers.0 to layers.1"),
    ("layers.x.dense", "3", "is not a setting of a layer"), ("layers.0.dens", "3", "did you mean \"dense\"?"),
    ("layers.0.dense", "0", "from 1 to"), ("data.nois", "1", "did you mean \"noise\"?"),
    ("data.margin", "0.1", "the data \"spirals\" have no \"margin\""), ("data.turns", "90", "from 0.1 to 4"),
    ("data.name", "spirels", "did you mean \"spirals\"?"),
    ("data.noise", "-1", "out of range"), ("data.scaling", "zscore", "did you mean \"z-score\"?"),
    ("data.validation", "0.95", "from 0 to 0.9"), ("loss", "msee", "did you mean"),
  ])
  func errorsAreOneHelpfulSentence(key: String, value: String, part: String) {
    do {
      _ = try Self.deep.setting(Setting(key, value))
      Issue.record("\(key)=\(value) was accepted")
    } catch {
      #expect(error.description.contains(part), "\(error)")
      #expect(!error.description.contains("\n"))
    }
  }

  @Test func everyKeyHasAValueOrIsUnset() throws {
    for key in Self.deep.settingKeys {
      guard let value = Self.deep.value(of: key) else { continue }
      if value.isEmpty { continue }
      #expect(try Self.deep.setting(Setting(key, value)).value(of: key) == value, "\(key)=\(value)")
    }
    #expect(Self.deep.value(of: "nonsense") == nil)
  }

  @Test func depthRepeatsTheFirstHiddenBlock() throws {
    let mixed = Experiment(layers: [
      LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 9, activation: "relu"),
      LayerChoice(size: 1),
    ])
    #expect(mixed.value(of: "depth") == "2")
    let deep = try mixed.setting(Setting("depth", "5"))
    #expect(deep.layers == [LayerChoice(size: 4, activation: "tanh", repeat: 5), LayerChoice(size: 1)])
    #expect(deep.depth == 5)
  }

  @Test func widthZeroRemovesAndWidthBringsBackHiddenLayers() throws {
    let single = try Self.deep.setting(Setting("width", "0"))
    #expect(single.layers == [LayerChoice(size: 1)])
    #expect(single.value(of: "width") == "0")
    #expect(single.value(of: "activation") == nil)
    let again = try single.setting(Setting("width", "3"))
    #expect(again.layers.first?.size == 3)
    #expect(again.layers.count == 2)
    do {
      _ = try single.setting(Setting("activation", "relu"))
      Issue.record("accepted")
    } catch {
      #expect(error.description.contains("no hidden layer"))
    }
  }

  @Test func learnersHaveSettingsOfTheirOwn() throws {
    let perceptron = try Self.deep.setting(Setting("learner", "perceptron"))
    #expect(try perceptron.setting(Setting("start", "-5")).value(of: "start") == "-5")
    #expect(perceptron.value(of: "schedule") == nil)
    #expect(perceptron.settingKeys.contains("start"))
    #expect(!Self.deep.settingKeys.contains("start"))
  }

  @Test func wordsFromElsewhereAreChecked() {
    var experiment = Self.deep
    experiment.choices = ["schedule": "cosin"]
    #expect(experiment.problems().contains { $0.contains("did you mean \"cosine\"?") })
  }

  @Test(arguments: ["gan", "autoencoder", "descent"])
  func aPlateauNeedsALossToWatch(_ learner: String) {
    let experiment = Experiment(learner: learner, choices: ["schedule": "reduce-on-plateau"])
    #expect(experiment.problems().contains { $0.contains("the \(learner) learner watches none") })
  }

  @Test func constantsBelongToTheirOptimizer() throws {
    let adam = try Self.deep.setting(Setting("optimizer", "adam"))
    #expect(adam.value(of: "beta2") == "0.999")
    #expect(try adam.setting(Setting("beta1", "0.8")).optimizer.options["beta1"] == 0.8)
    #expect(adam.value(of: "momentum") == nil)
    #expect(adam.knob(for: "momentum") != nil)
    do {
      _ = try adam.setting(Setting("momentum", "0.5"))
      Issue.record("accepted")
    } catch {
      #expect(error.description.hasPrefix("momentum: adam has no such constant; it belongs to momentum"))
    }
    #expect(try adam.setting(Setting("optimizer", "momentum")).value(of: "momentum") == "0.9")
  }

  @Test func anotherDataSetKeepsWhatItUnderstands() throws {
    let disc = try Self.deep.setting(Setting("data", "disc"))
    #expect(disc.data.count == 400)
    #expect(disc.data.noise == nil)
    #expect(disc.data.options.isEmpty)
    #expect(disc.value(of: "data.noise") == nil)
    let knob = try #require(disc.knob(for: "data.name"))
    #expect(knob.next(from: "disc", up: true) == "blobs")
  }

  @Test func hiddenSettingsReachEveryHiddenBlockAndNotTheOutput() throws {
    let mixed = Experiment(layers: [LayerChoice(size: 4), LayerChoice(size: 9), LayerChoice(size: 1)])
    let changed = try mixed.setting([
      Setting("activation", "relu"), Setting("batch-norm", "on"), Setting("skip", "on"),
    ])
    #expect(changed.layers.map(\.activation) == ["relu", "relu", nil])
    #expect(changed.layers.map(\.batchNorm) == [true, true, false])
    #expect(changed.layers.map(\.skip) == [true, true, false])
  }

  @Test func aSettingIsReadFromText() throws {
    #expect(try Setting(parsing: " rate = 0.3 ") == Setting("rate", "0.3"))
    #expect(try Setting(parsing: "data.features=a=b") == Setting("data.features", "a=b"))
    for (text, part) in [("rate", "write key=value"), ("=3", "has no key"), ("", "write key=value")] {
      do {
        _ = try Setting(parsing: text)
        Issue.record("accepted \(text)")
      } catch {
        #expect(error.description.contains(part))
      }
    }
  }
}

@Suite struct KnobTests {
  private func knob(_ key: String) throws -> Knob { try #require(SettingTests.deep.knob(for: key)) }

  @Test func everyKnobTurnsBothWaysIntoValuesThatCanBeSet() throws {
    for key in SettingTests.deep.settingKeys {
      guard let knob = SettingTests.deep.knob(for: key) else { continue }
      for up in [true, false] {
        var value = SettingTests.deep.value(of: key) ?? ""
        for _ in 0..<40 {
          value = knob.next(from: value, up: up)
          do {
            let changed = try SettingTests.deep.setting(Setting(key, value))
            #expect(changed.value(of: key) == value)
          } catch {
            Issue.record("\(key)=\(value): \(error)")
            return
          }
        }
      }
    }
  }

  @Test func logarithmicKnobsGoOneTwoFive() throws {
    let rate = try knob("rate")
    var values = ["0.1"]
    for _ in 0..<4 { values.append(rate.next(from: values[values.count - 1], up: true)) }
    #expect(values == ["0.1", "0.2", "0.5", "1", "2"])
    #expect(rate.next(from: "0.3", up: true) == "0.5")
    #expect(rate.next(from: "0.3", up: false) == "0.2")
    #expect(rate.next(from: "10", up: true) == "10")
    #expect(rate.next(from: "0.001", up: false) == "0.0005")
  }

  @Test func evenKnobsGoToTheNextMultiple() throws {
    let noise = try knob("data.noise")
    #expect(noise.next(from: "0.1", up: true) == "0.15")
    #expect(noise.next(from: "0.12", up: true) == "0.15")
    #expect(noise.next(from: "0.12", up: false) == "0.1")
    #expect(noise.next(from: "0", up: false) == "0")
    #expect(try knob("depth").next(from: "10", up: true) == "11")
  }

  /// What a moving average remembers matters most just below 1.
  @Test func memoriesComeCloserAndCloserToOne() throws {
    let momentum = try knob("momentum")
    var values = ["0"]
    for _ in 0..<8 { values.append(momentum.next(from: values.last ?? "", up: true)) }
    #expect(values == ["0", "0.5", "0.8", "0.9", "0.95", "0.98", "0.99", "0.995", "0.998"])
    #expect(momentum.next(from: "0.9", up: false) == "0.8")
    #expect(momentum.next(from: "0.5", up: false) == "0")
    #expect(momentum.next(from: "0", up: false) == "0")
  }

  @Test func choicesGoRoundAndTogglesFlip() throws {
    let order = try knob("order")
    #expect(order.next(from: "shuffled", up: true) == "sequential")
    #expect(order.next(from: "shuffled", up: false) == "replacement")
    #expect(try knob("skip").next(from: "off", up: false) == "on")
  }

  @Test func listsOfNumbersEndWhereTheyEnd() {
    let knob = Knob(key: "l2", label: "l2", kind: .choice(["off", "0.001", "0.1", "1"]), isLive: true)
    #expect(knob.next(from: "1", up: true) == "1")
    #expect(knob.next(from: "off", up: false) == "off")
    #expect(knob.next(from: "off", up: true) == "0.001")
  }

  @Test func aPresentValueJoinsTheChoices() throws {
    var experiment = SettingTests.deep
    experiment.batch = 10
    let knob = try #require(experiment.knob(for: "batch"))
    #expect(knob.next(from: "10", up: true) == "16")
    #expect(knob.next(from: "10", up: false) == "8")
  }

  @Test func onlyLiveKnobsAreLive() throws {
    for key in ["rate", "clip", "momentum", "l2"] { #expect(try knob(key).isLive, "\(key)") }
    for key in ["depth", "width", "activation", "data.noise", "seed", "batch", "layers.0.dense"] {
      #expect(try !knob(key).isLive, "\(key)")
    }
    #expect(SettingTests.deep.knob(for: "data.file") == nil)
    #expect(SettingTests.deep.knob(for: "nonsense") == nil)
  }
}

@Suite struct NumeralTests {
  @Test(arguments: [
    (0.1, "0.1"), (600, "600"), (2e-5, "0.00002"), (1.25e-7, "0.000000125"), (-0.00003, "-0.00003"),
    (1e20, "1e+20"), (0, "0"),
  ])
  func numbersAreWrittenPlainly(value: Double, text: String) {
    #expect(Numeral.text(value) == text)
    #expect(Numeral.value(text) == value)
    if value < 1e20 { #expect(Numeral.text(Float(value)) == text) }
  }

  @Test func theLargestSeedIsWhole() { #expect(Numeral.text(0x1p53 as Double) == "9007199254740992") }
}
