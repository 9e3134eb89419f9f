import Experiments
import LabApp
import Lessons
import TerminalUI
import TestSupport
import Testing

/// A demonstration with three scenes on the sample course.
private enum Demonstration {
  static let stuck = Scene(
    name: "stuck", title: "Watch it die",
    notes: [.paragraph([Span("All of them stop. "), Span("Ask first.", .strong)])],
    press: ["Space runs", "] turns the rate up"], experiment: "deep",
    panels: [PanelChoice("curve", options: ["log"]), PanelChoice("bars")], preparedSteps: 200, pace: 30,
    knob: "rate", minutes: 0.5)
  static let race = Scene(
    name: "race", title: "Against ReLU", experiment: "deep", lanes: ["relu + he"],
    panels: [PanelChoice("bars")], number: "accuracy", minutes: 1)
  static let end = Scene(name: "end", title: "Questions?", minutes: 0.5)

  static func stage(_ width: Int = 80, _ height: Int = 24, look: Look = Look()) -> Stagecraft {
    var shelf = SampleCourse.shelf
    let index = shelf.lessons.firstIndex { $0.id == "vanishing-gradients" } ?? 0
    shelf.lessons[index].scenes = [stuck, race, end]
    return Stagecraft(width, height, look: look, shelf: shelf)
  }

  static func open(_ width: Int = 80, _ height: Int = 24, look: Look = Look(), scene: Int = 0) -> Stagecraft {
    var stage = stage(width, height, look: look)
    stage.application.present("vanishing-gradients", scene: scene)
    stage.refresh()
    return stage
  }
}

@Suite struct PresenterScreenTests {
  @Test(arguments: [(80, 24), (120, 40), (200, 60)])
  func scenes(width: Int, height: Int) {
    for (index, name) in ["stuck", "race", "end"].enumerated() {
      var stage = Demonstration.open(width, height, scene: index)
      expectScreen(stage.canvas(), "presenter-\(name)-\(width)x\(height)")
    }
  }

  @Test func asciiAndTimes() {
    for (look, name) in [(Look(), "times-120x40"), (Stagecraft.ascii, "times-120x40-ascii")] {
      var stage = Demonstration.open(120, 40, look: look)
      stage.press("t", "P")
      _ = stage.application.tick(at: .seconds(42))
      let canvas = stage.canvas()
      expectScreen(canvas, "presenter-\(name)")
      if look == Stagecraft.ascii { #expect(canvas.cells.allSatisfy { $0.glyph.value < 0x7F }) }
    }
  }

  @Test func anySizeIsDrawn() {
    for (width, height) in [(1, 1), (60, 16), (119, 29), (120, 30), (300, 90)] {
      for keys in [[], ["t", "P"], ["z", "z"]] as [[Key]] {
        var stage = Demonstration.open(width, height, scene: 0)
        for key in keys { stage.press(key) }
        #expect(stage.canvas().size == Size(width: width, height: height))
      }
    }
  }

  @Test func theScreenHasNeitherHintsNorNotes() {
    var stage = Demonstration.open(120, 40)
    #expect(!stage.canvas().contains("All of them stop"))
    #expect(!stage.canvas().contains("help"))
  }
}

@Suite struct PresenterTests {
  @Test func aSceneBeginsWithItsPreparedState() {
    let stage = Demonstration.open()
    #expect(
      stage.bench.commands == ["load sigmoid seed 42 rate 0.5", "show gradients,weights/*", "step 200"])
    #expect(stage.bench.snapshot.lanes[0].step == 200)
  }

  @Test func untilItIsPreparedTheRunWaits() {
    var stage = Demonstration.stage()
    stage.application.present("vanishing-gradients")
    #expect(stage.canvas().contains("preparing… 0 of 200 steps"))
    stage.application.handle(.key(" "))
    stage.application.handle(.key("."))
    #expect(stage.bench.commands.last == "step 200")
    stage.refresh()
    #expect(!stage.canvas().contains("preparing"))
    stage.press(" ")
    #expect(stage.bench.commands.last == "run 30")
  }

  @Test func keysAndAClickerTurnScenes() {
    var stage = Demonstration.open()
    stage.press("n")
    #expect(stage.canvas().contains("Against ReLU"))
    stage.press(.pageDown)
    #expect(stage.canvas().contains("Questions?"))
    #expect(stage.bench.commands.last == "pause")
    stage.press("n", .pageUp)
    #expect(stage.canvas().contains("Against ReLU"))
    stage.press("1")
    #expect(stage.canvas().contains("Watch it die"))
    stage.press("7")
    #expect(stage.canvas().contains("There are 3 scenes."))
  }

  @Test func restartBringsThePreparedStateBack() {
    var stage = Demonstration.open()
    stage.press(".", "]", "f")
    #expect(stage.bench.snapshot.lanes.count == 2)
    stage.press("r")
    #expect(
      stage.bench.commands.suffix(3) == [
        "load sigmoid seed 42 rate 0.5", "show gradients,weights/*", "step 200",
      ])
    #expect(stage.bench.snapshot.lanes.count == 1)
  }

  @Test func theOneKnobTurnsLive() {
    var stage = Demonstration.open()
    stage.press("]")
    #expect(stage.bench.commands.last?.hasPrefix("turn rate=") == true)
    #expect(stage.canvas().contains("rate ◂"))
  }

  @Test func stepsGoForwardAndBack() {
    var stage = Demonstration.open()
    stage.press(".", ",")
    #expect(stage.bench.commands.suffix(2) == ["step 1", "back 1"])
  }

  @Test func blankShowsNothingUntilAnyKey() {
    var stage = Demonstration.open()
    let before = stage.canvas()
    stage.press("b")
    #expect(stage.canvas().cells.allSatisfy { $0.glyph == " " })
    stage.press("n")
    #expect(stage.canvas() == before, "the first key only brings the picture back")
    stage.press("W")
    #expect(stage.canvas().cells.allSatisfy { $0.glyph == " " } && stage.canvas() != before)
    stage.press("W")
    #expect(stage.canvas() == before)
  }

  @Test func thePointerMovesAndStaysInside() {
    var stage = Demonstration.open()
    stage.press(.left)
    #expect(stage.canvas().contains("▶"))
    let first = stage.canvas()
    stage.press(.left)
    #expect(stage.canvas() != first)
    for _ in 0..<200 { stage.press(.left, .up) }
    #expect(stage.canvas().contains("◀"))
    stage.press(.escape)
    #expect(!stage.canvas().contains("◀"))
  }

  @Test func zoomGoesRound() {
    var stage = Demonstration.open(120, 40)
    let both = stage.canvas()
    stage.press("z")
    #expect(!stage.canvas().contains("gradient"))
    stage.press("z")
    #expect(stage.canvas().contains("gradient"))
    stage.press("z")
    #expect(stage.canvas() == both)
  }

  @Test func escapeDoesNotLeaveAndQDoes() {
    var stage = Demonstration.open()
    stage.press(.escape)
    #expect(stage.application.exitStatus == nil)
    #expect(stage.canvas().contains("q leaves the presentation."))
    stage.press("q")
    #expect(stage.application.exitStatus == 0)
  }

  @Test func divergedIsSaidInLargeLettersAndUndone() {
    var stage = Demonstration.open(120, 40)
    stage.bench.fail(.diverged(.init(step: 15, meter: "loss", value: 2_415_251)))
    stage.refresh()
    #expect(stage.canvas().contains("diverged: loss became 2.4e6 at step 15"))
    stage.press(",")
    #expect(stage.bench.commands.last == "seek 14")
  }

  @Test(arguments: Bindings.of(.presenter))
  func everyKeyActs(binding: Binding) {
    for key in binding.keys {
      let acts = [[], ["n"], ["."], ["f"]].contains { (preparation: [Key]) in
        var stage = Demonstration.open()
        for key in preparation { stage.press(key) }
        let before = (stage.canvas(), stage.bench.commands.count)
        stage.press(key)
        return stage.canvas() != before.0 || stage.bench.commands.count > before.1
          || stage.application.exitStatus != nil
      }
      #expect(acts, "\(key.name) does nothing")
    }
  }

  @Test func aLessonWithoutScenesIsPresentedFromItsPages() {
    var stage = Stagecraft()
    stage.application.present("vanishing-gradients")
    stage.refresh()
    #expect(stage.canvas().contains("Ten layers of sigmoid"))
    stage.press("n", "n")
    #expect(stage.canvas().contains("Revive it"))
    stage.press("n")
    #expect(stage.canvas().contains("Revive it"), "a page without panels is none of the scenes")
  }

  @Test func nothingIsNotedInTheJournal() {
    var stage = Demonstration.open()
    stage.press("n", "n")
    #expect(stage.application.world.journal.lastLesson == nil)
  }
}

@Suite struct SpeakerNotesTests {
  private final class Notebook {
    var texts: [String] = []
  }

  private func open(_ notebook: Notebook) -> Stagecraft {
    var stage = Demonstration.stage()
    stage.application.keepNotes = { text in
      notebook.texts.append(text)
      return notebook.texts.count == 4 ? "The notes cannot be written." : nil
    }
    stage.application.present("vanishing-gradients", keepsNotes: true)
    return stage
  }

  @Test func theyHaveEverythingTheSpeakerNeeds() throws {
    let notebook = Notebook()
    var stage = open(notebook)
    stage.refresh()
    #expect(
      notebook.texts == [
        """
        gradlab notes · The vanishing gradient problem
        0:00 of 0:30 in this scene · 0:00 of 2:00 in all

        Scene 1 of 3: Watch it die

        All of them stop. Ask first.

        Press
          Space  runs
          ]      turns the rate up

        Next, scene 2 (n): Against ReLU

        """
      ])
    #expect(notebook.texts[0].hasPrefix(Application.notesMark))
  }

  @Test func aNarrowTerminalGetsTheirLinesAnew() {
    let text = """
      gradlab notes · A lesson
      0:00 of 0:30 in this scene

      Fifteen layers are to learn a surface. All weights were drawn by the book,
      and then multiplied by 3.

      Press
        Space  runs; it stops by itself after some seconds, and then it is to be
               begun again
        r      begins again

      """
    #expect(SceneNotes.fitted(text, to: Size(width: 76, height: 24)) == text)
    #expect(
      SceneNotes.fitted(text, to: Size(width: 40, height: 24)) == """
        gradlab notes · A lesson
        0:00 of 0:30 in this scene

        Fifteen layers are to learn a surface.
        All weights were drawn by the book, and
        then multiplied by 3.

        Press
          Space  runs; it stops by itself after
                 some seconds, and then it is to
                 be begun again
          r      begins again

        """)
    let low = SceneNotes.fitted(text, to: Size(width: 76, height: 9)).split(
      separator: "\n", omittingEmptySubsequences: false)
    #expect(low.count == 9 && low[7] == "  r      begins again" && low[8].isEmpty)
  }

  @Test func theyFollowScenesAndTime() throws {
    let notebook = Notebook()
    var stage = open(notebook)
    _ = stage.application.tick(at: .milliseconds(900))
    #expect(notebook.texts.count == 1)
    _ = stage.application.tick(at: .seconds(42))
    #expect(notebook.texts.last?.contains("0:42 of 0:30 in this scene · 0:42 of 2:00 in all") == true)
    stage.press("3")
    #expect(notebook.texts.last?.contains("0:00 of 0:30 in this scene · 0:42 of 2:00 in all") == true)
    #expect(notebook.texts.last?.contains("This is the last scene.") == true)
    _ = stage.application.tick(at: .seconds(50))
    #expect(stage.canvas().contains("The notes cannot be written."))
  }

  @Test func theRehearsalHasALineAScene() {
    var stage = Demonstration.open()
    _ = stage.application.tick(at: .seconds(42))
    stage.press("n")
    _ = stage.application.tick(at: .seconds(72))
    let lines = stage.application.rehearsal
    #expect(
      lines == [
        "    scene          spent  planned  difference",
        " 1  Watch it die    0:42     0:30       +0:12",
        " 2  Against ReLU    0:30     1:00       -0:30",
        " 3  Questions?      0:00     0:30       -0:30",
        "    all             1:12     2:00       -0:48",
      ])
  }

  @Test func timeStandsOnlyWhereItIsShown() {
    var stage = Stagecraft()
    #expect(!stage.application.isTimed && !stage.application.tick(at: .seconds(9)))
    stage.application.present("vanishing-gradients")
    #expect(stage.application.isTimed && stage.application.tick(at: .seconds(10)))
    #expect(stage.application.rehearsal.count == 5)
  }
}

/// A step taken apart, and the mouse, before a class; the run is a real one.
@Suite struct PresenterHandsTests {
  private func stage(_ width: Int = 80, _ height: Int = 24) -> RealStage {
    var stage = RealStage(RealStage.moons, width, height, panels: ["boundary", "loss"])
    stage.application.noteMouse(isOn: true, isWanted: true)
    stage.application.present("sample", scene: 0)
    _ = stage.application.refresh()
    return stage
  }

  @Test(arguments: [(80, 24), (200, 60)])
  func aStepIsTakenApart(width: Int, height: Int) {
    var stage = stage(width, height)
    while !stage.canvas().contains("An operation at a time") { stage.press("g") }
    stage.press(".", ".", ".")
    #expect(stage.canvas().contains("in step 1 · example 1 of 16") && stage.canvas().contains("[loss]"))
    expectScreen(stage.canvas(), "presenter-parts-\(width)x\(height)")
    stage.press(",")
    #expect(stage.canvas().contains("forward 1 [2]"))
    stage.press("g")
    for _ in 0..<18 { stage.press(".") }
    #expect(stage.bench.latest().lanes[0].step == 1 && !stage.canvas().contains("in step"))
    stage.press(",")
    #expect(stage.canvas().contains("[update]") && stage.bench.latest().lanes[0].step == 0)
  }

  @Test func theMouseShowsPanelsAndTurnsTheKnob() throws {
    var stage = stage(200, 60)
    #expect(stage.canvas().contains("decision boundary") && stage.canvas().contains("─ loss"))
    stage.handle(.mouse(Mouse(.press, x: 150, y: 30)))
    #expect(!stage.canvas().contains("decision boundary"))
    stage.handle(.mouse(Mouse(.press, x: 150, y: 30)))
    #expect(stage.canvas().contains("decision boundary"))
    let line = stage.canvas().text(row: 59)
    let arrow = try #require(line.unicodeScalars.firstIndex(of: "▸"))
    let x = line.unicodeScalars.distance(from: line.unicodeScalars.startIndex, to: arrow)
    stage.handle(.mouse(Mouse(.press, x: x, y: 59)))
    #expect(stage.canvas().text(row: 59) != line)
    stage.press("b")
    stage.handle(.mouse(Mouse(.press, x: 150, y: 30)))
    #expect(stage.canvas().contains("decision boundary") && stage.canvas().contains("─ loss"))
    stage.press("P")
    stage.handle(.mouse(Mouse(.drag, x: 40, y: 20)))
    #expect(stage.canvas()[39, 20].glyph == "▶")
  }
}
