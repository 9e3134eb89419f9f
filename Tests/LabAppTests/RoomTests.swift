import Experiments
import Lessons
import Panels
import TerminalUI
import TestSupport
import Testing

@testable import LabApp

/// The room of a page goes where it is needed.
@Suite struct RoomTests {
  private func needs(
    text: Int, panel: Int? = nil, favoursPanel: Bool = false, favoursText: Bool = false
  ) -> LessonLayout.Needs {
    var needs = LessonLayout.Needs()
    (needs.panelCount, needs.knobRows) = (2, 1)
    (needs.textRows, needs.panelRows) = (text, panel)
    (needs.favoursPanel, needs.favoursText) = (favoursPanel, favoursText)
    return needs
  }

  private func rows(_ needs: LessonLayout.Needs, height: Int = 24) -> [Int] {
    let layout = LessonLayout(Size(width: 80, height: height), needs)
    return [layout.text.height, layout.panels.height]
  }

  @Test func whatOneCannotUseFallsToTheOther() {
    #expect(rows(needs(text: 40)) == [9, 10], "half and half")
    #expect(rows(needs(text: 5)) == [5, 14], "a short text leaves the rest to the picture")
    #expect(rows(needs(text: 40, panel: 6)) == [13, 6], "a table of five rows leaves the rest to the text")
    #expect(rows(needs(text: 7, panel: 6)) == [7, 12])
    #expect(rows(needs(text: 40, panel: 30)) == [9, 10], "a long table shares")
    #expect(rows(needs(text: 40, favoursPanel: true)) == [5, 14])
    #expect(rows(needs(text: 40, favoursText: true)) == [13, 6], "a question has the room")
  }

  @Test(arguments: [24, 25, 30, 40, 60], [1, 4, 9, 30, 100])
  func textAndPanelShareAllRows(height: Int, text: Int) {
    for panel in [nil, 3, 8, 50] {
      let both = rows(needs(text: text, panel: panel), height: height)
      #expect(both[0] + both[1] == height - 5 && both[0] >= 4 && both[1] >= 6)
    }
  }

  /// Of panels below each other, one with few rows takes no more, and the others get the rest.
  @Test func panelsTakeWhatTheyCanUse() {
    func heights(_ rows: [Int?]) -> [Int] {
      let needs = rows.map { row in PanelStack.Need(least: Size(width: 20, height: 5)) { _ in row } }
      let area = Rect(x: 0, y: 0, width: 60, height: 48)
      return PanelStack.places(needs, selected: 0, alone: false, in: area).map(\.area.height)
    }
    #expect(heights([nil, nil]) == [24, 24])
    #expect(heights([6, nil]) == [7, 41])
    #expect(heights([nil, 6, 10]) == [30, 7, 11])
    #expect(heights([6, 6]) == [7, 41], "the last one has what nobody can use")
    #expect(heights([100, nil]) == [24, 24])
  }

  @Test func theTitleStandsInTheLineAndTheRestIsCountedBelow() throws {
    var stage = Stagecraft()
    stage.open()
    let canvas = stage.canvas()
    let title = SampleCourse.vanishing.pages[0].title
    #expect(canvas.text(row: 1).contains("─ \(title) ─"))
    #expect(!canvas.text(ofRows: 2..<24).contains(title))
    let rule = try #require((2..<24).map { canvas.text(row: $0) }.first { $0.contains("PgDn") })
    #expect(rule.contains("1/") && rule.contains("──"), "it stands in the line of the panel")
  }

  /// A task is told once where the room is scarce, twice where it is not.
  @Test func aTaskIsNotToldTwiceOnASmallScreen() throws {
    let task = try #require(SampleCourse.vanishing.pages[2].tasks.first)
    func count(_ width: Int, _ height: Int) -> Int {
      var stage = Stagecraft(width, height)
      stage.open(page: 2)
      let canvas = stage.canvas()
      return (0..<height).count { canvas.text(row: $0).contains("☐ " + task.say.prefix(20)) }
    }
    #expect(count(80, 24) == 1 && count(160, 50) == 2)
  }

  @Test func aLaneIsShownByItsNumber() {
    var stage = Stagecraft()
    stage.open(page: 1)
    let isShown = [1, 40, -1].map { stage.application.show(lane: $0) }
    #expect(isShown == [true, false, false])
  }
}

/// The knobs: the selected one is always seen, and what is not seen is counted.
@Suite struct KnobRowTests {
  private let items = (1...12).map { KnobRow.Item(label: "knob \($0)", value: "0.5") }

  private func canvas(_ selected: Int, width: Int, height: Int = 1) -> Canvas {
    var canvas = Canvas(size: Size(width: width, height: height))
    KnobRow.draw(items, selected: selected, hasFocus: true, on: &canvas, in: canvas.bounds)
    return canvas
  }

  @Test(arguments: [40, 80, 120], [1, 2])
  func theSelectedOneIsSeenAndTheOthersAreCounted(width: Int, height: Int) throws {
    for selected in items.indices {
      let text = canvas(selected, width: width, height: height).text
      #expect(text.contains("knob \(selected + 1) ◂ 0.5 ▸"), "\(text)")
      let seen = items.indices.filter { text.contains("knob \($0 + 1) ") }
      let counted = text.split { $0 == " " || $0 == "\n" }.filter { $0.hasPrefix("+") }.compactMap { Int($0) }
      #expect(seen.count + counted.reduce(0, +) == items.count, "\(text)")
      #expect(Array(try #require(seen.first)...(try #require(seen.last))) == seen)
    }
  }

  @Test func allFitInTwoLinesBeforeAnyIsLeftOut() {
    #expect(KnobRow.rows(items, of: "knobs", selected: 0, width: 200) == 1)
    #expect(KnobRow.rows(items, of: "knobs", selected: 0, width: 120) == 2)
    #expect(!canvas(0, width: 120, height: 2).text.contains("+"))
    #expect(KnobRow.rows([], of: "knobs", selected: 0, width: 120) == 0)
  }

  @Test func aClickFindsTheKnobOfItsLine() throws {
    let area = Rect(x: 0, y: 0, width: 120, height: 2)
    let second = canvas(0, width: 120, height: 2).text(row: 1)
    let start = try #require(second.firstIndex(of: "k"))
    let column = second.distance(from: second.startIndex, to: start)
    let number = try #require(Int(second[start...].dropFirst(5).prefix { $0.isNumber }))
    let hit = KnobRow.hit(items, of: "knobs", selected: 0, at: Point(x: column, y: 1), in: area)
    #expect(hit == .select(number - 1))
  }
}

/// The home screen at every width.
@Suite struct LessonGridTests {
  @Test(arguments: [60, 80, 90, 100, 110, 119, 120, 121, 132], [24, 30, 40, 60])
  func noNameTouchesTheEdgeOrAnother(width: Int, height: Int) {
    let grid = LessonGrid(SampleCourse.shelf, in: Size(width: width, height: height))
    #expect(grid.items.count == SampleCourse.shelf.lessons.count)
    for (item, next) in zip(grid.items, grid.items.dropFirst()) where item.row == next.row {
      #expect(item.column + item.width < next.column)
    }
    #expect(grid.items.allSatisfy { $0.column + $0.width < width })
  }
}
