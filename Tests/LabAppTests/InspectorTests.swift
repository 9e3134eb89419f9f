import Experiments
import LabApp
import Lessons
import TerminalUI
import TestSupport
import Testing

/// The cursor over the panels.
@Suite struct InspectorTests {
  /// A page with two panels that have data, after some steps.
  private func stage(_ width: Int = 120, _ height: Int = 40, look: Look = Look()) -> Stagecraft {
    var stage = Stagecraft(width, height, look: look, panels: Stagecraft.readable)
    stage.open(page: 1)
    stage.press("g", ".")
    return stage
  }

  @Test func theNumberUnderTheCursorIsTold() {
    var stage = stage()
    stage.press("i")
    #expect(stage.canvas().contains("step 10 · value 10.5"))
    stage.press(.left)
    #expect(stage.canvas().contains("step 9 · value 9.5"))
    stage.press("h")
    #expect(stage.canvas().contains("step 8 · value 8.5"))
    stage.press(.home)
    #expect(stage.canvas().contains("step 0 · value 0.5"))
    stage.press(.pageDown)
    #expect(stage.canvas().contains("step 10 · value 10.5"))
    stage.press(.right)
    #expect(stage.canvas().contains("Nothing lies further that way."))
  }

  @Test func enterGoesToTheStep() {
    var stage = stage()
    stage.press("i", .left, .left, .left, .enter)
    #expect(stage.bench.commands.last == "seek 7")
  }

  @Test func tabGoesToTheNextPanelAndBack() {
    var stage = stage()
    stage.press("i", .tab)
    #expect(stage.canvas().contains("bar 1 is 4 long"))
    stage.press(.down)
    #expect(stage.canvas().contains("bar 2 is 7 long"))
    stage.press(.backTab)
    #expect(stage.canvas().contains("step 10"))
  }

  @Test func escapePutsItAwayAndTheLessonStays() {
    var stage = stage()
    let before = stage.canvas()
    stage.press("i", .left, .escape)
    #expect(!stage.canvas().contains("value 9.5"))
    #expect(stage.canvas().contains("Three ways") == before.contains("Three ways"))
    stage.press("i", "i", .left)
    #expect(!stage.canvas().contains("value"))
  }

  /// The cursor trains nothing; running goes on under it.
  @Test func itOnlyLooks() {
    var stage = stage()
    let count = stage.bench.commands.count
    stage.press("i", .left, .right, .up, .down, .pageUp, .pageDown, .home, .end, .tab, .backTab)
    #expect(stage.bench.commands.dropFirst(count).allSatisfy { $0.hasPrefix("show") })
    stage.press(" ")
    #expect(stage.bench.commands.last?.hasPrefix("run") == true)
    stage.press(.left)
    #expect(stage.canvas().contains("step 9 · value"))
  }

  @Test func aPanelWithoutDataSaysSo() {
    var stage = Stagecraft(120, 40)
    stage.open(page: 1)
    stage.press("i")
    #expect(stage.canvas().contains("no data to point at"))
  }

  @Test(arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func looksAsRecorded(_ size: Size) {
    let looks = [("full", Look()), ("ascii", Stagecraft.ascii)]
    for (name, look) in looks {
      var stage = stage(size.width, size.height, look: look)
      stage.press("i", .left, .left)
      expectScreen(stage.canvas(), "inspect-\(size.width)x\(size.height)-\(name)")
    }
  }
}
