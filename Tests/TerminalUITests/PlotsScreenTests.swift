import TerminalUI
import TestSupport
import Testing

@Suite struct PlotsScreenTests {
  @Test func transcriptShowsGlyphsAndStyles() {
    var canvas = Canvas(size: Size(width: 4, height: 2))
    canvas.write("ab", x: 0, y: 0, Style(Colour(208), .bold))
    canvas.write("界", x: 1, y: 1, Style(.standard, on: Colour(16)))
    #expect(canvas.transcript == "4x2\n|ab  |\n| 界 |\n\naa..\n.bb.\n\na = 208 bold\nb = standard on 16\n")
  }
}
