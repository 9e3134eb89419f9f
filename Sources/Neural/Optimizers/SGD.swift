import CKernels

/// Plain gradient descent: w −= rate · g (Robbins & Monro 1951).
public struct SGD: Optimizer {
  public static let name = "sgd"
  public var momentCount: Int { 0 }

  public init() {}

  public func update(
    _ parameters: Floats, along gradients: Floats, first: Floats, second: Floats, rate: Float, step: Int
  ) {
    descend(parameters.base, gradients.base, rate, parameters.count)
  }
}
