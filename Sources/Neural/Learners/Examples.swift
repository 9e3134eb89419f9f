/// What is to be predicted.
public enum Problem: Sendable, Hashable, Codable {
  /// One output, targets 0 or 1.
  case binary
  /// One logit per class, target = class number.
  case classes(Int)
  /// Numbers.
  case regression
}

/// A set of examples in memory, inputs already scaled.
public struct Examples: Sendable {
  public var inputShape: Shape
  /// `count × inputShape.count`, example by example.
  public var inputs: [Float]
  /// `count × targetWidth`.
  public var targets: [Float]
  public var targetWidth: Int
  public var problem: Problem
  public var featureNames: [String]
  /// Names of the classes in the order of their numbers; for a binary problem the names of 0 and 1.
  public var classNames: [String]
  /// Undoes the scaling for display: original = scaled · deviation + mean, per feature.
  public var featureMean: [Float]
  public var featureDeviation: [Float]
  public var targetName: String
  /// Undoes the scaling of the target: original = scaled · deviation + mean.
  public var targetMean: Float = 0
  public var targetDeviation: Float = 1
  /// What each example is called, such as a country; empty where examples have no names.
  public var names: [String] = []
  /// How training moves these images anew in every step; nil: not at all.
  public var moves: ImageMoves?
  /// Whether these images were moved once and for all, each its own way.
  public var areMoved = false

  public init(
    inputShape: Shape, inputs: [Float], targets: [Float], targetWidth: Int = 1, problem: Problem,
    featureNames: [String] = [], classNames: [String] = [], featureMean: [Float] = [],
    featureDeviation: [Float] = [], targetName: String = ""
  ) {
    self.inputShape = inputShape
    self.inputs = inputs
    self.targets = targets
    self.targetWidth = targetWidth
    self.problem = problem
    self.featureNames = featureNames
    self.classNames = classNames
    self.featureMean = featureMean
    self.featureDeviation = featureDeviation
    self.targetName = targetName
  }

  public var count: Int { targetWidth == 0 ? 0 : targets.count / targetWidth }
}

/// Training, validation and test examples; the last two may be empty.
public struct Splits: Sendable {
  public var training: Examples
  public var validation: Examples
  public var test: Examples

  public init(training: Examples, validation: Examples, test: Examples) {
    self.training = training
    self.validation = validation
    self.test = test
  }
}
