import Experiments
import Lessons
import Neural

/// The panels that have something to show of an experiment, the most telling first; at most nine, one a digit.
enum PanelOffer {
  static func panels(for experiment: Experiment, _ start: StartingPoint) -> [PanelChoice] {
    let names: [String]
    switch experiment.learner {
    case "perceptron": names = ["boundary", "loss", "rule", "mistakes", "weights", "readings"]
    case "som": names = ["map", "lattice", "u-matrix", "components", "loss", "readings"]
    case "gan": names = ["samples", "modes", "loss", "scoreboard", "gradients", "readings"]
    case "autoencoder":
      names = ["reconstructions", "latent", "loss", "decoded", "anomaly", "gradients", "readings"]
    case "descent": names = ["surface", "loss", "rate", "readings"]
    case "sequence": names = sequence(start)
    default: names = supervised(experiment, start)
    }
    return names.prefix(9).map { PanelChoice($0) }
  }

  private static func sequence(_ start: StartingPoint) -> [String] {
    if start.examples == nil {
      return ["sample", "loss", "next", "states", "gates", "gradients", "readings"]
    }
    let isRegression = start.problem == .regression
    return [
      "loss", isRegression ? "forecast" : "accuracy", "states", "gates", "lag", "gradients", "readings",
    ]
  }

  private static func supervised(_ experiment: Experiment, _ start: StartingPoint) -> [String] {
    let shape = start.examples?.inputShape
    let kinds = Set(experiment.layers.map(\.kind))
    var names: [String] = []
    if start.isImage {
      names = kinds.contains("convolution") ? ["filters", "feature-maps", "image"] : ["image"]
    } else if shape?.count == 2, start.problem == .binary {
      names = ["boundary"]
    } else if shape?.count == 1, start.problem == .regression {
      names = ["fit"]
    }
    names.append("loss")
    names += start.problem == .regression ? ["residuals"] : start.isImage ? ["confusion"] : ["accuracy"]
    names.append("gradients")
    // A diagram of a wide net is no diagram.
    let widest = experiment.layers.compactMap(\.size).max() ?? 0
    if kinds == ["dense"], widest <= 16, (shape?.count ?? 99) <= 16 { names.append("network") }
    names += ["weight-histogram", "activations"]
    if start.problem != .regression, !start.isImage { names.append("confusion") }
    return names + ["readings"]
  }
}
