import Experiments
import TerminalUI

extension Canvas {
  /// A quiet sentence in the middle of an area: what will appear here and what to do for it.
  mutating func message(_ text: String, _ ink: Ink = .dim, in area: Rect) {
    let area = area.intersection(bounds)
    guard area.width >= 4, area.height >= 1 else { return }
    let width = min(area.width - (area.width > 20 ? 4 : 0), 60)
    let lines = Paragraph.wrap([Words(text, look.style(ink))], width: width, at: look.capability.glyphs)
    let top = area.y + max((area.height - lines.count) / 2, 0)
    for (row, line) in lines.prefix(area.height).enumerated() {
      put(line, x: area.x + (area.width - line.count) / 2, y: top + row, in: area)
    }
  }

  /// Text that is longer where ASCII has to spell a symbol out; returns the column after it.
  @discardableResult
  mutating func spell(_ text: String, x: Int, y: Int, _ ink: Ink, in area: Rect) -> Int {
    write(Glyphs.plain(text, at: look.capability.glyphs), x: x, y: y, ink, in: area)
  }

  /// Text that ends before column `end`.
  mutating func writeRight(_ text: String, end: Int, y: Int, _ ink: Ink, in area: Rect) {
    let text = Glyphs.plain(text, at: look.capability.glyphs)
    write(text, x: end - Width.of(text), y: y, ink, in: area)
  }

  /// Says in one line why the picture is not drawn, if even that fits.
  mutating func hiddenNote(_ name: String, needs minimum: Size, in area: Rect) {
    let notes = [
      "\(name) needs \(minimum.width)x\(minimum.height), z zooms", "needs \(minimum.width)x\(minimum.height)",
    ]
    let note = notes.first { Width.of($0) <= area.width }
    if let note { message(note, in: area) }
  }
}

extension Panel {
  /// False, with a note on the canvas, if the area is too small for the picture.
  static func fits(_ area: Rect, on canvas: inout Canvas) -> Bool {
    if area.width >= minimum.width, area.height >= minimum.height { return true }
    canvas.hiddenNote(name, needs: minimum, in: area)
    return false
  }

  /// The lane that the view shows; nil, with a sentence on the canvas, if there is none or it could not be made.
  static func lane(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect)
    -> LaneSnapshot?
  {
    guard let lane = snapshot.shownLane(view) else {
      canvas.message("No run is loaded.", in: area)
      return nil
    }
    if case .failed(let reason) = lane.phase {
      canvas.message(reason, .bad, in: area)
      return nil
    }
    return lane
  }
}

extension Snapshot {
  /// The lane of a panel that shows one.
  func shownLane(_ view: PanelView) -> LaneSnapshot? {
    lanes.indices.contains(view.lane) ? lanes[view.lane] : lanes.first
  }

  /// ` · NAME` in a race, else nothing: for titles of panels that show one lane.
  func laneTag(_ view: PanelView) -> String {
    lanes.count > 1 ? shownLane(view).map { " · \($0.name)" } ?? "" : ""
  }
}

extension String {
  /// Filled with blanks on the right to a display width.
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - Width.of(self), 0))
  }

  /// Filled with blanks on the left to a display width.
  func leftPadded(to width: Int) -> String {
    String(repeating: " ", count: max(width - Width.of(self), 0)) + self
  }

  /// At most so wide; what is cut is marked.
  func shortened(to width: Int) -> String {
    guard Width.of(self) > width else { return self }
    guard width > 1 else { return String(prefix(max(width, 0))) }
    var kept = ""
    for character in self where Width.of(kept + String(character)) <= width - 1 { kept.append(character) }
    return kept + "…"
  }
}

extension Digits {
  /// A reading of a meter with so many significant digits.
  static func reading(_ value: Float, digits: Int = 4) -> String { reading(Double(value), digits: digits) }
}
