import TerminalUI
import Testing

private func text(_ lines: [[Cell]]) -> [String] {
  lines.map { line in
    String(String.UnicodeScalarView(line.map(\.glyph).filter { $0 != Cell.continuation.glyph }))
  }
}

@Suite struct ParagraphTests {
  @Test func wrapsAtSpacesWithinTheWidth() {
    let lines = Paragraph.wrap([Words("one two three four five")], width: 9)
    #expect(text(lines) == ["one two", "three", "four five"])
  }

  @Test func aStyledPhraseKeepsItsStyleAcrossTheBlankInside() {
    let bold = Style(.standard, .bold)
    let lines = Paragraph.wrap([Words("a "), Words("bold phrase", bold)], width: 20)
    #expect(lines[0].filter { $0.style == bold }.count == 11)
  }

  @Test func wordsOfSeveralPiecesStayTogether() {
    let lines = Paragraph.wrap([Words("weights "), Words("w"), Words(", b")], width: 10)
    #expect(text(lines) == ["weights w,", "b"] || text(lines) == ["weights", "w, b"])
    #expect(text(lines) == ["weights", "w, b"])
  }

  @Test func aHangingIndentIsAsWideAsTheMarker() {
    let lines = Paragraph.wrap([Words("alpha beta gamma")], width: 9, first: [Words("12. ")])
    #expect(text(lines) == ["12. alpha", "    beta", "    gamma"])
  }

  @Test func aWordWiderThanTheLineIsBrokenAndWideGlyphsAreNot() {
    #expect(text(Paragraph.wrap([Words("abcdefgh")], width: 3)) == ["abc", "def", "gh"])
    let wide = Paragraph.wrap([Words("日本語")], width: 5)
    #expect(text(wide) == ["日本", "語"])
    #expect(wide.allSatisfy { $0.count <= 5 })
  }

  @Test func combiningMarksTakeNoRoomAndControlsAreShown() {
    let lines = Paragraph.wrap([Words("e\u{301}x\u{1B}[0m")], width: 40)
    #expect(text(lines) == ["ex·[0m"])
  }

  @Test func noWidowOfOneLetter() {
    #expect(text(Paragraph.wrap([Words("the matrix W.")], width: 11)) == ["the", "matrix W."])
  }

  @Test(arguments: [-3, 0, 1, 2, 5, 17, 80])
  func noLineIsWiderThanAsked(width: Int) {
    let words = [
      Words("Ein 日本 gradient ‖∂L/∂W‖ flows backwards, ", Style(.standard, .bold)), Words("or not."),
    ]
    for level in Capability.Glyphs.allCases {
      let lines = Paragraph.wrap(words, width: width, first: [Words("• ")], at: level)
      #expect(lines.allSatisfy { $0.count <= max(width, 0) })
    }
  }

  @Test func codeIsCutVisiblyAndNeverWrapped() {
    let lines = Paragraph.verbatim(["h = tanh(Wx + b)", "y"], style: .plain, width: 8, indent: 2)
    #expect(text(lines) == ["  h = t…", "  y"])
  }

  @Test func asciiSpellsSymbolsOut() {
    let lines = Paragraph.wrap([Words("η ≥ 0 → σ′(z)²")], width: 60, at: .ascii)
    #expect(text(lines) == ["eta >= 0 -> sigma'(z)^2"])
  }
}
