import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

/// A map of 4 × 5 units over two features, bent like a shallow bowl.
enum MapFixtures {
  static let rows = 4
  static let columns = 5
  private static let units = 0..<rows * columns
  private static let shape = Shape(rows: rows, columns: columns)

  private static func x(_ unit: Int) -> Float { Float(unit % columns) * 0.4 - 0.8 }
  private static func y(_ unit: Int) -> Float { Float(unit / columns) * 0.4 - 0.6 + x(unit) * x(unit) * 0.3 }

  /// The middle column wins nothing, one unit on the right is torn.
  private static func winner(_ unit: Int) -> Float {
    let column = unit % columns
    return column == 2 ? -1 : column < 2 ? 0 : 1
  }

  private static func share(_ unit: Int) -> Float { unit % columns == 2 ? 0 : unit == 3 ? 0.5 : 1 }

  private static func distance(_ unit: Int) -> Float { unit % columns == 2 ? 1.5 : Float(unit) / 40 }

  private static func point(_ index: Int) -> [Float] {
    let x: Float = Float(index) / 6 - 0.9
    let y: Float = Float(index * 5 % 12) / 6 - 0.9
    return [x, y, Float(index % 2), Float(index), 0]
  }

  static let probes: [Probe] = [
    Probe(
      "positions", shape: Shape(rows: units.count, columns: 4),
      values: units.flatMap { unit -> [Float] in
        let place = [Float(unit / columns), Float(unit % columns)]
        return [x(unit), y(unit)] + place
      }, xRange: -1...1,
      yRange: -1...1),
    Probe(
      "points", shape: Shape(rows: 12, columns: 5),
      values: (0..<12).flatMap(point), labels: ["near", "far"]),
    Probe("u-matrix", shape: shape, values: units.map(distance)),
    Probe("hits", shape: shape, values: units.map { Float($0 * 7 % 5) }),
    Probe(
      "labels", shape: Shape(rows: rows, columns: columns, channels: 2),
      values: units.map(winner) + units.map(share), labels: ["near", "far"]),
    Probe("winner-trail", shape: Shape(rows: 2, columns: 4), values: [5, 0, 1, 0.5, 6, 3, 2, 0.25]),
    Probe("component/width", shape: shape, values: units.map(x), labels: ["width"]),
    Probe("component/height", shape: shape, values: units.map(y), labels: ["height"]),
    Probe(
      "codebook", shape: Shape(rows: rows, columns: columns, channels: 2),
      values: units.map(x) + units.map(y), labels: ["width", "height"]),
  ]

  static let items = Probe(
    "items", shape: Shape(rows: 3, columns: 3), values: [0, 0, 0, 0, 0, 1, 3, 4, 0],
    labels: ["dove", "hen", "cow"])

  static func snapshot(_ probes: [Probe] = probes, lattice: String = "rectangular") -> Snapshot {
    var lane = Fixtures.lane("run", [("loss", [0.7, 0.5])], probes: probes)
    lane.experiment.choices["lattice"] = lattice
    return Snapshot(serial: 7, lanes: [lane], phase: .paused)
  }
}

@Suite struct MapPanelTests {
  private static let plain = MapFixtures.snapshot()
  private static let hexagonal = MapFixtures.snapshot(lattice: "hexagonal")
  private static let named = MapFixtures.snapshot(MapFixtures.probes + [MapFixtures.items])

  private static let scenes:
    [(name: String, panel: any Panel.Type, options: Set<String>, snapshot: Snapshot, size: Size)] = [
      ("lattice", LatticePanel.self, [], plain, Size(width: 60, height: 18)),
      ("lattice-hexagonal", LatticePanel.self, ["bare"], hexagonal, Size(width: 40, height: 12)),
      ("u-matrix", DistancesPanel.self, [], plain, Size(width: 50, height: 10)),
      ("u-matrix-labels", DistancesPanel.self, ["labels"], hexagonal, Size(width: 50, height: 10)),
      ("map", MapPanel.self, [], plain, Size(width: 50, height: 9)),
      ("map-hits", MapPanel.self, ["hits"], plain, Size(width: 60, height: 9)),
      ("map-items", MapPanel.self, [], named, Size(width: 60, height: 9)),
      ("components", ComponentsPanel.self, [], plain, Size(width: 60, height: 10)),
      ("components-one", ComponentsPanel.self, ["2"], hexagonal, Size(width: 40, height: 10)),
    ]

  @Test(arguments: scenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Self.scenes[index]
    let view = PanelView(options: scene.options)
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(scene.snapshot, view), x: 0, y: 0, .title)
      scene.panel.draw(scene.snapshot, view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  @Test func sentencesCarryNumbers() {
    let view = PanelView()
    #expect(LatticePanel.describe(Self.plain, view).hasPrefix("Lattice of 4 by 5 units over 12 examples"))
    #expect(DistancesPanel.describe(Self.plain, view).contains("the farthest unit is at row 1, column 3"))
    #expect(MapPanel.describe(Self.plain, view).contains("8 of near, 8 of far, 4 empty"))
    #expect(MapPanel.describe(Self.named, view).contains("row 1 column 1: dove, hen; row 4 column 5: cow"))
    #expect(MapPanel.describe(Self.plain, PanelView(options: ["hits"])).contains("16 win an example"))
    #expect(ComponentsPanel.title(Self.plain, PanelView(options: ["2"])) == "component planes height")
  }

  @Test(arguments: ["lattice", "u-matrix", "map", "components"])
  func withoutAMapASentenceSaysWhatIsMissing(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    let empty = MapFixtures.snapshot([])
    #expect(panel.describe(empty, PanelView()).contains("if the learner is a map"))
    var canvas = Canvas(size: Size(width: 80, height: 6))
    panel.draw(empty, PanelView(), on: &canvas, in: canvas.bounds)
    #expect(canvas.text.contains("Space runs it."))
  }
}
