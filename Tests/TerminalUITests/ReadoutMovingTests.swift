import TerminalUI
import Testing

/// Moving from datum to datum.
@Suite struct ReadoutMovingTests {
  private let area = Rect(x: 5, y: 3, width: 12, height: 4)

  @Test func aGridIsWalkedDatumByDatum() {
    let grid = Readout.even(rows: 2, columns: 3, in: area) { row, column in Reading("\(row),\(column)") }
    #expect(grid.index(from: 0, .right) == 1)
    #expect(grid.index(from: 0, .down) == 3)
    #expect(grid.index(from: 2, .right) == nil)
    #expect(grid.index(from: 3, .up) == 0)
    #expect(grid.index(from: 0, .right, by: 10) == 2)
    #expect(grid.spot(4) == Spot(Rect(x: 9, y: 5, width: 4, height: 2)))
    #expect(grid.reading(4)?.text == "1,1")
  }

  /// More data than cells: each keeps the cell that shows it.
  @Test func dataThatShareACellAreAllReached() {
    let grid = Readout.even(rows: 1, columns: 40, in: area) { _, column in Reading("\(column)") }
    #expect(grid.reachable.count == 40)
    let columns = (0..<40).compactMap { grid.spot($0)?.area.x }
    #expect(columns == columns.sorted() && Set(columns).count == 12)
    #expect(grid.index(from: 0, .right) == 1)
  }

  /// Where a cell shows two pixels, the upper and the lower one are told apart.
  @Test func halvesOfACell() {
    let grid = Readout.even(rows: 8, columns: 2, in: area, perRow: 2) { row, _ in Reading("\(row)") }
    #expect(grid.spot(0)?.half == .upper && grid.spot(2)?.half == .lower)
    #expect(grid.spot(0)?.area == grid.spot(2)?.area)
  }

  @Test func holesAreJumped() {
    let holed = Readout(rows: 1, columns: 4) { _, column in
      column == 1 || column == 2 ? nil : Spot(x: column, y: 0)
    } reading: { _, column in
      Reading("\(column)")
    }
    #expect(holed.index(from: 0, .right) == 3)
    #expect(holed.reachable == [0, 3])
    #expect(holed.reading(1) == nil)
  }

  @Test func pointsAreWalkedByTheirPlaces() {
    let places = [(0, 0), (10, 0), (10, 0), (4, 3)]
    let cloud = Readout(points: places.map { Spot(x: $0.0, y: $0.1) }) { Reading("\($0)") }
    #expect(cloud.index(from: 0, .right) == 3 || cloud.index(from: 0, .right) == 1)
    // Two points of one cell are reached one after the other.
    #expect(cloud.index(from: 1, .right) == 2)
    #expect(cloud.index(from: 2, .left) == 1)
    #expect(cloud.index(from: 1, .up) == nil)
    for start in places.indices {
      var seen: Set<Int> = [start]
      var open = [start]
      while let here = open.popLast() {
        for heading in Heading.allCases {
          if let next = cloud.index(from: here, heading), seen.insert(next).inserted { open.append(next) }
        }
      }
      #expect(seen == [0, 1, 2, 3], "from \(start) only \(seen)")
    }
  }

  @Test(arguments: [
    Capability(), Capability(colours: .eight, glyphs: .block), Capability(colours: .mono, glyphs: .ascii),
  ])
  func theMarkIsSeen(_ capability: Capability) {
    for glyph in " █▀⠤x".unicodeScalars {
      var canvas = Canvas(size: Size(width: 3, height: 1), look: Look(capability: capability))
      canvas[1, 0] = Cell(glyph, Style(Colour(74), on: capability.colours == .full ? Colour(208) : .standard))
      let before = canvas
      canvas.point(at: Spot(x: 1, y: 0))
      #expect(canvas[1, 0] != before[1, 0] && canvas[0, 0] == before[0, 0] && canvas[2, 0] == before[2, 0])
      var line = before
      line.point(at: 1, in: line.bounds)
      #expect(line[1, 0] != before[1, 0])
    }
  }

  @Test func allDigits() {
    #expect(Digits.exact(Float(0.1)) == "0.1")
    #expect(Digits.exact(Double(Float(0.1))) == "0.1")
    #expect(Digits.exact(Float.nan) == "NaN")
    #expect(Digits.exact(Float(1) / 3) == "0.33333334")
  }
}
