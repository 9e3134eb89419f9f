import CKernels

/// A recurrent layer at one step of its sequence: gates, cell and state of a unit.
struct RecurrentFace: LayerFace {
  let place: LayerPlace
  let unit: RecurrentUnit

  init(_ place: LayerPlace, _ unit: RecurrentUnit) {
    self.place = place
    self.unit = unit
  }

  var placeCount: Int { unit.steps }
  var placeName: String { "step" }

  private var gates: [String] {
    switch unit.cell {
    case .lstm: ["i", "f", "g", "o"]
    case .gru: ["r", "z", "n"]
    case .tanh, .relu, .linear: ["h"]
    }
  }

  func adopt(_ result: inout Magnification) {
    result.unitCount = unit.hidden
    result.inputCount = unit.inputs + unit.hidden + 1
    result.placeCount = unit.steps
    result.placeName = unit.steps > 1 ? "step" : ""
    result.gates = gates.count > 1 ? gates : []
    result.sight.unit = Magnifier.clamp(result.sight.unit, unit.hidden)
    result.sight.input = Magnifier.clamp(result.sight.input, result.inputCount)
    result.sight.place = Magnifier.clamp(result.sight.place ?? unit.steps - 1, unit.steps)
    result.sight.gate = Magnifier.clamp(result.sight.gate, gates.count)
  }

  private func row(_ sight: Sight) -> Int { sight.gate * unit.hidden + sight.unit }

  func parameter(_ sight: Sight) -> Int {
    let slots = place.layer.slots
    if sight.input < unit.inputs {
      return slots[0].range.lowerBound + row(sight) * unit.inputs + sight.input
    }
    if sight.input < unit.inputs + unit.hidden {
      return slots[1].range.lowerBound + row(sight) * unit.hidden + sight.input - unit.inputs
    }
    return slots[2].range.lowerBound + row(sight)
  }

  func weightName(_ sight: Sight) -> String {
    sight.input == unit.inputs + unit.hidden ? "bias" : "w·\(partnerName(sight.input))"
  }

  private func partnerName(_ input: Int) -> String {
    if input >= unit.inputs + unit.hidden { return "1" }
    return input < unit.inputs ? "x\(input + 1)" : "h\(input - unit.inputs + 1) before"
  }

  // MARK: what the pass kept

  private var tape: Floats { place.network.tape(of: place.stage) }
  private var at: recurrent_tape { unit.tape(batch: 1) }

  /// h after `step` steps.
  private func state(_ step: Int, _ index: Int) -> Double {
    Double(tape[Int(at.states) + step * Int(at.width) + index])
  }

  private func cell(_ step: Int, _ index: Int) -> Double {
    Double(tape[Int(at.cells) + step * Int(at.width) + index])
  }

  private func gate(_ number: Int, _ sight: Sight) -> Double {
    let start = Int(at.activations) + ((sight.place ?? 0) * Int(at.gates) + number) * Int(at.width)
    return Double(tape[start + sight.unit])
  }

  private func delta(_ step: Int, _ sight: Sight, ofHidden: Bool) -> Double {
    let isApart = unit.cell == .gru && ofHidden
    let start =
      Int(isApart ? at.hidden_deltas : at.deltas) + (step * Int(at.gates) + sight.gate) * Int(at.width)
    return Double(tape[start + sight.unit])
  }

  /// What the chosen weight is multiplied with at a step.
  private func partner(_ input: Int, _ step: Int) -> Double {
    if input >= unit.inputs + unit.hidden { return 1 }
    if input >= unit.inputs { return state(step, input - unit.inputs) }
    guard unit.vocabulary > 0 else { return Double(place.input[step * unit.inputs + input]) }
    return Int(place.input[step]) == input ? 1 : 0
  }

  // MARK: forward

  private func products(_ sight: Sight, _ inputs: Range<Int>) -> [WorkedTerm] {
    let step = sight.place ?? 0
    var there = sight
    return inputs.compactMap { input in
      let value = partner(input, step)
      // Of a one-hot input only the one is worth a line.
      if unit.vocabulary > 0, input < unit.inputs, value == 0, input != sight.input { return nil }
      there.input = input
      let weight = place.network.memory.parameters[parameter(there)]
      return WorkedTerm(
        "w·\(partnerName(input))", [Quantity("w", weight), Quantity(partnerName(input), value)],
        isSelected: input == sight.input)
    }
  }

  private func biases(_ sight: Sight, _ numbers: [Int]) -> [WorkedTerm] {
    numbers.map { number in
      let slot = place.layer.slots[2 + number]
      return WorkedTerm(
        number == 0 ? "bias" : "hidden bias",
        Double(place.network.memory.parameters[slot.range.lowerBound + row(sight)]),
        isSelected: number == 0 && sight.input == unit.inputs + unit.hidden)
    }
  }

  func forward(_ sight: Sight) -> [WorkedLine] {
    let step = sight.place ?? 0
    let title =
      gates.count > 1 ? "gate \(gates[sight.gate]) of unit \(sight.unit + 1)" : "unit \(sight.unit + 1)"
    var lines: [WorkedLine] = [.heading("forward: \(title)", note: "at step \(step + 1) of \(unit.steps)")]
    let all = unit.inputs + unit.hidden
    if unit.cell == .gru, sight.gate == 2 {
      lines.append(.sum("from x", products: products(sight, 0..<unit.inputs), plus: biases(sight, [0])))
      lines.append(.sum("from h", products: products(sight, unit.inputs..<all), plus: biases(sight, [1])))
      lines.append(resetSum(sight, lines))
    } else {
      lines.append(.sum("sum", products: products(sight, 0..<all), plus: biases(sight, [0, 1])))
    }
    return lines + rule(sight, sum: lines[lines.count - 1].value)
  }

  private func resetSum(_ sight: Sight, _ lines: [WorkedLine]) -> WorkedLine {
    .sum(
      "sum",
      [
        WorkedTerm("from x", [Quantity("from x", lines[1].value)]),
        WorkedTerm("r·from h", [Quantity("r", gate(0, sight)), Quantity("from h", lines[2].value)]),
      ])
  }

  /// The gates, and how they make the state.
  private func rule(_ sight: Sight, sum: Double) -> [WorkedLine] {
    let step = sight.place ?? 0
    let h = state(step + 1, sight.unit)
    func gateLine(_ number: Int) -> WorkedLine {
      let isTanh = unit.cell == .lstm && number == 2 || unit.cell == .gru && number == 2
      let value = gate(number, sight)
      guard number == sight.gate else {
        return WorkedLine(
          gates[number], .number, value, note: isTanh ? "tanh of its own sum" : "σ of its own sum")
      }
      return WorkedLine(
        gates[number], .function(isTanh ? "tanh(sum)" : "sigmoid(sum)", of: [Quantity("sum", sum)]), value)
    }
    switch unit.cell {
    case .tanh, .relu, .linear:
      let name = unit.cell == .tanh ? "tanh" : unit.cell == .relu ? "relu" : "linear"
      return [WorkedLine("h", .function("\(name)(sum)", of: [Quantity("sum", sum)]), h)]
    case .lstm:
      let (old, new) = (cell(step, sight.unit), cell(step + 1, sight.unit))
      return gates.indices.map(gateLine) + [
        .sum(
          "c",
          [
            WorkedTerm("f·c", [Quantity("f", gate(1, sight)), Quantity("c before", old)]),
            WorkedTerm("i·g", [Quantity("i", gate(0, sight)), Quantity("g", gate(2, sight))]),
          ], note: "the cell"),
        WorkedLine("tanh c", .function("tanh(c)", of: [Quantity("c", new)]), tanh(new)),
        .product("h", [Quantity("o", gate(3, sight)), Quantity("tanh c", tanh(new))], note: "the state"),
      ]
    case .gru:
      let z = gate(1, sight)
      return gates.indices.map(gateLine) + [
        .sum(
          "h",
          [
            WorkedTerm("(1 - z)·n", [Quantity("1 - z", 1 - z), Quantity("n", gate(2, sight))]),
            WorkedTerm("z·h", [Quantity("z", z), Quantity("h before", state(step, sight.unit))]),
          ], note: "the state")
      ]
    }
  }

  // MARK: backward

  func backward(_ sight: Sight, loss: WorkedLoss?) -> [WorkedLine] {
    let step = sight.place ?? 0
    let ofHidden = sight.input >= unit.inputs && sight.input < unit.inputs + unit.hidden
    let own = delta(step, sight, ofHidden: ofHidden)
    let above = Double(tape[Int(at.state_gradients) + step * Int(at.width) + sight.unit])
    let share = WorkedLine.product(
      "share of this step",
      [Quantity("∂L/∂sum", own), Quantity(partnerName(sight.input), partner(sight.input, step))])
    var lines: [WorkedLine] = [
      .heading("backward: from the loss to \(weightName(sight))"),
      WorkedLine("∂L/∂h", .number, above, note: "at step \(step + 1), from above and from later steps"),
    ]
    lines += chain(sight, ofHidden: ofHidden, above)
    lines.append(share)
    guard unit.steps > 1 else { return lines }
    let rest = (0..<unit.steps).filter { $0 != step }.reduce(0.0) {
      $0 + delta($1, sight, ofHidden: ofHidden) * partner(sight.input, $1)
    }
    lines.append(
      .sum(
        "∂L/∂w",
        [
          WorkedTerm(share.name, [Quantity(share.name, share.value)]),
          WorkedTerm("\(unit.steps - 1) other steps", rest),
        ]))
    return lines
  }

  /// From ∂L/∂h through the cell and the gate to the gate's sum.
  private func chain(_ sight: Sight, ofHidden: Bool, _ above: Double) -> [WorkedLine] {
    let h = Quantity("∂L/∂h", above)
    func line(_ factors: [Quantity]) -> WorkedLine { .product("∂L/∂sum", factors) }
    func slope(_ number: Int) -> Quantity {
      let name = gates[number]
      let value = gate(number, sight)
      let isTanh = name == "g" || name == "n"
      return isTanh
        ? Quantity("1 - \(name)²", 1 - value * value) : Quantity("\(name)(1 - \(name))", value * (1 - value))
    }
    let step = sight.place ?? 0
    switch unit.cell {
    case .linear: return [line([h])]
    case .relu: return [line([h, Quantity("slope", state(step + 1, sight.unit) > 0 ? 1.0 : 0)])]
    case .tanh:
      let value = state(step + 1, sight.unit)
      return [line([h, Quantity("1 - h²", 1 - value * value)])]
    case .lstm:
      let squashed = tanh(cell(step + 1, sight.unit))
      if sight.gate == 3 { return [line([h, Quantity("tanh c", squashed), slope(3)])] }
      let partner =
        sight.gate == 0
        ? Quantity("g", gate(2, sight))
        : sight.gate == 1 ? Quantity("c before", cell(step, sight.unit)) : Quantity("i", gate(0, sight))
      let arriving = cellGradient(sight)
      return [
        WorkedLine("∂L/∂c", .number, arriving, note: "through h, and from later steps"),
        line([Quantity("∂L/∂c", arriving), partner, slope(sight.gate)]),
      ]
    case .gru:
      let open = Quantity("1 - z", 1 - gate(1, sight))
      if sight.gate == 1 {
        return [
          line([h, Quantity("h before - n", state(step, sight.unit) - gate(2, sight)), slope(1)])
        ]
      }
      if sight.gate == 2 {
        return [line([h, open, slope(2)] + (ofHidden ? [Quantity("r", gate(0, sight))] : []))]
      }
      let kept = Double(tape[Int(at.squashed) + step * Int(at.width) + sight.unit])
      return [line([h, open, slope(2), Quantity("n's from h", kept), slope(0)])]
    }
  }

  /// ∂L/∂c of an LSTM, carried back from the last step.
  private func cellGradient(_ sight: Sight) -> Double {
    var there = sight
    var carried = 0.0
    for step in stride(from: unit.steps - 1, through: sight.place ?? 0, by: -1) {
      there.place = step
      let above = Double(tape[Int(at.state_gradients) + step * Int(at.width) + sight.unit])
      let squashed = tanh(cell(step + 1, sight.unit))
      let gradient = carried + above * gate(3, there) * (1 - squashed * squashed)
      if step == sight.place { return gradient }
      let isCut = unit.truncate > 0 && step % unit.truncate == 0
      carried = isCut ? 0 : gradient * gate(1, there)
    }
    return carried
  }
}
