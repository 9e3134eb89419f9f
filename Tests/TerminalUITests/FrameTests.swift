import TerminalUI
import Testing

private func rows(_ canvas: Canvas) -> [String] {
  (0..<canvas.size.height).map { y in
    String(String.UnicodeScalarView((0..<canvas.size.width).map { canvas[$0, y].glyph }))
  }
}

private let ascii = Look(capability: Capability(colours: .mono, glyphs: .ascii))

@Suite struct FrameTests {
  @Test func linesThatMeetJoin() {
    var canvas = Canvas(size: Size(width: 9, height: 5))
    canvas.frame(canvas.bounds)
    canvas.upright(x: 4, y: 0, height: 5)
    canvas.rule(x: 4, y: 2, width: 5)
    #expect(rows(canvas) == ["┌───┬───┐", "│   │   │", "│   ├───┤", "│   │   │", "└───┴───┘"])
  }

  @Test func asciiHasPlusAtTheJoints() {
    var canvas = Canvas(size: Size(width: 9, height: 3), look: ascii)
    canvas.frame(canvas.bounds, title: "")
    canvas.upright(x: 4, y: 0, height: 3)
    #expect(rows(canvas) == ["+---+---+", "|   |   |", "+---+---+"])
  }

  @Test func aTitleSitsInTheRuleAndIsLeftOutWithoutRoom() {
    var canvas = Canvas(size: Size(width: 16, height: 2))
    canvas.rule(x: 0, y: 0, width: 16, title: "loss")
    canvas.rule(x: 0, y: 1, width: 7, title: "loss")
    #expect(rows(canvas)[0] == "── loss ────────")
    #expect(rows(canvas)[1] == "───────         ")
  }

  @Test func theInsideIsReturned() {
    var canvas = Canvas(size: Size(width: 10, height: 6))
    #expect(canvas.frame(Rect(x: 1, y: 1, width: 8, height: 4)) == Rect(x: 2, y: 2, width: 6, height: 2))
    #expect(canvas.frame(Rect(x: 0, y: 0, width: 1, height: 9)).isEmpty)
  }

  @Test func nothingTrapsOutsideTheCanvas() {
    for size in [Size(width: 0, height: 0), Size(width: 1, height: 1), Size(width: 3, height: 2)] {
      var canvas = Canvas(size: size)
      canvas.frame(Rect(x: -2, y: -2, width: 9, height: 9), title: "title")
      canvas.rule(x: -5, y: 0, width: 3, title: "x")
      canvas.upright(x: 0, y: -9, height: 30)
      canvas.upright(x: 7, y: 4, height: 3)
      #expect(canvas.size == size)
    }
  }
}

@Suite struct GlyphsTests {
  @Test func everyGlyphIsBelow7FAtTheASCIILevel() {
    var canvas = Canvas(size: Size(width: 1, height: 1), look: ascii)
    for value in UInt32(0x20)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      canvas[0, 0] = Cell(scalar)
      #expect(canvas[0, 0].glyph.value <= 0x7F, "\(scalar)")
    }
  }

  @Test func textOfTheASCIILevelIsASCII() {
    for value in UInt32(0x20)...0x2FFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let plain = Glyphs.plain(String(scalar), at: .ascii)
      #expect(plain.unicodeScalars.allSatisfy { $0.value <= 0x7F }, "\(scalar)")
    }
  }

  @Test func marksStayDifferentFromEachOther() {
    for level in Capability.Glyphs.allCases {
      let marks: [Unicode.Scalar] = ["●", "◐", "○"]
      #expect(Set(marks.map { Glyphs.plain($0, at: level) }).count == 3)
      let boxes: [Unicode.Scalar] = ["☐", "☑", "✗"]
      #expect(Set(boxes.map { Glyphs.plain($0, at: level) }).count == 3)
    }
  }

  @Test func aWideGlyphStaysTwoColumnsWide() {
    var canvas = Canvas(size: Size(width: 4, height: 1), look: ascii)
    canvas.write("日x", x: 0, y: 0)
    #expect(rows(canvas) == ["? x "])
  }
}
