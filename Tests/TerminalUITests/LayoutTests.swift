import TerminalUI
import Testing

@Suite struct LayoutTests {
  @Test func fixedFirstThenSharesByWeight() {
    #expect(Layout.lengths([.fixed(3), .flexible(), .flexible(weight: 2)], in: 12) == [3, 3, 6])
    #expect(Layout.lengths([.flexible(), .flexible()], in: 7, gap: 1) == [3, 3])
    #expect(Layout.lengths([.flexible(), .flexible(), .flexible()], in: 10) == [3, 3, 4])
  }

  @Test func minimaAreKept() {
    #expect(Layout.lengths([.flexible(minimum: 8), .flexible()], in: 10) == [8, 2])
  }

  @Test func theLastFlexiblePartIsLeftOutWhenTheRoomIsShort() {
    #expect(Layout.lengths([.flexible(minimum: 6), .flexible(minimum: 6)], in: 10) == [10, 0])
    #expect(Layout.lengths([.fixed(4), .flexible(minimum: 6)], in: 8, gap: 1) == [4, 0])
  }

  @Test func neverMoreThanThereIs() {
    for total in -1...20 {
      let lengths = Layout.lengths(
        [.fixed(5), .flexible(minimum: 3), .fixed(4), .flexible(weight: 3)], in: total, gap: 1)
      #expect(lengths.allSatisfy { $0 >= 0 })
      #expect(lengths.reduce(0, +) <= max(total, 0))
    }
  }

  @Test func rowsAndColumnsFollowEachOther() {
    let area = Rect(x: 2, y: 3, width: 20, height: 10)
    let rows = area.rows([.fixed(2), .flexible()], gap: 1)
    #expect(rows == [Rect(x: 2, y: 3, width: 20, height: 2), Rect(x: 2, y: 6, width: 20, height: 7)])
    let columns = area.columns([.flexible(), .fixed(5)])
    #expect(columns[1] == Rect(x: 17, y: 3, width: 5, height: 10))
  }
}

@Suite struct ScrollTests {
  @Test func staysInsideTheText() {
    var scroll = Scroll()
    scroll.move(by: -3, of: 20, in: 5)
    #expect(scroll.first(of: 20, in: 5) == 0)
    scroll.move(by: 100, of: 20, in: 5)
    #expect(scroll.first(of: 20, in: 5) == 15)
    #expect(scroll.first(of: 20, in: 30) == 0)
  }

  @Test func aResizeAndBackReturnsToTheLine() {
    var scroll = Scroll()
    scroll.move(by: 10, of: 20, in: 5)
    #expect(scroll.first(of: 20, in: 18) == 2)
    #expect(scroll.first(of: 20, in: 5) == 10)
  }

  @Test func revealsWithTheLeastMove() {
    var scroll = Scroll(offset: 4)
    scroll.reveal(5..<7, of: 20, in: 5)
    #expect(scroll.offset == 4)
    scroll.reveal(8..<12, of: 20, in: 5)
    #expect(scroll.offset == 7)
    scroll.reveal(1..<2, of: 20, in: 5)
    #expect(scroll.offset == 1)
  }
}

@Suite struct DifferenceTests {
  @Test func nothingChangedIsNothingSent() {
    let canvas = Canvas(size: Size(width: 20, height: 4))
    #expect(Difference.runs(from: canvas, to: canvas).isEmpty)
  }

  @Test func neighbouringChangesAreOneRun() {
    let old = Canvas(size: Size(width: 30, height: 2))
    var new = old
    new.write("ab  cd", x: 3, y: 1)
    new.write("z", x: 25, y: 1)
    #expect(
      Difference.runs(from: old, to: new) == [
        ChangedRun(start: Point(x: 3, y: 1), count: 6), ChangedRun(start: Point(x: 25, y: 1), count: 1),
      ])
  }

  @Test func anotherSizeIsAllNew() {
    let runs = Difference.runs(
      from: Canvas(size: Size(width: 3, height: 3)), to: Canvas(size: Size(width: 4, height: 2)))
    #expect(runs.map(\.count) == [4, 4])
  }
}

@Suite struct PlaybackTests {
  @Test func playsEventsAndSilencesAndThenAsksToLeave() {
    var terminal = Playback([
      .event(.key(.enter)), .silence(.milliseconds(50)), .event(.resize(Size(width: 10, height: 5))),
    ])
    #expect(terminal.nextEvent(within: .seconds(1)) == .key(.enter))
    #expect(terminal.nextEvent(within: .milliseconds(30)) == nil)
    #expect(terminal.nextEvent(within: .milliseconds(30)) == nil)
    #expect(terminal.clock.now == .milliseconds(50))
    #expect(terminal.nextEvent(within: .zero) == .resize(Size(width: 10, height: 5)))
    #expect(terminal.size == Size(width: 10, height: 5))
    #expect(terminal.nextEvent(within: .zero) == .terminate(signal: 15))
  }

  @Test func recordsFrames() {
    var terminal = Playback([])
    terminal.present(Canvas(size: terminal.size))
    #expect(terminal.frames.count == 1)
  }
}
