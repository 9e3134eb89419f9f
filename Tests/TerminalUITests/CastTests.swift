import Foundation
import TerminalUI
import TestSupport
import Testing

/// A recording is a list of JSON lines that rebuild every frame.
@Suite struct CastTests {
  /// A line of the recording as JSON: the header, or `[time, kind, text]`.
  private func event(_ line: String) throws -> (time: Double, kind: String, text: String) {
    let parts = try #require(
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any], "\(line)")
    return (
      try #require(parts[0] as? Double), try #require(parts[1] as? String), try #require(parts[2] as? String)
    )
  }

  /// Frames of noise: every kind of glyph, wide ones too, in every style; two columns at a time, so that no glyph is cut.
  private func frames(size: Size) -> [Canvas] {
    let glyphs = Array("abc xyz\"\\⣿▀█─┼漢字é".unicodeScalars)
    var state: UInt64 = 42
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var canvas = Canvas(size: size)
    return (0..<40).map { _ in
      for _ in 0..<12 {
        let style = Style(
          Colour(UInt8(next(3) * 100)), on: Colour(UInt8(next(2) * 200)),
          Style.Attributes(rawValue: UInt8(next(16))))
        let glyph = glyphs[next(glyphs.count)]
        let text = String(Character(glyph)) + (Width.of(glyph) == 2 ? "" : ".")
        canvas.write(text, x: 2 * next(size.width / 2), y: next(size.height), style)
      }
      return canvas
    }
  }

  @Test func everyFrameIsRebuilt() throws {
    let size = Size(width: 24, height: 6)
    var cast = Cast(timestamp: 1_000_000, terminal: "xterm-256color", title: "a \"title\"")
    var tape = Tape(size: size, look: Look())
    var before = -1.0
    for (index, frame) in frames(size: size).enumerated() {
      let lines = cast.lines(for: frame, at: .milliseconds(33 * index))
      for line in lines.dropFirst(index == 0 ? 1 : 0) {
        let (time, kind, text) = try event(line)
        #expect(kind == "o" && time >= before)
        before = time
        tape.play(text)
      }
      #expect(tape.canvas == frame, "frame \(index)")
    }
    #expect(tape.unknown == [])
  }

  @Test func theHeaderNamesTheTerminal() throws {
    var cast = Cast(timestamp: 1_000_000, terminal: "screen", title: "gradlab")
    let lines = cast.lines(for: Canvas(size: Size(width: 80, height: 24)), at: .zero)
    let header = try #require(
      try JSONSerialization.jsonObject(with: Data(lines[0].utf8)) as? [String: Any])
    #expect(header["version"] as? Int == 2 && header["timestamp"] as? Int == 1_000_000)
    #expect(header["width"] as? Int == 80 && header["height"] as? Int == 24)
    #expect((header["env"] as? [String: String]) == ["TERM": "screen"])
  }

  @Test func aNewSizeIsAnEventAndAWholePicture() throws {
    var cast = Cast(timestamp: 0, terminal: "xterm", title: "gradlab")
    _ = cast.lines(for: Canvas(size: Size(width: 80, height: 24)), at: .zero)
    var larger = Canvas(size: Size(width: 100, height: 30))
    larger.write("here", x: 90, y: 29, Style(Colour(208)))
    let lines = cast.lines(for: larger, at: .milliseconds(1_250))
    #expect(lines.count == 2 && lines[0] == "[1.250000, \"r\", \"100x30\"]")
    var tape = Tape(size: larger.size, look: larger.look)
    tape.play(try event(lines[1]).text)
    #expect(tape.canvas == larger)
  }

  @Test func halfAWideGlyphMovesNothingBehindIt() throws {
    var canvas = Canvas(size: Size(width: 10, height: 1))
    canvas.write("漢字 ok", x: 0, y: 0)
    canvas.write("a", x: 0, y: 0)
    canvas.write("b", x: 3, y: 0)
    #expect(canvas.plain == "a  b ok")
    var cast = Cast(timestamp: 0, terminal: "xterm", title: "gradlab")
    var tape = Tape(size: canvas.size, look: canvas.look)
    tape.play(try event(cast.lines(for: canvas, at: .zero)[1]).text)
    #expect(tape.canvas.plain == "a  b ok")
  }

  @Test func whatStandsStillAddsNothing() {
    var cast = Cast(timestamp: 0, terminal: "xterm", title: "gradlab")
    let canvas = Canvas(size: Size(width: 80, height: 24))
    #expect(cast.lines(for: canvas, at: .zero).count == 2)
    #expect(cast.lines(for: canvas, at: .seconds(1)).isEmpty)
  }
}
