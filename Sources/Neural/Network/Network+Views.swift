/// What a layer keeps, for pictures of the inside.
extension Network {
  /// What stage `index` kept in the last pass.
  func tape(of index: Int) -> Floats { wires[index].tape }
  /// State of stage `index` that is not trained.
  func buffers(of index: Int) -> Floats { wires[index].buffers }
  func parameters(of index: Int) -> Floats { wires[index].parameters }
}
