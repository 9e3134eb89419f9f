import Foundation
import Experiments
import LabApp
import Lessons
import TerminalUI
import TestSupport
import Testing

private let sizes = [(80, 24), (120, 40), (60, 16), (40, 12)]

/// The screens as recorded, at each size and in ASCII.
@Suite struct ScreenTests {
  private func expectAll(_ name: String, _ prepare: (inout Stagecraft) -> Void) {
    for (width, height) in sizes {
      var stage = Stagecraft(width, height)
      prepare(&stage)
      expectScreen(stage.canvas(), "\(name)-\(width)x\(height)")
    }
    var stage = Stagecraft(80, 24, look: Stagecraft.ascii)
    prepare(&stage)
    let canvas = stage.canvas()
    expectScreen(canvas, "\(name)-80x24-ascii")
    #expect(canvas.cells.allSatisfy { $0.glyph.value < 0x7F })
  }

  @Test func home() { expectAll("home") { _ in } }

  /// Where every lesson has a row of its own, the selected one is told beside the list.
  @Test func homeOnAHighScreen() {
    var stage = Stagecraft(120, 45)
    stage.open(page: 1)
    stage.press(.escape)
    expectScreen(stage.canvas(), "home-list-120x45")
    stage.press(.down, .down, .right)
    stage.handle(.resize(Size(width: 200, height: 60)))
    expectScreen(stage.canvas(), "home-list-200x60")
  }

  @Test func search() {
    var stage = Stagecraft()
    stage.press("/", "n", "o", "r", "m")
    expectScreen(stage.canvas(), "search-80x24")
  }

  @Test func lessonPageWithPanels() {
    expectAll("page") { stage in
      stage.open()
      stage.press("2", " ")
      stage.bench.advance(240)
      stage.refresh()
    }
  }

  @Test func predictionOpen() { expectAll("prediction") { $0.open() } }

  @Test func raceWithKnobsFocused() {
    expectAll("race") { stage in
      stage.open(page: 1)
      stage.press(.tab, .tab, .right)
    }
  }

  @Test func taskWithHint() {
    expectAll("task") { stage in
      stage.open(page: 2)
      stage.press("H")
    }
  }

  @Test func zoomedPanel() {
    expectAll("zoom") { stage in
      stage.open(page: 1)
      stage.press("2", "z")
    }
  }

  @Test func quizOpen() { expectAll("quiz-open") { $0.open(page: 3) } }

  @Test func quizWrongThenRight() {
    expectAll("quiz-wrong") { stage in
      stage.open(page: 3)
      stage.press("2")
    }
    expectAll("quiz-right") { stage in
      stage.open(page: 3)
      stage.press("2", "1")
    }
  }

  @Test func help() {
    expectAll("help") { stage in
      stage.open(page: 1)
      stage.press("?")
    }
  }

  @Test func progress() {
    expectAll("progress") { stage in
      stage.open(page: 3)
      stage.press("1", "P")
    }
  }

  @Test func description() {
    expectAll("description") { stage in
      stage.open(page: 1)
      stage.press("d")
    }
  }

  @Test func diverged() {
    var stage = Stagecraft(120, 40)
    stage.open(page: 1)
    stage.bench.fail(.diverged(.init(step: 412, meter: "loss", value: .infinity)))
    stage.refresh()
    expectScreen(stage.canvas(), "diverged-120x40")
  }

  @Test func failed() {
    var stage = Stagecraft(120, 40)
    stage.open(page: 1)
    stage.bench.fail(
      .failed("data \"two-moons\": there is no generator of that name; did you mean \"moons\"?"))
    stage.refresh()
    expectScreen(stage.canvas(), "failed-120x40")
  }

  @Test func wideProjector() {
    var stage = Stagecraft(200, 60)
    stage.open()
    stage.press("2", " ")
    expectScreen(stage.canvas(), "page-200x60")
  }

  @Test func noLessons() {
    var stage = Stagecraft(shelf: Shelf(lessons: []))
    stage.press(.enter, "c", "/", "j", .escape)
    expectScreen(stage.canvas(), "home-empty-80x24")
  }
}

/// A run goes on from page to page, until a page names an experiment again.
@Suite struct RunOfAPageTests {
  @Test func pagesOfOneRunShareItAndOthersBeginAfresh() {
    var lesson = SampleCourse.shelf.lessons.first { $0.id == "vanishing-gradients" }!
    let source = lesson.pages.first { $0.experiment != nil }!
    lesson.pages = [1, 1, 2].map { run in
      var page = Page(title: "A page", blocks: source.blocks, experiment: source.experiment)
      page.run = run
      return page
    }
    var stage = Stagecraft(shelf: Shelf(lessons: [lesson]))
    func loads() -> Int { stage.bench.commands.count { $0.hasPrefix("load") } }
    stage.open(lesson.id)
    #expect(loads() == 1)
    stage.press("n")
    #expect(loads() == 1)
    stage.press("n")
    #expect(loads() == 2)
    stage.press("p")
    #expect(loads() == 3)
  }
}

/// What cannot be saved is said once, where it is seen.
@Suite struct NoticeTests {
  @Test func aWarningStandsInTheLastRowUntilTheNextKey() {
    var world = World(shelf: SampleCourse.shelf, size: Size(width: 80, height: 24))
    world.warning = "progress cannot be saved"
    var application = Application(
      world: world, bench: ScriptedBench(), keeper: Keeper(now: { Date(timeIntervalSince1970: 0) }))
    application.open("vanishing-gradients", page: 1)
    #expect(application.draw(look: Look()).text(ofRows: 23..<24).contains("! progress cannot be saved"))
    application.handle(.key(.right))
    #expect(!application.draw(look: Look()).contains("progress cannot be saved"))
  }
}
