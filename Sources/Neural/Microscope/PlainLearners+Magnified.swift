import CKernels

extension PerceptronLearner: Magnified {
  /// Rosenblatt's rule on the chosen example: its sum, whether it is wrong, and the correction of one weight.
  public func magnify(_ sight: Sight, step: Int) -> Magnification {
    var result = Magnification(sight)
    result.layers = ["perceptron"]
    result.exampleCount = training.count
    result.inputCount = width + 1
    result.sight = Sight()
    result.sight.example = Magnifier.clamp(sight.example, training.count)
    result.sight.input = Magnifier.clamp(sight.input, width + 1)
    let row = result.sight.example
    let inputs = training.inputs(row..<row + 1)
    let label = training.targets[row] > 0.5 ? 1.0 : -1.0
    let names = splits.training.featureNames
    func name(_ index: Int) -> String {
      index < width ? (names.count == width ? names[index] : "x\(index + 1)") : "1"
    }
    let chosen = result.sight.input
    let weights = state.weights
    let products = (0..<width).map {
      WorkedTerm(
        "w·\(name($0))", [Quantity("w", weights[$0]), Quantity(name($0), inputs[$0])],
        isSelected: $0 == chosen)
    }
    let bias = WorkedTerm("bias", Double(weights[width]), isSelected: chosen == width)
    let sum = WorkedLine.sum("w·x", products: products, plus: [bias])
    let isWrong = !(label * sum.value > 0)
    let x = chosen < width ? Double(inputs[chosen]) : 1
    result.weight = chosen < width ? "w·\(name(chosen))" : "bias"
    result.lines = [
      .heading("the sum of example \(row + 1)"), sum,
      .heading("is it on its side?"),
      .product(
        "y·(w·x)", [Quantity("y", label), Quantity("w·x", sum.value)],
        note: isWrong ? "not above 0: it is wrong" : "above 0: it is right"),
      .heading(isWrong ? "the correction" : "it is right, so nothing is corrected; a mistake would give"),
      .product("Δw", [Quantity("rate", rate), Quantity("y", label), Quantity(name(chosen), x)]),
    ]
    if isWrong {
      result.lines.append(
        .sum(
          "w next",
          [
            WorkedTerm("w now", Double(weights[chosen])),
            WorkedTerm("Δw", [Quantity("Δw", Double(rate) * label * x)]),
          ]))
    }
    return result
  }
}

extension DescentLearner: Magnified {
  /// The slope at the point where it stands, and the step that the optimizer makes of it.
  public func magnify(_ sight: Sight, step: Int) -> Magnification {
    var result = Magnification(sight)
    result.layers = ["position"]
    result.inputCount = 2
    result.sight = Sight()
    result.sight.input = Magnifier.clamp(sight.input, 2)
    let axis = result.sight.input
    result.weight = axis == 0 ? "x" : "y"
    let kept = memory.persistent.array
    let (x, y) = (position[0], position[1])
    let slope = surface.slope(Double(x), Double(y))
    let witness = UpdateWitness(place + axis)
    update.witness = witness
    performAside(step)
    update.witness = nil
    memory.persistent.copy(from: kept)
    result.lines = [
      .heading("where it stands"), WorkedLine("x", .number, Double(x)), WorkedLine("y", .number, Double(y)),
      WorkedLine("loss", .number, slope.value), .heading("the slope along \(result.weight)"),
      WorkedLine("∂L/∂\(result.weight)", .number, axis == 0 ? slope.dx : slope.dy),
    ]
    guard let account = UpdateAccount(witness) else { return result }
    result.lines.append(
      .heading("update \(step + 1) by \(type(of: account.configuration.optimizer).name)"))
    result.lines += account.lines
    return result
  }
}

extension SelfOrganizingMap: Magnified {
  /// The distance of the chosen example to the chosen unit, and how far that unit would be drawn now.
  public func magnify(_ sight: Sight, step: Int) -> Magnification {
    var result = Magnification(sight)
    result.layers = ["map"]
    result.exampleCount = training.count
    result.unitCount = lattice.count
    result.inputCount = width
    result.sight = Sight()
    result.sight.example = Magnifier.clamp(sight.example, training.count)
    result.sight.unit = Magnifier.clamp(sight.unit, lattice.count)
    result.sight.input = Magnifier.clamp(sight.input, width)
    let (example, unit, feature) = (result.sight.example, result.sight.unit, result.sight.input)
    let names = configuration.splits.training.featureNames
    func name(_ index: Int) -> String { names.count == width ? names[index] : "x\(index + 1)" }
    func difference(_ index: Int) -> Double {
      Double(training.inputs[example * width + index]) - Double(codebook[index * lattice.count + unit])
    }
    result.weight = name(feature)
    let products = (0..<width).map { index in
      let gap = Quantity("x - w", difference(index))
      return WorkedTerm("(x - w)² \(name(index))", [gap, gap], isSelected: index == feature)
    }
    let distance = WorkedLine.sum("d²", products: products, plus: [])
    let (winner, square) = winner(of: training, example)
    let (rate, radius) = (Double(rate(at: step)), Double(radius(at: step)))
    let reached = reach(from: winner, rate: self.rate(at: step), radius: self.radius(at: step))
    let share = reached.contains(unit) ? Double(factors[unit]) : 0
    let x = Double(training.inputs[example * width + feature])
    let w = Double(codebook[feature * lattice.count + unit])
    result.lines = [
      .heading("how far example \(example + 1) is from unit \(unit + 1)"), distance,
      WorkedLine(
        "distance", .function("√d²", of: [Quantity("d²", distance.value)]), distance.value.squareRoot()),
      WorkedLine(
        "nearest", .number, Double(square.squareRoot()),
        note: winner == unit ? "this unit wins" : "unit \(winner + 1) wins"),
      .heading("the neighbourhood on the lattice"),
      WorkedLine("lattice d²", .number, Double(lattice.squaredDistance(unit, winner)), note: "to the winner"),
      WorkedLine("radius", .number, radius), WorkedLine("rate", .number, rate),
      WorkedLine("h", .number, rate > 0 ? share / rate : 0, note: neighbourhoodRule),
      .heading("the pull along \(name(feature))"),
      .product(
        "Δw",
        [Quantity("rate", rate), Quantity("h", rate > 0 ? share / rate : 0), Quantity("x - w", x - w)]),
      .sum("w next", [WorkedTerm("w now", w), WorkedTerm("Δw", [Quantity("Δw", share * (x - w))])]),
    ]
    return result
  }

  private var neighbourhoodRule: String {
    switch configuration.neighbourhood {
    case .gaussian: "exp(-lattice d² / (2 radius²))"
    case .bubble: "1 within the radius, else 0"
    case .winner: "1 for the winner alone"
    }
  }
}
