/// What training makes small. Returns the mean loss and writes its gradient.
public protocol Loss: Sendable {
  /// The standard name in lower case with hyphens, such as `binary-cross-entropy`.
  static var name: String { get }
  /// - Parameters:
  ///   - prediction: the network's output: logits for the cross-entropies and the hinge, values for the others.
  ///   - target: as many floats as the prediction; for categorical cross-entropy one class number a row.
  ///   - gradient: receives ∂loss/∂prediction, same count as `prediction`; empty: only the loss is computed.
  /// - Returns: the mean loss over the batch (over all elements where PyTorch's default does so).
  func evaluate(_ prediction: Floats, against target: Floats, batch: Int, gradient: Floats) -> Float
}
