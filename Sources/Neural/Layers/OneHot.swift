import CKernels

/// Writes every class number as a row of zeros with a single 1 at its place.
///
/// Each number of the input becomes one row of the output. What is no class number gives a row of NaN; class numbers
/// have no derivative.
public struct OneHot: Layer {
  public static let name = "one-hot"
  public let input: Shape
  public let output: Shape

  public init(_ input: Shape, classes: Int) {
    self.input = input
    output = Shape(rows: input.count, columns: classes)
  }

  public func forward(_ pass: borrowing Pass) {
    one_hot(pass.input.base, pass.output.base, pass.batch * input.count, output.columns)
  }

  public func backward(_ pass: borrowing Pass) {
    if !pass.inputGradient.isEmpty { pass.inputGradient.fill(0) }
  }
}
