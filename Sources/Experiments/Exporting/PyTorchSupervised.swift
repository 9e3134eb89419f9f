import Datasets
import Neural

extension SupervisedLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let splits = try library.dataset(for: experiment.data, seed: experiment.seed).splits
    let configuration = try experiment.supervised(splits)
    let net = try PyTorchNetwork("net", network.layout, memory, frozen: configuration.update.frozen)
    let update = try PyTorchUpdate(configuration.update, of: [net])
    let count = splits.training.count
    let examples = PyTorchExamples(splits.training, as: net.input, outputs: network.layout.output)
    let changes = PyTorchInputs(experiment, splits.training, form: net.input)
    let watch = PyTorchWatch(configuration, splits, net, network.layout.output, stepsPerEpoch: stepsPerEpoch)
    let isLearning = experiment.options["learning"] != 0
    return PyTorchBody(
      sections: [
        examples.code,
        PyTorchOrder.code(experiment, count: count, batch: experiment.batchSize(of: count)),
        changes.code, net.code, PyTorchLoss.code(experiment), isLearning ? update.making : "",
        watch?.code(update) ?? "", Self.training(net, isLearning ? update : nil, changes, watch),
      ], tensors: examples.tensors + changes.tensors + (watch?.tensors ?? []) + net.tensors,
      mostProcesses: experiment.smallestBatch(of: count), canFinish: watch?.canFinish ?? false)
  }

  /// - Parameter update: nil: the weights only look on.
  private static func training(
    _ net: PyTorchNetwork, _ update: PyTorchUpdate?, _ changes: PyTorchInputs, _ watch: PyTorchWatch?
  ) -> String {
    let seen = changes.isIdle ? "inputs[chosen]" : "changed(inputs[chosen], step)"
    var lines = ["\"\"\"One step; gives the loss before the update.\"\"\""]
    if let watch { lines += ["if step % \(watch.interval) == 0:", "    watch()"] }
    if net.hasDropout { lines.append("Dropout.turn = step") }
    lines += [
      "chosen = rows(step)", "outputs = model(\(seen)[RANK::WORLD])",
      "loss = loss_of(outputs, targets[chosen[RANK::WORLD]]) * (len(outputs) * WORLD / len(chosen))",
    ]
    let stepping = update?.step(on: "loss") ?? []
    if watch?.canFinish == true {
      lines += ["if not finished():"] + stepping.map { "    \($0)" }
    } else {
      lines += stepping
    }
    return "model = shared(net)\n\ndef train(step):\n" + (lines + ["return mean(loss)"]).indented
  }
}

/// What is done to the inputs of every step: moves of images, noise.
struct PyTorchInputs {
  private(set) var code = ""
  private(set) var tensors: [PyTorchTensor] = []
  var isIdle: Bool { code.isEmpty }

  init(_ experiment: Experiment, _ examples: Examples, form: PyTorchModule.Form) {
    let noise = experiment.option("input-noise")
    var lines: [String] = []
    if let moves = examples.moves {
      lines += moving(moves, examples.inputShape)
    }
    if noise > 0 {
      let width = examples.inputShape.count
      lines += [
        "u = uniforms(NOISE, step * 2 * BATCH * \(width), 2 * x.numel()).reshape(-1, 2)",
        "noise = np.sqrt(-2 * np.log(1 - u[:, 0])) * np.cos(2 * np.pi * u[:, 1])",
        "x = x + \(noise) * torch.from_numpy(noise.astype(np.float32)).view_as(x)",
      ]
    }
    guard !lines.isEmpty else { return }
    code =
      "def changed(x, step):\n    \"\"\"The inputs of a step as the network sees them.\"\"\"\n"
      + (lines + ["return x"]).indented
  }

  private mutating func moving(_ moves: ImageMoves, _ shape: Shape) -> [String] {
    let (reach, rows, columns) = (moves.reach, shape.rows, shape.columns)
    let isScrambled = moves.order.count == shape.count
    if isScrambled {
      tensors = [PyTorchTensor("order", [moves.order.count], moves.order.map(Float.init))]
    }
    let order = "NUMBERS[\"order\"].long()"
    return (isScrambled ? ["pixels = \(order)  # which pixel lies where"] : []) + [
      "moves = (uniforms(MOVES, step * 2 * BATCH, 2 * len(x)) * \(2 * reach + 1)).astype(int) - \(reach)",
      "images = x.flatten(1)\(isScrambled ? "[:, pixels.argsort()]" : "").view(-1, \(rows), \(columns))",
      "moved = [image[\(reach) - down:\(reach + rows) - down, \(reach) - right:\(reach + columns) - right]",
      "         for image, (down, right) in zip(F.pad(images, [\(reach)] * 4), moves.reshape(-1, 2))]",
      "x = torch.stack(moved).flatten(1)\(isScrambled ? "[:, pixels]" : "").view_as(x)",
    ]
  }
}

/// Early stopping and the schedule that waits for a plateau: the loss of unseen examples, from time to time.
struct PyTorchWatch {
  let interval: Int
  let tensors: [PyTorchTensor]
  private let examples: String
  private let prefix: String
  /// Nil where training never stops by itself.
  private let rule: StoppingRule?

  /// Nil where nothing depends on what is watched.
  init?(
    _ configuration: SupervisedConfiguration, _ splits: Splits, _ net: PyTorchNetwork, _ output: Shape,
    stepsPerEpoch: Int
  ) {
    let stopping = configuration.stopping.flatMap { $0.patience > 0 ? $0 : nil }
    guard stopping != nil || configuration.update.schedule.kind == .plateau else { return nil }
    rule = stopping
    interval = max(1, configuration.stopping?.interval ?? stepsPerEpoch)
    prefix = splits.validation.count > 0 ? "validation_" : ""
    let unseen = PyTorchExamples(splits.validation, prefix: prefix, as: net.input, outputs: output)
    tensors = prefix.isEmpty ? [] : unseen.tensors
    examples = prefix.isEmpty ? "" : unseen.code
  }

  var canFinish: Bool { rule != nil }

  func code(_ update: PyTorchUpdate) -> String {
    var lines = [
      "with torch.no_grad():", "    net.eval()",
      "    loss = loss_of(net(\(prefix)inputs), \(prefix)targets).item()", "    net.train()",
    ]
    if let observing = update.observing { lines.append("\(observing)(loss)") }
    let watching =
      (examples.isEmpty ? "" : "\(examples)\n\n") + "def watch():\n"
      + "    \"\"\"Looks at the loss of the unseen examples (gradlab open early-stopping).\"\"\""
    guard let rule else { return watching + "\n" + lines.indented }
    let back = rule.restores ? "; the best weights are back" : ""
    let global = ["global best, waited, kept", "if finished():", "    return"]
    lines += [
      "if loss < best - \(rule.minimalDelta):",
      "    best, waited, kept = loss, 0, copy.deepcopy(net.state_dict())", "else:", "    waited += 1",
    ]
    if rule.restores { lines += ["if finished():", "    net.load_state_dict(kept)"] }
    return """
      PATIENCE = \(rule.patience)
      best, waited, kept = math.inf, 0, None

      def finished():
          if waited >= PATIENCE:
              return f"Patience has run out\(back). The lowest loss of the unseen examples was {best:.6g}."

      \(watching)
      \((global + lines).indented)
      """
  }
}
