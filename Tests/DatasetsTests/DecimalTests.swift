import Testing

@testable import Datasets

struct DecimalTests {
  private func read(_ text: String) -> Double? {
    decimalNumber(in: Array(text.utf8), from: 0, to: text.utf8.count)
  }

  @Test(arguments: [
    "0", "-0.5", "+3", ".5", "2.", "1e3", "1E-3", "316.10", "0.1", "123456789012345", "0.000000000000001234",
    "1234567890123456789", "3.14159265358979323846", "1e22", "1e-22", "1e-40", "9007199254740993", "00012",
    "0e99",
    "1e30", "4.35", "0.3", "2.2250738585072011e-3",
  ]) func aNumberIsReadAsTheLibraryReadsIt(text: String) {
    #expect(read(text) == Double(text.hasPrefix(".") ? "0" + text : text))
  }

  @Test(arguments: [
    "", " ", "-", "+", ".", "e5", "1e", "1e+", "1.2.3", "1-2", "--1", "0x1F", "nan", "inf", "1 2", "1_000",
    "1e39",
    "1e999999999999", "-1e400", "½",
  ]) func anythingElseIsNone(text: String) {
    #expect(read(text) == nil)
  }

  @Test func blanksAroundANumberAreDropped() {
    #expect(read(" \t7.5 ") == 7.5)
  }
}
