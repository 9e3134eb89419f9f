public import Experiments
import Neural
public import TerminalUI

/// How many outputs of each layer lie where the activation is flat, and how many units are dead; below each layer, where
/// there is room, its units.
public enum CensusPanel: Panel {
  public static let name = "census"
  public static let probes = ["saturation", "unit-census/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 24, height: 2)

  struct Row: Hashable {
    var label: String
    /// Share of outputs whose slope is below a tenth of the steepest.
    var flat: Double
    /// Share of units that give nothing for any example.
    var dead: Double
    /// The same of each unit.
    var units: [Unit] = []
  }

  struct Unit: Hashable {
    var flat: Double
    var isDead: Bool
  }

  static func rows(_ lane: LaneSnapshot) -> [Row] {
    guard let probe = lane.probes["saturation"], probe.shape.columns == 3 else { return [] }
    return (0..<probe.rowCount).compactMap { row in
      let shares = [1, 2].map { Double(probe.value(row, $0)) }
      guard shares.allSatisfy({ $0 >= 0 && $0 <= 1 }) else { return nil }
      let label = row < probe.labels.count ? probe.labels[row] : "\(row + 1)"
      return Row(label: label, flat: shares[0], dead: shares[1], units: units(lane, number(label)))
    }
  }

  private static func units(_ lane: LaneSnapshot, _ layer: String) -> [Unit] {
    guard let probe = lane.probes["unit-census/\(layer)"], probe.shape.columns == 2 else { return [] }
    return (0..<probe.rowCount).map {
      Unit(flat: Double(probe.value($0, 0)), isDead: probe.value($0, 1) == 1)
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "census by layer · flat outputs, dead units, bars 0…100%"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    let most = snapshot.lanes.map { rows($0).count }.max() ?? 0
    return most > 0 ? most + (snapshot.lanes.count > 1 ? 2 : 1) : nil
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard snapshot.lanes.contains(where: { !rows($0).isEmpty }) else {
      return canvas.message(
        "A bar a layer appears here: the share of outputs on flat ground, and of units that are dead. "
          + "Space runs it.", in: area)
    }
    let count = min(snapshot.lanes.count, max((area.width + 2) / 23, 1))
    let lanes = count == 1 ? [shown] : Array(snapshot.lanes.prefix(count))
    for (index, room) in area.columns(Array(repeating: .flexible(), count: count), gap: 2).enumerated() {
      let name = snapshot.lanes.count > 1 ? lanes[index].name : ""
      draw(rows(lanes[index]), name, count > 1 ? .lane(index) : .strong, on: &canvas, in: room)
    }
  }

  private static func draw(
    _ rows: [Row], _ name: String, _ ink: Ink, on canvas: inout Canvas, in area: Rect
  ) {
    var area = area
    if !name.isEmpty, area.height >= 4 {
      canvas.write(name.shortened(to: area.width), x: area.x, y: area.y, ink, in: area)
      area = area.splitTop(1).rest
    }
    let isSpacious = area.width >= 44
    let names = (rows.map { Width.of(isSpacious ? $0.label : number($0.label)) }.max() ?? 0) + 1
    let halves = area.inset(left: names).columns([.flexible(), .flexible()], gap: 2)
    if area.height >= 3 {
      canvas.write("flat", x: halves[0].x, y: area.y, .dim, in: area)
      canvas.write("dead", x: halves[1].x, y: area.y, .dim, in: area)
      area = area.splitTop(1).rest
    }
    let hasUnits = rows.contains { !$0.units.isEmpty } && area.height >= 2 * rows.count
    let pitch = hasUnits ? 2 : 1
    keep(rows, name, halves, pitch, on: &canvas, in: area)
    for (index, row) in rows.prefix(area.height).enumerated() {
      let y = area.y + index * pitch
      if index == area.height - 1, rows.count > area.height {
        canvas.write("\(rows.count - index) more", x: area.x, y: y, .dim, in: area)
        return
      }
      if hasUnits {
        UnitRow(layer: number(row.label), units: row.units, lane: name)
          .draw(on: &canvas, in: Rect(x: halves[0].x, y: y + 1, width: area.maxX - halves[0].x, height: 1))
      }
      canvas.write(isSpacious ? row.label : number(row.label), x: area.x, y: y, .text, in: area)
      draw(row.flat, .accent, y: y, on: &canvas, in: halves[0])
      draw(row.dead, .warning, y: y, on: &canvas, in: halves[1])
    }
  }

  private static func keep(
    _ rows: [Row], _ name: String, _ halves: [Rect], _ pitch: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let shown = rows.count > area.height ? area.height - 1 : rows.count
    canvas.keepTable(
      rows: (0..<max(shown, 0)).map { area.y + $0 * pitch }, ends: halves.map(\.maxX), width: 4, in: area
    ) { row, column in
      let what =
        column == 0 ? "outputs on flat ground \(rows[row].flat)" : "units that give nothing \(rows[row].dead)"
      let layer = Int(number(rows[row].label))
      return Reading(
        "\(name.isEmpty ? "" : "\(name): ")layer \(rows[row].label) · share of \(what)",
        subject: layer.map(Subject.layer))
    }
  }

  private static func draw(_ share: Double, _ ink: Ink, y: Int, on canvas: inout Canvas, in area: Rect) {
    let room = Rect(x: area.x, y: y, width: max(area.width - 5, 0), height: 1)
    canvas.bar(share, canvas.look.style(ink), in: room)
    canvas.writeRight(percent(share), end: area.maxX, y: y, share >= 0.5 ? .strong : .text, in: area)
  }

  private static func number(_ label: String) -> String { String(label.prefix { $0 != " " }) }

  private static func percent(_ share: Double) -> String { "\(Digits.fixed(share * 100, decimals: 0))%" }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.lanes.compactMap { lane -> String? in
      let rows = rows(lane)
      guard !rows.isEmpty else { return nil }
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      let layers = rows.map { "layer \($0.label) \(percent($0.flat)) flat and \(percent($0.dead)) dead" }
      return name + layers.joined(separator: ", ")
    }
    return parts.isEmpty ? "No census yet. Space runs it." : parts.joined(separator: "; ") + "."
  }
}

/// The units of a layer side by side: a shade for how much of what each gives lies on flat ground, a cross for a dead one.
private struct UnitRow {
  let layer: String
  let units: [CensusPanel.Unit]
  let lane: String

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard !units.isEmpty, area.width >= 8 else { return }
    let isWhole = units.count <= area.width
    let more = isWhole ? "" : " \(units.count) units"
    let shown = isWhole ? units.count : area.width - Width.of(more)
    let wide = isWhole && 2 * units.count <= area.width ? 2 : 1
    let ramp = Ramp(.viridis)
    for (place, unit) in units.prefix(shown).enumerated() {
      let cell =
        unit.isDead
        ? Cell(canvas.look.glyph("×", or: "x"), canvas.look.style(.warning))
        : ramp.cell(unit.flat, canvas.look)
      for x in 0..<(unit.isDead ? 1 : wide) {
        canvas.put(cell, x: area.x + place * wide + x, y: area.y, in: area)
      }
    }
    canvas.spell(more, x: area.x + shown, y: area.y, .dim, in: area)
    let (units, number, lane) = (units, Int(layer), lane.isEmpty ? "" : "\(lane): ")
    canvas.keep(
      Readout(rows: 1, columns: shown) { _, column in
        Spot(Rect(x: area.x + column * wide, y: area.y, width: wide, height: 1).intersection(area))
      } reading: { [layer] _, column in
        let unit = units[column]
        let state = unit.isDead ? "dead: gives nothing for any example" : "gives something"
        return Reading(
          "\(lane)layer \(layer), unit \(column + 1) · share of outputs on flat ground "
            + "\(Digits.reading(unit.flat, digits: 4)) · \(state)",
          subject: number.map { Subject.unit(layer: $0, unit: column + 1) })
      })
  }
}
