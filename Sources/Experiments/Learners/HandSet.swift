import Neural

/// What is deliberately wrong with the backward pass of the hidden layers.
enum BackwardFault: String, CaseIterable {
  case none
  /// The hidden layers receive no gradient: only the output layer learns.
  case frozen
  /// The slope of the activation is left out of the product.
  case noSlope = "no-slope"
  /// What comes down through the activation has the wrong sign.
  case sign
}

extension Experiment {
  var fault: BackwardFault {
    let number = Int(options["fault"] ?? 0)
    return BackwardFault.allCases.indices.contains(number) ? BackwardFault.allCases[number] : .none
  }

  /// The stages with the fault that was asked for, and without biases if they are off.
  static func tamper(_ stages: [Stage], _ fault: BackwardFault, hasBias: Bool) -> [Stage] {
    let last = stages.lastIndex { $0.layer.claims.contains { $0.role == .weight } } ?? 0
    return stages.enumerated().map { index, stage in
      var stage = stage
      let carriesWeights = stage.layer.claims.contains { $0.role == .weight }
      if !hasBias, carriesWeights { stage.layer = change(stage.layer, .noBias) }
      guard index < last else { return stage }
      if fault == .frozen, !stage.layer.claims.isEmpty { stage.layer = change(stage.layer, .frozen) }
      guard ActivationCatalog.all[stage.name] != nil else { return stage }
      if fault == .noSlope { stage.layer = change(stage.layer, .noSlope) }
      if fault == .sign { stage.layer = change(stage.layer, .sign) }
      return stage
    }
  }

  private enum Tampering { case frozen, noBias, noSlope, sign }

  private static func change(_ layer: some Layer, _ tampering: Tampering) -> any Layer {
    switch tampering {
    case .frozen: layer.tampered(.frozen)
    case .noBias: layer.tampered(.withoutBias)
    case .noSlope: layer.tampered(.withoutSlope)
    case .sign: layer.tampered(.flipped)
    }
  }

  func tampered(_ stages: [Stage]) -> [Stage] {
    let hasBias = options["bias"] != 0
    guard fault != .none || !hasBias else { return stages }
    return Self.tamper(stages, fault, hasBias: hasBias)
  }

  /// Writes the starting weights that were chosen by hand over those that were drawn.
  func place(on learner: SupervisedLearner) throws(SettingError) {
    for slot in learner.memory.slots {
      let key = slot.claim.role == .weight ? "all-weights" : slot.claim.role == .bias ? "all-biases" : ""
      if let value = options[key] { learner.memory.parameters[slot.range].fill(value) }
    }
    for (key, value) in options.sorted(by: { $0.key < $1.key }) {
      guard let place = ParameterPlace(key) else { continue }
      guard let index = place.index(in: learner.memory.slots) else {
        throw SettingError(
          "\(key): this network has no such \(place.input == nil ? "bias" : "weight"); the digits are "
            + "layer, unit and input, counted from 1")
      }
      learner.memory.parameters[index] = value
    }
    _ = learner.turn("learning", to: options["learning"] ?? 1)
  }
}

extension ParameterPlace {
  /// Where it lies among the parameters; layers are counted over those that carry weights.
  func index(in slots: [Slot]) -> Int? {
    let numbers = slots.filter { $0.claim.role == .weight }.map(\.layer)
    guard numbers.indices.contains(layer - 1) else { return nil }
    let role: Role = input == nil ? .bias : .weight
    guard let slot = slots.first(where: { $0.layer == numbers[layer - 1] && $0.claim.role == role }) else {
      return nil
    }
    let shape = slot.claim.shape
    guard let input else { return unit <= shape.count ? slot.range.lowerBound + unit - 1 : nil }
    guard unit <= shape.rows, input <= shape.columns else { return nil }
    return slot.range.lowerBound + (unit - 1) * shape.columns + input - 1
  }
}
