import Foundation
import Testing
import TestSupport

@testable import TerminalUI

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A canvas as an SVG picture.
@Suite struct PictureTests {
  /// What a parser of XML finds: the elements with their attributes, and the text in them.
  private final class Reading: NSObject, XMLParserDelegate {
    private(set) var elements: [(name: String, attributes: [String: String], text: String)] = []
    private var open: [Int] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      open.append(elements.count)
      elements.append((name, attributes, ""))
    }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) { open.removeLast() }

    func parser(_ parser: XMLParser, foundCharacters text: String) {
      if let last = open.last { elements[last].text += text }
    }
  }

  private func elements(_ canvas: Canvas, title: String = "a", description: String = "b") throws
    -> [(name: String, attributes: [String: String], text: String)]
  {
    let parser = XMLParser(data: Data(canvas.svg(title: title, description: description).utf8))
    let reading = Reading()
    parser.delegate = reading
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    return reading.elements
  }

  @Test func wordsOfAFileAreTextAndNothingElse() throws {
    var canvas = Canvas(size: Size(width: 40, height: 2))
    canvas.write("<script>&amp;\"'\u{1B}]]>", x: 0, y: 0)
    let all = try elements(canvas, title: "<b>&", description: "\u{0}\u{1B}[31m</desc>")
    #expect(all.map(\.name) == ["svg", "title", "desc", "rect", "g", "g", "g", "text"])
    #expect(all[1].text == "<b>&" && all[2].text == "··[31m</desc>")
    #expect(all[7].text == "<script>&amp;\"'·]]>")
  }

  @Test func everyGlyphHasAPlaceOfItsOwn() throws {
    var canvas = Canvas(size: Size(width: 20, height: 3))
    canvas.write("ab  漢c", x: 3, y: 2)
    let text = try #require(try elements(canvas).first { $0.name == "text" })
    #expect(text.text == "ab 漢c")
    #expect(text.attributes["x"] == "27 36 54 63 81" && text.attributes["y"] == "50")
  }

  @Test func coloursAreThoseOfTheTheme() throws {
    for theme in Look.Theme.allCases {
      var canvas = Canvas(size: Size(width: 4, height: 1), look: Look(theme: theme))
      canvas.write("x", x: 0, y: 0)
      canvas[2, 0] = Cell(" ", Style(on: Colour(208)))
      let all = try elements(canvas)
      #expect(all.first { $0.name == "rect" }?.attributes["fill"] == theme.paper.ground.hexadecimal)
      #expect(all.first { $0.name == "text" }?.attributes["fill"] == theme.paper.text.hexadecimal)
      let path = try #require(all.first { $0.name == "path" })
      #expect(path.attributes["fill"] == "#ff8700" && path.attributes["d"] == "M18 0h9v18h-9z")
    }
  }

  @Test func neighboursAreOneShape() throws {
    var canvas = Canvas(size: Size(width: 10, height: 2))
    canvas.write("████▄▄", x: 1, y: 0)
    canvas.write("────", x: 0, y: 1)
    let paths = try elements(canvas).filter { $0.name == "path" }
    #expect(paths.map { $0.attributes["d"]?.split(separator: "M").count } == [3])
  }

  @Test func dotsStandWhereTheBitsSay() throws {
    var canvas = Canvas(size: Size(width: 2, height: 1))
    canvas.write("⠁⢀", x: 0, y: 0)
    let path = try #require(
      try elements(canvas).first { $0.attributes["stroke"] != nil && $0.name == "path" })
    #expect(path.attributes["d"] == "M2.25 2.25h0M15.75 15.75h0")
  }

  /// The area that a block covers, in 64ths of the cell, against the share that its name says.
  @Test(arguments: [
    ("▁", 8), ("▄", 32), ("█", 64), ("▏", 8), ("▉", 56), ("▀", 32), ("▐", 32), ("▌", 32), ("▖", 16),
    ("▙", 48),
    ("▚", 32), ("▟", 48), ("▔", 8), ("▕", 8),
  ])
  func blocksCoverTheirShare(glyph: String, share: Int) throws {
    let scalar = try #require(glyph.unicodeScalars.first)
    guard case .boxes(let boxes, 100)? = GlyphShape.of(scalar) else {
      Issue.record("no boxes for \(glyph)")
      return
    }
    let area = boxes.reduce(0) { $0 + $1.width * $1.height }
    #expect(abs(area - 162 * Double(share) / 64) < 1e-9)
    for box in boxes {
      #expect(box.x >= 0 && box.y >= 0 && box.x + box.width <= 9 && box.y + box.height <= 18)
    }
  }

  @Test func everyLineReachesTheEdgesItPointsTo() throws {
    for glyph in "─│┌┐└┘├┤┬┴┼╴╵╶╷╭╮╯╰".unicodeScalars {
      guard case .boxes(let boxes, _)? = GlyphShape.of(glyph) else {
        Issue.record("no boxes for \(glyph)")
        continue
      }
      #expect(!boxes.isEmpty)
      let right = "─┌└├┬┴┼╶╭╰".unicodeScalars.contains(glyph)
      let down = "│┌┐├┤┬┼╷╭╮".unicodeScalars.contains(glyph)
      #expect(boxes.contains { $0.x + $0.width == 9 } == right, "\(glyph)")
      #expect(boxes.contains { $0.y + $0.height == 18 } == down, "\(glyph)")
    }
  }

  @Test func textAndColoursAsEscapeSequencesRebuildTheCanvas() {
    var canvas = Canvas(size: Size(width: 12, height: 2))
    canvas.write("漢字 ok", x: 1, y: 0, Style(Colour(208), on: Colour(24), .bold))
    var tape = Tape(size: canvas.size, look: canvas.look)
    tape.play(canvas.ansi.replacing("\n", with: "\u{1B}[2;1H"))
    #expect(tape.canvas == canvas)
    #expect(canvas.plain == " 漢字 ok\n")
  }
}
