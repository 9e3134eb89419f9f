import Experiments
import Neural
import Panels
import TerminalUI
import TestSupport
import Testing

/// Gradient, moments and step of every weight of a layer.
@Suite struct OptimizerPanelTests {
  private func snapshot(_ names: [String]) -> Snapshot {
    let count = 6
    let values = names.indices.flatMap { plane in
      (0..<count).map { Float($0 - (names[plane] == "v" ? 0 : 2)) * Float(plane + 1) / 100 }
    }
    let probe = Probe(
      "moments/2", shape: Shape(rows: 2, columns: 3, channels: names.count), values: values, labels: names)
    var experiment = Experiment(layers: [LayerChoice(size: 2)])
    experiment.optimizer = OptimizerChoice(name: names.count > 2 ? "adam" : "sgd", rate: 0.1)
    var snapshot = Snapshot()
    snapshot.lanes = [LaneSnapshot(name: "A", experiment: experiment, probes: ["moments/2": probe])]
    return snapshot
  }

  private func text(_ snapshot: Snapshot, _ size: Size) -> String {
    var canvas = Canvas(size: size)
    OptimizerPanel.draw(snapshot, PanelView(), on: &canvas, in: canvas.bounds)
    return (0..<size.height).map { canvas.text(row: $0) }.joined(separator: "\n")
  }

  @Test func everyPlaneHasItsNameAndScale() {
    let snapshot = snapshot(["gradient", "m", "v", "step"])
    let text = text(snapshot, Size(width: 100, height: 8))
    for caption in ["gradient ±0.03", "m ±0.06", "v 0…0.15", "step ±0.12"] {
      #expect(text.contains(caption), "\(caption)\n\(text)")
    }
    #expect(OptimizerPanel.title(snapshot, PanelView()).hasPrefix("adam on layer 2 [2×3]"))
    #expect(OptimizerPanel.describe(snapshot, PanelView()).contains("v up to 0.15"))
  }

  @Test func theNumbersOfAWeightAreTold() throws {
    var canvas = Canvas(size: Size(width: 100, height: 8))
    canvas.keepsReadouts = true
    OptimizerPanel.draw(
      snapshot(["gradient", "m", "v", "step"]), PanelView(), on: &canvas, in: canvas.bounds)
    #expect(canvas.readouts.count == 4)
    let reading = try #require(canvas.readouts[2].reading(4))
    #expect(reading.text.hasPrefix("layer 2, unit 2, input 2 · gradient 0.02"))
    #expect(reading.subject as? Subject == .weight(layer: 2, unit: 2, input: 2))
  }

  @Test func withoutMomentsTheGradientAndTheStepStandAlone() {
    let text = text(snapshot(["gradient", "step"]), Size(width: 60, height: 6))
    #expect(text.contains("gradient ±0.03") && text.contains("step ±0.06"))
    var empty = snapshot(["gradient", "step"])
    empty.lanes[0].probes = [:]
    #expect(self.text(empty, Size(width: 100, height: 6)).contains("appear here"))
  }
}
