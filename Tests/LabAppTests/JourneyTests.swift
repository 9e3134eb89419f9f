import Experiments
import Foundation
import LabApp
import Lessons
import Neural
import TerminalUI
import Testing

@Suite struct JourneyTests {
  @Test func predictionComesBeforeTheRun() {
    var stage = Stagecraft()
    stage.open()
    stage.press(" ")
    #expect(!stage.bench.commands.contains { $0.hasPrefix("run") })
    #expect(stage.canvas().contains("Predict first: press 1-3"))
    stage.press("2", " ")
    #expect(stage.bench.commands.last == "run 50")
    #expect(stage.application.world.journal["vanishing-gradients"].predictions == ["which": 1])
  }

  @Test func aPredictionIsAnsweredByTheEndOfItsRun() {
    var stage = Stagecraft(120, 40)
    stage.open()
    stage.press("1", " ")
    #expect(stage.canvas().contains("You said 1. Try it"))
    #expect(!stage.canvas().contains("The first layers receive"))
    #expect(!stage.canvas().contains("3 none"))
    stage.bench.fail(.finished)
    stage.refresh()
    #expect(stage.canvas().contains("You said 1. "))
    #expect(stage.canvas().contains("The first layers receive"))
    stage.press("r", "n", "p")
    #expect(stage.canvas().contains("The first layers receive"))
  }

  @Test func enterShowsTheAnswerToAPredictionAtOnce() {
    var stage = Stagecraft()
    stage.open()
    stage.press("2")
    #expect(!stage.canvas().contains("and so it is"))
    stage.press(.enter)
    #expect(stage.canvas().contains("You said 2, and so it is."))
    #expect(!stage.bench.commands.contains { $0.hasPrefix("run") })
  }

  /// A prediction stands above a quiz, on a page longer than the screen.
  private func longPage() -> Stagecraft {
    var lesson = SampleCourse.vanishing
    let filler = Block.paragraph([Span(String(repeating: "Words to be scrolled over. ", count: 30))])
    lesson.pages[0].blocks += [filler, .quiz("four")]
    lesson.pages[0].quizzes = [SampleCourse.quiz]
    var stage = Stagecraft(shelf: Shelf(lessons: [lesson]))
    stage.open()
    return stage
  }

  @Test func enterShowsTheAnswerBeforeItAnswersTheQuizBelow() {
    var stage = longPage()
    stage.press("2", .enter)
    #expect(stage.canvas().contains("You said 2, and so it is."))
    #expect(stage.application.world.journal["vanishing-gradients"].quizzes.isEmpty)
    stage.press(.enter)
    #expect(stage.application.world.journal["vanishing-gradients"].quizzes["four"]?.isRight == true)
  }

  @Test func theAnswerComesIntoView() {
    var stage = longPage()
    stage.press("1", " ", .pageDown, .pageDown, .pageDown)
    #expect(!stage.canvas().contains("You said 1"))
    stage.bench.fail(.finished)
    stage.refresh()
    #expect(stage.canvas().contains("You said 1. "))
  }

  @Test func theNextPageIsAlwaysAllowed() {
    var stage = Stagecraft()
    stage.open()
    stage.press("n")
    #expect(stage.canvas().contains("Against ReLU"))
  }

  @Test func aPageWithTheSameRequestKeepsTheRun() {
    var page = SampleCourse.vanishing.pages[1]
    page.title = "The same again"
    var lesson = SampleCourse.vanishing
    lesson.pages = [lesson.pages[1], page, lesson.pages[3]]
    var stage = Stagecraft(shelf: Shelf(lessons: [lesson]))
    stage.open()
    stage.press(" ", "n")
    #expect(stage.bench.commands.filter { $0.hasPrefix("load") }.count == 1)
    #expect(stage.application.isRunning)
    stage.press("n")
    #expect(stage.bench.commands.last == "pause")
    stage.press("p")
    #expect(stage.bench.commands.filter { $0.hasPrefix("load") }.count == 1)
  }

  @Test func goingBackRestoresThePage() {
    var stage = Stagecraft()
    stage.open()
    stage.press("]", "n", "p")
    let loads = stage.bench.commands.filter { $0.hasPrefix("load") }
    #expect(
      loads == [
        "load sigmoid seed 42 rate 0.5", "load sigmoid seed 42 rate 0.5; relu + he seed 42 rate 0.1",
        "load sigmoid seed 42 rate 0.5",
      ])
  }

  @Test func enterTypesTheValueOfTheKnobThatHasTheFocus() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.press(.tab, .tab, .enter)
    #expect(stage.canvas().contains(":set rate "))
    stage.press("0", ".", "7", .enter)
    #expect(stage.bench.commands.filter { !$0.hasPrefix("show") }.last == "turn rate=0.7 lane 0")
  }

  @Test func aLiveKnobTurnsOnlyTheLanesThatShareIt() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.press(" ", "]")
    #expect(stage.bench.commands.last == "turn rate=1 lane 0")
    #expect(stage.application.isRunning)
    stage.press("r")
    #expect(
      stage.bench.commands.suffix(2) == [
        "load sigmoid seed 42 rate 1.0; relu + he seed 42 rate 0.1", "run 50",
      ])
  }

  @Test func anotherKnobMakesANewRunWithTheSameSeed() {
    var stage = Stagecraft()
    stage.open(page: 2)
    stage.press(.tab, .tab, .right, .right, "]")
    #expect(stage.bench.commands.last == "load sigmoid seed 42 rate 0.5")
    #expect(stage.canvas().contains("depth 11: a new run, same seed"))
    stage.press("R")
    #expect(stage.bench.commands.last == "load sigmoid seed 43 rate 0.5")
  }

  @Test func theSpeedStepsThroughTheLadder() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.press("+", "+", " ", "+", "-", "-", "-")
    #expect(stage.bench.commands.suffix(5) == ["run 200", "run 500", "run 200", "run 100", "run 50"])
    for _ in 0..<12 { stage.press("+") }
    #expect(stage.bench.commands.last == "run flat out")
    for _ in 0..<20 { stage.press("-") }
    #expect(stage.bench.commands.last == "run 1")
  }

  @Test func displayKeysNeverTrain() {
    var stage = Stagecraft(120, 40)
    stage.open(page: 2)
    let before = stage.bench.commands.count
    stage.press(
      "z", "y", "d", "H", .tab, .backTab, .up, .down, .left, .right, .pageUp, .pageDown, "?", .escape, "P",
      .escape)
    #expect(stage.bench.commands.count == before)
  }

  @Test func aTaskThatIsMetIsKept() {
    var stage = Stagecraft()
    stage.open(page: 2)
    #expect(stage.canvas().contains("☐ Lift the accuracy"))
    #expect(stage.canvas().contains("now 0.500"))
    stage.press(" ")
    stage.bench.meetGoals()
    stage.refresh()
    #expect(stage.application.world.journal["vanishing-gradients"].tasks["revive"]?.step == 214)
    #expect(stage.canvas().contains("☑ Lift the accuracy"))
    stage.press("r")
    #expect(stage.canvas().contains("☑ Lift the accuracy"))
  }

  @Test func hintsComeOneByOneAndBeginAgain() {
    var stage = Stagecraft()
    stage.open(page: 2)
    stage.press("H")
    #expect(stage.canvas().contains("hint 1/2"))
    stage.press("H")
    #expect(stage.canvas().contains("hint 2/2"))
    stage.press("H")
    #expect(stage.canvas().contains("hint 1/2"))
  }

  @Test func aQuizSaysWhyAndCanBeTriedAgain() {
    var stage = Stagecraft()
    stage.open(page: 3)
    stage.press(.down, .enter)
    #expect(stage.canvas().contains("Not 2. There are two"))
    stage.press("9")
    #expect(stage.canvas().contains("There is no choice 9"))
    stage.press("1")
    #expect(stage.canvas().contains("Right. Each layer"))
    let record = stage.application.world.journal["vanishing-gradients"].quizzes["four"]
    #expect(record == .init(choice: 0, isRight: true, tries: 2))
    stage.press("2")
    #expect(stage.application.world.journal["vanishing-gradients"].quizzes["four"] == record)
  }

  @Test func aKeyPressedTwiceBeforeTheBenchAnswersMeansTwoThings() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.application.handle(.key(" "))
    stage.application.handle(.key(" "))
    #expect(stage.bench.commands.suffix(2) == ["run 50", "pause"])
  }

  @Test func searchFindsAndOpens() {
    var stage = Stagecraft()
    stage.press("/", "q", .backspace, "v", "a", "n", .enter)
    #expect(stage.canvas().contains("Ten layers of sigmoid"))
    #expect(stage.application.exitStatus == nil)
  }

  @Test func continueGoesWhereOneWas() {
    var stage = Stagecraft()
    stage.open(page: 2)
    stage.press(.escape)
    #expect(stage.canvas().contains("c continue 12/3"))
    stage.press("c")
    #expect(stage.canvas().contains("Revive it"))
  }

  @Test func leavingALessonPausesIt() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.press(" ", .escape)
    #expect(stage.bench.commands.last == "pause")
  }

  @Test func aRefusedSettingIsSaidAndLeavesTheRunAlone() {
    var stage = Stagecraft()
    stage.open(page: 2)
    stage.press("n", "p")
    for _ in 0..<40 { stage.press("]") }
    #expect(stage.canvas().contains("rate is at its end"))
  }

  @Test func settingsFromTheCommandLineHoldOnTheFirstPage() {
    var stage = Stagecraft()
    stage.application.open("vanishing-gradients", page: 1, settings: [Setting("rate", "0.2")], seed: 7)
    #expect(stage.bench.commands.contains("load sigmoid seed 7 rate 0.2; relu + he seed 7 rate 0.1"))
  }

  @Test func aPlayedJourneyEndsWithTheSignalsStatus() {
    let stage = Stagecraft()
    var application = stage.application
    let pause = Playback.Beat.silence(.milliseconds(50))
    var terminal = Playback([
      .event(.key(.enter)), pause, .event(.resize(Size(width: 100, height: 30))), pause, .event(.key("n")),
      pause,
      .event(.key("?")), pause, .event(.key(.escape)), pause,
    ])
    let clock = terminal.clock
    let status = FrameLoop.run(&application, on: &terminal, now: { clock.now })
    #expect(status == 143)
    #expect(terminal.frames.last?.size == Size(width: 100, height: 30))
    #expect(terminal.frames.count == 6)
  }

  @Test func nothingIsDrawnWhileNothingChanges() {
    let stage = Stagecraft()
    var application = stage.application
    var terminal = Playback([.silence(.seconds(600)), .silence(.seconds(600)), .event(.key("q"))])
    let clock = terminal.clock
    #expect(FrameLoop.run(&application, on: &terminal, now: { clock.now }) == 0)
    #expect(terminal.frames.count == 1)
  }
}

/// Anything may be pressed at any size.
@Suite struct TortureTests {
  private static let keys: [Key] =
    Bindings.all.flatMap(\.keys).filter { $0 != "q" } + [
      .control("a"), .function(3), .delete, "\u{301}", "日", "x", "0",
    ]

  @Test func tenThousandRandomEvents() {
    var stage = Stagecraft()
    var chance = RandomStream(seed: 7, stream: 1)
    for index in 0..<10_000 {
      let draw = chance.index(below: 1 << 30)
      switch draw % 40 {
      case 0: stage.handle(.resize(Size(width: draw / 40 % 160, height: draw / 7000 % 60)))
      case 1: stage.handle(.paste("text\u{1B}[0m"))
      case 2: stage.bench.advance(3)
      case 3: stage.handle(.resumed)
      case 4: if !stage.bench.snapshot.lanes.isEmpty { stage.bench.meetGoals() }
      default: stage.handle(.key(Self.keys[draw / 40 % Self.keys.count]))
      }
      if index % 10 == 0 { #expect(stage.canvas().size == stage.application.world.size) }
    }
    #expect(stage.application.exitStatus == nil)
  }

  @Test(arguments: [(0, 0), (1, 1), (2, 200), (300, 1), (60, 16), (61, 17), (99, 23), (100, 16), (300, 100)])
  func noSizeTraps(width: Int, height: Int) {
    for page in 0..<4 {
      for keys: [Key] in [[], ["?"], ["P"], ["z"], [.tab, .tab], ["d"], ["H"], [.escape], [.escape, "/"]] {
        var stage = Stagecraft(width, height)
        stage.open(page: page)
        for key in keys { stage.press(key) }
        #expect(stage.canvas().size == Size(width: width, height: height))
      }
    }
  }
}
