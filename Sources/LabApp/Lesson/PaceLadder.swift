/// The speeds that `+` and `-` go through, in steps a second; nil is flat out.
enum PaceLadder {
  static let rungs: [Double?] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, nil]

  static func next(from pace: Double?, faster: Bool) -> Double? {
    let value = pace ?? .infinity
    if faster { return rungs.first { ($0 ?? .infinity) > value } ?? nil }
    return rungs.last { ($0 ?? .infinity) < value } ?? rungs[0]
  }

  static func words(_ pace: Double?) -> String {
    guard let pace else { return "flat out" }
    return pace == 1 ? "1 step a second" : "\(Figure.speed(pace)) steps a second"
  }
}
