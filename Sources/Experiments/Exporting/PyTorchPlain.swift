import Datasets
import Foundation
import Neural

extension PerceptronLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let training = try library.dataset(for: experiment.data, seed: experiment.seed).splits.training
    let examples = PyTorchExamples(training, as: .vector, outputs: .vector(1))
    let isAveraged = experiment.options["averaged"] ?? 0 != 0
    let slots = memory.slots.map { memory.parameters[$0.range].array }
    let weights = PyTorchTensor("weights", [slots.joined().count], Array(slots.joined()))
    let answer = isAveraged ? "average" : "weights"
    let code = """
      \(examples.code)
      examples = F.pad(inputs, (0, 1), value=1)  # a constant 1 behind the inputs: its weight is the bias
      labels = torch.where(targets.flatten() > 0.5, 1, -1)
      weights = NUMBERS["weights"]\(isAveraged ? "\naverage = weights.clone()" : "")
      mistakes, clean = 0, False
      """
    let rule = """
      def sums(w):
          return examples.double() @ w.double()

      def train(step):
          \"\"\"Looks at one example and corrects if it is wrong; gives the share of wrong answers before that.\"\"\"
          global mistakes, clean
          loss = ((sums(\(answer)) > 0) != (labels > 0)).float().mean()
          i = step % len(examples)
          if i == 0:
              mistakes = 0
          if not labels[i] * sums(weights)[i] > 0:
              weights.add_(\(experiment.optimizer.rate) * labels[i] * examples[i])
              mistakes += 1\(isAveraged ? "\n    average.add_((weights - average) / (step + 1))" : "")
          clean = i == len(examples) - 1 and mistakes == 0
          return loss.item()

      def finished():
          if clean:
              return "A whole pass without a mistake: nothing is left to correct."
      """
    return PyTorchBody(
      sections: [code, rule], tensors: examples.tensors + [weights], canFinish: true)
  }
}

extension SelfOrganizingMap: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let splits = try library.dataset(for: experiment.data, seed: experiment.seed).splits
    let configuration = experiment.selfOrganizingMap(splits)
    let examples = PyTorchExamples(splits.training, as: .vector, outputs: nil)
    let codebook = memory.slots.first.map { slot in
      PyTorchTensor("codebook", slot.claim.dimensions, memory.parameters[slot.range].array)
    }
    var single = experiment
    single.batch = 1
    return PyTorchBody(
      sections: [
        examples.code, PyTorchOrder.code(single, count: splits.training.count, batch: 1),
        Self.lattice(configuration.lattice), Self.schedules(configuration), Self.training(configuration),
      ], tensors: examples.tensors + [codebook].compactMap { $0 })
  }

  private static func lattice(_ lattice: Lattice) -> String {
    let isHexagonal = lattice.kind == .hexagonal
    return """
      prototypes = NUMBERS["codebook"].T.contiguous()  # a row for each of \(lattice.rows) x \(lattice.columns) units
      row, column = torch.meshgrid(torch.arange(\(lattice.rows)), torch.arange(\(lattice.columns)), indexing="ij")
      places = torch.stack([column.flatten()\(isHexagonal ? " + row.flatten() % 2 / 2" : ""), row.flatten()\(
        isHexagonal ? " * math.sqrt(0.75)" : "")], 1).float()
      """
  }

  private static func schedules(_ configuration: SelfOrganizingMapConfiguration) -> String {
    func decay(_ kind: Decay, _ start: Float, _ end: Float) -> String {
      switch kind {
      case .exponential: "\(start) * (\(end) / \(start)) ** u"
      case .linear: "\(start) + (\(end) - \(start)) * u"
      case .inverseTime: "\(start) / (1 + u * (\(start) / \(end) - 1))"
      case .constant: "\(start)"
      }
    }
    return """
      def rate_and_radius(step):
          \"\"\"Both shrink on the way.\"\"\"
          u = min(1, step / \(max(1, configuration.horizon)))
          rate = \(decay(configuration.rateDecay, configuration.rate, configuration.rateEnd))
          radius = \(decay(configuration.radiusDecay, configuration.radius, configuration.radiusEnd))
          return rate, radius
      """
  }

  private static func training(_ configuration: SelfOrganizingMapConfiguration) -> String {
    let reach =
      switch configuration.neighbourhood {
      case .gaussian: "torch.exp(-apart / (2 * radius**2))"
      case .bubble: "(apart <= radius**2 * 1.000001).float()"
      case .winner: "(apart == 0).float()"
      }
    return """
      def train(step):
          \"\"\"One example pulls its winner and the winner's neighbours; gives its distance to the winner before.\"\"\"
          x = inputs[rows(step)[0]]
          squares = (prototypes - x).square().sum(1)
          winner = squares.argmin()
          rate, radius = rate_and_radius(step)
          apart = (places - places[winner]).square().sum(1)  # on the lattice
          reach = \(reach)
          prototypes.add_(rate * reach[:, None] * (x - prototypes))
          return squares[winner].sqrt().item()
      """
  }
}

extension DescentLearner: PyTorchWritten {
  func pyTorch(_ experiment: Experiment, _ library: DataLibrary) throws -> PyTorchBody {
    let configuration = try experiment.descent()
    let update = PyTorchUpdate(configuration.update, ofTensor: "position")
    let train =
      ["\"\"\"One step downhill; gives the height before it.\"\"\"", "loss = surface(*position.double())"]
      + update.step(on: "loss") + ["return loss.item()"]
    return PyTorchBody(sections: [
      "def surface(x, y):\n" + configuration.surface.python.indented,
      "position = \(start)\n" + update.making, "def train(step):\n" + train.indented,
    ])
  }

  /// Where it stands, as a tensor.
  private var start: String {
    let place = memory.slots.first.map { memory.parameters[$0.range].array } ?? []
    return "torch.tensor(\(Python.list(place)), requires_grad=True)"
  }

  /// Other descents of the same surface, step by step beside the first: `beside()` gives their heights.
  static func pyTorch(_ rivals: [PyTorchRival], beside first: Experiment, _ library: DataLibrary) throws
    -> [String]
  {
    var making: [String] = []
    var steps = ["\"\"\"A step of every other lane; gives their heights before it.\"\"\"", "heights = {}"]
    for (number, rival) in rivals.enumerated() {
      guard try rival.experiment.descent().surface == first.descent().surface,
        let learner = try LearnerCatalog.make(rival.experiment, library: library) as? DescentLearner
      else { continue }
      let prefix = "lane\(number + 2)_"
      let update = PyTorchUpdate(
        try rival.experiment.update(), ofTensor: prefix + "position", prefix: prefix)
      making.append("\(prefix)position = \(learner.start)  # \(rival.name)\n" + update.making)
      steps.append("heights[\"\(rival.name)\"] = loss = surface(*\(prefix)position.double())")
      steps += update.step(on: "loss")
    }
    guard !making.isEmpty else { return [] }
    return making + ["def beside():\n" + (steps + ["return heights"]).indented]
  }
}

/// Another lane of a race.
public struct PyTorchRival: Sendable {
  let name: String
  let experiment: Experiment

  public init(name: String, experiment: Experiment) {
    self.name = String(name.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline })
    self.experiment = experiment
  }
}

extension Surface {
  /// The lines of a function of x and y.
  fileprivate var python: [String] {
    switch kind {
    case .bowl where rotation == 0: ["return 0.5 * (x**2 + \(condition) * y**2)"]
    case .bowl:
      [
        "c, s = math.cos(math.radians(\(rotation))), math.sin(math.radians(\(rotation)))",
        "u, v = c * x + s * y, c * y - s * x", "return 0.5 * (u**2 + \(condition) * v**2)",
      ]
    case .saddle: ["return x**2 - y**2"]
    case .beale:
      ["return (1.5 - x + x * y)**2 + (2.25 - x + x * y**2)**2 + (2.625 - x + x * y**3)**2"]
    case .rosenbrock: ["return (1 - x)**2 + 100 * (y - x**2)**2"]
    case .himmelblau: ["return (x**2 + y - 11)**2 + (x + y**2 - 7)**2"]
    case .rastrigin:
      [
        "turn = 2 * math.pi",
        "return 20 + x**2 + y**2 - 10 * (torch.cos(turn * x) + torch.cos(turn * y))",
      ]
    case .bumps: ["return 0.05 * x**2 + \(height) * (1 - torch.cos(3 * x)) + 0.5 * y**2"]
    }
  }
}
