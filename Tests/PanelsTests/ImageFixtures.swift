import Experiments
import Foundation
import Neural

/// What a small convolutional network shows: an 8 × 8 cross, four filters of 3 × 3, ReLU, pooling by 2.
extension Fixtures {
  private static let cross = (0..<64).map { index -> Float in
    let (row, column) = (index / 8, index % 8)
    return row == column || row + column == 7 ? 1 : row == 0 ? 0.25 : 0
  }

  private static let kernels: [[Float]] = [
    [0.5, -0.25, -0.25, -0.25, 0.5, -0.25, -0.25, -0.25, 0.5],
    [-0.25, -0.25, 0.5, -0.25, 0.5, -0.25, 0.5, -0.25, -0.25],
    [1, 1, 1, 0, 0, 0, -1, -1, -1], [0.125, 0.25, 0.125, 0, 0, 0, -0.125, -0.25, -0.125],
  ]

  private static func patch(_ row: Int, _ column: Int) -> [Float] {
    (0..<9).map { cross[(row + $0 / 3) * 8 + column + $0 % 3] }
  }

  private static func filtered(_ filter: Int) -> [Float] {
    (0..<36).map { place in
      zip(patch(place / 6, place % 6), kernels[filter]).reduce(0.1) { $0 + $1.0 * $1.1 }
    }
  }

  private static func pooled(_ map: [Float]) -> [Float] {
    (0..<9).map { place in
      let (row, column) = (place / 3 * 2, place % 3 * 2)
      return [0, 1, 6, 7].map { map[row * 6 + column + $0] }.max() ?? 0
    }
  }

  static let imageProbes: [Probe] = {
    let maps = (0..<4).map(filtered)
    let rectified = maps.map { $0.map { max($0, 0) } }
    let products = zip(patch(1, 2), kernels[0]).map { $0 * $1 }
    let sum = products.reduce(0, +)
    return [
      Probe("image", shape: Shape(rows: 8, columns: 8), values: cross, labels: ["cross", "circle"]),
      Probe(
        "answer", shape: Shape(rows: 2, columns: 3), values: [0.375, 0.5, 0.125, 1, 0, 0],
        labels: ["cross", "circle", "square"]),
      Probe(
        "filters/1 convolution", shape: Shape(rows: 3, columns: 3, channels: 4),
        values: kernels.flatMap { $0 }),
      Probe(
        "feature-maps/1 convolution", shape: Shape(rows: 6, columns: 6, channels: 4),
        values: maps.flatMap { $0 }),
      Probe(
        "feature-maps/2 relu", shape: Shape(rows: 6, columns: 6, channels: 4),
        values: rectified.flatMap { $0 }),
      Probe(
        "feature-maps/3 max-pooling", shape: Shape(rows: 3, columns: 3, channels: 4),
        values: rectified.flatMap(pooled)),
      Probe(
        "window/1 convolution", shape: Shape(rows: 3, columns: 3, channels: 3),
        values: patch(1, 2) + kernels[0] + products, labels: ["patch", "kernel", "products"]),
      Probe(
        "window-sum/1 convolution", shape: .vector(3), values: [sum, 0.1, sum + 0.1],
        labels: ["sum", "bias", "output"]),
    ]
  }()

  static let images: Snapshot = {
    var run = lane("run", [("loss", [0.7, 0.5])], probes: imageProbes)
    run.experiment.layers = [
      LayerChoice(kind: "convolution", size: 4, activation: "relu"),
      LayerChoice(kind: "max-pooling", size: 2),
    ]
    run.experiment.options = ["example": 13, "window-row": 2, "window-column": 3]
    return Snapshot(serial: 5, lanes: [run], phase: .paused)
  }()
}
