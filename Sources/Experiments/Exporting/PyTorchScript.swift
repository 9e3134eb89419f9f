public import Datasets
import Foundation
import Neural

/// A Python script that repeats a supervised run in PyTorch: the same data, starting weights, order of examples, loss
/// and optimizer, so that its losses agree with ours to the rounding of floats.
///
/// It carries everything in itself and needs only PyTorch. Dropout masks and input noise come from PyTorch's own
/// generator; a run that uses them begins alike and then goes its own way, and the script says so.
public struct PyTorchScript: CustomStringConvertible {
  private let experiment: Experiment
  private let learner: SupervisedLearner
  private let training: Examples
  private let title: String

  /// - Parameter title: one line for the head of the script.
  /// - Throws: one sentence when the run cannot be made, or uses something the script cannot say.
  public init(_ experiment: Experiment, title: String, library: DataLibrary) throws {
    guard let learner = try LearnerCatalog.make(experiment, library: library) as? SupervisedLearner else {
      throw SettingError(
        "--to pytorch writes networks that learn from examples; the learner here is \(experiment.learner), take csv "
          + "for its curves or safetensors for its weights")
    }
    self.experiment = experiment
    self.learner = learner
    self.title = title
    training = try library.dataset(for: experiment.data, seed: experiment.seed).splits.training
    try PyTorchUpdate.check(experiment)
    for stage in stages { _ = try PyTorchModule(stage.layer) }
  }

  private var stages: [Stage] { learner.network.layout.stages }

  public var description: String {
    [
      heading, PyTorchBatches.code, data, network, weights, PyTorchLoss.code(experiment, training.problem),
      PyTorchUpdate.code(experiment), PyTorchBatches.loop(experiment),
    ].joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    """
    #!/usr/bin/env python3
    # \(title)
    # receipt: \(Receipt(experiment))
    #
    # Run it:              python3 THIS_FILE
    # On several machines: torchrun --nnodes=2 --nproc-per-node=4 --rdzv-backend=c10d --rdzv-endpoint=HOST:PORT THIS_FILE   (each process takes its share of a batch;
    #                      gradients are averaged, so equal shares give the same descent)
    import base64, math, os, sys
    import torch
    from torch import nn
    from torch.nn import functional as F

    torch.set_num_threads(1)
    SEED, STEPS = \(experiment.seed), \(experiment.steps)
    """
  }

  private var data: String {
    let shape = training.inputShape
    let form =
      shape.channels > 1 || stages.contains { $0.layer.input.isImage }
      ? "-1, \(shape.channels), \(shape.rows), \(shape.columns)"
      : shape.rows > 1 ? "-1, \(shape.rows), \(shape.columns)" : "-1, \(shape.columns)"
    return """
      def floats(text):
          return torch.frombuffer(bytearray(base64.b64decode(text)), dtype=torch.float32).clone()

      inputs = floats("\(Self.base64(training.inputs))").view(\(form))
      targets = floats("\(Self.base64(training.targets))").view(-1, \(training.targetWidth))
      """
  }

  private var network: String {
    var modules: [String] = []
    var steps: [String] = []
    for (index, stage) in stages.enumerated() {
      guard let module = try? PyTorchModule(stage.layer) else { continue }
      if let maker = module.maker { modules.append("        self.m\(index) = \(maker)") }
      if stages.contains(where: { $0.skipFrom == index }) { steps.append("        h\(index) = x") }
      steps += module.lines(name: "self.m\(index)").map { "        " + $0 }
      if let origin = stage.skipFrom { steps.append("        x = x + h\(origin)") }
    }
    return
      (["class Net(nn.Module):", "    def __init__(self):", "        super().__init__()"] + modules
      + ["", "    def forward(self, x):"] + steps + ["        return x", "", "net = Net()"])
      .joined(separator: "\n")
  }

  private var weights: String {
    var lines = ["with torch.no_grad():"]
    for layer in learner.network.layout.parameterLayers {
      guard let module = try? PyTorchModule(stages[layer.stage].layer) else { continue }
      for slot in layer.slots {
        let values = learner.memory.parameters[slot.range].array
        let name = "net.m\(layer.stage).\(module.parameterName(slot.claim.name))"
        lines.append("    \(name).copy_(floats(\"\(Self.base64(values))\").view_as(\(name)))")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func base64(_ values: [Float]) -> String {
    var bytes = Data(capacity: 4 * values.count)
    for value in values {
      let bits = value.bitPattern
      for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(shift))) }
    }
    return bytes.base64EncodedString()
  }
}

extension Shape {
  /// Whether it can only be read as channels of rows and columns.
  fileprivate var isImage: Bool { channels > 1 }
}
