import Neural

/// Numbers that a script carries at its end, as comments that it reads itself: one tensor a line.
struct PyTorchTensor {
  let name: String
  let dimensions: [Int]
  let values: [Float]

  init(_ name: String, _ dimensions: [Int], _ values: [Float]) {
    self.name = name
    self.dimensions = dimensions
    self.values = values
  }

  /// `#: net.0.weight 2x3 0.1 …`; decimals as short as they can be read back without loss.
  var line: String {
    let shape = dimensions.map(String.init).joined(separator: "x")
    return "#: \(name) \(shape) " + values.map(Self.figure).joined(separator: " ")
  }

  /// Whole numbers without a point: many inputs are 0 or class numbers.
  private static func figure(_ value: Float) -> String {
    value == value.rounded() && abs(value) < 1e7 && !(value == 0 && value.sign == .minus)
      ? "\(Int(value))" : "\(value)"
  }
}

/// How Python spells numbers and lists.
enum Python {
  static func list(_ values: [Float]) -> String {
    "[" + values.map { $0.isFinite ? "\($0)" : "float(\"\($0)\")" }.joined(separator: ", ") + "]"
  }

  /// A call with its arguments; those that are nil are left to PyTorch's own standard.
  static func call(_ name: String, _ arguments: String?...) -> String {
    "\(name)(\(arguments.compactMap { $0 }.joined(separator: ", ")))"
  }

  /// `name=value`, unless the value is the standard one.
  static func option<Value: Equatable>(_ name: String, _ value: Value, unless standard: Value) -> String? {
    value == standard ? nil : "\(name)=\(value)"
  }
}
