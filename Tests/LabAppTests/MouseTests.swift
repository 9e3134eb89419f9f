import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI
import TestSupport
import Testing

/// The mouse does what the keys do, once it is asked for.
@Suite struct MouseTests {
  private func stage(_ width: Int = 80, _ height: Int = 24, isOn: Bool = true) -> Stagecraft {
    var stage = Stagecraft(width, height, panels: Stagecraft.readable)
    if isOn {
      stage.application.noteMouse(isOn: true, isWanted: true)
      stage.handle(.resize(Size(width: width, height: height)))
    }
    return stage
  }

  /// Where the words stand on the screen.
  private func place(_ words: String, _ canvas: Canvas) throws -> Point {
    let wanted = Array(words.unicodeScalars)
    for y in 0..<canvas.size.height {
      let row = (0..<canvas.size.width).map { canvas[$0, y].glyph }
      for x in 0...max(row.count - wanted.count, 0) where Array(row[x...].prefix(wanted.count)) == wanted {
        return Point(x: x, y: y)
      }
    }
    throw Missing(words: words)
  }

  private struct Missing: Error { var words: String }

  private func click(_ words: String, offset: Int = 0, _ stage: inout Stagecraft) throws {
    let point = try place(words, stage.canvas())
    stage.handle(.mouse(Mouse(.press, x: point.x + offset, y: point.y)))
    stage.handle(.mouse(Mouse(.release, x: point.x + offset, y: point.y)))
  }

  // MARK: on and off

  @Test func theKeySwitchesItOnAndOff() {
    let script: [Playback.Beat] = [
      .event(.mouse(Mouse(.press, x: 30, y: 2))), .event(.key("M")), .silence(.seconds(1)),
      .event(.key("M")), .silence(.seconds(1)),
    ]
    let clock = ManualClock()
    var terminal = Playback(script, clock: clock)
    var application = stage(isOn: false).application
    _ = FrameLoop.run(&application, on: &terminal, now: { clock.now })
    let said = terminal.frames.map { $0.text(ofRows: 22..<23) }
    #expect(said.contains { $0.contains("The mouse is on") && $0.contains("M switches it off") })
    #expect(said.last { $0.contains("The mouse is") }?.contains("The mouse is off") == true)
    #expect(!terminal.isMouseOn)
  }

  @Test func theFlagSwitchesItOn() {
    let clock = ManualClock()
    var terminal = Playback([.silence(.seconds(1))], clock: clock)
    var application = stage(isOn: false).application
    application.switchMouse(to: true)
    _ = FrameLoop.run(&application, on: &terminal, now: { clock.now })
    #expect(terminal.isMouseOn)
  }

  @Test func aTerminalWithoutAMouseSaysSo() {
    let clock = ManualClock()
    var terminal = Playback(
      [.event(.key("M")), .silence(.seconds(1)), .event(.mouse(Mouse(.press, x: 30, y: 2)))], clock: clock)
    terminal.hasMouse = false
    var application = stage(isOn: false).application
    _ = FrameLoop.run(&application, on: &terminal, now: { clock.now })
    #expect(terminal.frames.contains { $0.contains("This terminal has no mouse that could be used") })
    #expect(terminal.frames.last?.contains("neuron-and-network") != true)
  }

  @Test func offItDoesNothing() {
    var (off, untouched) = (stage(isOn: false), stage(isOn: false))
    off.open(page: 0)
    untouched.open(page: 0)
    let count = off.bench.commands.count
    for y in 0..<24 {
      for x in stride(from: 0, to: 80, by: 3) {
        for deed: Mouse.Deed in [.press, .drag, .release, .wheelUp, .wheelDown] {
          off.handle(.mouse(Mouse(deed, x: x, y: y)))
        }
      }
    }
    #expect(off.bench.commands.count == count && off.canvas() == untouched.canvas())
  }

  @Test func whereOneTypesTheLetterIsALetter() {
    var stage = stage(isOn: false)
    stage.press("/", "M")
    #expect(stage.canvas().contains("search: M") && stage.application.takeWantedMouse() == nil)
  }

  // MARK: screens

  @Test func aLessonIsChosenAndOpened() throws {
    var stage = stage()
    try click("vanishing", offset: 2, &stage)
    #expect(stage.canvas().contains("12 · The vanishing gradient problem"))
    try click("vanishing", offset: 2, &stage)
    #expect(stage.canvas().contains("Ten layers of sigmoid"))
  }

  @Test func aRowOfTheListIsChosen() throws {
    var stage = stage(120, 45)
    #expect(!stage.canvas().contains("21 · About dropout"))
    try click("About dropout", offset: 20, &stage)
    #expect(stage.canvas().contains("21 · About dropout"))
  }

  @Test func theBottomLineIsMadeOfButtons() throws {
    var stage = stage()
    stage.open(page: 1)
    try click("Space run", offset: 6, &stage)
    #expect(stage.bench.commands.last?.hasPrefix("run") == true)
    try click("? help", &stage)
    #expect(stage.canvas().contains("keys"))
    try click("Esc back", &stage)
    try click("n next", &stage)
    #expect(stage.canvas().contains("Revive it"))
  }

  @Test func aMarkOpensItsPage() throws {
    var stage = stage()
    stage.open(page: 0)
    let corner = try place("page 1/4", stage.canvas())
    // Marks stand at every second column behind the number.
    stage.handle(.mouse(Mouse(.press, x: corner.x + 9 + 2 * 2, y: corner.y)))
    #expect(stage.canvas().contains("page 3/4"))
    stage.handle(.mouse(Mouse(.press, x: corner.x + 9 + 2 * 2 + 1, y: corner.y)))
    #expect(stage.canvas().contains("page 3/4"))
  }

  @Test func aChoiceIsAnswered() throws {
    var stage = stage(120, 40)
    stage.open(page: 0)
    try click("only the first two", offset: 3, &stage)
    #expect(stage.canvas().contains("You said 1."))
  }

  @Test func knobsAreChosenAndTurned() throws {
    var stage = stage(120, 40)
    stage.open(page: 1)
    try click("◂ 0.5", &stage)
    #expect(stage.bench.commands.last?.contains("rate") == true)
    let lower = stage.bench.commands.last
    let arrow = try place("◂ ", stage.canvas())
    let canvas = stage.canvas()
    let right = try #require((arrow.x..<120).first { canvas[$0, arrow.y].glyph == "▸" })
    stage.handle(.mouse(Mouse(.press, x: right, y: arrow.y)))
    #expect(stage.bench.commands.last != lower && stage.canvas().contains("◂ 0.5 ▸"))
    try click("activation sigmoid", offset: 2, &stage)
    #expect(stage.canvas().contains("activation ◂ sigmoid ▸"))
  }

  @Test func aPanelIsChosen() throws {
    var stage = stage(120, 40)
    stage.open(page: 1)
    let second = try place("─ 2 ", stage.canvas())
    stage.handle(.mouse(Mouse(.press, x: second.x + 4, y: second.y + 2)))
    stage.press("z")
    #expect(stage.canvas().contains("2/2"))
  }

  @Test func theWheelScrollsTheText() {
    var stage = stage(60, 16)
    stage.open(page: 0)
    #expect(stage.canvas().contains("Ten layers of sigmoid"))
    stage.handle(.mouse(Mouse(.wheelDown, x: 10, y: 5)))
    #expect(!stage.canvas().text(ofRows: 2..<14).contains("Ten layers of sigmoid"))
    stage.handle(.mouse(Mouse(.wheelUp, x: 10, y: 5)))
    #expect(stage.canvas().contains("Ten layers of sigmoid"))
    stage.press("?")
    let first = stage.canvas()
    stage.handle(.mouse(Mouse(.wheelDown, x: 10, y: 5)))
    #expect(stage.canvas() != first)
  }

  @Test func inspectingTheCursorGoesToThePointer() throws {
    var stage = stage(120, 40)
    stage.open(page: 1)
    stage.press(".", "i", .tab)
    #expect(stage.canvas().contains("bar 1 is 4 long"))
    let bar = try place("bar 1 is", stage.canvas())
    #expect(bar.y > 30)
    let drawn = (0..<stage.canvas().size.height).compactMap { y in
      (0..<120).first { stage.canvas()[$0, y].style.background == Colour(201) }.map { Point(x: $0, y: y) }
    }
    let cursor = try #require(drawn.first)
    stage.handle(.mouse(Mouse(.press, x: cursor.x, y: cursor.y + 1)))
    #expect(stage.canvas().contains("bar 2 is 7 long"))
    stage.handle(.mouse(Mouse(.drag, x: cursor.x, y: cursor.y)))
    #expect(stage.canvas().contains("bar 1 is 4 long"))
  }

  @Test func whileALineIsTypedNothingElseChanges() {
    var stage = stage(120, 40)
    stage.open(page: 1)
    stage.press(":", "s")
    let (before, count) = (stage.canvas(), stage.bench.commands.count)
    for y in 0..<38 { stage.handle(.mouse(Mouse(.press, x: 60, y: y))) }
    #expect(stage.canvas() == before && stage.bench.commands.count == count)
  }

  @Test func theSheetOfThePlaygroundIsClicked() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.application.noteMouse(isOn: true, isWanted: true)
    stage.open()
    let rate = try place("rate", stage.canvas())
    stage.application.handle(.mouse(Mouse(.press, x: rate.x + 1, y: rate.y)))
    #expect(stage.markedLine.hasPrefix("rate"))
    let value = stage.markedLine
    let arrow = try place("◂ ", stage.canvas())
    stage.application.handle(.mouse(Mouse(.press, x: arrow.x, y: arrow.y)))
    #expect(stage.markedLine.hasPrefix("rate") && stage.markedLine != value)
  }

  /// Anything anywhere is survived, and a key still means what it means.
  @Test(arguments: 0..<4) func noise(seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let deeds: [Mouse.Deed] = [.press, .drag, .release, .wheelUp, .wheelDown]
    let keys: [Key] = ["i", "m", "z", .tab, .escape, "e", "?", "n", "p", ":", "L", "P", ".", "E"]
    var stage = stage(seed % 2 == 0 ? 80 : 120, seed % 2 == 0 ? 24 : 40)
    stage.open(page: 0)
    for _ in 0..<600 {
      stage.handle(
        .mouse(Mouse(deeds[mutator.below(5)], x: mutator.below(140) - 5, y: mutator.below(50) - 5)))
      if mutator.below(6) == 0 { stage.handle(.key(keys[mutator.below(keys.count)])) }
      if mutator.below(40) == 0 { _ = stage.canvas() }
      if stage.application.exitStatus != nil { stage = self.stage() }
    }
    _ = stage.canvas()
  }

  // MARK: the expected curve

  /// A drag draws the curve: the knots that it passes lie on its way, and go on level behind it.
  @Test(arguments: [(80, 24), (120, 40)])
  func aDragDrawsTheExpectedCurve(width: Int, height: Int) throws {
    var stage = RealStage(RealStage.moons, width, height)
    stage.application.noteMouse(isOn: true, isWanted: true)
    stage.press("E")
    let before = stage.canvas()
    let area = try #require((1..<height - 4).first { before.text(row: $0).contains("loss") })
    let left = width - 40
    for (index, deed) in ([.press, .drag, .drag, .release] as [Mouse.Deed]).enumerated() {
      stage.handle(.mouse(Mouse(deed, x: left + 6 * index, y: area + 3 + 2 * min(index, 2))))
    }
    let drawn = stage.canvas()
    #expect(drawn.text(ofRows: 0..<height) != before.text(ofRows: 0..<height))
    #expect(drawn.contains("Draw the loss you expect: knot ") && !drawn.contains("knot 1 of 25"))
    expectScreen(drawn, "expecting-mouse-\(width)x\(height)")
    stage.press(.enter)
    #expect(stage.canvas().contains("Drawn."))
  }
}
