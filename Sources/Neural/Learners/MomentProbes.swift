/// What an optimizer keeps and does, weight by weight.
extension NetworkMagnified {
  static func momentProbeNames(_ layers: [ParameterLayer]) -> [String] {
    layers.filter(\.carriesWeights).map { "moments/\($0.number)" }
  }

  /// Fills `moments/N`; false for a probe of another name.
  ///
  /// Planes of units × inputs of the weights of layer N: their gradient, what the optimizer keeps, and the step it makes
  /// of both; the labels name the planes.
  func fillMoments(_ probe: inout Probe) -> Bool {
    guard probe.name.hasPrefix("moments/") else { return false }
    let number = Int(probe.name.dropFirst("moments/".count))
    let layers = magnifiedNetworks.flatMap(\.layout.parameterLayers)
    guard let slot = layers.first(where: { $0.number == number })?.slot(.weight),
      let update = updates.first(where: { $0.covers(slot.range.lowerBound) })
    else { return true }
    let insight = update.insight(into: slot.range)
    let planes =
      [("gradient", memory.gradients[slot.range].array)] + insight.moments.map { ($0.name, $0.values) }
      + [("step", insight.step)]
    let shape = slot.claim.shape
    probe.shape = Shape(rows: shape.rows * shape.channels, columns: shape.columns, channels: planes.count)
    probe.values = planes.flatMap(\.1)
    probe.labels = planes.map(\.0)
    return true
  }
}
