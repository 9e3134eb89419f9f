import Experiments
import Foundation
import LabApp
import Neural
import TerminalUI
import Testing

/// Taking the screen, the curves and the weights out of the lab.
@Suite struct TakeawayTests {
  /// What the outlet was given.
  private final class Tray {
    var files: [(name: String, bytes: Data)] = []
    var looks: [Look] = []
    var problem: String?

    var outlet: Outlet {
      Outlet(
        write: { name, bytes throws(OutletProblem) in
          if let problem = self.problem { throw OutletProblem(problem) }
          self.files.append((name, bytes))
          return "/desk/\(name)"
        }, remember: { look throws(OutletProblem) in self.looks.append(look) })
    }

    var text: String { String(decoding: files.last?.bytes ?? Data(), as: UTF8.self) }
  }

  private let tray = Tray()

  private func stage(page: Int = 1, _ width: Int = 120, _ height: Int = 40) -> Stagecraft {
    var stage = Stagecraft(width, height, outlet: tray.outlet)
    stage.open(page: page)
    return stage
  }

  private func type(_ name: String, on stage: inout Stagecraft) {
    for scalar in name.unicodeScalars { stage.press(.character(scalar)) }
  }

  @Test func thePromptProposesANameAndWritesTheScreenWithoutItself() {
    var stage = stage()
    stage.press(".", ".")
    let before = stage.canvas()
    stage.press("w")
    #expect(stage.canvas().contains("gradlab-vanishing-gradients-2-step2.txt"))
    #expect(stage.canvas().contains("the screen as text"))
    stage.press(.enter)
    #expect(tray.files.map(\.name) == ["gradlab-vanishing-gradients-2-step2.txt"])
    #expect(!tray.text.contains("file gradlab") && !tray.text.contains("\u{1B}"))
    #expect(tray.text.contains(before.text(ofRows: 0..<1).trimmingCharacters(in: .whitespaces)))
    #expect(stage.canvas().contains("Written: the screen as text, "))
    #expect(stage.canvas().contains("/desk/gradlab-vanishing-gradients-2-step2.txt"))
    stage.press(.tab)
    #expect(!stage.canvas().contains("Written:"))
  }

  @Test func tabGoesThroughTheKinds() {
    var stage = stage()
    stage.press("w")
    for ending in ["ansi", "svg", "csv", "safetensors", "py", "txt"] {
      stage.press(.tab)
      #expect(stage.canvas().contains("-step0.\(ending)"))
    }
    stage.press(.backTab)
    #expect(stage.canvas().contains("-step0.py"))
  }

  @Test func theEndingDecides() {
    for (name, sign) in [("a.ansi", "\u{1B}[0;"), ("b.SVG", "<svg"), ("c.txt", "gradlab ▸")] {
      var stage = stage()
      stage.press("w")
      type(name, on: &stage)
      stage.press(.enter)
      #expect(tray.files.last?.name == name)
      #expect(tray.text.contains(sign), "\(name)")
    }
    #expect(tray.files.count == 3)
  }

  @Test func aPictureIsDescribedInWords() {
    var stage = stage()
    stage.press("w", .tab, .tab, .enter)
    #expect(tray.text.contains("<title>gradlab: ") && tray.text.contains("<desc>Step 0, seed "))
  }

  @Test func aNameWithoutAnEndingGetsTheChosenKind() {
    var stage = stage()
    stage.press("w", .tab)
    for _ in 0..<100 { stage.press(.backspace) }
    stage.press(.enter)
    #expect(stage.canvas().contains("Type the name of a file."))
    type("mine", on: &stage)
    stage.press(.enter)
    #expect(tray.files.last?.name == "mine.ansi")
  }

  @Test func anEndingThatSaysNothingIsRefusedAndCanBeMended() {
    var stage = stage()
    stage.press("w")
    type("a.png", on: &stage)
    stage.press(.enter)
    #expect(stage.canvas().contains("The ending says what is written: .txt, .ansi, .svg"))
    #expect(tray.files.isEmpty)
    stage.press(.backspace, .backspace, .backspace, "t", "x", "t", .enter)
    #expect(tray.files.last?.name == "a.txt")
  }

  @Test func troubleIsSaidInThePromptWhichStaysOpen() {
    var stage = stage()
    tray.problem = "The disk is full."
    stage.press("w", .enter)
    #expect(stage.canvas().contains("The disk is full.") && stage.application.top.context == .write)
    stage.press(.escape)
    #expect(stage.application.top.context == .lesson)
    #expect(!stage.canvas().contains("The disk is full."))
  }

  @Test func curvesHaveARowForEachStepAndLane() throws {
    var stage = stage()
    stage.bench.record(["loss": [0.5, .nan, 0.25], "accuracy": [0.5, 0.75, .infinity]])
    stage.refresh()
    stage.press("w", .tab, .tab, .tab, .enter)
    let rows = tray.text.split(separator: "\n").map(String.init)
    let lanes = stage.bench.snapshot.lanes.map(\.name)
    #expect(rows.first == "step,lane,loss,accuracy")
    #expect(rows.count == 1 + 3 * lanes.count)
    #expect(rows[1...3] == ["0,\(lanes[0]),0.5,0.5", "1,\(lanes[0]),,0.75", "2,\(lanes[0]),0.25,inf"])
  }

  @Test func weightsComeFromTheSelectedLaneWhenTheBenchHasThem() {
    var stage = stage()
    stage.press("x", "w", .tab, .tab, .tab, .tab)
    stage.application.handle(.key(.enter))
    #expect(stage.bench.commands.last == "archive 1 1")
    #expect(tray.files.isEmpty)
    stage.refresh()
    #expect(tray.files.last?.bytes == Data([1, 2]))
    let name = stage.bench.snapshot.lanes[1].name
    #expect(stage.canvas().contains("Written: the weights of \(name) at step 0, 2 bytes"))
    stage.refresh()
    #expect(tray.files.count == 1)
  }

  @Test func homeHasNoCurvesButAPicture() {
    var stage = stage()
    stage.press(.escape, "w", .tab, .tab, .tab, .enter)
    #expect(stage.canvas().contains("Nothing trains on this screen"))
    stage.press(.backTab, .enter)
    #expect(tray.files.last?.name == "gradlab-home.svg")
  }

  @Test func aPromptShowsTheEndOfALongNameAtEverySize() {
    for width in [60, 80, 120] {
      var stage = stage(page: 1, width, 16)
      stage.press("w")
      type(String(repeating: "folder/", count: 30) + "end.txt", on: &stage)
      #expect(stage.canvas().contains("…") && stage.canvas().contains("end.txt"))
    }
  }

  // MARK: looks

  @Test func aLookIsChosenLiveAndRemembered() {
    var stage = stage()
    stage.press("L")
    #expect(stage.canvas().contains("[dark]") && stage.canvas().contains("[braille too]"))
    stage.press(.right)
    #expect(stage.application.takeWantedLook()?.theme == .light)
    #expect(stage.application.takeWantedLook() == nil)
    stage.press(.down, .left)
    #expect(stage.application.takeWantedLook()?.capability.glyphs == .block)
    #expect(tray.looks.map(\.theme) == [.light, .light])
    stage.press(.escape)
    #expect(stage.application.top.context == .lesson)
  }

  /// The loop hands the choice to the terminal, and the next frame is drawn in it.
  @Test func theTerminalTakesTheChoiceOver() {
    var stage = stage()
    let keys: [Playback.Beat] = [.event(.key("L")), .event(.key(.right)), .event(.key("q"))]
    var terminal = Playback(keys, size: Size(width: 100, height: 30))
    var frames: [Canvas] = []
    let clock = terminal.clock
    let status = FrameLoop.run(&stage.application, on: &terminal, now: { clock.now }) { frame, _ in
      frames.append(frame)
    }
    #expect(status == 0)
    #expect(frames == terminal.frames)
  }

  @Test func theCardIsWholeAtEveryLevel() {
    for theme in Look.Theme.allCases {
      for glyphs in Capability.Glyphs.allCases {
        let look = Look(capability: Capability(glyphs: glyphs), theme: theme)
        var stage = Stagecraft(80, 24, look: look, outlet: tray.outlet)
        stage.open(page: 1)
        stage.press("L")
        let canvas = stage.canvas()
        #expect(canvas.contains("validation") && canvas.contains("Esc back"))
        if glyphs == .ascii { #expect(canvas.cells.allSatisfy { $0.glyph.value < 0x7F }) }
      }
    }
  }
}
