extension Floats {
  /// Fills a matrix with perpendicular rows of one length, or with such columns where there are more rows than columns
  /// (Saxe et al. 2014): its singular values are all `length`.
  func fillOrthogonal(columns: Int, length: Double, random: inout RandomStream) {
    let rows = count / Swift.max(columns, 1)
    let vectors = Self.perpendicular(
      Swift.min(rows, columns), width: Swift.max(rows, columns), random: &random)
    for (number, vector) in vectors.enumerated() {
      for (i, value) in vector.enumerated() {
        self[rows <= columns ? number * columns + i : i * columns + number] = Float(length * value)
      }
    }
  }

  /// Normal vectors made perpendicular one after the other (Gram and Schmidt, twice for accuracy), of length 1.
  private static func perpendicular(_ count: Int, width: Int, random: inout RandomStream) -> [[Double]] {
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = (0..<width).map { _ in random.normal() }
      for _ in 0..<2 {
        for other in vectors {
          let share = dot(vector, other)
          for i in 0..<width { vector[i] -= share * other[i] }
        }
      }
      let norm = dot(vector, vector).squareRoot()
      if norm > 1e-9 { vectors.append(vector.map { $0 / norm }) }
    }
    return vectors
  }

  private static func dot(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for i in 0..<first.count { sum += first[i] * second[i] }
    return sum
  }
}
