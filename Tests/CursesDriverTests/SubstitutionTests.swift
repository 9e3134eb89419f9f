import TerminalUI
import Testing

@testable import CursesDriver

@Suite struct SubstitutionTests {
  @Test func everyScalarBecomesASCII() {
    for value in 0...0x1FFFF as ClosedRange<UInt32> {
      guard let glyph = Unicode.Scalar(value) else { continue }
      let shown = Substitution.of(glyph, at: .ascii).value
      if !(0x20..<0x7F).contains(shown) { Issue.record("U+\(String(value, radix: 16)) becomes \(shown)") }
    }
  }

  @Test(arguments: zip("─│┌┼═█ ▒●→θ²é漢".unicodeScalars, "-|++=# +o>t2e?".unicodeScalars))
  func familiarGlyphsKeepTheirShape(glyph: Unicode.Scalar, shown: Unicode.Scalar) {
    #expect(Substitution.of(glyph, at: .ascii) == shown)
  }

  @Test func moreDotsAreDarker() {
    let shades = ["⠀", "⠂", "⠇", "⡏", "⣷", "⣿"].map { (glyph: Unicode.Scalar) in
      Substitution.of(glyph, at: .ascii)
    }
    #expect(shades == [" ", "-", ":", "*", "#", "#"])
    #expect(Substitution.of("⠁", at: .ascii) == "'")
    #expect(Substitution.of("⣀", at: .ascii) == ".")
  }

  @Test func withoutBrailleDotsBecomeHalfBlocks() {
    let blocks = ["⠀", "⠉", "⣀", "⡇", "⢸", "⣿"].map { (glyph: Unicode.Scalar) in
      Substitution.of(glyph, at: .block)
    }
    #expect(blocks == [" ", "▀", "▄", "▌", "▐", "█"])
    #expect(Substitution.of("─", at: .block) == "─")
  }

  @Test func theFullLevelChangesNothingButControls() {
    #expect(Substitution.of("⣷", at: .braille) == "⣷")
    #expect(Substitution.of("\u{0}", at: .braille) == " ")
    #expect(Substitution.of("\u{1B}", at: .braille) == " ")
  }
}
