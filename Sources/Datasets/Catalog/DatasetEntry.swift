import Neural

/// A number that a data set lets one choose.
public struct NumberOption: Sendable, Hashable {
  public var name: String
  public var summary: String
  public var range: ClosedRange<Double>
  /// Taken where a choice does not say.
  public var initial: Double
  public var isWhole: Bool

  public init(
    _ name: String, _ summary: String, _ range: ClosedRange<Double>, initial: Double, isWhole: Bool = true
  ) {
    self.name = name
    self.summary = summary
    self.range = range
    self.initial = initial
    self.isWhole = isWhole
  }
}

/// A column of a table or of a series.
public struct DataColumn: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// Can be an input or a target of a regression.
    case number
    /// One of a few words: can be the predicted class or, one-hot, an input.
    case label
    /// Text that is neither input nor target, such as a row's name.
    case text
  }

  public var name: String
  public var kind: Kind
  /// Empty where there is none.
  public var unit: String

  public init(_ name: String, _ kind: Kind = .number, unit: String = "") {
    self.name = name
    self.kind = kind
    self.unit = unit
  }
}

/// One data set of the catalog: what it is, what can be chosen, and how it is made.
public struct DatasetEntry: Sendable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case plane = "generated plane"
    case curve = "generated curve"
    case sequence = "generated sequence"
    case table, images, text, series

    public var isGenerated: Bool { self == .plane || self == .curve || self == .sequence }
  }

  /// What one writes in `data: {name: …}`.
  public var name: String
  public var aliases: [String] = []
  /// The name people know it by.
  public var title: String
  /// One sentence.
  public var summary: String
  public var kind: Kind
  /// The line that must be shown with the data; empty for generated ones.
  public var credit: String = ""
  public var columns: [DataColumn] = []
  /// In the order of their numbers; empty for regression.
  public var classes: [String] = []
  /// The keys of `options`, with ranges and defaults.
  public var options: [NumberOption] = []
  /// How many examples; nil where the set has its own number.
  public var count: NumberOption?
  /// The generator's noise; nil where it has none.
  public var noise: NumberOption?
  /// The inputs where a choice names none.
  public var features: [String] = []
  /// The predicted column where a choice names none.
  public var target: String = ""
  /// The scaling that suits it; a choice says `none` unless it takes this one over.
  public var scaling: String = "none"
  /// Documented sizes of the parts, at the defaults; 0 for generated sets.
  public var trainingCount = 0
  public var testCount = 0
  /// Running texts: where the letters come from.
  var text: CatalogText?
  /// Whether `DataLibrary.text` can give it letter by letter.
  public var isRunningText: Bool { text != nil }
  /// Makes the unscaled parts.
  let make: @Sendable (DataRequest) throws(DataError) -> DataParts

  /// The scaling of an experiment that names none: tables and series come scaled, all else as it is.
  public var usualScaling: String { kind == .table || kind == .series ? scaling : "none" }

  /// Reduces a choice made for another set to what this one understands: for switching sets while keeping
  /// seed, count, noise, validation, scaling and options of the same name, except what changes labels or
  /// targets. A scaling that was the usual one of the other set becomes the usual one of this.
  public func adapting(_ choice: DataChoice) -> DataChoice {
    let former = DatasetCatalog.entries.first { $0.name == choice.name }?.usualScaling ?? "none"
    var adapted = DataChoice(
      name: name, seed: choice.seed, scaling: choice.scaling == former ? usualScaling : choice.scaling,
      validation: choice.validation)
    if let value = choice.count, count?.range.contains(Double(value)) == true { adapted.count = value }
    if let value = choice.noise, noise?.range.contains(value) == true { adapted.noise = value }
    for option in options where option.name != "flips" && option.name != "scale-target" {
      guard let value = choice.options[option.name], option.range.contains(value) else { continue }
      adapted.options[option.name] = value
    }
    return adapted
  }
}

/// Examples before scaling and before a validation part is taken.
struct DataParts: Sendable {
  var training: Examples
  var test: Examples
  /// How many columns are scaled each by itself: all inputs, or the features of a series (the same at every
  /// step).
  var columns: Int
  /// What a person should know, as sentences; such as columns left out.
  var notes: [String]

  init(training: Examples, test: Examples, columns: Int? = nil, notes: [String] = []) {
    self.training = training
    self.test = test
    self.columns = columns ?? training.inputShape.count
    self.notes = notes
  }
}
