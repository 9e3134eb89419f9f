/// Long short-term memory (Hochreiter & Schmidhuber 1997, with the forget gate of Gers et al. 2000).
///
/// Gates i, f, o = σ(W xₜ + V hₜ₋₁ + b) and g = tanh(…); cₜ = f cₜ₋₁ + i g; hₜ = o tanh(cₜ). The forget gate's bias
/// starts at the unit's gate bias: near 1 the cell remembers for a few steps from the beginning, and about ln T keeps it
/// for T steps (Tallec & Ollivier 2018).
public struct LSTM: RecurrentLayer {
  public static let name = "lstm"
  public let unit: RecurrentUnit

  public init(_ unit: RecurrentUnit) {
    precondition(unit.cell == .lstm, "not an LSTM")
    self.unit = unit
  }
}
