import Experiments
import Foundation
import Neural
import Panels
import TerminalUI

/// Snapshots as real runs make them, from formulas, so that pictures can be compared to the cell.
enum Fixtures {
  /// A small deterministic noise in −1…1.
  static func noise(_ index: Int) -> Float {
    let mixed =
      (UInt64(truncatingIfNeeded: index) &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407) >> 33
    return Float(mixed % 20011) / 10005.5 - 1
  }

  static func curve(_ values: [Float], width: Int = 1) -> Curve {
    let buckets = stride(from: 0, to: values.count, by: width).map { start -> Curve.Bucket in
      let part = values[start..<min(start + width, values.count)]
      let finite = part.filter(\.isFinite)
      return Curve.Bucket(
        low: finite.min() ?? .nan, high: finite.max() ?? .nan,
        mean: finite.isEmpty ? .nan : finite.reduce(0, +) / Float(finite.count), last: finite.last ?? .nan,
        broken: part.count - finite.count)
    }
    let recent = Array(values.suffix(512))
    return Curve(buckets: buckets, width: width, start: 0, recent: recent, recentEnd: values.count)
  }

  static func lane(
    _ name: String, _ curves: [(String, [Float])], width: Int = 1, probes: [Probe] = [],
    phase: Phase = .paused,
    epochLength: Int = 8, marks: [Mark] = [], goals: [GoalStatus] = [], parameters: Int = 1201
  ) -> LaneSnapshot {
    let step = curves.map(\.1.count).max() ?? 0
    return LaneSnapshot(
      name: name, experiment: Experiment(steps: 1000), step: step, epoch: Float(step) / Float(epochLength),
      phase: phase, meters: curves.map { Meter($0.0) }, readings: curves.map { $0.1.last ?? .nan },
      curves: curves.map { curve($0.1, width: width) },
      probes: Dictionary(uniqueKeysWithValues: probes.map { ($0.name, $0) }), marks: marks, goals: goals,
      parameterCount: parameters)
  }

  static func falling(_ count: Int, from: Float, to: Float, pace: Float, noise size: Float) -> [Float] {
    (0..<count).map { i in
      let clean = to + (from - to) * exp(-Float(i) / pace)
      return clean * (1 + size * noise(i * 7 + Int(pace)))
    }
  }

  static func gradients(_ layers: Int, factor: Float, top: Float, steps: Int) -> [(String, [Float])] {
    (1...layers).map { layer in
      let size = top * pow(factor, Float(layers - layer))
      let values = (0..<steps).map { i in
        size * (0.4 + 0.6 * exp(-Float(i) / 200)) * (1 + 0.2 * noise(i + layer * 1000))
      }
      return ("gradient/\(layer) dense", values)
    }
  }

  static let empty = Snapshot(lanes: [LaneSnapshot(name: "run", experiment: Experiment())])

  static let single = Snapshot(
    serial: 1,
    lanes: [
      lane(
        "run",
        [
          ("loss", falling(640, from: 0.71, to: 0.03, pace: 140, noise: 0.3)),
          ("accuracy", falling(640, from: 0.5, to: 0.97, pace: 90, noise: 0.02).map { min($0, 1) }),
          ("validation/loss", falling(640, from: 0.71, to: 0.12, pace: 160, noise: 0.02)),
          ("validation/accuracy", falling(640, from: 0.5, to: 0.93, pace: 100, noise: 0.01)),
        ] + gradients(5, factor: 0.3, top: 0.34, steps: 640), width: 2, probes: planeProbes + layerProbes,
        marks: [Mark(step: 300, text: "rate 0.1")])
    ], phase: .paused)

  static let race = Snapshot(
    serial: 2,
    lanes: [
      lane(
        "sigmoid",
        [
          ("loss", falling(640, from: 0.71, to: 0.693, pace: 40, noise: 0.01)),
          ("accuracy", (0..<640).map { 0.5 + 0.02 * noise($0) }),
        ] + gradients(11, factor: 0.24, top: 0.34, steps: 640), width: 2, probes: planeProbes + layerProbes,
        goals: [GoalStatus(goal: Goal(meter: "accuracy", .atLeast, 0.95), state: .open, current: 0.5)]),
      lane(
        "relu+he",
        [
          ("loss", falling(640, from: 0.71, to: 0.011, pace: 100, noise: 0.1)),
          ("accuracy", falling(640, from: 0.5, to: 0.98, pace: 60, noise: 0.01)),
        ] + gradients(11, factor: 0.9, top: 0.2, steps: 640), width: 2, probes: planeProbes + layerProbes,
        goals: [
          GoalStatus(goal: Goal(meter: "accuracy", .atLeast, 0.95), state: .met(step: 210), current: 0.98)
        ]),
    ], phase: .running)

  static let diverged: Snapshot = {
    let values = (0..<60).map { (i: Int) -> Float in
      let growth: Float = pow(1.22, Float(i))
      return i < 52 ? 0.7 + growth / 60 : Float.nan
    }
    let fault = Divergence(step: 52, meter: "loss", value: .nan)
    let run = lane(
      "run",
      [("loss", values), ("accuracy", Array(repeating: 0.5, count: 60))]
        + gradients(5, factor: 8, top: 0.01, steps: 60), probes: planeProbes, phase: .diverged(fault))
    return Snapshot(lanes: [run], phase: run.phase)
  }()

  /// Probes and readings as they must never be: wrong shapes, no numbers, endless ones.
  static let broken: Snapshot = {
    let odd: [Float] = [.nan, .infinity, -.infinity, 0, 1e30, -1e30, 1e-38, 5]
    let names = [
      "field", "points", "line", "guilty", "current", "weights/1", "activations/1", "hidden-plane",
      "predictions", "forward", "backward", "spread", "saturation", "activation-function", "histogram/1",
    ]
    let probes = names.enumerated().map { index, name in
      Probe(
        name, shape: Shape(rows: index % 3 + 1, columns: index % 2 == 0 ? 4 : 9), values: odd, labels: ["a"])
    }
    let curves = ["loss", "accuracy", "gradient/1 dense", "gradient/2 dense", "mistakes/pass"].map {
      ($0, odd)
    }
    return Snapshot(lanes: [lane("界 wide", curves, probes: probes), lane("", [])])
  }()

  /// Perceptron on two kinds of penguins; example 17 has just been corrected.
  static let perceptron: Snapshot = {
    let points = (0..<60).map { i -> [Float] in
      let label: Float = i % 2 == 0 ? 0 : 1
      let x = (label == 0 ? 39 : 47.5) + 2.2 * noise(i * 3 + 1)
      let y = (label == 0 ? 18.4 : 15) + 1.0 * noise(i * 3 + 2)
      return [x, y, label, i == 17 ? 0 : label, 0]
    }
    let chosen = points[17]
    let (x1, x2) = (Float(0.9134), Float(-1.0271))
    let before: [Float] = [1.1, 0.3, -0.2]
    let dot = before[0] * x1 + before[1] * x2 + before[2] - 0.6
    let guilty = [chosen[0], chosen[1], x1, x2, 1, dot] + before + [1.1 + x1, 0.3 + x2, 0.8, 41, 17]
    let probes = [
      Probe(
        "points", shape: Shape(rows: 60, columns: 5), values: points.flatMap { $0 },
        labels: ["Adelie", "Gentoo"]),
      Probe(
        "line", shape: Shape(rows: 2, columns: 3), values: [1, -1.1, -25.2, 1, -0.4, -35]),
      Probe("guilty", shape: Shape(rows: 1, columns: 14), values: guilty),
      halfPlanes,
    ]
    let perPass: [Float] = [9, 6, 7, 3, 2, 1, 0]
    // As the learner writes it: the total of the last whole pass, nothing in the first.
    let passes = perPass.indices.flatMap { pass in
      (0..<60).map { $0 == 59 ? perPass[pass] : pass == 0 ? Float.nan : perPass[pass - 1] }
    }
    let wrong = (0..<420).map { Float(max(9 - $0 / 45, 0)) / 60 }
    return Snapshot(lanes: [
      lane(
        "run",
        [
          ("loss", wrong), ("mistakes/pass", passes), ("mistakes", passes.map { _ in 28 }),
          ("bound", passes.map { _ in 131.6 }), ("accuracy", passes.map { _ in 0.983 }),
        ],
        probes: probes, epochLength: 60, parameters: 3)
    ])
  }()

  /// What the perceptron answers: 1 below its line.
  private static var halfPlanes: Probe {
    var probe = Probe(
      "field", shape: Shape(rows: 64, columns: 96), xRange: 36...50.5, yRange: 13.4...19.8,
      labels: ["bill length mm", "bill depth mm"])
    for row in 0..<64 {
      for column in 0..<96 {
        let x = 36 + 14.5 * (Float(column) + 0.5) / 96
        let y = 13.4 + 6.4 * (Float(row) + 0.5) / 64
        probe.values.append(x - 1.1 * y - 25.2 > 0 ? 1 : 0)
      }
    }
    return probe
  }

  static let gate = Snapshot(lanes: [
    lane(
      "run",
      [
        ("loss", falling(200, from: 0.75, to: 0.35, pace: 60, noise: 0)),
        ("accuracy", Array(repeating: 0.75, count: 200)),
      ],
      probes: [
        Probe(
          "predictions", shape: Shape(rows: 4, columns: 4),
          values: [0, 0, 0, 0.021, 0, 1, 1, 0.503, 1, 0, 1, 0.981, 1, 1, 0, 0.497],
          labels: ["x1", "x2", "target", "prediction"])
      ], parameters: 9)
  ])

  private static func moon(_ x: Float, _ y: Float) -> Float {
    1 / (1 + exp(-4 * (y - 0.25 - 0.55 * sin(2.2 * (x - 0.5) + .pi))))
  }

  static var planeProbes: [Probe] {
    var field = Probe(
      "field", shape: Shape(rows: 64, columns: 96), xRange: -1.5...2.5, yRange: -1...1.5,
      labels: ["x1", "x2"])
    for row in 0..<64 {
      for column in 0..<96 {
        let x = -1.5 + 4 * (Float(column) + 0.5) / 96
        let y = -1 + 2.5 * (Float(row) + 0.5) / 64
        field.values.append(moon(x, y))
      }
    }
    var points: [Float] = []
    for i in 0..<90 {
      let label: Float = i % 2 == 0 ? 1 : 0
      let angle = Float.pi * Float(i) / 90
      let x = (label == 1 ? cos(angle) : 1 - cos(angle)) + 0.14 * noise(i * 2)
      let y = (label == 1 ? sin(angle) : 0.5 - sin(angle)) + 0.14 * noise(i * 2 + 1)
      points += [x, y, label, moon(x, y), i % 5 == 0 ? 2 : 0]
    }
    let hidden = (0..<60).flatMap { i -> [Float] in
      let label: Float = i % 2 == 0 ? 1 : 0
      return [tanh(2 * label - 1 + noise(i)), tanh(noise(i * 5) - 0.6 * label), label, i == 8 ? 0 : label]
    }
    return [
      field, Probe("points", shape: Shape(rows: 90, columns: 5), values: points, labels: ["lower", "upper"]),
      Probe("hidden-plane", shape: Shape(rows: 60, columns: 4), values: hidden, labels: ["lower", "upper"]),
    ]
  }

  static var layerProbes: [Probe] {
    let weights = (0..<128).map { sin(Float($0) * 0.37) * 1.2 + 0.4 * noise($0) }
    let relu = (0..<1600).map { i in i % 16 < 3 ? 0 : max(0, noise(i) + 0.4 * noise(i * 3)) }
    let sigmoid = (0..<1600).map { 1 / (1 + exp(-7 * noise($0 * 11))) }
    let line = (0..<100).map { 1.5 * noise($0 * 5) + 0.5 * noise($0) }
    return [
      Probe("weights/1", shape: Shape(rows: 8, columns: 16), values: weights),
      Probe("activations/1", shape: Shape(rows: 100, columns: 16), values: relu),
      Probe("activations/2", shape: Shape(rows: 100, columns: 16), values: sigmoid),
      Probe("activations/3", shape: Shape(rows: 100, columns: 1), values: line),
    ]
  }

  /// A saturated sigmoid net and a ReLU net that is half dead.
  static let units: Snapshot = {
    func probes(_ name: String, _ f: (Float) -> (Float, Float), wide: Float, _ shares: [Float]) -> [Probe] {
      let curve = (-60...60).flatMap { i -> [Float] in
        let x = Float(i) / 10
        return [x, f(x).0, f(x).1]
      }
      let counts = (0..<40).map { i -> Float in
        let z = (Float(i) - 19.5) / 20 * 8
        return (200 * exp(-z * z / (2 * wide * wide))).rounded()
      }
      return [
        Probe("activation-function", shape: Shape(rows: 121, columns: 3), values: curve, labels: [name]),
        Probe(
          "histogram/1", shape: Shape(rows: 2, columns: 40), values: counts + counts, xRange: -8...8),
        Probe(
          "saturation", shape: Shape(rows: 3, columns: 3), values: shares,
          labels: ["1 dense", "2 dense", "3 dense"]),
      ]
    }
    func sigmoid(_ x: Float) -> (Float, Float) {
      let value = 1 / (1 + exp(-x))
      return (value, value * (1 - value))
    }
    return Snapshot(
      serial: 4,
      lanes: [
        lane("sigmoid", [], probes: probes("sigmoid", sigmoid, wide: 3, [1, 0.4, 0, 2, 0.7, 0, 3, 0.9, 0])),
        lane(
          "relu", [],
          probes: probes(
            "relu", { (max(0, $0), $0 > 0 ? 1 : 0) }, wide: 1, [1, 0.5, 0, 2, 0.6, 0.25, 3, 0.8, 0.625])),
      ])
  }()

  /// Eight layers whose signals shrink, stay, and grow from layer to layer.
  static let starts: Snapshot = {
    let lanes = [("normal 0.01", Float(0.1)), ("he", 0.97), ("normal 1", 5.4)].map { name, factor in
      let values = (0..<8).flatMap { layer in
        [0.8 * pow(factor, Float(layer)), 0.2 * pow(factor, Float(7 - layer))]
      }
      return lane(name, [], probes: [Probe("spread", shape: Shape(rows: 8, columns: 2), values: values)])
    }
    return Snapshot(serial: 3, lanes: lanes)
  }()

  static let looks: [(name: String, look: Look)] = [
    ("full", Look()), ("eight", Look(capability: Capability(colours: .eight, glyphs: .block))),
    ("mono", Look(capability: Capability(colours: .mono, glyphs: .braille))),
    ("ascii", Look(capability: Capability(colours: .mono, glyphs: .ascii))),
  ]

  /// Each picture at its usual size.
  static let scenes:
    [(name: String, panel: any Panel.Type, snapshot: Snapshot, view: PanelView, size: Size)] = [
      ("loss", LossPanel.self, single, PanelView(), Size(width: 72, height: 16)),
      ("loss-race", LossPanel.self, race, PanelView(options: ["ln2"]), Size(width: 72, height: 14)),
      ("loss-diverged", LossPanel.self, diverged, PanelView(), Size(width: 60, height: 12)),
      ("accuracy", AccuracyPanel.self, single, PanelView(), Size(width: 60, height: 12)),
      ("gradients", GradientsPanel.self, single, PanelView(), Size(width: 72, height: 7)),
      ("gradients-race", GradientsPanel.self, race, PanelView(), Size(width: 100, height: 13)),
      ("gradients-short", GradientsPanel.self, race, PanelView(), Size(width: 60, height: 8)),
      ("gradient-map", GradientMapPanel.self, race, PanelView(), Size(width: 72, height: 14)),
      ("boundary", BoundaryPanel.self, single, PanelView(), Size(width: 60, height: 22)),
      ("boundary-perceptron", BoundaryPanel.self, perceptron, PanelView(), Size(width: 64, height: 20)),
      ("rule", RulePanel.self, perceptron, PanelView(), Size(width: 60, height: 9)),
      ("mistakes", MistakesPanel.self, perceptron, PanelView(), Size(width: 40, height: 10)),
      ("weights", WeightsPanel.self, single, PanelView(), Size(width: 60, height: 12)),
      ("hidden", HiddenPanel.self, single, PanelView(), Size(width: 48, height: 16)),
      ("activations", ActivationsPanel.self, single, PanelView(), Size(width: 90, height: 12)),
      ("init-bench", InitBenchPanel.self, starts, PanelView(), Size(width: 78, height: 12)),
      (
        "init-bench-back", InitBenchPanel.self, starts, PanelView(options: ["backward"]),
        Size(width: 60, height: 12)
      ),
      ("functions", FunctionsPanel.self, units, PanelView(), Size(width: 72, height: 14)),
      (
        "functions-one", FunctionsPanel.self, Snapshot(lanes: [units.lanes[0]]), PanelView(),
        Size(width: 50, height: 16)
      ),
      ("census", CensusPanel.self, units, PanelView(), Size(width: 72, height: 5)),
      (
        "census-one", CensusPanel.self, Snapshot(lanes: [units.lanes[1]]), PanelView(),
        Size(width: 60, height: 4)
      ),
      ("scoreboard", ScoreboardPanel.self, race, PanelView(), Size(width: 72, height: 5)),
      ("table", TablePanel.self, gate, PanelView(), Size(width: 60, height: 6)),
      ("readings", ReadingsPanel.self, single, PanelView(), Size(width: 40, height: 16)),
      ("network", NetworkPanel.self, worked, PanelView(), Size(width: 60, height: 9)),
      ("network-wide", NetworkPanel.self, wide, PanelView(), Size(width: 30, height: 6)),
      ("neuron", NeuronPanel.self, worked, PanelView(), Size(width: 78, height: 9)),
      ("neuron-short", NeuronPanel.self, wide, PanelView(), Size(width: 48, height: 6)),
      ("forward", ForwardPanel.self, worked, PanelView(), Size(width: 76, height: 7)),
      ("forward-short", ForwardPanel.self, wide, PanelView(), Size(width: 60, height: 4)),
      ("backward", BackwardPanel.self, worked, PanelView(), Size(width: 78, height: 9)),
      ("chain", ChainPanel.self, chained, PanelView(), Size(width: 76, height: 10)),
      ("chain-short", ChainPanel.self, chained, PanelView(options: ["output"]), Size(width: 50, height: 5)),
      ("chain-paths", ChainPanel.self, worked, PanelView(), Size(width: 76, height: 6)),
    ]
}
