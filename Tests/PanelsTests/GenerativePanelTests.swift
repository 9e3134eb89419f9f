import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

/// A generator of points in two clouds, and an autoencoder of 4 × 4 pictures with two code values.
enum GenerativeFixtures {
  private static func cloud(_ count: Int, _ shift: Float) -> [Float] {
    (0..<count).flatMap { i -> [Float] in
      let side: Float = i % 2 == 0 ? -0.6 : 0.6
      return [side + Float(i % 5) / 20 + shift, Float(i * 3 % 7) / 10 - 0.3]
    }
  }

  private static func picture(_ index: Int, _ ink: Float) -> [Float] {
    (0..<16).map { $0 / 4 == index % 4 || $0 % 4 == index % 3 ? ink : 0 }
  }

  /// Eight training, eight usual and eight strange examples.
  private static func error(_ index: Int) -> [Float] {
    let error = index < 16 ? 0.01 + Float(index) / 800 : 0.04 + Float(index) / 400
    return [error, 0, index < 8 ? 0 : 2, index < 16 ? 0 : 1]
  }

  static let probes: [Probe] = [
    Probe(
      "samples", shape: Shape(rows: 20, columns: 2), values: cloud(20, 0.1), xRange: -1...1, yRange: -1...1),
    Probe("real", shape: Shape(rows: 20, columns: 2), values: cloud(20, 0), xRange: -1...1, yRange: -1...1),
    Probe(
      "field", shape: Shape(rows: 8, columns: 12), values: (0..<96).map { Float($0 % 12) / 11 },
      xRange: -1...1, yRange: -1...1, labels: ["made", "real"]),
    Probe("modes", shape: Shape(columns: 4), values: [0.5, 0.375, 0.125, 0], labels: ["1", "2", "3", "4"]),
    Probe(
      "reconstructions", shape: Shape(rows: 4, columns: 4, channels: 6),
      values: (0..<3).flatMap { picture($0, 1) + picture($0, 0.75) }, labels: ["a", "b", "c"]),
    Probe(
      "latent", shape: Shape(rows: 12, columns: 3),
      values: (0..<12).flatMap { i -> [Float] in [Float(i % 4) - 1.5, Float(i % 3) - 1, Float(i % 3)] },
      xRange: -2.5...2.5, yRange: -2.5...2.5, labels: ["ring", "bar", "dot"]),
    Probe(
      "decoded-grid", shape: Shape(rows: 4, columns: 4, channels: 100),
      values: (0..<100).flatMap { picture($0, Float($0) / 99) }, xRange: -2.5...2.5, yRange: -2.5...2.5),
    Probe("decoded", shape: Shape(rows: 4, columns: 4), values: picture(2, 0.5)),
    Probe(
      "errors", shape: Shape(rows: 24, columns: 4),
      values: (0..<24).flatMap(error)),
    Probe("threshold", shape: Shape(columns: 3), values: [0.03, 1, 0]),
  ]

  static func snapshot(_ probes: [Probe] = probes) -> Snapshot {
    Snapshot(
      serial: 8, lanes: [Fixtures.lane("run", [("loss", [0.7, 0.5])], probes: probes)], phase: .paused)
  }
}

@Suite struct GenerativePanelTests {
  private static let scenes: [(name: String, panel: any Panel.Type, options: Set<String>, size: Size)] = [
    ("samples", SamplesPanel.self, [], Size(width: 60, height: 16)),
    ("modes", ModesPanel.self, [], Size(width: 50, height: 6)),
    ("reconstructions", ReconstructionsPanel.self, [], Size(width: 50, height: 12)),
    ("latent", LatentPanel.self, [], Size(width: 60, height: 14)),
    ("decoded", DecodedPanel.self, [], Size(width: 60, height: 31)),
    ("decoded-point", DecodedPanel.self, ["point"], Size(width: 30, height: 8)),
    ("anomaly", AnomalyPanel.self, [], Size(width: 70, height: 12)),
  ]

  @Test(arguments: scenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Self.scenes[index]
    let (snapshot, view) = (GenerativeFixtures.snapshot(), PanelView(options: scene.options))
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(snapshot, view), x: 0, y: 0, .title)
      scene.panel.draw(snapshot, view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  @Test func sentencesCarryNumbers() {
    let (snapshot, view) = (GenerativeFixtures.snapshot(), PanelView())
    #expect(SamplesPanel.describe(snapshot, view).contains("20 made examples"))
    #expect(ModesPanel.describe(snapshot, view).contains("3 of 4 modes covered"))
    #expect(ReconstructionsPanel.describe(snapshot, view).hasPrefix("3 examples and their reconstructions"))
    #expect(LatentPanel.describe(snapshot, view).contains("ring around ("))
    #expect(DecodedPanel.describe(snapshot, view).hasPrefix("100 decoded examples"))
    #expect(AnomalyPanel.describe(snapshot, view).contains("100.0% above the threshold"))
  }

  @Test(arguments: ["samples", "modes", "reconstructions", "latent", "decoded", "anomaly"])
  func withoutItsProbesASentenceSaysWhatIsMissing(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    let empty = GenerativeFixtures.snapshot([])
    var canvas = Canvas(size: Size(width: 80, height: 6))
    panel.draw(empty, PanelView(), on: &canvas, in: canvas.bounds)
    #expect(canvas.text.contains("Space runs it."))
    #expect(panel.describe(empty, PanelView()).hasSuffix("Space runs it."))
  }
}
