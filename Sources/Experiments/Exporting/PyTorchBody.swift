import Datasets
import Neural

/// What one kind of learner puts into a script.
struct PyTorchBody {
  /// The Python between the helpers and the loop; it defines `train(step)`, which gives the loss before the update.
  var sections: [String]
  var tensors: [PyTorchTensor] = []
  /// Running text that is read letter by letter.
  var text: String?
  /// How many processes may share a batch; nil: the script runs in one.
  var mostProcesses: Int?
  /// Whether it also defines `finished()`, which says why nothing is left to learn, or None.
  var canFinish = false
  /// Whether it also defines `beside()`, which takes a step of every other lane and gives their losses.
  var hasRivals = false
}

/// A learner that can be written in PyTorch.
protocol PyTorchWritten: Learner {
  /// Throws one sentence for what a script cannot say.
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody
}

extension Experiment {
  /// How many examples a step takes of so many.
  func batchSize(of count: Int) -> Int {
    guard let batch else { return count }
    return order == .replacement ? batch : min(batch, count)
  }

  /// The smallest batch of an epoch.
  func smallestBatch(of count: Int) -> Int {
    let batch = batchSize(of: count)
    return order == .replacement || count % batch == 0 ? batch : count % batch
  }
}

extension [String] {
  /// Lines within a function.
  var indented: String { map { "    \($0)" }.joined(separator: "\n") }
}
