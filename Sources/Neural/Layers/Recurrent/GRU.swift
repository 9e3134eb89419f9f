/// Gated recurrent unit (Cho et al. 2014), in the form that resets after the product.
///
/// r, z = σ(W xₜ + V hₜ₋₁ + b); n = tanh(W xₜ + b + r (V hₜ₋₁ + c)); hₜ = (1 − z) n + z hₜ₋₁.
public struct GRU: RecurrentLayer {
  public static let name = "gru"
  public let unit: RecurrentUnit

  public init(_ unit: RecurrentUnit) {
    precondition(unit.cell == .gru, "not a GRU")
    self.unit = unit
  }
}
