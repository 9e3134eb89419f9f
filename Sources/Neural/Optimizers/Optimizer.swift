/// One rule that turns gradients into a step; its state lives in the learner's memory.
public protocol Optimizer: Sendable {
  /// The standard name in lower case, such as `adam`.
  static var name: String { get }
  /// How many floats of state each parameter needs: plain SGD 0, momentum 1, Adam 2.
  var momentCount: Int { get }
  /// What it keeps for each parameter, in the order of `first` and `second`.
  var momentNames: [String] { get }
  /// How far a lasting gradient of 1 is followed in the long run, in multiples of the rate: 1 / (1 − μ) with momentum μ.
  var reach: Float { get }
  /// Updates the parameters in place. `step` counts from 1, as bias correction wants it.
  func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int)
}

extension Optimizer {
  public var reach: Float { 1 }
  public var momentNames: [String] { Array(["m", "v"].prefix(momentCount)) }
}
