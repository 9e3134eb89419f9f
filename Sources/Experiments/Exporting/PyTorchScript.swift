public import Datasets
import Foundation
import Neural

/// A Python script that repeats a run in PyTorch: the same data, starting weights, random numbers, loss and optimizer,
/// so that its losses agree with ours to the rounding of floats.
///
/// It needs only PyTorch and numpy. Code stands first, to be read; the numbers and texts it needs stand at its end as
/// comments, which it reads itself.
public struct PyTorchScript: CustomStringConvertible {
  /// How many losses it prints beside ours.
  public static let compared = 20

  private let experiment: Experiment
  private let title: String
  private let body: PyTorchBody
  private let stepsPerEpoch: Int
  /// The losses of the first steps.
  private let losses: [Float]
  /// From which of these steps on rounding alone parts two runs; nil: from none of them.
  public let chaosBegin: Int?

  /// Performs the first steps of the run.
  ///
  /// - Parameters:
  ///   - title: one line for the head of the script.
  ///   - rivals: the other lanes of a race; those of a descent go down beside it.
  /// - Throws: one sentence when the run cannot be made, or uses something the script cannot say.
  public init(
    _ experiment: Experiment, title: String, library: DataLibrary, beside rivals: [PyTorchRival] = []
  ) throws {
    let learner = try LearnerCatalog.make(experiment, library: library)
    guard let written = learner as? any PyTorchWritten else {
      throw SettingError(
        "--to pytorch cannot write a learner of the kind \(experiment.learner); take csv for its curves or "
          + "safetensors for its weights")
    }
    self.experiment = experiment
    self.title = String(title.map { "\"\\\n".contains($0) ? " " : $0 })
    var body = try written.pyTorch(experiment, library)
    if learner is DescentLearner {
      let others = try DescentLearner.pyTorch(rivals, beside: experiment, library)
      body.hasRivals = !others.isEmpty
      body.sections += others
    }
    self.body = body
    stepsPerEpoch = learner.stepsPerEpoch
    losses = Self.losses(of: learner, count: min(Self.compared, experiment.steps))
    let other = try LearnerCatalog.make(experiment, library: library)
    chaosBegin = Self.parting(losses, Self.losses(of: other, count: losses.count, nudging: true))
  }

  /// - Parameter nudging: changes every weight in its seventh digit before each step.
  private static func losses(of learner: any Learner, count: Int, nudging: Bool = false) -> [Float] {
    let readings = Readings(learner)
    var losses: [Float] = []
    for step in 0..<count where !learner.isSettled {
      if nudging { nudge(learner.memory.parameters, step) }
      learner.train(step, readings: readings.floats)
      losses.append(readings.floats[0])
    }
    return losses
  }

  /// The size of what single precision rounds away in a step, up or down by chance.
  private static func nudge(_ weights: Floats, _ step: Int) {
    var random = RandomStream(seed: 0, .extra, position: UInt64(step) &* UInt64(weights.count))
    for index in 0..<weights.count {
      weights[index] *= 1 + Float(random.uniform(-8, 8)) * .ulpOfOne
    }
  }

  /// The first step whose losses differ by more than a ten-thousandth, or a millionth of the largest of all.
  private static func parting(_ losses: [Float], _ others: [Float]) -> Int? {
    let largest = losses.filter(\.isFinite).map(abs).max() ?? 0
    return zip(losses, others).enumerated().first { _, pair in
      let isSame = pair.0 == pair.1 || pair.0.isNaN && pair.1.isNaN
      return !isSame && !(abs(pair.0 - pair.1) <= 1e-4 * abs(pair.0) + 1e-6 * largest)
    }?.offset
  }

  public var description: String {
    let sections = body.sections.filter { !$0.isEmpty }
    let code = (sections + [loop]).joined(separator: "\n\n")
    let helpers = PyTorchHelper.needed(by: code).map(\.code)
    let seed = "SEED = \(experiment.seed)"
    let tools =
      ["# ---- Tools: what the run below needs around it ----", seed] + helpers
      + ["# ---- The run ----"]
    let above = tools.joined(separator: "\n\n")
    let parts = [heading, imports(of: above + code), above, code, numbers].filter { !$0.isEmpty }
    return parts.joined(separator: "\n\n") + "\n"
  }

  // MARK: the head

  private var heading: String {
    let epochs = max(1, experiment.steps / max(1, stepsPerEpoch))
    var lines = [
      "#!/usr/bin/env python3", "\"\"\"\(title), in PyTorch.", "",
      "It starts with the same weights as the lab, takes the same examples in the same order and draws the same random",
      "numbers. It prints its first losses beside the lab's; they differ by no more than the rounding of floats makes.",
      "", "    python3 script.py                  the first \(losses.count) steps",
      "    python3 script.py --steps \(Self.padded("\(experiment.steps)", to: 8)) the whole run of the lab",
    ]
    if stepsPerEpoch > 1 {
      lines.append(
        "    python3 script.py --epochs \(Self.padded("\(epochs)", to: 7)) so many passes over the examples")
    }
    if body.mostProcesses ?? 1 > 1 {
      lines += [
        "    torchrun --nproc-per-node=2 script.py --steps \(experiment.steps)", "",
        "The last line trains with two processes, each with its share of every batch; for several machines add",
        "--nnodes=2 --rdzv-backend=c10d --rdzv-endpoint=HOST:PORT and start it on each of them.",
      ]
    }
    if let chaosBegin {
      lines += [
        "",
        "This run magnifies rounding: weights changed in their seventh digit at every step part its losses by more",
        "than a ten-thousandth from step \(chaosBegin) on. What differs from there on is no mistake.",
      ]
    }
    return (lines + ["\"\"\"", "# receipt: \(Receipt(experiment))"]).joined(separator: "\n")
  }

  private static func padded(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }

  private func imports(of code: String) -> String {
    let modules = ["argparse", "copy", "functools", "math", "os"].filter {
      $0 == "argparse" || code.contains("\($0).")
    }
    var lines = ["import \(modules.joined(separator: ", "))"]
    if code.contains("np.") { lines.append("import numpy as np") }
    lines.append("import torch")
    if code.contains("nn.") { lines.append("from torch import nn") }
    if code.contains("F.") { lines.append("from torch.nn import functional as F") }
    return (lines + ["", "torch.set_num_threads(1)  # nets of this size are fastest on one"]).joined(
      separator: "\n")
  }

  // MARK: the loop

  private var loop: String {
    let ours = Self.wrapped(losses.map { $0.isFinite ? "\($0)" : "float(\"\($0)\")" })
    return """
      OURS = [  # the lab's own losses
      \(ours)
      ]

      def main():
          parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
          parser.add_argument("--steps", type=int, default=len(OURS), help="how many steps to train")
      \(loopLines.indented)

      if __name__ == "__main__":
          main()
      """
  }

  private var loopLines: [String] {
    let hasEpochs = stepsPerEpoch > 1
    let isShared = body.mostProcesses ?? 1 > 1
    var lines =
      hasEpochs
      ? [
        "parser.add_argument(\"--epochs\", type=int, help=\"how many passes over the examples to train\")",
        "wish = parser.parse_args()",
        "steps = wish.epochs * \(stepsPerEpoch) if wish.epochs else wish.steps",
      ] : ["steps = parser.parse_args().steps"]
    if let most = body.mostProcesses, isShared {
      lines += [
        "if WORLD > \(most):",
        "    raise SystemExit(\"The smallest batch has \(most) examples; start at most so many processes.\")",
      ]
    }
    lines += ["for step in range(steps):", "    loss = train(step)"]
    if body.hasRivals { lines.append("    others = beside()") }
    let others = "*(f\"{name} {loss:.7g}\" for name, loss in others.items())"
    lines += [
      "    if step < len(OURS):",
      "        line = f\"step {step:<6} ours {OURS[step]:<12.7g} here {loss:.7g}\"",
      "    elif (step + 1) % max(1, steps // 20) == 0:",
      "        line = f\"step {step:<6} {'':17} here {loss:.7g}\"", "    else:", "        line = \"\"",
      "    if line\(isShared ? " and RANK == 0" : ""):",
      "        "
        + (body.hasRivals
          ? Python.call("print", "line", others, "sep=\"   \"") : Python.call("print", "line")),
    ]
    if body.canFinish {
      lines += ["    if finished():", "        " + Python.call("print", "finished()"), "        break"]
    }
    if isShared { lines += ["if WORLD > 1:", "    torch.distributed.destroy_process_group()"] }
    return lines
  }

  /// Items of a list, as many in a line as fit.
  private static func wrapped(_ items: [String]) -> String {
    var lines: [String] = []
    for item in items {
      if let last = lines.last, last.count + item.count < 100 {
        lines[lines.count - 1] = "\(last) \(item),"
      } else {
        lines.append("    \(item),")
      }
    }
    return lines.joined(separator: "\n")
  }

  // MARK: the end

  private var numbers: String {
    var lines = ["# What the script reads: a tensor a line, its name, its shape, its numbers."]
    lines += body.tensors.map(\.line)
    if let text = body.text {
      lines.append("# The text, behind the first three characters of each line.")
      lines += text.split(separator: "\n", omittingEmptySubsequences: false).map { "#> \($0)" }
    }
    return lines.count > 1 ? lines.joined(separator: "\n") : ""
  }
}
