import TerminalUI
import Testing

@Suite struct BigTextTests {
  private func drawn(_ text: String, _ scale: Int, _ look: Look = Look(), width: Int = 40) -> [String] {
    var canvas = Canvas(size: Size(width: width, height: 10), look: look)
    canvas.draw(BigText(text, scale: scale), x: 0, y: 0, .plain, in: canvas.bounds)
    return (0..<10).map { y in
      String(String.UnicodeScalarView((0..<width).map { canvas[$0, y].glyph })).trimmed
    }
  }

  @Test func scaleOneUsesHalfRows() {
    #expect(drawn("1.7", 1).prefix(4) == ["▄█    ▀▀█", " █     ▄▀", "▀▀▀ ▀  ▀", ""])
    #expect(BigText("1.7", scale: 1).width == 9)
    #expect(BigText("1.7", scale: 1).height(at: .braille) == 3)
  }

  @Test func scaleTwoUsesWholeRows() {
    #expect(drawn("7", 2).prefix(6) == ["██████", "    ██", "    ██", "  ██", "  ██", ""])
    #expect(BigText("7", scale: 2).height(at: .braille) == 5)
  }

  @Test func asciiHasARowForEachPixel() {
    let look = Look(capability: Capability(colours: .mono, glyphs: .ascii))
    #expect(drawn("7", 1, look).prefix(6) == ["###", "  #", "  #", " #", " #", ""])
    #expect(BigText("7", scale: 1).height(at: .ascii) == 5)
  }

  @Test func smallLettersLookLikeCapitalsAndUnknownOnesAreTold() {
    #expect(drawn("a", 1) == drawn("A", 1))
    #expect(drawn("e", 1) != drawn("E", 1))
    #expect(BigText("0.69 e-7 NaN Inf", scale: 1).isDrawable)
    #expect(!BigText("σ", scale: 1).isDrawable)
    #expect(BigText("", scale: 1).width == 0)
  }

  @Test func whatLiesOutsideIsCut() {
    #expect(drawn("88888888", 4, width: 10).allSatisfy { $0.count <= 10 })
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
