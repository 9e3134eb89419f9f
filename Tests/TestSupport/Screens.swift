import Foundation
public import TerminalUI
public import Testing

/// Compares a canvas with the recorded screen `Snapshots/<name>.txt` beside the test's file: the glyphs of every row,
/// then the same rows as style letters, then what the letters mean.
///
/// A screen without a record is recorded and fails once; `RECORD=1 swift test` records anew and fails, so that a
/// recording run can never pass for a check.
public func expectScreen(
  _ canvas: Canvas, _ name: String, file: String = #filePath, at location: SourceLocation = #_sourceLocation
) {
  expectText(canvas.transcript, name, in: "Snapshots", file: file, at: location)
}

/// Compares a text with the recorded one `<folder>/<name>.txt` beside the test's file; recorded as screens are.
public func expectText(
  _ actual: String, _ name: String, in folder: String, file: String = #filePath,
  at location: SourceLocation = #_sourceLocation
) {
  let place = URL(fileURLWithPath: file).deletingLastPathComponent()
    .appendingPathComponent(folder).appendingPathComponent(name + ".txt")
  let expected = try? String(contentsOf: place, encoding: .utf8)
  let wantsRecord = ProcessInfo.processInfo.environment["RECORD"] == "1"
  if let expected, !wantsRecord {
    guard expected != actual else { return }
    Issue.record("\(firstDifference(expected, actual, in: name))", sourceLocation: location)
    return
  }
  do {
    let folder = place.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try actual.write(to: place, atomically: true, encoding: .utf8)
    Issue.record("Recorded \(name): look at it, then run again.", sourceLocation: location)
  } catch {
    Issue.record("\(name) cannot be recorded: \(error)", sourceLocation: location)
  }
}

private func firstDifference(_ expected: String, _ actual: String, in name: String) -> String {
  let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
  let row =
    zip(old, new).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(old.count, new.count)
  let was = row < old.count ? String(old[row]) : "(end)"
  let isNow = row < new.count ? String(new[row]) : "(end)"
  return """
    \(name) differs from its record, first in line \(row + 1):
    was  \(was)
    now  \(isNow)
    RECORD=1 swift test records it anew.

    \(actual)
    """
}

extension Canvas {
  /// The glyphs of one row without what a wide glyph covers.
  public func text(row: Int) -> String {
    var text = String.UnicodeScalarView()
    for x in 0..<size.width {
      let cell = self[x, row]
      if cell != .continuation, cell.glyph.value != 0 { text.append(cell.glyph) }
    }
    return String(text)
  }

  /// All rows of glyphs, joined by line ends.
  public var text: String { (0..<size.height).map(text(row:)).joined(separator: "\n") }

  /// Glyph rows, style rows and the legend of the styles, as `expectScreen` records them.
  public var transcript: String {
    var letters: [Style: Unicode.Scalar] = [.plain: "."]
    var legend: [String] = []
    var styleRows: [String] = []
    for y in 0..<size.height {
      var row = String.UnicodeScalarView()
      for x in 0..<size.width {
        let style = self[x, y].style
        if letters[style] == nil {
          letters[style] = styleLetter(letters.count - 1)
          legend.append("\(styleLetter(letters.count - 2)) = \(style.words)")
        }
        row.append(letters[style] ?? "?")
      }
      styleRows.append(String(row))
    }
    let glyphs = (0..<size.height).map { "|\(text(row: $0))|" }
    let place = cursor.map { ["cursor \($0.x),\($0.y)"] } ?? []
    return (["\(size.width)x\(size.height)"] + glyphs + [""] + styleRows + [""] + legend + place + [""])
      .joined(separator: "\n")
  }
}

/// a…z, A…Z, 0…9, then the accented letters from U+00C0 on.
private func styleLetter(_ index: Int) -> Unicode.Scalar {
  let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)
  if index < letters.count { return letters[index] }
  return Unicode.Scalar(UInt32(0xC0 + index - letters.count)) ?? "?"
}

extension Style {
  /// Such as `208 on 16 bold`.
  fileprivate var words: String {
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    let foregroundName = foreground == .standard ? "standard" : "\(foreground.index)"
    let backgroundName = background == .standard ? "" : " on \(background.index)"
    return foregroundName + backgroundName
      + names.filter { attributes.contains($0.0) }.map { " " + $0.1 }.joined()
  }
}
