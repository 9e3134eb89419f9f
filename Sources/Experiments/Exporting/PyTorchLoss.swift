import Neural

/// How PyTorch spells the loss.
enum PyTorchLoss {
  /// - Parameter hasManyRows: an example has many rows of classes, such as one per character of a text.
  static func code(_ experiment: Experiment, hasManyRows: Bool = false) -> String {
    let expression =
      switch LossCatalog.all[experiment.loss]?.name ?? experiment.loss {
      case BinaryCrossEntropy.name: "F.binary_cross_entropy_with_logits(outputs, wanted)"
      case CategoricalCrossEntropy.name:
        hasManyRows
          ? "F.cross_entropy(outputs.flatten(0, 1), wanted.flatten())" : "F.cross_entropy(outputs, wanted)"
      case MeanSquaredError.name: "F.mse_loss(outputs, wanted)"
      case MeanAbsoluteError.name: "F.l1_loss(outputs, wanted)"
      case Huber.name:
        Python.call(
          "F.huber_loss", "outputs", "wanted",
          Python.option("delta", experiment.options["delta"] ?? 1, unless: 1))
      case Hinge.name: "(1 - (2 * wanted - 1) * outputs).clamp(min=0).mean()"
      case SquaredHinge.name: "(1 - (2 * wanted - 1) * outputs).clamp(min=0).square().mean()"
      default: "F.kl_div(F.log_softmax(outputs, -1), wanted, reduction=\"batchmean\")"
      }
    return """
      def loss_of(outputs, wanted):
          return \(expression)
      """
  }
}
