import CKernels

/// Compares made points with the real ones by counting both in the cells of a grid: 24 × 24 in a plane, 48 on a line.
///
/// The grid reaches 15 % of the real range beyond it on each side; one more cell holds what lies outside.
struct SampleHistogram {
  private let width: Int
  private let low: [Float]
  private let high: [Float]
  private let real: Floats
  private let counts: Floats

  /// False for examples of more than two features, which no grid of this kind can count.
  var applies: Bool { width == 1 || width == 2 }

  private static func side(_ width: Int) -> Int { width == 1 ? 48 : 24 }

  /// Cells for one set of points; 0 where the histogram does not apply.
  static func cellCount(width: Int) -> Int {
    width == 1 || width == 2 ? side(width) * (width == 2 ? side(width) : 1) + 1 : 0
  }

  /// - Parameter cells: room for twice `cellCount`.
  init(_ block: ExampleBlock, cells: Floats) {
    width = block.inputWidth
    let size = Self.cellCount(width: width)
    real = cells.prefix(size)
    counts = cells[size..<2 * size]
    guard size > 0 else {
      (low, high) = ([], [])
      return
    }
    let width = width
    let extents = (0..<width).map { feature -> (Float, Float) in
      let values = (0..<block.count).map { block.inputs[$0 * width + feature] }.filter { $0.isFinite }
      let (least, most) = (values.min() ?? -1, values.max() ?? 1)
      let margin = most > least ? 0.15 * (most - least) : 0.5
      return (least - margin, most + margin)
    }
    low = extents.map(\.0)
    high = extents.map(\.1)
    count(block.inputs, into: real)
  }

  /// Jensen and Shannon's divergence in bits: ½ Σ p ln(p/m) + ½ Σ q ln(q/m) with m = (p + q) / 2; from 0 to 1.
  func divergence(of points: Floats) -> Float {
    count(points, into: counts)
    var sum = 0.0
    for cell in 0..<real.count {
      let (p, q) = (Double(real.base[cell]), Double(counts.base[cell]))
      let middle = (p + q) / 2
      sum += Information.klTerm(p, middle) + Information.klTerm(q, middle)
    }
    return Float(Information.bits(sum / 2))
  }

  /// Kullback and Leibler's divergence of the made points from the real ones in bits: Σ p log₂(p/q̃), where half a point
  /// more in every cell keeps q̃ from zero. Without that it is infinite as soon as the generator misses one cell.
  func relativeEntropy(of points: Floats) -> Float {
    count(points, into: counts)
    let number = Double(points.count / width)
    let total = number + 0.5 * Double(counts.count)
    var sum = 0.0
    for cell in 0..<real.count {
      let made = (Double(counts.base[cell]) * number + 0.5) / total
      sum += Information.klTerm(Double(real.base[cell]), made)
    }
    return Float(Information.bits(sum))
  }

  /// The share of the points in each cell.
  private func count(_ points: Floats, into cells: Floats) {
    cells.fill(0)
    let rows = points.count / width
    for row in 0..<rows { cells.base[cell(points.base + row * width)] += 1 }
    for i in 0..<cells.count { cells.base[i] /= Float(max(1, rows)) }
  }

  private func cell(_ point: UnsafeMutablePointer<Float>) -> Int {
    let side = Self.side(width)
    var index = 0
    for feature in 0..<width {
      let share = (point[feature] - low[feature]) / (high[feature] - low[feature])
      guard share >= 0, share < 1 else { return real.count - 1 }
      index = index * side + Int(share * Float(side))
    }
    return index
  }
}

/// Which clouds of the data a generator has found.
///
/// A point lies in a cloud if it is within three deviations of its centre; a cloud counts as found when it holds at least
/// 0.16 of its fair share of the points, which is 2 % with eight clouds.
struct ModeCount {
  let centres: [[Float]]
  let names: [String]
  private let squaredReach: [Float]
  private let width: Int

  /// Nil unless the examples are points of one or two features in numbered clouds.
  init?(_ examples: Examples) {
    guard case .classes(let count) = examples.problem, count <= 128 else { return nil }
    width = examples.inputShape.count
    guard width == 1 || width == 2 else { return nil }
    var sums = [[Double]](repeating: Array(repeating: 0, count: width), count: count)
    var squares = [Double](repeating: 0, count: count)
    var members = [Double](repeating: 0, count: count)
    for row in 0..<examples.count {
      let label = Int(examples.targets[row])
      members[label] += 1
      for i in 0..<width {
        let value = Double(examples.inputs[row * width + i])
        sums[label][i] += value
        squares[label] += value * value
      }
    }
    let width = width
    let means = (0..<count).map { label in sums[label].map { $0 / max(1, members[label]) } }
    centres = means.map { $0.map { Float($0) } }
    squaredReach = (0..<count).map { label in
      let about = squares[label] / max(1, members[label]) - means[label].reduce(0) { $0 + $1 * $1 }
      return Float(9 * max(0, about) / Double(width))
    }
    names = examples.classNames
  }

  /// The cloud a point lies in; −1: none.
  func mode(of point: UnsafeMutablePointer<Float>) -> Int {
    for mode in centres.indices {
      var square: Float = 0
      for i in 0..<width {
        let difference = point[i] - centres[mode][i]
        square += difference * difference
      }
      if square <= squaredReach[mode] { return mode }
    }
    return -1
  }

  /// How many points each cloud holds.
  func counts(_ points: Floats) -> [Float] {
    var counts = [Float](repeating: 0, count: centres.count)
    for row in 0..<points.count / width {
      let mode = mode(of: points.base + row * width)
      if mode >= 0 { counts[mode] += 1 }
    }
    return counts
  }

  /// The number of clouds found, and the share of the points that lie in any.
  func count(_ points: Floats) -> (modes: Int, quality: Float) {
    let counts = counts(points)
    let rows = Float(max(1, points.count / width))
    let needed = 0.16 * rows / Float(centres.count)
    return (counts.count { $0 >= needed }, counts.reduce(0, +) / rows)
  }
}
