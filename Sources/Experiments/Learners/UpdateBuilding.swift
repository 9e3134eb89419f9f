import Datasets
public import Neural

/// What every learner that follows gradients lets people choose about its updates.
public enum UpdateOptions {
  private static let strengths = [
    0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1,
  ]

  /// Numbers that stand in `Experiment.options`; a learner's entry lists them with its own.
  public static let numbers: [CatalogOption] = [
    CatalogOption(
      "clip", 0, in: 0...1_000_000, "largest norm of the whole gradient", zero: "off",
      usual: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100], isLive: true),
    CatalogOption(
      "clip-value", 0, in: 0...1_000_000, "largest magnitude of one gradient", zero: "off",
      usual: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10], isLive: true),
    CatalogOption(
      "l2", 0, in: 0...1000, "penalty of half the squared weights", zero: "off", usual: strengths,
      isLive: true),
    CatalogOption(
      "l1", 0, in: 0...1000, "penalty of the magnitudes of the weights", zero: "off", usual: strengths,
      isLive: true),
    CatalogOption(
      "weight-decay", 0, in: 0...1000, "share of the weights taken away, times the rate", zero: "off",
      usual: strengths, isLive: true),
    CatalogOption(
      "max-norm", 0, in: 0...1_000_000, "largest norm of the weights into a unit", zero: "off",
      usual: [0.5, 1, 2, 3, 4, 5, 10], isLive: true),
    CatalogOption(
      "schedule-steps", 0, in: 0...1_000_000_000, "steps a schedule takes", zero: "auto",
      usual: [10, 20, 50, 100, 200, 500, 1000, 2000, 5000], isWhole: true),
    CatalogOption(
      "schedule-factor", 0.1, in: 0.000_001...1_000_000, "what a schedule multiplies the rate by",
      usual: [0.01, 0.1, 0.2, 0.5, 0.9]),
    CatalogOption(
      "schedule-patience", 10, in: 0...1_000_000, "evaluations a plateau may last",
      usual: [1, 2, 5, 10, 20, 50],
      isWhole: true),
    CatalogOption(
      "warm-up", 0, in: 0...1_000_000_000, "steps in which the rate rises to its value", zero: "off",
      usual: [10, 20, 50, 100, 200, 500], isWhole: true),
  ]

  /// Those that act on weights alone: a place on a surface has none.
  static let weighing: Set = ["l1", "l2", "weight-decay", "max-norm"]

  /// Words that stand in `Experiment.choices`.
  public static let words: [CatalogChoice] = [
    CatalogChoice(
      "schedule", Schedule.Kind.constant.rawValue, among: Schedule.Kind.allCases.map(\.rawValue),
      "how the rate changes with the step"),
    CatalogChoice(
      "l1-form", UpdateConfiguration.LassoForm.proximal.rawValue,
      among: UpdateConfiguration.LassoForm.allCases.map(\.rawValue), "how the l1 penalty acts"),
    CatalogChoice("freeze", "none", "numbers of layers that do not learn, such as 1 or 1-3"),
  ]
}

extension Experiment {
  /// A number of the learner: as chosen, or the standard of its entry.
  func option(_ name: String) -> Float {
    if let chosen = options[name] { return chosen }
    let declared = LearnerCatalog.all[learner]?.options.first { $0.name == name }
    return declared.map { Float($0.standard) } ?? 0
  }

  /// A word of the learner: as chosen, or the standard of its entry.
  func choice(_ name: String) -> String {
    if let chosen = choices[name] { return chosen }
    return LearnerCatalog.all[learner]?.choices.first { $0.name == name }?.standard ?? ""
  }

  /// What decides how gradients become steps, for any learner that has a network.
  func update() throws -> UpdateConfiguration {
    let kind = try OptimizerCatalog.all.entry(named: optimizer.name)
    let constants = optimizer.options.mapValues { Double($0.description) ?? Double($0) }.only(kind.options)
    return UpdateConfiguration(
      optimizer: try kind.make(options: constants), optimizerOptions: constants, rate: optimizer.rate,
      schedule: schedule, clip: option("clip"), clipValue: option("clip-value"), l2: option("l2"),
      l1: option("l1"),
      lassoForm: UpdateConfiguration.LassoForm(rawValue: choice("l1-form")) ?? .proximal,
      weightDecay: option("weight-decay"), maxNorm: option("max-norm"), frozen: try frozenLayers(),
      showsWeights: UpdateOptions.weighing.contains { options[$0] != nil })
  }

  /// The schedule; without `schedule-steps` it spans the run, or a third of it where it goes down in stairs.
  var schedule: Schedule {
    let kind = Schedule.Kind(rawValue: choice("schedule")) ?? .constant
    let chosen = Int(option("schedule-steps"))
    return Schedule(
      kind, steps: chosen > 0 ? chosen : kind == .step ? (steps + 2) / 3 : steps,
      factor: option("schedule-factor"), warmUp: Int(option("warm-up")),
      patience: Int(option("schedule-patience")))
  }

  /// The layers of `freeze`: `2`, `1-3`, `1,4` or `none`.
  func frozenLayers() throws(SettingError) -> Set<Int> {
    let text = choice("freeze")
    guard !text.isEmpty, text != "none" else { return [] }
    var numbers: Set<Int> = []
    for part in text.split(separator: ",") {
      let ends = part.split(separator: "-").map { Int($0.trimmed) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first >= 1,
        first <= last, last <= Self.deepest * 4
      else {
        throw SettingError(
          "freeze: \"\(text)\" names no layers; write numbers such as 2, 1-3 or 1,4, or none")
      }
      numbers.formUnion(first...last)
    }
    return numbers
  }
}

/// When a supervised run stops by itself, and what it begins with.
enum StoppingOptions {
  static let numbers: [CatalogOption] = [
    CatalogOption(
      "patience", 0, in: 0...1_000_000, "evaluations without improvement before training stops", zero: "off",
      usual: [1, 2, 3, 5, 10, 20, 50, 100], isWhole: true, isLive: true),
    CatalogOption(
      "min-delta", 0, in: 0...1000, "what counts as an improvement of the validation loss",
      usual: [0, 0.0001, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05], isLive: true),
    CatalogOption(
      "measure-every", 0, in: 0...1_000_000, "steps between two evaluations", zero: "epoch",
      usual: [1, 2, 5, 10, 20, 50, 100], isWhole: true),
    CatalogOption(
      "warm-start-steps", 500, in: 0...1_000_000, "steps of training before the run begins",
      usual: [50, 100, 200, 500, 1000, 2000], isWhole: true),
  ]

  static let words: [CatalogChoice] = [
    CatalogChoice(
      "restore", "best", among: ["best", "last"], "which weights are kept when patience burns out"),
    CatalogChoice(
      "warm-start", "none",
      "data to learn from first, such as digits classes=0,1,2; the last layer begins anew"),
  ]
}

extension Experiment {
  /// Nil unless patience or an interval of evaluations is chosen.
  var stopping: StoppingRule? {
    guard option("patience") > 0 || option("measure-every") > 0 || options["patience"] != nil else {
      return nil
    }
    let interval = Int(option("measure-every"))
    return StoppingRule(
      patience: Int(option("patience")), minimalDelta: option("min-delta"),
      restores: choice("restore") == "best",
      interval: interval > 0 ? interval : nil)
  }

  /// The experiment that `warm-start` asks to train first; nil for none.
  ///
  /// The same network and optimizer on other data, without early stopping; its last layer has as many outputs as those
  /// data need. The text is the name of a data set, perhaps followed by settings of it: `digits classes=0,1 limit=500`.
  func warmStart(_ library: DataLibrary) throws -> Experiment? {
    let words = choice("warm-start").split(separator: " ").map(String.init)
    guard let name = words.first, name != "none" else { return nil }
    var source = self
    source.choices["warm-start"] = nil
    source.choices["freeze"] = nil
    for key in ["patience", "measure-every"] { source.options[key] = nil }
    source.data = DataChoice(scaling: data.scaling)
    source = try source.setting(Setting("data.name", name))
    source.data.scaling = data.scaling
    for word in words.dropFirst() {
      let setting = try Setting(parsing: word)
      source = try source.setting(Setting("data.\(setting.key)", setting.value))
    }
    source.steps = max(1, Int(option("warm-start-steps")))
    let examples = try library.dataset(for: source.data, seed: source.seed).splits.training
    if let last = source.layers.indices.last, source.layers[last].size != nil {
      source.layers[last].size = examples.outputCount
    }
    return source
  }
}

extension SupervisedLearner {
  /// Trains the experiment that comes first and takes over its layers but the last.
  func begin(with source: Experiment, library: DataLibrary) throws {
    guard let first = try LearnerCatalog.make(source, library: library) as? SupervisedLearner else { return }
    let readings = Readings(first)
    for index in 0..<source.steps { first.train(index, readings: readings.floats) }
    guard adoptBody(of: first) else {
      throw SettingError(
        "warm-start: the network for \"\(source.data.name)\" has other layers; its inputs must have the same size"
      )
    }
  }
}
