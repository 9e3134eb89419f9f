/// The identity: what stands where no activation is wanted.
public struct Linear: Layer {
  public static let name = "linear"
  public let input: Shape
  public var output: Shape { input }

  public init(_ input: Shape) { self.input = input }

  public func forward(_ pass: borrowing Pass) {
    pass.output.copy(from: pass.input.prefix(pass.batch * input.count))
  }

  public func backward(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    pass.inputGradient.copy(from: pass.outputGradient.prefix(pass.batch * input.count))
  }
}
