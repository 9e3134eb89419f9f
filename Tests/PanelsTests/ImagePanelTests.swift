import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

@Suite struct ImagePanelTests {
  private static let scenes: [(name: String, panel: any Panel.Type, view: PanelView, size: Size)] = [
    ("image", ImagePanel.self, PanelView(), Size(width: 60, height: 12)),
    ("filters", FiltersPanel.self, PanelView(), Size(width: 50, height: 9)),
    ("feature-maps", FeatureMapsPanel.self, PanelView(), Size(width: 72, height: 20)),
    ("feature-maps-one", FeatureMapsPanel.self, PanelView(options: ["2"]), Size(width: 50, height: 14)),
    ("window", WindowPanel.self, PanelView(), Size(width: 90, height: 7)),
    ("window-narrow", WindowPanel.self, PanelView(), Size(width: 44, height: 13)),
    ("pooling", PoolingPanel.self, PanelView(), Size(width: 60, height: 12)),
    ("pooling-small", PoolingPanel.self, PanelView(), Size(width: 24, height: 5)),
  ]

  @Test(arguments: scenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Self.scenes[index]
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(Fixtures.images, scene.view), x: 0, y: 0, .title)
      scene.panel.draw(Fixtures.images, scene.view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  private func text(_ panel: any Panel.Type, _ size: Size, _ snapshot: Snapshot = Fixtures.images) -> String {
    var canvas = Canvas(size: size)
    panel.draw(snapshot, PanelView(), on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  @Test func sentencesCarryNumbers() {
    let view = PanelView()
    #expect(ImagePanel.title(Fixtures.images, view) == "image of example 13 · true cross, answered circle")
    #expect(ImagePanel.describe(Fixtures.images, view).contains("circle 50.0%, cross 37.5%"))
    #expect(
      FiltersPanel.title(Fixtures.images, view) == "filters of 1 convolution · 4 of 3×3 · scale per layer")
    #expect(
      FeatureMapsPanel.describe(Fixtures.images, view).contains("stage 3 max-pooling, 4 maps of 3 by 3"))
    #expect(PoolingPanel.title(Fixtures.images, view) == "max-pooling · windows of 2×2, stride 2 · map 1")
    #expect(FiltersPanel.describe(Fixtures.images, PanelView(options: ["7"])).hasSuffix("Space runs it."))
  }

  /// Products and their sum are right in the digits that are shown, and a wrong output is told.
  @Test func aWindowAddsUpAsShown() throws {
    let probe = try #require(Fixtures.images.lanes[0].probes["window/1 convolution"])
    let work = try #require(WindowWork(probe, in: Fixtures.images.lanes[0]))
    func shown(_ value: Double) throws -> Double { try #require(Double(work.text(value))) }
    var total = try shown(work.bias)
    for index in work.products.indices {
      let product = try shown(work.products[index])
      #expect(abs(try shown(work.patch[index]) * shown(work.kernel[index]) - product) < 5e-4)
      total += product
    }
    #expect(abs(total - (try shown(work.output))) < 1e-9)
    #expect(work.ending.hasSuffix("the output"))
    var snapshot = Fixtures.images
    snapshot.lanes[0].probes["window-sum/1 convolution"]?.values[2] += 1
    #expect(WindowPanel.describe(snapshot, PanelView()).contains("but the output is"))
  }

  @Test func theTrueClassIsMarked() throws {
    let lines = text(ImagePanel.self, Size(width: 60, height: 12)).split(separator: "\n")
    #expect(try #require(lines.first { $0.contains("◂ true") }).contains("cross"))
    #expect(try #require(lines.first { $0.contains("◂ said") }).contains("circle"))
  }

  /// A window of the knobs' choosing is told in numbers: the largest of its four is the number behind the arrow.
  @Test func poolingTakesTheLargest() throws {
    let words = text(PoolingPanel.self, Size(width: 70, height: 14))
    let line = try #require(words.split(separator: "\n").first { $0.contains("→ max") })
    let numbers = line.split(separator: " ").compactMap { Double($0) }
    try #require(numbers.count == 5)
    #expect(numbers.prefix(4).max() == numbers[4])
  }

  /// Shapes that do not fit their numbers, and numbers that are none, give a picture or a sentence, never a trap.
  @Test(arguments: ["image", "filters", "feature-maps", "window", "pooling"])
  func brokenProbesAreHarmless(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    for change in 0..<4 {
      var snapshot = Fixtures.images
      for key in snapshot.lanes[0].probes.keys {
        switch change {
        case 0: snapshot.lanes[0].probes[key]?.values = [.nan, .infinity, 1e30, -1]
        case 1: snapshot.lanes[0].probes[key]?.shape = Shape(rows: 40, columns: 1, channels: 0)
        case 2: snapshot.lanes[0].probes[key]?.values = Array(repeating: .nan, count: 200)
        default: snapshot.lanes[0].probes[key]?.shape = Shape(rows: 1, columns: 2, channels: 3)
        }
      }
      snapshot.lanes[0].experiment.options = ["filter": 99, "window-row": 250, "window-column": .nan]
      for (_, look) in Fixtures.looks {
        for size in [Size(width: 90, height: 30), Size(width: 36, height: 4), Size(width: 3, height: 2)] {
          let area = Rect(x: 2, y: 1, width: size.width, height: size.height)
          var canvas = Canvas(size: Size(width: size.width + 4, height: size.height + 2), look: look)
          panel.draw(snapshot, PanelView(), on: &canvas, in: area)
          canvas.fill(area)
          let isClean = canvas.cells.allSatisfy { $0 == .blank }
          #expect(isClean, "\(name) drew outside \(size.width)x\(size.height)")
        }
      }
      #expect(!panel.describe(snapshot, PanelView()).isEmpty)
    }
  }
}
