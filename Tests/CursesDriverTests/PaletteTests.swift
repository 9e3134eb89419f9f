import TerminalUI
import Testing

@testable import CursesDriver

@Suite struct PaletteTests {
  @Test func theCubeAndTheGreysOfXterm() {
    #expect(XtermColours.components(16) == (0, 0, 0))
    #expect(XtermColours.components(208) == (255, 135, 0))
    #expect(XtermColours.components(231) == (255, 255, 255))
    #expect(XtermColours.components(232) == (8, 8, 8))
    #expect(XtermColours.components(255) == (238, 238, 238))
  }

  @Test func directColourGetsTheRedGreenAndBlueOfAnIndex() {
    let palette = Palette(colourCount: 1 << 24)
    #expect(palette.number(Colour(208)) == 0xFF8700)
    #expect(palette.number(Colour(3)) == 3)
    #expect(palette.number(Colour(16)) == 0x010101)
    #expect(palette.number(.standard) == -1)
  }

  @Test func indexedColourKeepsTheIndex() {
    #expect(Palette(colourCount: 256).number(Colour(208)) == 208)
    #expect(Palette(colourCount: 8).number(ANSIColours.black) == 0)
  }

  @Test(
    arguments: [(196, 1), (46, 2), (226, 3), (201, 5), (51, 6), (231, 7), (160, 1), (255, 7)]
      as [(UInt8, UInt8)])
  func eightColoursStandInForTheirNeighbours(index: UInt8, ansi: UInt8) {
    #expect(ANSIColours.pair(Colour(index), .standard).foreground == Colour(ansi))
    #expect(ANSIColours.pair(.standard, Colour(index)).background == Colour(ansi))
  }

  @Test func textOnTheTerminalsOwnGroundIsReadable() {
    #expect(ANSIColours.pair(Colour(20), .standard).foreground == Colour(6))
    #expect(ANSIColours.pair(Colour(233), .standard).foreground == .standard)
    #expect(ANSIColours.pair(Colour(20), Colour(231)) == (Colour(4), Colour(7)))
  }

  @Test func monoNeedsNoPair() {
    var palette = Palette(colourCount: 256)
    #expect(palette.pair(for: Style(Colour(208)), at: .mono) == 0)
    #expect(palette.pair(for: .plain, at: .full) == 0)
  }
}
