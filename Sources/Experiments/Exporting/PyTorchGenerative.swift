import Datasets
import Neural

extension AutoencoderLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let splits = try library.dataset(for: experiment.data, seed: experiment.seed).splits
    let configuration = try experiment.autoencoder(splits)
    let frozen = configuration.update.frozen
    let networks = [
      try PyTorchNetwork("encoder", encoder.layout, memory, frozen: frozen),
      try PyTorchNetwork("decoder", decoder.layout, memory, frozen: frozen),
    ]
    let update = try PyTorchUpdate(configuration.update, of: networks)
    let kept = configuration.kept
    let examples = PyTorchExamples(kept, as: networks[0].input, outputs: nil)
    let lines = Self.lines(configuration, hasDropout: networks.contains(where: \.hasDropout))
    let training = "models = [shared(encoder), shared(decoder)]\n\ndef train(step):\n"
    return PyTorchBody(
      sections: [
        examples.code,
        PyTorchOrder.code(experiment, count: kept.count, batch: experiment.batchSize(of: kept.count)),
        networks[0].code + "\n\n" + networks[1].code, PyTorchLoss.code(experiment), update.making,
        training + (lines + update.step(on: "loss") + ["return mean(loss)"]).indented,
      ], tensors: examples.tensors + networks.flatMap(\.tensors),
      mostProcesses: experiment.smallestBatch(of: kept.count))
  }

  /// From the examples of a step to their loss.
  private static func lines(_ configuration: AutoencoderConfiguration, hasDropout: Bool) -> [String] {
    let isVariational = configuration.isVariational
    let (first, second) = (
      hasDropout ? ["Dropout.turn = 2 * step"] : [], hasDropout ? ["Dropout.turn += 1"] : []
    )
    var lines =
      ["\"\"\"One step; gives the loss before the update.\"\"\"", "clean = inputs[rows(step)]"]
      + corruption(configuration) + first + ["code = models[0](seen[RANK::WORLD])"]
    if isVariational {
      lines += [
        "means, log_variances = code.chunk(2, 1)  # a cloud for every example, and a point of it",
        "noise = normals(CODES, step, len(clean), \(configuration.codeWidth))[RANK::WORLD]",
        "code = means + torch.exp(0.5 * log_variances) * noise",
        "divergence = 0.5 * (means**2 + log_variances.exp() - 1 - log_variances).sum(1).mean()",
      ]
    }
    lines += second + ["outputs = models[1](code)"]
    lines.append("loss = loss_of(outputs.flatten(1), clean[RANK::WORLD].flatten(1))")
    if isVariational {
      let width = configuration.splits.training.inputShape.count
      lines.append("loss = \(width) * loss + \(configuration.beta) * divergence")
    }
    if configuration.sparsity > 0 {
      lines.append("loss = loss + \(configuration.sparsity) * code.abs().mean()  # codes shall be sparse")
    }
    return lines + ["loss = loss * (len(outputs) * WORLD / len(clean))"]
  }

  /// What the inputs suffer before they are read.
  private static func corruption(_ configuration: AutoencoderConfiguration) -> [String] {
    let level = configuration.corruptionLevel
    guard level > 0, configuration.corruption != .none else { return ["seen = clean"] }
    if configuration.corruption == .gaussian {
      return ["seen = clean + \(level) * normals(NOISE, step, *clean.shape)"]
    }
    return [
      "drawn = (bits(bits(stream(NOISE), step, 1), 0, clean.numel()) >> 40) * 2.0**-24",
      "seen = clean * torch.from_numpy(drawn >= \(level)).view_as(clean)",
    ]
  }
}

extension GenerativeAdversarialLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let splits = try library.dataset(for: experiment.data, seed: experiment.seed).splits
    let configuration = try experiment.adversarial(splits)
    let frozen = configuration.generatorUpdate.frozen
    let made = try PyTorchNetwork("generator", generator.layout, memory, frozen: frozen)
    let judge = try PyTorchNetwork("discriminator", discriminator.layout, memory, frozen: frozen)
    let updates = [
      try PyTorchUpdate(configuration.generatorUpdate, of: [made], prefix: "generator_"),
      try PyTorchUpdate(configuration.discriminatorUpdate, of: [judge], prefix: "discriminator_"),
    ]
    let examples = PyTorchExamples(splits.training, as: judge.input, outputs: nil)
    let count = splits.training.count
    let game = PyTorchGame(
      configuration, latent: generator.layout.input.count,
      hasDropout: made.hasDropout || judge.hasDropout, isReshaped: judge.input != .vector)
    return PyTorchBody(
      sections: [
        examples.code,
        PyTorchOrder.code(experiment, count: count, batch: experiment.batchSize(of: count)),
        made.code + "\n\n" + judge.code, game.losses,
        updates.map(\.making).joined(separator: "\n"), game.training(updates[0], updates[1]),
      ], tensors: examples.tensors + made.tensors + judge.tensors)
  }
}

/// A game of generator and discriminator in Python.
private struct PyTorchGame {
  let configuration: GenerativeAdversarialConfiguration
  let latent: Int
  let hasDropout: Bool
  /// Whether the discriminator reads images, while the generator makes vectors.
  let isReshaped: Bool

  init(
    _ configuration: GenerativeAdversarialConfiguration, latent: Int, hasDropout: Bool, isReshaped: Bool
  ) {
    self.configuration = configuration
    self.latent = latent
    self.hasDropout = hasDropout
    self.isReshaped = isReshaped
  }

  var losses: String {
    let (judged, answered) = expressions
    let entropy = """
      def entropy(verdict, wanted):
          return F.binary_cross_entropy_with_logits(verdict, torch.full_like(verdict, wanted))


      """
    return (configuration.game.hasLogits ? entropy : "") + """
      def judged(real, made):
          \"\"\"The discriminator's loss.\"\"\"
          return \(judged)

      def answered(made):
          \"\"\"The generator's loss.\"\"\"
          return \(answered)
      """
  }

  private var expressions: (judged: String, answered: String) {
    let real = configuration.smoothing > 0 ? 1 - configuration.smoothing : 1
    switch configuration.game {
    case .nonSaturating: return ("entropy(real, \(real)) + entropy(made, 0)", "entropy(made, 1)")
    case .minimax:
      return ("entropy(real, \(real)) + entropy(made, 0)", "-entropy(made, 0)  # flat where it loses")
    case .hinge: return ("F.relu(1 - real).mean() + F.relu(1 + made).mean()", "-made.mean()")
    case .leastSquares:
      return ("(real - 1).square().mean() + made.square().mean()", "(made - 1).square().mean()")
    case .wasserstein: return ("made.mean() - real.mean()", "-made.mean()")
    }
  }

  func training(_ generator: PyTorchUpdate, _ discriminator: PyTorchUpdate) -> String {
    let turns = configuration.discriminatorSteps
    let noise = configuration.instanceNoise
    func seen(_ examples: String, _ number: String) -> String {
      noise > 0
        ? "\(examples) + \(noise) * normals(CODES, \(number), *\(examples).shape)" : examples
    }
    func pass(_ number: String) -> [String] { hasDropout ? ["Dropout.turn = \(number)"] : [] }
    let limit = configuration.weightLimit
    let judging =
      ["real = inputs[rows(turn)]"] + pass("3 * turn") + [
        "made = generator(normals(NOISE, turn, len(real), \(latent)))\(isReshaped ? ".view_as(real)" : "")"
      ] + pass("3 * turn + 1") + [
        "both = torch.cat([real, made.detach()])", "verdict = discriminator(\(seen("both", "2 * turn")))",
        "loss = judged(verdict[:len(real)], verdict[len(real):])",
      ] + discriminator.step(on: "loss")
      + (configuration.game == .wasserstein
        ? ["for w in discriminator.parameters():", "    w.data.clamp_(-\(limit), \(limit))"] : [])
    let loop =
      turns == 1
      ? ["turn = step"] + judging
      : ["for turn in range(\(turns) * step, \(turns) * (step + 1)):"] + judging.map { "    \($0)" }
    let answering =
      pass("3 * turn + 2") + ["loss = answered(discriminator(\(seen("made", "2 * turn + 1"))))"]
      + generator.step(on: "loss")
    return "def train(step):\n"
      + ([
        "\"\"\"The discriminator learns, then the generator; gives the generator's loss before its update.\"\"\""
      ]
      + loop + answering + ["return loss.item()"]).indented
  }
}
