import CKernels

/// A function of two variables to descend, with its gradient in closed form.
public struct Surface: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// ½ (x² + condition · y²), turned by `rotation` degrees.
    case bowl
    /// x² − y²: no minimum; a saddle at the origin.
    case saddle
    /// (1.5 − x + x y)² + (2.25 − x + x y²)² + (2.625 − x + x y³)² (Beale 1958).
    case beale
    /// (1 − x)² + 100 (y − x²)² (Rosenbrock 1960).
    case rosenbrock
    /// (x² + y − 11)² + (x + y² − 7)² (Himmelblau 1972); four minima.
    case himmelblau
    /// 20 + Σ (x² − 10 cos 2πx) over both (Rastrigin 1974).
    case rastrigin
    /// 0.05 x² + height · (1 − cos 3x) + ½ y²: a wide bowl with bumps along x.
    case bumps
  }

  public var kind: Kind
  /// Curvature across the bowl over the curvature along it.
  public var condition: Double
  /// How far the bowl is turned, in degrees.
  public var rotation: Double
  public var height: Double

  public init(_ kind: Kind, condition: Double = 100, rotation: Double = 0, height: Double = 0.1) {
    self.kind = kind
    self.condition = condition
    self.rotation = rotation
    self.height = height
  }

  /// Its value and both partial derivatives.
  public func slope(_ x: Double, _ y: Double) -> (value: Double, dx: Double, dy: Double) {
    switch kind {
    case .bowl: bowl(x, y)
    case .saddle: (x * x - y * y, 2 * x, -2 * y)
    case .beale: Self.beale(x, y)
    case .rosenbrock: Self.rosenbrock(x, y)
    case .himmelblau: Self.himmelblau(x, y)
    case .rastrigin: Self.rastrigin(x, y)
    case .bumps:
      (
        0.05 * x * x + height * (1 - cos(3 * x)) + 0.5 * y * y, 0.1 * x + 3 * height * sin(3 * x), y
      )
    }
  }

  private func bowl(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    let angle = rotation * Double.pi / 180
    let (c, s) = rotation == 0 ? (1, 0) : (cos(angle), sin(angle))
    let (u, v) = (c * x + s * y, c * y - s * x)
    return (
      0.5 * (u * u + condition * v * v), c * u - s * condition * v, s * u + c * condition * v
    )
  }

  private static func beale(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    let a = 1.5 - x + x * y
    let b = 2.25 - x + x * y * y
    let c = 2.625 - x + x * y * y * y
    return (
      a * a + b * b + c * c, 2 * (a * (y - 1) + b * (y * y - 1) + c * (y * y * y - 1)),
      2 * x * (a + 2 * b * y + 3 * c * y * y)
    )
  }

  private static func rosenbrock(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    let bend = y - x * x
    return ((1 - x) * (1 - x) + 100 * bend * bend, -2 * (1 - x) - 400 * x * bend, 200 * bend)
  }

  private static func himmelblau(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    let a = x * x + y - 11
    let b = x + y * y - 7
    return (a * a + b * b, 4 * x * a + 2 * b, 2 * a + 4 * y * b)
  }

  private static func rastrigin(_ x: Double, _ y: Double) -> (Double, Double, Double) {
    let turn = 2 * Double.pi
    return (
      20 + x * x + y * y - 10 * (cos(turn * x) + cos(turn * y)), 2 * x + 10 * turn * sin(turn * x),
      2 * y + 10 * turn * sin(turn * y)
    )
  }

  /// Where its minima lie; for the saddle the saddle point.
  public var optima: [(x: Double, y: Double)] {
    switch kind {
    case .beale: [(3, 0.5)]
    case .rosenbrock: [(1, 1)]
    case .himmelblau:
      [(3, 2), (-2.805_118, 3.131_312), (-3.779_310, -3.283_186), (3.584_428, -1.848_126)]
    case .bowl, .saddle, .rastrigin, .bumps: [(0, 0)]
    }
  }

  /// The usual window onto it.
  public var domain: (x: ClosedRange<Float>, y: ClosedRange<Float>) {
    switch kind {
    case .bowl: rotation == 0 ? (-5...5, -2...2) : (-5...5, -5...5)
    case .saddle: (-2...2, -2...2)
    case .beale: (-4.5...4.5, -4.5...4.5)
    case .rosenbrock: (-2...2, -1...3)
    case .himmelblau: (-6...6, -6...6)
    case .rastrigin: (-5.12...5.12, -5.12...5.12)
    case .bumps: (-9...9, -3...3)
    }
  }

  /// Where a descent usually begins.
  public var start: (x: Double, y: Double) {
    switch kind {
    case .bowl:
      (
        -4 * cos(rotation * Double.pi / 180) - 1.5 * sin(rotation * Double.pi / 180),
        -4 * sin(rotation * Double.pi / 180) + 1.5 * cos(rotation * Double.pi / 180)
      )
    case .saddle: (1.5, 0.01)
    case .beale: (1, 1.5)
    case .rosenbrock: (-1.2, 1)
    case .himmelblau: (0, 0)
    case .rastrigin: (3.3, -2.4)
    case .bumps: (6, 0)
    }
  }
}
