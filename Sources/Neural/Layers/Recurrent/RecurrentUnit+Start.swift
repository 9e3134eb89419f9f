extension RecurrentUnit {
  /// Draws the weights; biases are 0 but for the gate bias, which stands in `bias_ih`.
  ///
  /// The rules of Xavier, He and LeCun ask for the size of a forward layer; a recurrent one starts uniformly in
  /// ± gain / √hidden under them, as is usual. The others mean what they say.
  func initialize(_ parameters: Floats, by initializer: Initializer, random: inout RandomStream) {
    let runs = runs(of: parameters)
    let rule =
      switch initializer.kind {
      case .zero, .constant, .normal, .uniform, .orthogonal: initializer
      default: Initializer(.uniform, gain: initializer.gain / Float(hidden).squareRoot())
      }
    rule.fill(runs[0], fanIn: inputs, fanOut: hidden, random: &random)
    switch start {
    case .uniform: rule.fill(runs[1], fanIn: hidden, fanOut: hidden, random: &random)
    case .orthogonal(let size):
      for gate in 0..<cell.gateCount {
        block(gate, of: runs[1]).fillOrthogonal(columns: hidden, length: Double(size), random: &random)
      }
    case .identity(let size):
      runs[1].fill(0)
      for gate in 0..<cell.gateCount {
        let block = block(gate, of: runs[1])
        for unit in 0..<hidden { block[unit * hidden + unit] = size }
      }
    }
    runs[2].fill(0)
    runs[3].fill(0)
    // Both the LSTM's forget gate and the GRU's update gate come second.
    if cell.gateCount > 1 { runs[2][hidden..<2 * hidden].fill(gateBias) }
  }

  private func runs(of parameters: Floats) -> [Floats] {
    var place = 0
    return claims.map { claim in
      defer { place += claim.paddedCount }
      return parameters[place..<place + claim.shape.count]
    }
  }

  private func block(_ gate: Int, of weight: Floats) -> Floats {
    weight[gate * hidden * hidden..<(gate + 1) * hidden * hidden]
  }
}
