public import Datasets
public import Neural

/// A learner by name: what kind of experiment it needs, and how it is made.
public struct LearnerKind: CatalogEntry {
  public let name: String
  public let aliases: [String]
  public let summary: String
  /// Whether the experiment's layers, loss and optimizer mean anything to it.
  public let hasNetwork: Bool
  /// Whether the last layer has to answer with the targets of the examples.
  public let hasTargets: Bool
  /// Whether the experiment's loss means anything to it.
  public let hasLoss: Bool
  /// Whether it learns from data at all.
  public let usesData: Bool
  /// The numbers that stand in `Experiment.options`.
  public let options: [CatalogOption]
  /// The words that stand in `Experiment.choices`.
  public let choices: [CatalogChoice]
  let make: @Sendable (Experiment, Dataset) throws -> any Learner

  init(
    name: String, aliases: [String] = [], summary: String, hasNetwork: Bool, hasTargets: Bool = true,
    hasLoss: Bool = true, usesData: Bool = true, options: [CatalogOption] = [], choices: [CatalogChoice] = [],
    make: @escaping @Sendable (Experiment, Dataset) throws -> any Learner
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.hasNetwork = hasNetwork
    self.hasTargets = hasTargets
    self.hasLoss = hasLoss
    self.usesData = usesData
    self.options = options
    self.choices = choices
    self.make = make
  }
}

/// Every learner an experiment may name.
public enum LearnerCatalog {
  public static let all = Catalog(
    "learner", [supervised, sequence, perceptron, selfOrganizingMap, adversarial, autoencoder, descent])

  public static var names: [String] { all.names }

  /// Makes the learner of an experiment with its data.
  ///
  /// - Throws: one sentence: the first of the experiment's problems, or what is wrong with its data.
  public static func make(_ experiment: Experiment, library: DataLibrary) throws -> any Learner {
    if let problem = experiment.problems().first { throw SettingError(problem) }
    if let learner = try experiment.textLearner(library) { return learner }
    let kind = try all.entry(named: experiment.learner)
    guard kind.usesData else {
      return try kind.make(experiment, library.dataset(for: DataChoice(name: "separable"), seed: 1))
    }
    let dataset = try library.dataset(for: experiment.data, seed: experiment.seed)
    if let problem = experiment.problems(on: dataset.splits.training).first { throw SettingError(problem) }
    let learner = try kind.make(experiment, dataset)
    if let supervised = learner as? SupervisedLearner, let source = try experiment.warmStart(library) {
      try supervised.begin(with: source, library: library)
    }
    return learner
  }

  /// The factory that loops and sessions ask, with the data of a library.
  public static func factory(_ library: DataLibrary) -> LearnerFactory {
    { try make($0, library: library) }
  }

  private static let supervised = LearnerKind(
    name: "supervised", summary: "a network that learns from examples with targets", hasNetwork: true,
    options: UpdateOptions.numbers + StoppingOptions.numbers + ImageKnobs.numbers + [
      CatalogOption(
        "input-noise", 0, in: 0...100, "deviation of the noise added to training inputs", zero: "off",
        usual: [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1])
    ], choices: UpdateOptions.words + StoppingOptions.words
  ) { experiment, dataset in
    let learner = try SupervisedLearner(experiment.supervised(dataset.splits))
    try experiment.place(on: learner)
    for knob in ImageKnobs.numbers {
      if let value = experiment.options[knob.name] { _ = learner.turn(knob.name, to: value) }
    }
    return learner
  }

  private static let perceptron = LearnerKind(
    name: "perceptron", summary: "Rosenblatt's rule: corrects only when it is wrong", hasNetwork: false,
    options: [
      CatalogOption(
        "start", 0, in: -1000...1000, "every starting weight, or a multiple of the separating line",
        usual: Array(stride(from: -10, through: 10, by: 1)))
    ]
  ) { experiment, dataset in
    try PerceptronLearner(experiment.perceptron(dataset.splits))
  }

  private static let descent = LearnerKind(
    name: "descent", summary: "two numbers that go downhill on a surface", hasNetwork: false, usesData: false,
    options: UpdateOptions.numbers.filter { !UpdateOptions.weighing.contains($0.name) } + [
      CatalogOption(
        "x", 0, in: -1000...1000, "where it begins", usual: Array(stride(from: -5, through: 5, by: 0.5))),
      CatalogOption(
        "y", 0, in: -1000...1000, "where it begins", usual: Array(stride(from: -5, through: 5, by: 0.5))),
      CatalogOption(
        "condition", 100, in: 0.001...1_000_000, "curvature across the bowl over that along it",
        usual: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]),
      CatalogOption(
        "rotation", 0, in: -360...360, "how far the bowl is turned, in degrees",
        usual: Array(stride(from: 0, through: 90, by: 15))),
      CatalogOption("height", 0.1, in: 0...100, "height of the bumps", usual: [0, 0.05, 0.1, 0.2, 0.4, 0.8]),
      CatalogOption(
        "jitter", 0, in: 0...100, "deviation of the start from seed to seed", usual: [0, 0.1, 0.5, 1, 2]),
    ],
    choices: UpdateOptions.words.filter { $0.name == "schedule" } + [
      CatalogChoice(
        "surface", Surface.Kind.bowl.rawValue, among: Surface.Kind.allCases.map(\.rawValue),
        "what it descends")
    ]
  ) { experiment, _ in
    try DescentLearner(experiment.descent())
  }
}

extension Session {
  /// A session whose learners take their data from a library.
  public convenience init(
    lanes: [Lane], library: DataLibrary, onSnapshot: (@Sendable () -> Void)? = nil
  ) {
    self.init(lanes: lanes, make: LearnerCatalog.factory(library), onSnapshot: onSnapshot)
  }
}

extension Loop {
  /// A loop whose learners take their data from a library.
  public convenience init(lanes: [Lane], library: DataLibrary) {
    self.init(lanes: lanes, make: LearnerCatalog.factory(library))
  }
}

extension Experiment {
  /// Everything that decides a descent.
  func descent() throws -> DescentConfiguration {
    let kind = Surface.Kind(rawValue: choice("surface")) ?? .bowl
    let surface = Surface(
      kind, condition: Double(option("condition")), rotation: Double(option("rotation")),
      height: Double(option("height")))
    return DescentConfiguration(
      surface: surface, update: try update(), x: options["x"], y: options["y"], jitter: option("jitter"),
      seed: seed)
  }
}
