import Experiments
import Neural
import TerminalUI

/// The weights of a small layer as numbers on their colours: a row a unit, a column an input.
struct WeightTable {
  private let probe: Probe
  private let scale: Scale
  private let texts: [String]
  private let heads: [String]
  private let cell: Size
  private var rows: Int { probe.shape.rows }
  private var columns: Int { probe.shape.columns }
  private let margin: Int

  /// Nil where the numbers do not fit.
  init?(_ probe: Probe, _ scale: Scale, in room: Size) {
    guard probe.shape.channels <= 1, probe.values.count >= probe.shape.count, probe.shape.count > 0,
      probe.shape.rows < room.height
    else { return nil }
    self.probe = probe
    self.scale = scale
    texts = probe.values.map { Digits.reading($0, digits: 3) }
    heads = (0..<probe.shape.columns).map {
      probe.labels.indices.contains($0) ? probe.labels[$0] : "input \($0 + 1)"
    }
    margin = Width.of("unit \(probe.shape.rows)") + 1
    let least = (texts.map { Width.of($0) }.max() ?? 1) + 2
    let most = max(least, (heads.map { Width.of($0) }.max() ?? 1) + 2)
    let across = (room.width - margin) / probe.shape.columns
    guard across >= least else { return nil }
    cell = Size(
      width: min(across, max(most, 10)), height: min((room.height - 1) / probe.shape.rows, 3))
  }

  /// Returns the first row below.
  ///
  /// - Parameter reading: what the weight of a row and a column says.
  func draw(
    on canvas: inout Canvas, in area: Rect, reading: @escaping @Sendable (Int, Int) -> Reading
  ) -> Int {
    let (cell, margin) = (cell, margin)
    @Sendable func place(_ row: Int, _ column: Int) -> Rect {
      Rect(
        x: area.x + margin + column * cell.width, y: area.y + 1 + row * cell.height, width: cell.width,
        height: cell.height
      ).intersection(area)
    }
    canvas.keep(
      Readout(rows: rows, columns: columns) {
        Spot(place($0, $1))
      } reading: {
        reading($0, $1)
      })
    for column in 0..<columns {
      let head = heads[column].shortened(to: cell.width - 1)
      let room = place(0, column)
      canvas.spell(head, x: room.x + (room.width - Width.of(head)) / 2, y: area.y, .dim, in: area)
    }
    for row in 0..<rows {
      let middle = place(row, 0).y + (cell.height - 1) / 2
      canvas.write("unit \(row + 1)", x: area.x, y: middle, .dim, in: area)
      for column in 0..<columns {
        let index = row * columns + column
        let value = probe.values[index]
        let shade = Ramp(.diverging).cell(
          value.isFinite ? min(max(scale.fraction(Double(value)), 0), 1) : nil, canvas.look)
        canvas.write(texts[index], on: shade, isStrong: false, in: place(row, column))
      }
    }
    return area.y + 1 + rows * cell.height
  }
}

extension Canvas {
  /// An area filled with a shade and a text in its middle, in an ink that is read on it.
  mutating func write(_ text: String, on shade: Cell, isStrong: Bool, in area: Rect) {
    fill(area, with: shade)
    var style = look.style(isStrong ? .strong : .text)
    if shade.style.background != .standard {
      let light = XtermColour.isLight(shade.style.background.index)
      style = Style(Colour(light ? 16 : 231), on: shade.style.background, isStrong ? .bold : [])
    }
    let x = area.x + (area.width - Width.of(text)) / 2
    // Shades of glyphs leave a gap around the number.
    let padded = shade.style.background == .standard ? " \(text) " : text
    write(padded, x: padded == text ? x : x - 1, y: area.y + (area.height - 1) / 2, style, in: area)
  }
}
