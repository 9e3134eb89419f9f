import Experiments
import Panels
import TerminalUI
import TestSupport
import Testing

@Suite struct PanelScreensTests {
  /// Every picture in colour, with eight colours, in monochrome and in ASCII.
  @Test(arguments: Fixtures.scenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Fixtures.scenes[index]
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(scene.snapshot, scene.view), x: 0, y: 0, .title)
      scene.panel.draw(scene.snapshot, scene.view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  private static let sizes = [
    Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 2, height: 2),
    Size(width: 5, height: 3),
    Size(width: 24, height: 4), Size(width: 13, height: 9), Size(width: 80, height: 1),
    Size(width: 200, height: 60),
  ]

  /// No panel traps or draws outside its area, whatever the size, the snapshot and the terminal.
  @Test(arguments: PanelCatalog.names)
  func staysInside(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    let snapshots = [
      Snapshot(), Fixtures.empty, Fixtures.single, Fixtures.race, Fixtures.diverged, Fixtures.perceptron,
      Fixtures.gate, Fixtures.broken,
    ]
    for (_, look) in Fixtures.looks {
      // The largest size is slow to compare; colour and ASCII take different paths, the others do not.
      for size in Self.sizes where size.height < 60 || look.capability.colours != .eight {
        let area = Rect(x: 3, y: 2, width: size.width, height: size.height)
        for (index, snapshot) in snapshots.enumerated() {
          var canvas = Canvas(size: Size(width: size.width + 6, height: size.height + 4), look: look)
          panel.draw(
            snapshot, PanelView(lane: index % 2, options: index == 3 ? ["recent", "ln2"] : []), on: &canvas,
            in: area)
          let drawn = canvas.cells
          canvas.fill(area)
          let isClean = canvas.cells.allSatisfy { $0 == .blank }
          #expect(isClean, "\(name) drew outside \(size.width)x\(size.height), snapshot \(index)")
          if look.capability.glyphs == .ascii {
            #expect(drawn.allSatisfy { $0.glyph.value < 0x7F }, "\(name) drew more than ASCII")
          }
        }
      }
    }
  }

  /// An area that sticks out of the canvas is no reason to trap.
  @Test(arguments: PanelCatalog.names)
  func areaBeyondTheCanvas(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    var canvas = Canvas(size: Size(width: 20, height: 6))
    panel.draw(Fixtures.single, PanelView(), on: &canvas, in: Rect(x: 10, y: 3, width: 60, height: 20))
    panel.draw(Fixtures.perceptron, PanelView(), on: &canvas, in: Rect(x: -5, y: -5, width: 60, height: 20))
  }

  /// Before the first step every panel says what will appear, and which key starts it.
  @Test(arguments: PanelCatalog.names)
  func emptyState(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    guard name != "scoreboard", name != "readings" else { return }
    var canvas = Canvas(size: Size(width: 70, height: 12))
    panel.draw(Fixtures.empty, PanelView(), on: &canvas, in: canvas.bounds)
    let words = canvas.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let key = panel.enter(Fixtures.empty, PanelView()) == nil ? "Space" : "Enter"
    #expect(words.hasSuffix("\(key) runs it."), "\(words)")
    #expect(panel.describe(Fixtures.empty, PanelView()).hasSuffix("\(key) runs it."))
  }

  @Test func failureIsShownAsItsSentence() {
    var lane = Fixtures.empty.lanes[0]
    lane.phase = .failed("The first layer takes 2 inputs, but the data has 4.")
    for panel in PanelCatalog.all where panel.name != "scoreboard" {
      var canvas = Canvas(size: Size(width: 70, height: 12))
      panel.draw(Snapshot(lanes: [lane]), PanelView(), on: &canvas, in: canvas.bounds)
      #expect(canvas.text.contains("The first layer takes 2 inputs"), "\(panel.name)")
    }
  }

  @Test func smallAreasSayWhatIsNeeded() {
    var canvas = Canvas(size: Size(width: 20, height: 1))
    GradientsPanel.draw(Fixtures.single, PanelView(), on: &canvas, in: canvas.bounds)
    #expect(canvas.text.contains("needs 26x2"))
  }
}
