import CKernels

/// The directions in which a set of examples varies most (Pearson 1901), the widest first.
///
/// Few features: all eigenvectors of the covariance by Jacobi's rotations. Many: those of a subspace that repeated
/// multiplication by the covariance turns towards the widest ones (orthogonal iteration with Ritz values).
public struct PrincipalComponents: Sendable {
  public let mean: [Float]
  /// One unit vector a component, one behind the other.
  public let directions: [Float]
  /// The variance along each component.
  public let variances: [Float]
  public var width: Int { mean.count }
  public var count: Int { variances.count }

  /// The first `count` components (no more than there are features) of rows of `width` numbers.
  public init(of rows: [Float], width: Int, count: Int) {
    let wanted = max(1, min(count, width))
    let (mean, centred) = Self.centre(rows, width: width)
    let covariance = Self.covariance(centred, width: width)
    let size = min(width, max(2 * wanted, wanted + 8))
    var basis = [Float](repeating: 0, count: size * width)
    if size == width {
      for i in 0..<size { basis[i * width + i] = 1 }
    } else {
      var random = RandomStream(seed: 0, .extra)
      for i in basis.indices { basis[i] = Float(random.normal()) }
      Self.orthonormalize(&basis, rows: size, width: width)
    }
    var values = Self.ritz(&basis, size: size, width: width, covariance)
    var last = -Double.infinity
    for _ in 0..<Self.rounds where size < width {
      let sum = values.prefix(wanted).reduce(0, +)
      if abs(sum - last) <= 1e-9 * abs(sum) { break }
      last = sum
      basis = Self.product(basis, covariance, rows: size, width: width)
      Self.orthonormalize(&basis, rows: size, width: width)
      values = Self.ritz(&basis, size: size, width: width, covariance)
    }
    self.mean = mean
    directions = Self.signed(Array(basis.prefix(wanted * width)), width: width)
    variances = values.prefix(wanted).map { Float(max(0, $0)) }
  }

  /// Rounds of orthogonal iteration at most.
  private static let rounds = 200

  /// Each direction so that its largest share is positive.
  private static func signed(_ directions: [Float], width: Int) -> [Float] {
    var signed = directions
    for start in stride(from: 0, to: directions.count, by: width) {
      let row = directions[start..<start + width]
      guard let largest = row.max(by: { abs($0) < abs($1) }), largest < 0 else { continue }
      for i in start..<start + width { signed[i] = -directions[i] }
    }
    return signed
  }

  /// How far a row lies along each component.
  public func codes(of row: Floats) -> [Float] {
    (0..<count).map { component in
      var sum = 0.0
      for i in 0..<width {
        sum += Double(row[i] - mean[i]) * Double(directions[component * width + i])
      }
      return Float(sum)
    }
  }

  /// The mean over all numbers of the squared distance between rows and their projections.
  public func error(of rows: Floats) -> Float {
    let rowCount = rows.count / max(width, 1)
    guard rowCount > 0 else { return .nan }
    var centred = rows.array
    for i in centred.indices { centred[i] -= mean[i % width] }
    let codes = Self.product(centred, turned: directions, rows: rowCount, inner: width, columns: count)
    let kept = codes.reduce(0.0) { $0 + Double($1) * Double($1) }
    let all = centred.reduce(0.0) { $0 + Double($1) * Double($1) }
    return Float(max(0, all - kept) / Double(rows.count))
  }

  private static func centre(_ rows: [Float], width: Int) -> (mean: [Float], rows: [Float]) {
    var sums = [Double](repeating: 0, count: width)
    for (i, value) in rows.enumerated() { sums[i % width] += Double(value) }
    let count = Double(max(1, rows.count / width))
    let mean = sums.map { Float($0 / count) }
    var centred = rows
    for i in centred.indices { centred[i] -= mean[i % width] }
    return (mean, centred)
  }

  private static func covariance(_ centred: [Float], width: Int) -> [Float] {
    let count = max(1, centred.count / width)
    var result = [Float](repeating: 0, count: width * width)
    centred.withUnsafeBufferPointer { rows in
      result.withUnsafeMutableBufferPointer { result in
        guard let start = rows.baseAddress, let target = result.baseAddress else { return }
        matrix_product(start, 1, width, start, nil, 0, target, width, count, width)
      }
    }
    return result.map { $0 / Float(count) }
  }

  private static func product(_ basis: [Float], _ matrix: [Float], rows: Int, width: Int) -> [Float] {
    // The covariance is its own transpose.
    product(basis, turned: matrix, rows: rows, inner: width, columns: width)
  }

  /// a[rows, inner] · b[columns, inner]ᵀ
  private static func product(
    _ a: [Float], turned b: [Float], rows: Int, inner: Int, columns: Int
  ) -> [Float] {
    var result = [Float](repeating: 0, count: rows * columns)
    a.withUnsafeBufferPointer { a in
      b.withUnsafeBufferPointer { b in
        result.withUnsafeMutableBufferPointer { result in
          guard let a = a.baseAddress, let b = b.baseAddress, let target = result.baseAddress else { return }
          matrix_product_turned(a, b, nil, 0, target, rows, inner, columns)
        }
      }
    }
    return result
  }

  /// Gram and Schmidt, each row twice, because once leaves rounding errors.
  private static func orthonormalize(_ basis: inout [Float], rows: Int, width: Int) {
    for row in 0..<rows {
      for _ in 0..<2 {
        for earlier in 0..<row {
          let overlap = Float(dot(basis, row, earlier, width))
          for i in 0..<width { basis[row * width + i] -= overlap * basis[earlier * width + i] }
        }
      }
      let length = Float(dot(basis, row, row, width).squareRoot())
      guard length > 0 else { continue }
      for i in 0..<width { basis[row * width + i] /= length }
    }
  }

  private static func dot(_ basis: [Float], _ first: Int, _ second: Int, _ width: Int) -> Double {
    var sum = 0.0
    for i in 0..<width { sum += Double(basis[first * width + i]) * Double(basis[second * width + i]) }
    return sum
  }

  /// Turns the basis within its span to the directions of extreme variance; returns their variances.
  private static func ritz(
    _ basis: inout [Float], size: Int, width: Int, _ covariance: [Float]
  ) -> [Double] {
    let image = product(basis, covariance, rows: size, width: width)
    let small = product(basis, turned: image, rows: size, inner: width, columns: size)
    let eigen = SymmetricEigen(small.map(Double.init), size: size)
    var turned = [Float](repeating: 0, count: basis.count)
    for (place, vector) in eigen.vectors.enumerated() {
      for (row, share) in vector.enumerated() where share != 0 {
        let share = Float(share)
        for i in 0..<width { turned[place * width + i] += share * basis[row * width + i] }
      }
    }
    basis = turned
    return eigen.values
  }
}

/// All eigenvalues and eigenvectors of a symmetric matrix by cyclic Jacobi rotations, the largest value first.
struct SymmetricEigen {
  private(set) var values: [Double]
  private(set) var vectors: [[Double]]

  init(_ matrix: [Double], size: Int) {
    var a = matrix
    var v = [Double](repeating: 0, count: size * size)
    for i in 0..<size { v[i * size + i] = 1 }
    for _ in 0..<60 {
      var off = 0.0
      var all = 0.0
      for i in 0..<size {
        for j in 0..<size {
          all += a[i * size + j] * a[i * size + j]
          if i != j { off += a[i * size + j] * a[i * size + j] }
        }
      }
      if !(off > 1e-24 * all) { break }
      Self.sweep(&a, &v, size)
    }
    let order = (0..<size).sorted { a[$0 * size + $0] > a[$1 * size + $1] }
    values = order.map { a[$0 * size + $0] }
    vectors = order.map { row in Array(v[row * size..<(row + 1) * size]) }
  }

  /// Zeroes every element above the diagonal once; the rows of v are rotated along.
  private static func sweep(_ a: inout [Double], _ v: inout [Double], _ size: Int) {
    for p in 0..<size {
      for q in p + 1..<max(size, p + 1) where a[p * size + q] != 0 {
        let theta = (a[q * size + q] - a[p * size + p]) / (2 * a[p * size + q])
        let t = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let c = 1 / (t * t + 1).squareRoot()
        let s = t * c
        for i in 0..<size {
          let (first, second) = (a[i * size + p], a[i * size + q])
          a[i * size + p] = c * first - s * second
          a[i * size + q] = s * first + c * second
        }
        rotate(&a, p, q, c, s, size)
        rotate(&v, p, q, c, s, size)
      }
    }
  }

  private static func rotate(
    _ rows: inout [Double], _ p: Int, _ q: Int, _ c: Double, _ s: Double, _ size: Int
  ) {
    for i in 0..<size {
      let (first, second) = (rows[p * size + i], rows[q * size + i])
      rows[p * size + i] = c * first - s * second
      rows[q * size + i] = s * first + c * second
    }
  }
}
