/// Reads an example of any shape as one vector; the numbers stay in their order.
public struct Flatten: Layer {
  public static let name = "flatten"
  public let input: Shape
  public var output: Shape { .vector(input.count) }

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) { pass.output.copy(from: pass.input) }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    pass.inputGradient.copy(from: pass.outputGradient)
  }
}
