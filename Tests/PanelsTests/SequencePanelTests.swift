import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

@Suite struct SequencePanelTests {
  private static let one = Fixtures.sequences
  private static let race = Fixtures.sequenceRace

  private static let scenes:
    [(name: String, panel: any Panel.Type, snapshot: Snapshot, view: PanelView, size: Size)] = [
      ("states", StatesPanel.self, one, PanelView(), Size(width: 60, height: 12)),
      ("states-cell", StatesPanel.self, one, PanelView(options: ["cell"]), Size(width: 20, height: 5)),
      ("gates", GatesPanel.self, one, PanelView(), Size(width: 64, height: 16)),
      ("gates-units", GatesPanel.self, one, PanelView(options: ["units"]), Size(width: 64, height: 20)),
      ("gates-gru", GatesPanel.self, race, PanelView(lane: 1), Size(width: 40, height: 4)),
      ("lag", LagPanel.self, one, PanelView(), Size(width: 50, height: 10)),
      ("lag-race", LagPanel.self, race, PanelView(), Size(width: 60, height: 12)),
      ("sample", SamplePanel.self, one, PanelView(), Size(width: 40, height: 6)),
      ("sample-race", SamplePanel.self, race, PanelView(), Size(width: 60, height: 9)),
      ("next", NextPanel.self, one, PanelView(), Size(width: 40, height: 7)),
      ("forecast", ForecastPanel.self, one, PanelView(), Size(width: 60, height: 12)),
      ("forecast-race", ForecastPanel.self, race, PanelView(), Size(width: 60, height: 12)),
    ]

  @Test(arguments: scenes.indices)
  func looksAsRecorded(_ index: Int) {
    let scene = Self.scenes[index]
    for (name, look) in Fixtures.looks {
      var canvas = Canvas(size: Size(width: scene.size.width, height: scene.size.height + 1), look: look)
      canvas.write(scene.panel.title(scene.snapshot, scene.view), x: 0, y: 0, .title)
      scene.panel.draw(scene.snapshot, scene.view, on: &canvas, in: canvas.bounds.inset(top: 1))
      expectScreen(canvas, "\(scene.name)-\(name)")
    }
  }

  @Test func sentencesCarryNumbers() {
    let view = PanelView()
    #expect(StatesPanel.title(Self.one, view) == "hidden states · 8 units × 22 steps")
    #expect(GatesPanel.title(Self.race, PanelView(lane: 1)) == "gates · mean of 5 units · gru")
    #expect(GatesPanel.describe(Self.race, PanelView(lane: 1)).contains("candidate 0.227 at the first step"))
    #expect(StatesPanel.describe(Self.one, view).contains("mean size "))
    #expect(LagPanel.describe(Self.race, view).contains("lstm: 0.5 at lag 0"))
    #expect(SamplePanel.title(Self.one, view) == "sample · temperature 0.5 · prompt \"the \"")
    #expect(NextPanel.describe(Self.one, view).contains("␣ 50.0%, e 25.0%, s 12.5%"))
    #expect(NextPanel.title(Self.one, view).hasSuffix("after \"…t␣sat␣on␣the␣mat\""))
    #expect(ForecastPanel.describe(Self.race, view).contains("gru: 40 answers, off by"))
    #expect(StatesPanel.describe(Self.one, PanelView(options: ["4"])).hasSuffix("Space runs it."))
  }

  /// Lines are no wider than the area, break at spaces and line ends, and lose no letter.
  @Test func aSampleIsWrapped() throws {
    let labels = try #require(Self.one.lanes[0].probes["sample"]?.labels)
    let text = InventedText(Self.one.lanes[0], labels)
    let letters = labels.filter { $0 != "␣" && $0 != "⏎" }.joined()
    for width in 1...40 {
      let lines = text.lines(width, Look())
      #expect(lines.allSatisfy { $0.count <= width })
      let shown = lines.joined().map { String($0.glyph) }.filter { $0 != " " }.joined()
      #expect(shown == letters)
    }
    #expect(
      text.lines(40, Look()).first?.map { String($0.glyph) }.joined() == "the king was a good man and the sea"
    )
  }

  /// More steps than columns: the last ones are shown.
  @Test func aStepAxisKeepsTheEnd() {
    #expect(StepAxis(count: 100, names: [], width: 30).steps == 70..<100)
    #expect(StepAxis(count: 10, names: [], width: 35).width == 30)
    #expect(StepAxis(count: 0, names: [], width: 35).width == 0)
    #expect(StepAxis(count: 5, names: [], width: -3).width == 0)
  }

  /// Shapes that do not fit their numbers, and numbers that are none, give a picture or a sentence, never a trap.
  @Test(arguments: ["states", "gates", "lag", "sample", "next", "forecast"])
  func brokenProbesAreHarmless(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    for change in 0..<4 {
      var snapshot = Self.race
      for key in snapshot.lanes[0].probes.keys {
        switch change {
        case 0: snapshot.lanes[0].probes[key]?.values = [.nan, .infinity, 1e30, -1, 0]
        case 1: snapshot.lanes[0].probes[key]?.shape = Shape(rows: 2, columns: key == "gates/forget" ? 3 : 7)
        case 2: snapshot.lanes[0].probes[key]?.values = Array(repeating: .nan, count: 120)
        default: snapshot.lanes[0].probes[key]?.labels = ["界", "", "\u{1B}"]
        }
      }
      for (_, look) in Fixtures.looks {
        for size in [Size(width: 90, height: 30), Size(width: 36, height: 4), Size(width: 3, height: 2)] {
          let area = Rect(x: 2, y: 1, width: size.width, height: size.height)
          var canvas = Canvas(size: Size(width: size.width + 4, height: size.height + 2), look: look)
          for options in [[], ["units", "cell", "input"]] as [Set<String>] {
            panel.draw(snapshot, PanelView(options: options), on: &canvas, in: area)
          }
          canvas.fill(area)
          let isClean = canvas.cells.allSatisfy { $0 == .blank }
          #expect(isClean, "\(name) drew outside \(size.width)x\(size.height)")
        }
      }
      #expect(!panel.describe(snapshot, PanelView()).isEmpty)
    }
  }
}
