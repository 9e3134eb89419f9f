import Neural
import TerminalUI

/// Heights over a plane, as shades of their logarithm above the lowest one, or as the lines between them.
struct Contours {
  let x: Scale
  let y: Scale
  /// The place of the least height on the grid.
  let lowest: Chart.Place
  private let probe: Probe
  private let rows: Int
  private let columns: Int
  /// The logarithm of each height above the least, from 0 to 1; row 0 is the lower edge.
  private let fractions: [Double]

  private static let levels = 10

  init?(_ probe: Probe?) {
    guard let probe, probe.shape.columns > 1, probe.rowCount > 1, let xRange = probe.xRange,
      let yRange = probe.yRange
    else { return nil }
    self.probe = probe
    (rows, columns) = (probe.rowCount, probe.shape.columns)
    let heights = probe.values.prefix(rows * columns).map { Double($0) }
    let finite = heights.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return nil }
    x = Scale(.linear, Double(xRange.lowerBound), Double(xRange.upperBound))
    y = Scale(.linear, Double(yRange.lowerBound), Double(yRange.upperBound))
    // A thousandth of the span keeps the bottom from taking all the shades.
    let floor = max((most - least) / 1000, 1e-30)
    let scale = Scale(.logarithmic, floor, max(most - least + floor, 2 * floor))
    fractions = heights.map { scale.fraction($0 - least + floor) }
    let place = heights.firstIndex(of: least) ?? 0
    let (u, v) = (
      (Double(place % columns) + 0.5) / Double(columns), (Double(place / columns) + 0.5) / Double(rows)
    )
    lowest = (x.low + u * (x.high - x.low), y.low + v * (y.high - y.low))
  }

  func readout(_ axes: Axes) -> Readout {
    let probe = probe
    return axes.places(Shape(rows: rows, columns: columns)) { x, y, sample in
      Reading("\(Digits.place(x, y)) · height \(Digits.exact(probe.values[sample]))")
    }
  }

  /// The band of heights at a place of the unit square.
  private func level(_ u: Double, _ v: Double) -> Int? {
    func index(_ fraction: Double, _ count: Int) -> Int {
      min(max(Int(fraction * Double(count)), 0), count - 1)
    }
    let fraction = fractions[index(v, rows) * columns + index(u, columns)]
    guard fraction.isFinite else { return nil }
    return min(max(Int(fraction * Double(Self.levels)), 0), Self.levels - 1)
  }

  /// Shades in full colour; elsewhere a dot wherever the band changes, so that ways stay visible.
  func paint(on canvas: inout Canvas, in area: Rect) {
    if canvas.look.showsColour, canvas.look.capability.colours == .full, canvas.look.showsUnicode {
      let ramp = Ramp(.grey, part: canvas.look.theme == .light ? 0.6...1 : 0...0.4)
      return canvas.paint(area, ramp) { u, v in
        level(u, v).map { Double($0) / Double(Self.levels - 1) }
      }
    }
    let dot = Cell(canvas.look.glyph("·", or: "."), canvas.look.style(.dim))
    for row in 0..<area.height {
      for column in 0..<area.width {
        func at(_ right: Double, _ down: Double) -> Int? {
          level(
            (Double(column) + 0.5 + right) / Double(area.width),
            1 - (Double(row) + 0.5 + down) / Double(area.height))
        }
        let here = at(0, 0)
        guard here != at(1, 0) || here != at(0, 1) else { continue }
        canvas.put(dot, x: area.x + column, y: area.y + row, in: area)
      }
    }
  }

  /// A style with the ground that is already there.
  static func onGround(_ style: Style, _ ground: Colour) -> Style {
    var style = style
    if ground != .standard { style.background = ground }
    // The terminal's own foreground may not stand out on a painted ground.
    if ground != .standard, style.foreground == .standard {
      style.foreground = Colour(XtermColour.isLight(ground.index) ? 16 : 231)
    }
    return style
  }
}
