import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

/// The names of the classes stand on both axes wherever they fit, numbers before shades, and shades have a scale.
@Suite struct ConfusionTests {
  private static let clothes = [
    "T-shirt", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot",
  ]
  private static let letters = (0..<26).map { String(Character(Unicode.Scalar(65 + UInt8($0)))) }

  private func canvas(_ names: [String], _ width: Int, _ height: Int, look: Look = Look()) -> Canvas {
    let count = names.count
    let values = (0..<count * count).map { Float($0 / count == $0 % count ? 30 : $0 % 7 == 0 ? 3 : 0) }
    var lane = LaneSnapshot(name: "run", experiment: Experiment())
    lane.probes["confusion"] = Probe(
      "confusion", shape: Shape(rows: count, columns: count), values: values, labels: names)
    var canvas = Canvas(size: Size(width: width, height: height), look: look)
    ConfusionPanel.draw(Snapshot(lanes: [lane]), PanelView(), on: &canvas, in: canvas.bounds)
    return canvas
  }

  private static let mono = Look(capability: Capability(colours: .mono, glyphs: .ascii))

  @Test func clothesHaveNamesOnBothAxes() {
    let wide = canvas(Self.clothes, 100, 14)
    #expect(wide.text(row: 0).contains("Trouser") && wide.text.contains("[30]"))
    let narrow = canvas(Self.clothes, 60, 13, look: Self.mono)
    #expect(narrow.text(row: 0).contains("Tro") && narrow.text(row: 0).contains("Ank"))
    #expect(Self.clothes.allSatisfy { narrow.text.contains($0) })
    // Where not even three letters fit, columns have the numbers of the rows.
    let small = canvas(Self.clothes, 34, 13)
    #expect(small.text(row: 0).contains("9") && small.text(row: 10).contains("9 Ankle"))
  }

  @Test(arguments: [(60, 30), (80, 28), (120, 40)])
  func lettersHaveNamesOnBothAxes(width: Int, height: Int) {
    for look in [Look(), Self.mono] {
      let drawn = canvas(Self.letters, width, height, look: look)
      #expect(drawn.text(row: 0).filter { $0 != " " } == Self.letters.joined())
      let names = (1...26).map { drawn.text(row: $0 * ((height - 1) / 26)).prefix(2).filter { $0 != " " } }
      #expect(names == Self.letters)
    }
  }

  /// Two classes in a row of cells while there are colours.
  @Test func halfAsManyRowsAreEnough() {
    let drawn = canvas(Self.letters, 60, 15)
    #expect(drawn.text(row: 1).hasPrefix("A B") && drawn.text(row: 13).hasPrefix("Y Z"))
    #expect(drawn.text(row: 14).contains("100%"))
  }

  @Test func shadesHaveAScale() {
    for (width, height) in [(40, 30), (30, 10), (20, 6)] {
      for look in [Look(), Self.mono] {
        let drawn = canvas(Self.letters, width, height, look: look)
        #expect(drawn.text.contains("0%") && drawn.text.contains("100%"), "\(width)x\(height)")
      }
    }
  }
}
