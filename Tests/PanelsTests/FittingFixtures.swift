import Experiments
import Foundation
import Neural
import Panels
import TerminalUI

/// Snapshots for the panels of answers, descent and layers, from formulas.
extension Fixtures {
  private static func run(_ probes: [Probe], name: String = "run", _ curves: [(String, [Float])] = [])
    -> LaneSnapshot
  {
    lane(name, [("loss", falling(200, from: 0.9, to: 0.1, pace: 50, noise: 0.05))] + curves, probes: probes)
  }

  private static func lossCurve(
    _ name: String, _ loss: (Float) -> Float, _ slope: (Float) -> Float
  ) -> Probe {
    let points = (0...100).map { -2 + 6 * Float($0) / 100 } + [0.2]
    return Probe(
      "loss-curve", shape: Shape(rows: 102, columns: 3),
      values: points.flatMap { [$0, loss($0), slope($0)] },
      xRange: -2...4, labels: [name])
  }

  private static let squared = lossCurve("mean-squared-error", { ($0 - 1) * ($0 - 1) }, { 2 * ($0 - 1) })
  private static let absolute = lossCurve("mean-absolute-error", { abs($0 - 1) }, { $0 < 1 ? -1 : 1 })

  static let lossShape = Snapshot(lanes: [run([squared])])
  static let lossShapes = Snapshot(lanes: [
    run([squared], name: "squared"), run([absolute], name: "absolute"),
  ])

  private static func sine(_ phase: Float) -> [Probe] {
    let curve = (0..<192).flatMap { i -> [Float] in
      let x = -3.5 + 7 * Float(i) / 191
      return [x, sin(x + phase)]
    }
    let points = (0..<40).flatMap { i -> [Float] in
      let x = -3 + 6 * Float(i) / 39
      let target = sin(x) + 0.2 * noise(i * 3)
      return [x, target, target, sin(x + phase), i % 4 == 0 ? 2 : 0]
    }
    return [
      Probe(
        "curve", shape: Shape(rows: 192, columns: 2), values: curve, xRange: -3.5...3.5, labels: ["time"]),
      Probe("points", shape: Shape(rows: 40, columns: 5), values: points),
    ]
  }

  static let fit = Snapshot(lanes: [run(sine(0.1), [("r2", [0.5, 0.941])])])
  static let fits = Snapshot(lanes: [run(sine(0.1), name: "tanh"), run(sine(0.8), name: "relu")])

  static let numbers: Snapshot = {
    let residuals = (0..<60).flatMap { i -> [Float] in
      let target = 10 + Float(i) / 2
      return [target + 3 * noise(i * 7), target, Float(i % 5 == 0 ? 2 : i % 7 == 0 ? 1 : 0)]
    }
    return Snapshot(lanes: [
      run([
        Probe(
          "residuals", shape: Shape(rows: 60, columns: 3), values: residuals,
          labels: ["prediction", "price", "split"]),
        Probe(
          "regression", shape: Shape(rows: 2, columns: 4),
          values: [2.25, 1.2, 1.5, 0.97, 4, 1.7, 2, 0.912], labels: ["training", "test"]),
      ])
    ])
  }()

  static let classes: Snapshot = {
    let counts: [Float] = [14, 1, 0, 0, 12, 3, 0, 2, 18]
    let report: [Float] = [1, 0.933, 0.966, 15, 0.8, 0.8, 0.8, 15, 0.857, 0.9, 0.878, 20]
    let names = ["setosa", "versicolor", "virginica"]
    return Snapshot(lanes: [
      run([
        Probe("confusion", shape: Shape(rows: 3, columns: 3), values: counts, labels: names),
        Probe("report", shape: Shape(rows: 3, columns: 4), values: report, labels: names),
        Probe(
          "scores", shape: .vector(4), values: [0.88, 0.886, 0.878, 0.881],
          labels: ["accuracy", "precision", "recall", "F1"]),
      ])
    ])
  }()

  /// Ten classes, for which there is no room to write numbers.
  static let digits: Snapshot = {
    let counts = (0..<100).map { i -> Float in i % 11 == 0 ? 90 : i % 7 == 0 ? 4 : 0 }
    return Snapshot(lanes: [run([Probe("confusion", shape: Shape(rows: 10, columns: 10), values: counts)])])
  }()

  private static func receiver(_ power: Float) -> [Probe] {
    let corners = (0...20).flatMap { i -> [Float] in
      let x = Float(i) / 20
      return [x, pow(x, power), 1 - x]
    }
    return [
      Probe("roc", shape: Shape(rows: 21, columns: 3), values: corners),
      Probe(
        "scores", shape: .vector(5), values: [0.8, 0.8, 0.8, 0.8, 1 / (1 + power)],
        labels: ["accuracy", "precision", "recall", "F1", "AUC"]),
    ]
  }

  static let receiver = Snapshot(lanes: [run(receiver(0.2))])
  static let receivers = Snapshot(lanes: [
    run(receiver(0.2), name: "deep"), run(receiver(0.6), name: "shallow"),
  ])

  /// Over x² + 5 y², lowest at the origin.
  private static func descent(_ start: Float, _ pace: Float) -> [Probe] {
    let grid = (0..<64 * 96).map { i -> Float in
      let x: Float = -2 + 4 * (Float(i % 96) + 0.5) / 96
      let y: Float = -1.5 + 3 * (Float(i / 96) + 0.5) / 64
      return x * x + 5 * y * y
    }
    let path = (0..<30).flatMap { i -> [Float] in
      let x: Float = start * pow(pace, Float(i))
      let y: Float = 1.2 * pow(-0.8 * pace, Float(i))
      return [x, y, x * x + 5 * y * y, Float(i)]
    }
    return [
      Probe("surface", shape: Shape(rows: 64, columns: 96), values: grid, xRange: -2...2, yRange: -1.5...1.5),
      Probe("path", shape: Shape(rows: 30, columns: 4), values: path, xRange: -2...2, yRange: -1.5...1.5),
    ]
  }

  static let descent = Snapshot(lanes: [run(descent(-1.8, 0.9))])
  static let descents = Snapshot(lanes: [
    run(descent(-1.8, 0.9), name: "plain"), run(descent(1.6, 0.7), name: "momentum"),
  ])

  static let rates = Snapshot(lanes: [run([], [("rate", (0..<200).map { 0.1 * pow(0.98, Float($0)) })])])

  private static func bell(_ width: Float, from first: Int = 0) -> [Float] {
    (0..<40).map { i in
      let z = (Float(i) - 19.5) / width
      return i < first ? 0 : (300 * exp(-z * z / 2)).rounded()
    }
  }

  private static func histogram(_ number: Int, _ width: Float) -> Probe {
    var rectified = bell(width, from: 20)
    rectified[20] += bell(width)[..<20].reduce(0, +)
    return Probe(
      "histogram/\(number)", shape: Shape(rows: 2, columns: 40), values: bell(width) + rectified,
      xRange: -5...5,
      labels: ["z", "activation"])
  }

  static let spread = Snapshot(lanes: [
    run(
      [
        Probe("weight-histogram/1", shape: .vector(40), values: bell(6), xRange: -2...2),
        Probe("weight-histogram/2", shape: .vector(40), values: bell(2), xRange: -1...1),
        histogram(1, 7), histogram(2, 3),
      ], [("zeros", [0, 0.125])])
  ])

  /// Two layers under Adam: the gradients rise along the inputs, the moments lag behind, the steps go against both.
  static let moments: Snapshot = {
    func planes(_ layer: Int, _ rows: Int, _ columns: Int) -> Probe {
      let gradient = (0..<rows * columns).map { Float($0 % columns - columns / 2) / 100 }
      let planes = [gradient, gradient.map { $0 * 0.8 }, gradient.map { $0 * $0 }, gradient.map { -$0 / 2 }]
      return Probe(
        "moments/\(layer)", shape: Shape(rows: rows, columns: columns, channels: planes.count),
        values: planes.flatMap { $0 }, labels: ["gradient", "m", "v", "step"])
    }
    return Snapshot(lanes: [run([planes(1, 8, 5), planes(2, 1, 8)], [])])
  }()

  /// Three initializers over six layers: one shrinks both, one keeps both, one lets both grow.
  static let initializers: Snapshot = {
    let factors: [Float] = [0.2, 1, 4]
    let signals = factors.flatMap { factor in (0..<6).map { pow(factor, Float($0)) } }
    let errors = factors.flatMap { factor in (0..<6).map { pow(factor, Float(5 - $0)) / 10 } }
    let probe = Probe(
      "starts", shape: Shape(rows: 3, columns: 6, channels: 2), values: signals + errors,
      labels: ["normal 0.1", "he-normal", "uniform 0.1"])
    var lane = run([probe], [])
    lane.experiment.initializer = Initializer(.heNormal)
    return Snapshot(lanes: [lane])
  }()

  static let stopping: Snapshot = {
    let losses = (0..<200).map { (i: Int) -> Float in
      let rise: Float = Float(max(i - 90, 0)) * 0.002
      return 0.3 + 0.6 * exp(-Float(i) / 25) + rise
    }
    let left = losses.indices.map { (i: Int) -> Float in
      let waited: Int = max(i - 90, 0) / 8
      return Float(max(20 - waited, 0))
    }
    var lane = run(
      [],
      [
        ("validation/loss", losses), ("best/validation/loss", losses.map { min($0, 0.316) }),
        ("best-step", losses.indices.map { Float(min($0, 90)) }),
        ("patience-left", left),
      ])
    lane.experiment.options["patience"] = 20
    return Snapshot(lanes: [lane])
  }()

  static let normalized: Snapshot = {
    let mask = (0..<12 * 16).map { noise($0 * 13) > 0 ? Float(2) : 0 }
    let statistics = (0..<5).flatMap { i -> [Float] in
      [Float(i) - 2, 0.25 * Float(i + 1), Float(i) - 2 + 0.5 * noise(i), 1]
    }
    return Snapshot(lanes: [
      run([
        Probe("dropout-mask/1", shape: Shape(rows: 12, columns: 16), values: mask),
        Probe(
          "batch-statistics/2", shape: Shape(rows: 5, columns: 4), values: statistics,
          labels: ["batch mean", "batch variance", "running mean", "running variance"]),
      ])
    ])
  }()

  /// The probes of these panels as they must never be.
  static let brokenFits: Snapshot = {
    let odd: [Float] = [.nan, .infinity, -.infinity, 0, 1e30, -1e30, 1e-38, 5, -3, 0, 2, .nan]
    let names = [
      "loss-curve", "curve", "points", "residuals", "report", "scores", "regression", "confusion", "roc",
      "surface", "path", "weight-histogram/1", "histogram/1", "dropout-mask/1", "batch-statistics/1",
    ]
    let shapes = [
      Shape(rows: 3, columns: 4), Shape(rows: 4, columns: 3), Shape(rows: 3, columns: 3),
      Shape(rows: 9, columns: 9), Shape(rows: 6, columns: 2), Shape(columns: 0),
    ]
    let meters = ["loss", "rate", "zeros", "patience-left", "best-step", "best/loss"].map { ($0, odd) }
    let lanes = shapes.map { shape in
      let probes = names.map { name in
        Probe(name, shape: shape, values: odd, xRange: 0...0, yRange: -1e30...1e30, labels: ["AUC", "界"])
      }
      return lane("界 \(shape.columns)", meters, probes: probes)
    }
    return Snapshot(lanes: lanes)
  }()

  static let fittingScenes: [Scene] = [
    Scene("loss-shapes", LossShapesPanel.self, lossShape, Size(width: 72, height: 14)),
    Scene("loss-shapes-race", LossShapesPanel.self, lossShapes, Size(width: 60, height: 12)),
    Scene("fit", FitPanel.self, fit, Size(width: 64, height: 14)),
    Scene("fit-race", FitPanel.self, fits, Size(width: 60, height: 12), ["errors"]),
    Scene("residuals", ResidualsPanel.self, numbers, Size(width: 56, height: 14)),
    Scene("residuals-difference", ResidualsPanel.self, numbers, Size(width: 56, height: 10), ["difference"]),
    Scene("report", ReportPanel.self, classes, Size(width: 60, height: 6)),
    Scene("report-regression", ReportPanel.self, numbers, Size(width: 60, height: 4)),
    Scene("confusion", ConfusionPanel.self, classes, Size(width: 60, height: 10)),
    Scene("confusion-share", ConfusionPanel.self, classes, Size(width: 44, height: 5), ["share"]),
    Scene("confusion-digits", ConfusionPanel.self, digits, Size(width: 30, height: 11)),
    Scene("roc", ReceiverCurvePanel.self, receiver, Size(width: 56, height: 14)),
    Scene("roc-race", ReceiverCurvePanel.self, receivers, Size(width: 64, height: 12)),
    Scene("surface", SurfacePanel.self, descent, Size(width: 64, height: 18)),
    Scene("surface-race", SurfacePanel.self, descents, Size(width: 64, height: 18)),
    Scene("rate", RatePanel.self, rates, Size(width: 60, height: 10)),
    Scene("fuse", FusePanel.self, stopping, Size(width: 72, height: 14)),
    Scene("weight-histogram", WeightHistogramPanel.self, spread, Size(width: 72, height: 12)),
    Scene("histograms", HistogramsPanel.self, spread, Size(width: 84, height: 11)),
    Scene("optimizer", OptimizerPanel.self, moments, Size(width: 84, height: 9)),
    Scene("initializers", InitializersPanel.self, initializers, Size(width: 76, height: 6)),
    Scene("mask", MaskPanel.self, normalized, Size(width: 40, height: 13)),
    Scene("batch-statistics", BatchStatisticsPanel.self, normalized, Size(width: 80, height: 7)),
  ]
}

/// One picture at its usual size.
struct Scene {
  var name: String
  var panel: any Panel.Type
  var snapshot: Snapshot
  var size: Size
  var view: PanelView

  init(
    _ name: String, _ panel: any Panel.Type, _ snapshot: Snapshot, _ size: Size, _ options: Set<String> = []
  ) {
    self.name = name
    self.panel = panel
    self.snapshot = snapshot
    self.size = size
    view = PanelView(options: options)
  }
}
