import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

/// What colours and bars are measured by.
@Suite struct PanelScaleTests {
  private static let scaled = PanelCatalog.all.filter { !$0.scales.isEmpty }.map { $0.name }

  private static let snapshots = [
    Fixtures.single, Fixtures.race, Fixtures.spread, Fixtures.images, Fixtures.units,
  ]

  @Test func panelsThatGoAcrossLayersHaveOne() {
    for name in [
      "weights", "gradients", "gradient-map", "activations", "histograms", "filters", "feature-maps",
    ] {
      #expect(Self.scaled.contains(name))
    }
  }

  @Test(arguments: scaled)
  func theTitleNamesTheScale(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    let telling = Self.snapshots.contains { snapshot in
      panel.scales.allSatisfy {
        panel.title(snapshot, PanelView(scale: $0)).contains($0.rawValue)
      }
    }
    #expect(telling, "\(name)")
  }

  @Test(arguments: scaled)
  func everyScaleIsDrawnInside(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    for scale in PanelScale.allCases {
      for snapshot in Self.snapshots {
        var canvas = Canvas(size: Size(width: 60, height: 16))
        let area = canvas.bounds.inset(left: 2, top: 2, right: 2, bottom: 2)
        panel.draw(snapshot, PanelView(scale: scale), on: &canvas, in: area)
        canvas.fill(area)
        #expect(canvas.cells.allSatisfy { $0 == .blank })
      }
    }
  }

  /// The second layer's weights are a tenth of the first's: on the net's scale its colours are pale, on its own they are not.
  @Test func weightsAreMeasuredByTheWholeNet() {
    let big = Probe("weights/1", shape: Shape(rows: 1, columns: 2), values: [1, -1])
    let small = Probe("weights/2", shape: Shape(rows: 1, columns: 2), values: [0.1, -0.1])
    let snapshot = Snapshot(lanes: [Fixtures.lane("run", [("loss", [1])], probes: [big, small])])
    func corner(_ scale: PanelScale) -> Cell {
      var canvas = Canvas(size: Size(width: 30, height: 8))
      WeightsPanel.draw(snapshot, PanelView(options: ["2"], scale: scale), on: &canvas, in: canvas.bounds)
      // Right of the name of the unit, below that of the input.
      return canvas[8, 1]
    }
    #expect(corner(.layer) != corner(.net))
    #expect(corner(.net) == corner(.fixed))
  }
}
