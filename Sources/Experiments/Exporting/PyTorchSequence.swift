import Datasets
import Neural

extension SequenceLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let update = try experiment.update()
    guard update.schedule.kind != .plateau else {
      throw SettingError(
        "--to pytorch cannot write the schedule reduce-on-plateau of a sequence learner; choose another schedule, "
          + "or take csv for the curves or safetensors for the weights")
    }
    let net = try PyTorchNetwork("net", network.layout, memory, frozen: update.frozen)
    let written = try PyTorchUpdate(update, of: [net])
    let source = try source(experiment, library, net)
    return PyTorchBody(
      sections: [
        source.code, net.code, PyTorchLoss.code(experiment, hasManyRows: source.hasManyRows), written.making,
        Self.training(net, written),
      ], tensors: source.tensors + net.tensors, text: source.text, mostProcesses: source.smallestBatch)
  }

  /// Where the sequences of a step come from; the code defines `batch_of(step)`.
  private struct Source {
    var code: String
    var tensors: [PyTorchTensor] = []
    var text: String?
    var hasManyRows: Bool
    var smallestBatch: Int
  }

  private func source(
    _ experiment: Experiment, _ library: DataLibrary, _ net: PyTorchNetwork
  ) throws -> Source {
    if let text = try experiment.runningText(library) { return Self.source(text, experiment) }
    let training = try library.dataset(for: experiment.data, seed: experiment.seed).splits.training
    let examples = PyTorchExamples(training, as: net.input, outputs: network.layout.output)
    let order = PyTorchOrder.code(
      experiment, count: training.count, batch: experiment.batchSize(of: training.count))
    let batch = """
      def batch_of(step):
          \"\"\"The sequences of a step and their targets.\"\"\"
          chosen = rows(step)
          return inputs[chosen], targets[chosen]
      """
    return Source(
      code: [examples.code, order, batch].joined(separator: "\n\n"), tensors: examples.tensors,
      hasManyRows: training.targetWidth > 1, smallestBatch: experiment.smallestBatch(of: training.count))
  }

  /// Windows of a text, drawn anew in every step.
  private static func source(_ text: RunningText, _ experiment: Experiment) -> Source {
    let batch = experiment.batch ?? 16
    let window = text.window
    let starts =
      text.beginsAtLines
      ? "[i for i in range(len(TEXT) - \(window)) if TEXT[i] == \"\\n\"]  # before the first letter of a word"
      : "range(len(TEXT) - \(window))"
    let code = """
      TEXT = text()
      ALPHABET = \(text.alphabetLiteral)
      BATCH, WINDOW = \(batch), \(window)

      letters = torch.tensor([ALPHABET.index(c) for c in TEXT])
      starts = \(starts)

      def batch_of(step):
          \"\"\"Windows of the text, and as targets the letters one later.\"\"\"
          places = [starts[int(u * len(starts))] for u in uniforms(BATCHES, step * BATCH, BATCH)]
          windows = torch.stack([letters[p:p + WINDOW + 1] for p in places])
          return windows[:, :-1], windows[:, 1:]
      """
    return Source(code: code, text: text.training, hasManyRows: true, smallestBatch: batch)
  }

  private static func training(_ net: PyTorchNetwork, _ update: PyTorchUpdate) -> String {
    let lines =
      ["\"\"\"One step; gives the loss before the update.\"\"\""]
      + (net.hasDropout ? ["Dropout.turn = step"] : []) + [
        "inputs, targets = batch_of(step)", "outputs = model(inputs[RANK::WORLD])",
        "loss = loss_of(outputs, targets[RANK::WORLD]) * (len(outputs) * WORLD / len(inputs))",
      ] + update.step(on: "loss") + ["return mean(loss)"]
    return "model = shared(net)\n\ndef train(step):\n" + lines.indented
  }
}

/// The part of a text that a sequence learner is trained on.
struct RunningText {
  let alphabet: [Character]
  let training: String
  let window: Int
  /// A list of words: windows begin where a line ends.
  let beginsAtLines: Bool

  var alphabetLiteral: String {
    let letters = alphabet.map { $0 == "\n" ? "\\n" : $0 == "\"" || $0 == "\\" ? "\\\($0)" : String($0) }
    return "\"\(letters.joined())\""
  }
}
