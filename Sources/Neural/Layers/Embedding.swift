import CKernels

/// Looks up a learned vector for every class number: row n of a table [classes, columns] (Bengio et al. 2003).
///
/// Each number of the input becomes one row of the output, so a text of t characters becomes a sequence of t vectors.
/// The gradient adds into the rows that were used; class numbers themselves have no derivative. What is no class
/// number gives a row of NaN.
public struct Embedding: Layer {
  public static let name = "embedding"
  public let input: Shape
  public let output: Shape
  /// How many different numbers there are.
  public let classes: Int

  public init(_ input: Shape, classes: Int, columns: Int) {
    self.input = input
    self.classes = classes
    output = Shape(rows: input.count, columns: columns)
  }

  public var claims: [Claim] {
    [Claim("weight", .weight, Shape(rows: classes, columns: output.columns))]
  }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    let table = parameters.prefix(classes * output.columns)
    // A number picks one row: to the outputs this is a dense layer on a one-hot input.
    initializer.fill(table, fanIn: classes, fanOut: output.columns, random: &random)
  }

  public func forward(_ pass: borrowing Pass) {
    embedding_forward(
      pass.input.base, pass.parameters.base, pass.output.base, pass.batch * input.count, classes,
      output.columns)
  }

  public func backward(_ pass: borrowing Pass) {
    if !pass.inputGradient.isEmpty { pass.inputGradient.fill(0) }
    embedding_backward(
      pass.input.base, pass.outputGradient.base, pass.parameterGradient.base, pass.batch * input.count,
      classes, output.columns)
  }
}
