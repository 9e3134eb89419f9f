/// Which data an experiment uses, and how they are cut and scaled. The keys of `data:` in a lesson file.
public struct DataChoice: Sendable, Hashable, Codable {
  /// A catalog name (`two-moons`, `penguins`…); empty when `file` is given.
  public var name: String
  /// A person's own table: CSV with a header row; `target` and `task` must be named, the last 20 % of the
  /// rows test.
  public var file: String?
  /// Generated sets: how many examples.
  public var count: Int?
  /// Generated sets: standard deviation of the noise, or the generator's own spread.
  public var noise: Double?
  /// Generated sets: the seed of the data; without it the seed of the experiment.
  public var seed: UInt64?
  /// Further numbers of a generator, such as `turns`, `margin`, `distance`, `offset`, `flips`.
  public var options: [String: Double]
  /// Tables and series: which columns are inputs; empty means the set's usual ones, or all numeric ones of an
  /// own table.
  public var features: [String]
  /// Tables: which column is predicted, where there is a choice.
  public var target: String?
  /// Tables: only the rows of these classes, in this order of class numbers.
  public var classes: [String]
  /// Tables of a person's own: `classification` or `regression`.
  public var task: String?
  /// `none`, `z-score`, `min-max`, `robust`; fitted on the training part only.
  public var scaling: String
  /// The share of the training part that is held out for validation, 0 to 0.9.
  public var validation: Double
  /// Only the first so many training examples, before validation is taken from their end.
  public var limit: Int?

  public init(
    name: String = "", file: String? = nil, count: Int? = nil, noise: Double? = nil, seed: UInt64? = nil,
    options: [String: Double] = [:], features: [String] = [], target: String? = nil, classes: [String] = [],
    task: String? = nil, scaling: String = "none", validation: Double = 0, limit: Int? = nil
  ) {
    self.name = name
    self.file = file
    self.count = count
    self.noise = noise
    self.seed = seed
    self.options = options
    self.features = features
    self.target = target
    self.classes = classes
    self.task = task
    self.scaling = scaling
    self.validation = validation
    self.limit = limit
  }
}

/// A request that cannot be met, as one sentence: what, where, the nearest known name, what to do.
public struct DataError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  /// What files or people wrote into it is shown, never obeyed by a terminal.
  public init(_ description: String) { self.description = description.visible }
}
