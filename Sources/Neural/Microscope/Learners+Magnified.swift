import CKernels

extension SupervisedLearner: NetworkMagnified {
  var magnifiedNetworks: [Network] { [network] }
  var updates: [Update] { [update] }
  var magnifiedCount: Int { training.count }
  var inputNames: [String] {
    let names = configuration.splits.training.featureNames
    return names.count == training.inputWidth ? names : []
  }

  func batchCount(of index: Int) -> Int { samples.range(of: index).count }

  func work(_ example: Int, for network: Int) -> WorkedLoss {
    let (output, value) = sendThrough(self.network, training, example, loss)
    let targets = training.targets(example..<example + 1)
    return WorkedLoss(
      name: type(of: loss).name, value: value, targets: targets.array, note: answer(output, targets))
  }

  func batchLoss(of step: Int) -> Double {
    let (inputs, targets) = load(samples.range(of: step), step: step)
    let batch = samples.range(of: step).count
    let output = network.forward(inputs, batch: batch, isTraining: true, key: key(of: step))
    return loss.mean(output, targets, batch: batch)
  }

  /// What is answered and what was wanted.
  func answer(_ output: Floats, _ targets: Floats) -> String {
    let names = configuration.splits.training.classNames
    switch scoring.kind {
    case .classes:
      let wanted = Int(targets[0])
      let said = scoring.winner(output, row: 0)
      func name(_ index: Int) -> String { index < names.count ? names[index] : "class \(index)" }
      return "answer \(name(said)), target \(name(wanted))"
    case .shares: return "shares of \(output.count) classes"
    case .binary: return "target \(Int(targets[0]))"
    case .regression: return output.count == 1 ? "" : "\(output.count) outputs"
    }
  }
}

extension SequenceLearner: NetworkMagnified {
  var magnifiedNetworks: [Network] { [network] }
  var updates: [Update] { [update] }
  var magnifiedCount: Int { training.count }
  var inputNames: [String] { [] }

  func batchCount(of index: Int) -> Int { samples.range(of: index).count }

  func work(_ example: Int, for network: Int) -> WorkedLoss {
    let value = sendThrough(self.network, training, example, loss).value
    let targets = training.targets(example..<example + 1)
    let steps = targets.count
    return WorkedLoss(
      name: type(of: loss).name, value: value, targets: steps == 1 ? targets.array : [],
      note: steps > 1 ? "mean over \(steps) steps" : "")
  }

  func batchLoss(of step: Int) -> Double {
    let (inputs, targets, batch) = load(step)
    let output = network.forward(inputs, batch: batch, isTraining: true, key: key(of: step))
    return loss.mean(output, targets, batch: batch)
  }
}

extension AutoencoderLearner: NetworkMagnified {
  var magnifiedNetworks: [Network] { [encoder, decoder] }
  var updates: [Update] { [update] }
  var magnifiedCount: Int { training.count }
  var inputNames: [String] { [] }

  func batchCount(of index: Int) -> Int { samples.range(of: index).count }

  /// A variational code is its mean here: nothing is drawn.
  func work(_ example: Int, for network: Int) -> WorkedLoss {
    let clean = training.inputs(example..<example + 1)
    let code = encoder.forward(clean, batch: 1)
    noise.prefix(codeWidth).fill(0)
    let drawn = drawCodes(code, batch: 1)
    let output = decoder.forward(drawn.codes, batch: 1)
    var value = configuration.loss.evaluate(
      output, against: clean, batch: 1, gradient: decoder.outputGradient)
    if configuration.isVariational {
      scaleValues(decoder.outputGradient, by: Float(width))
      value = value * Float(width) + beta * drawn.divergence
    }
    decoder.backward()
    value += returnGradient(code, drawn.codes, batch: 1)
    encoder.backward()
    return WorkedLoss(
      name: type(of: configuration.loss).name, value: value,
      note: configuration.isVariational
        ? "summed over values, with the divergence" : "mean over \(width) values")
  }
}

extension GenerativeAdversarialLearner: NetworkMagnified {
  var magnifiedNetworks: [Network] { [generator, discriminator] }
  var updates: [Update] { [generatorUpdate, discriminatorUpdate] }
  var magnifiedCount: Int { training.count }
  var inputNames: [String] { [] }

  public func checkGradients(step: Int) -> GradientCheck {
    GradientCheck(
      refusal: "Two networks pull at two losses here, so there is no one slope to compare the gradients with."
    )
  }

  func batchCount(of index: Int) -> Int { samples.range(of: index).count }

  /// The discriminator answers to a real example, the generator to one that it makes out of noise.
  func work(_ example: Int, for network: Int) -> WorkedLoss {
    if network == 1 {
      let verdict = discriminator.forward(training.inputs(example..<example + 1), batch: 1)
      let value = judgeReal(verdict, discriminator.outputGradient)
      discriminator.backward()
      return WorkedLoss(name: "discriminator's loss", value: value, note: "on a real example")
    }
    let code = noise.prefix(latent)
    normal_noise(key(.sampling, 1_000_000 + example), code.base, code.count)
    let fake = generator.forward(code, batch: 1)
    let verdict = discriminator.forward(fake, batch: 1)
    let value = answer(verdict, discriminator.outputGradient)
    discriminator.backward(toInputOnly: true)
    generator.outputGradient.copy(from: discriminator.inputGradientOfLastPass)
    generator.backward()
    return WorkedLoss(name: "generator's loss", value: value, note: "on an example made of noise")
  }
}
