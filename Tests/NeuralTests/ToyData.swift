import Foundation
import Neural

/// The small planar data sets that the golden values were made with.
enum ToyData {
  static func examples(
    _ inputs: [[Float]], _ targets: [Float], problem: Problem = .binary, targetWidth: Int = 1
  ) -> Examples {
    Examples(
      inputShape: .vector(inputs.first?.count ?? 0), inputs: inputs.flatMap { $0 }, targets: targets,
      targetWidth: targetWidth, problem: problem)
  }

  static func splits(_ training: Examples, validation: Examples? = nil, test: Examples? = nil) -> Splits {
    var none = training
    none.inputs = []
    none.targets = []
    return Splits(training: training, validation: validation ?? none, test: test ?? none)
  }

  static let xor = gate([0, 1, 1, 0])

  /// Rows (0,0), (0,1), (1,0), (1,1) with the given answers.
  static func gate(_ targets: [Float]) -> Examples {
    examples([[0, 0], [0, 1], [1, 0], [1, 1]], targets)
  }

  /// A disc (class 1, even rows) inside a ring (class 0).
  static func disc(_ count: Int = 200, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed, .data)
    var rows: [[Float]] = []
    for i in 0..<count {
      let angle = 2 * Double.pi * random.uniform()
      let second = random.uniform()
      let radius = i % 2 == 0 ? 0.5 * second.squareRoot() : 0.8 + 0.4 * second
      rows.append([Float(radius * cos(angle)), Float(radius * sin(angle))])
    }
    return examples(rows, rows.indices.map { $0 % 2 == 0 ? 1 : 0 })
  }

  static func moons(_ count: Int = 200, noise: Double = 0.15, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed, .data)
    var rows: [[Float]] = []
    for i in 0..<count {
      let t = Double.pi * random.uniform()
      let (first, second) = (random.normal(), random.normal())
      let (x, y) = i % 2 == 0 ? (cos(t), sin(t)) : (1 - cos(t), 0.5 - sin(t))
      rows.append([Float(x - 0.5 + noise * first), Float(y - 0.25 + noise * second)])
    }
    return examples(rows, rows.indices.map { Float($0 % 2) })
  }

  static func spirals(_ count: Int = 200, turns: Double, noise: Double = 0.02, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed, .data)
    var rows: [[Float]] = []
    for i in 0..<count {
      let u = random.uniform()
      let (first, second) = (random.normal(), random.normal())
      let radius = 0.1 + 0.9 * u.squareRoot()
      let angle = 2 * Double.pi * turns * u.squareRoot() + (i % 2 == 1 ? Double.pi : 0)
      rows.append([Float(radius * cos(angle) + noise * first), Float(radius * sin(angle) + noise * second)])
    }
    return examples(rows, rows.indices.map { Float($0 % 2) })
  }

  /// A smooth surface over a square: y = sin(3 x₁) x₂ + x₂ / 2.
  static func surface(_ count: Int = 128, seed: UInt64) -> Examples {
    var random = RandomStream(seed: seed, .data)
    let rows = (0..<count).map { _ in [random.uniform(-1, 1), random.uniform(-1, 1)] }
    return examples(
      rows.map { $0.map { Float($0) } }, rows.map { Float(sin(3 * $0[0]) * $0[1] + 0.5 * $0[1]) },
      problem: .regression)
  }

  /// Points on both sides of a random line, none nearer than `margin`; also the line (w₁, w₂, b).
  static func separable(_ count: Int = 100, margin: Double, seed: UInt64) -> (
    examples: Examples, line: [Double]
  ) {
    var random = RandomStream(seed: seed, .data)
    let angle = 2 * Double.pi * random.uniform()
    let line = [cos(angle), sin(angle), random.uniform(-0.3, 0.3)]
    var rows: [[Float]] = []
    var targets: [Float] = []
    while rows.count < count {
      let (x, y) = (random.uniform(-1, 1), random.uniform(-1, 1))
      let side = line[0] * x + line[1] * y + line[2]
      guard abs(side) >= margin else { continue }
      rows.append([Float(x), Float(y)])
      targets.append(side > 0 ? 1 : 0)
    }
    return (examples(rows, targets), line)
  }
}
