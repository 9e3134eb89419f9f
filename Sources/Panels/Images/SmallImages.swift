import Experiments
import Neural
import TerminalUI

/// One plane of numbers as a picture of whole pixels: square as far as cells allow.
struct SmallImage {
  var rows: Int
  var columns: Int
  /// Row by row.
  var values: [Float]
  var scale: Scale
  var ramp: Ramp
  /// What one pixel says.
  var reading: (@Sendable (_ row: Int, _ column: Int) -> Reading)?

  /// Cells across that one pixel takes at least.
  private static func unit(_ look: Look) -> Int { Ramp.pixelsPerRow(look) == 2 ? 1 : 2 }

  /// The sizes in cells at which a picture of so many rows and columns looks square, largest first: whole multiples of
  /// the pixels, and below those, pixels joined.
  static func sizes(rows: Int, columns: Int, in room: Size, _ look: Look) -> [Size] {
    guard rows > 0, columns > 0, room.width > 0, room.height > 0 else { return [] }
    let perRow = Ramp.pixelsPerRow(look)
    let zoom = min(room.width / (columns * unit(look)), room.height * perRow / rows, 12)
    let whole = (1...max(zoom, 1)).reversed().filter { $0 <= zoom }.map { zoom in
      Size(width: columns * unit(look) * zoom, height: (rows * zoom + perRow - 1) / perRow)
    }
    let top = min(room.height, (rows + perRow - 1) / perRow)
    let joined = (1...max(top, 1)).reversed().compactMap { height -> Size? in
      let width = max(2 * height * columns / rows, 1)
      return width <= room.width && width < columns * unit(look) ? Size(width: width, height: height) : nil
    }
    return whole + joined
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard rows > 0, columns > 0, values.count >= rows * columns else { return }
    let perRow = Ramp.pixelsPerRow(canvas.look)
    let across = area.width / columns
    guard across >= Self.unit(canvas.look) else {
      let map = Heatmap(
        rows: rows, columns: columns, values: values, scale: scale, ramp: ramp, reading: reading)
      return map.draw(on: &canvas, in: area)
    }
    let zoom = across / Self.unit(canvas.look)
    if let reading {
      let columns = columns
      canvas.keep(
        Readout(rows: rows, columns: columns) { row, column in
          let (top, end) = (row * zoom / perRow, ((row + 1) * zoom - 1) / perRow + 1)
          let cells = Rect(x: area.x + column * across, y: area.y + top, width: across, height: end - top)
          let half: Spot.Half? = perRow == 2 && zoom == 1 ? (row % 2 == 0 ? .upper : .lower) : nil
          return Spot(cells.intersection(area), half: half)
        } reading: {
          reading($0, $1)
        })
    }
    for y in 0..<area.height {
      for x in 0..<min(area.width, columns * across) {
        guard y * perRow / zoom < rows else { continue }
        let lower = (y * perRow + perRow - 1) / zoom
        let cell = cell(y * perRow / zoom, lower < rows ? lower : nil, x / across, canvas.look)
        canvas.put(cell, x: area.x + x, y: area.y + y, in: area)
      }
    }
  }

  /// Two pixels of a column, one above the other; without a lower one its half of the cell stays empty.
  private func cell(_ upper: Int, _ lower: Int?, _ column: Int, _ look: Look) -> Cell {
    let top = fraction(upper, column)
    if !look.isHalved { return ramp.cell(top, look) }
    if let lower { return ramp.cell(top: top, bottom: fraction(lower, column), look) }
    guard let top else { return ramp.cell(nil, look) }
    return Cell("▀", Style(ramp.colour(top), on: .standard))
  }

  private func fraction(_ row: Int, _ column: Int) -> Double? {
    let value = values[row * columns + column]
    return value.isFinite ? min(max(scale.fraction(Double(value)), 0), 1) : nil
  }
}

extension Look {
  /// Whether a cell shows two pixels.
  fileprivate var isHalved: Bool { Ramp.pixelsPerRow(self) == 2 }
}

/// Equal pictures side by side and below each other, as large as all of them fit.
struct ImageGrid {
  var images: [SmallImage]
  /// One name an image, or none.
  var names: [String] = []

  private struct Plan {
    var size: Size
    var perLine: Int
    var lines: Int
  }

  private static let gap = 2

  private func plan(_ area: Rect, _ look: Look) -> Plan? {
    guard let first = images.first else { return nil }
    let sizes = SmallImage.sizes(rows: first.rows, columns: first.columns, in: area.size, look)
    var last: Plan?
    for size in sizes where last == nil || size.height >= 3 || size.width >= first.columns {
      let caption = names.isEmpty ? 0 : 1
      let perLine = (area.width + Self.gap) / (max(size.width, caption * captionWidth) + Self.gap)
      let lines = (area.height + 1 - caption) / (size.height + 1)
      guard perLine > 0, lines > 0 else { continue }
      last = Plan(size: size, perLine: perLine, lines: lines)
      if perLine * lines >= images.count { return last }
    }
    return last
  }

  private var captionWidth: Int { names.map { Width.of($0) }.max() ?? 0 }

  /// Draws what fits; returns how many that are, and the first row below them.
  @discardableResult
  func draw(on canvas: inout Canvas, in area: Rect) -> (shown: Int, maxY: Int) {
    guard let plan = plan(area, canvas.look) else { return (0, area.y) }
    let shown = min(images.count, plan.perLine * plan.lines)
    let pitch = max(plan.size.width, captionWidth) + Self.gap
    for index in 0..<shown {
      let x = area.x + index % plan.perLine * pitch
      let y = area.y + index / plan.perLine * (plan.size.height + 1)
      images[index].draw(
        on: &canvas, in: Rect(x: x, y: y, width: plan.size.width, height: plan.size.height).intersection(area)
      )
      guard names.indices.contains(index) else { continue }
      let isShort = Width.of(names[index]) <= pitch - 1
      if isShort { canvas.spell(names[index], x: x, y: y + plan.size.height, .dim, in: area) }
    }
    let used = (shown + plan.perLine - 1) / plan.perLine
    let captions = names.isEmpty ? 0 : 1
    return (shown, min(area.y + used * (plan.size.height + 1) - 1 + captions, area.maxY))
  }
}

extension Probe {
  /// The channels of an image that are really there, each as its rows.
  var planes: [[Float]] {
    let size = shape.rows * shape.columns
    guard size > 0, shape.channels > 0 else { return [] }
    return (0..<min(shape.channels, values.count / size)).map { Array(values[$0 * size..<($0 + 1) * size]) }
  }

  /// The channels as pictures on one scale, each called by its number.
  func images(
    _ tone: ImageTone, _ what: String, subject: (@Sendable (_ row: Int, _ column: Int) -> Subject)? = nil
  ) -> [SmallImage] {
    let planes = planes
    let columns = shape.columns
    return planes.enumerated().map { index, values in
      let name = planes.count > 1 ? "\(what) \(index + 1)" : what
      return SmallImage(
        rows: shape.rows, columns: columns, values: values, scale: tone.scale, ramp: tone.ramp
      ) { row, column in
        Reading(
          "\(name), row \(row + 1), column \(column + 1) · \(Digits.exact(values[row * columns + column]))",
          subject: subject?(row, column))
      }
    }
  }
}

/// How the numbers of an image become colours: signed ones orange and blue around zero, others from dark to light.
struct ImageTone {
  let scale: Scale
  let ramp: Ramp
  /// What stands at the ends of the scale, with the middle of a signed one.
  let labels: [String]

  /// - Parameter isSigned: nil asks the numbers whether any is below zero.
  init(_ values: [Float], isSigned: Bool? = nil) {
    let finite = values.filter(\.isFinite)
    let (least, most) = (Double(finite.min() ?? 0), Double(finite.max() ?? 0))
    if isSigned ?? (least < 0) {
      let size = max(abs(least), abs(most))
      let limit = size > 0 ? size : 1
      (scale, ramp) = (Scale(.linear, -limit, limit), Ramp(.diverging))
      let end = Digits.reading(limit, digits: 3)
      labels = ["-" + end, "0", end]
    } else {
      let high = most > 0 ? most : 1
      (scale, ramp) = (Scale(.linear, 0, high), Ramp(.grey))
      labels = ["0", Digits.reading(high, digits: 3)]
    }
  }

  /// The ends in few letters: `±1.20` or `0…2.31`.
  var text: String {
    let end = labels.last ?? ""
    return labels.count == 3 ? "±\(end)" : "0…\(end)"
  }
}

extension LaneSnapshot {
  /// What a live knob that counts from 1 points at, from 0; the first where it was never turned.
  func place(_ knob: String) -> Int {
    guard let value = experiment.options[knob], value.isFinite, value >= 1, value < 1e6 else { return 0 }
    return Int(value) - 1
  }

  /// What the stages make of the shown example, in their order: number, name and planes.
  var mapStages: [(number: Int, name: String, probe: Probe)] {
    layerProbes("feature-maps").compactMap { number, probe in
      let title = probe.name.dropFirst("feature-maps/".count)
      let name = title.firstIndex(of: " ").map { String(title[title.index(after: $0)...]) } ?? String(title)
      return probe.planes.isEmpty ? nil : (number, name, probe)
    }
  }
}
