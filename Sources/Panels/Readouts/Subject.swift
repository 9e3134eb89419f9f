/// What a datum of a panel is, for tools that change it.
public enum Subject: Sendable, Hashable {
  /// A weight; layers by the number that probes and meters have, units and inputs from 1.
  case weight(layer: Int, unit: Int, input: Int)
  case bias(layer: Int, unit: Int)
  case unit(layer: Int, unit: Int)
  case layer(Int)
  /// A place in the plane of the examples, in the units of the data, with the number of the training example there.
  case place(x: Double, y: Double, example: Int?)
  /// A code in the plane of codes.
  case code(x: Double, y: Double)
  /// A pixel of the shown image.
  case pixel(row: Int, column: Int)
}
