/// A plain recurrent layer (Elman 1990): hₜ = f(W xₜ + b + V hₜ₋₁ + c) with f = tanh, ReLU or none.
public struct Recurrent: RecurrentLayer {
  public static let name = "rnn"
  public let unit: RecurrentUnit

  public init(_ unit: RecurrentUnit) {
    precondition(unit.cell.gateCount == 1, "a plain recurrent layer has no gates")
    self.unit = unit
  }
}
