import Experiments
import TerminalUI

/// The title and the numbers that matter, as large as the screen allows.
struct PresenterHeader {
  /// One number with what it is.
  struct Number {
    var caption: String
    var text: String
    var ink: Ink
  }

  var title: String
  var numbers: [Number]

  /// Rows of the header on a screen of this size: one line, or letters of several rows.
  static func height(in size: Size) -> Int {
    guard size.width >= 120, size.height >= 30 else { return 1 }
    return size.width >= 180 && size.height >= 50 ? 9 : 6
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard area.height > 1 else { return drawLine(on: &canvas, in: area) }
    let left = drawNumbers(on: &canvas, in: area)
    drawTitle(on: &canvas, in: Rect(x: area.x, y: area.y, width: left - 3 - area.x, height: area.height))
  }

  // MARK: one line

  private func drawLine(on canvas: inout Canvas, in area: Rect) {
    var end = area.maxX - 1
    let texts = numbers.map { "\($0.caption) \($0.text)" }
    let least = area.x + min(Width.of(title), area.width / 2) + 1
    let gap = end - texts.reduce(0) { $0 + Width.of($1) + 3 } >= least ? 3 : 2
    for (number, text) in zip(numbers, texts).reversed() {
      let start = end - Width.of(text)
      guard start - gap >= least else { break }
      var style = canvas.look.style(number.ink)
      style.attributes.insert(.bold)
      canvas.write(text, x: start, y: area.y, style, in: area)
      end = start - gap
    }
    let room = Rect(x: area.x, y: area.y, width: end - area.x, height: 1)
    canvas.write(title.clipped(to: room.width - 1), x: area.x + 1, y: area.y, .title, in: room)
  }

  // MARK: large figures

  private static let gap = 3

  /// Draws the numbers at the right end; returns the column where they begin.
  private func drawNumbers(on canvas: inout Canvas, in area: Rect) -> Int {
    let level = canvas.look.capability.glyphs
    let share = area.width * (numbers.count > 1 ? 7 : 6) / 10
    let scales = [4, 3, 2, 1].filter { BigText("0", scale: $0).height(at: level) < area.height }
    guard let scale = scales.first(where: { width(scale: $0) <= share }) ?? scales.last else {
      return area.maxX
    }
    var shown = numbers
    while shown.count > 1, Self.width(shown, scale) > share { shown.removeLast() }
    var x = area.maxX - 2 - Self.width(shown, scale)
    let left = x
    for number in shown {
      let big = BigText(number.text, scale: scale)
      canvas.write(number.caption, x: x, y: area.y, canvas.look.style(number.ink).with(.bold), in: area)
      canvas.draw(big, x: x, y: area.y + 1, canvas.look.style(number.ink), in: area)
      x += Self.width(of: number, scale) + Self.gap
    }
    return left
  }

  private func width(scale: Int) -> Int { Self.width(numbers, scale) }

  private static func width(_ numbers: [Number], _ scale: Int) -> Int {
    numbers.reduce(0) { $0 + width(of: $1, scale) } + max(numbers.count - 1, 0) * gap
  }

  /// The caption may be wider; both have room for the widest number that is likely, so that nothing jumps about.
  private static func width(of number: Number, _ scale: Int) -> Int {
    max(
      BigText(number.text, scale: scale).width, BigText("0.000", scale: scale).width, Width.of(number.caption)
    )
  }

  // MARK: title

  private func drawTitle(on canvas: inout Canvas, in area: Rect) {
    guard area.width > 0 else { return }
    let room = area.inset(left: 1)
    let style = canvas.look.style(.title)
    guard let (scale, lines) = setting(in: room, canvas.look.capability.glyphs) else {
      let lines = Paragraph.wrap([Words(title, style)], width: room.width, at: canvas.look.capability.glyphs)
      for (row, line) in lines.prefix(room.height).enumerated() {
        canvas.put(line, x: room.x, y: room.y + row, in: room)
      }
      return
    }
    let pitch = BigText("", scale: scale).height(at: canvas.look.capability.glyphs)
    for (row, line) in lines.enumerated() {
      canvas.draw(BigText(line, scale: scale), x: room.x, y: room.y + row * pitch, style, in: room)
    }
  }

  /// The largest letters in which the title fits, and its lines.
  private func setting(in room: Rect, _ level: Capability.Glyphs) -> (scale: Int, lines: [String])? {
    for scale in [3, 2, 1] {
      let big = BigText(title.uppercased(), scale: scale)
      guard big.isDrawable else { return nil }
      let lines = wrapped(scale, width: room.width)
      let isWhole = lines.allSatisfy { BigText($0, scale: scale).width <= room.width }
      if isWhole, lines.count * big.height(at: level) <= room.height { return (scale, lines) }
    }
    return nil
  }

  private func wrapped(_ scale: Int, width: Int) -> [String] {
    title.uppercased().split(separator: " ").reduce(into: []) { lines, word in
      if let last = lines.last, BigText("\(last) \(word)", scale: scale).width <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
  }
}
