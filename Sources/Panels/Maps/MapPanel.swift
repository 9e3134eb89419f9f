public import Experiments
import Neural
public import TerminalUI

/// What the units of a map stand for: the names of the examples they win, their classes, or how many.
public enum MapPanel: Panel {
  public static let name = "map"
  public static let probes = ["hits", "labels", "items", "winner-trail"]
  /// One of the three; without one, the first there is of names, classes and counts.
  public static let options = ["items", "labels", "hits"]
  public static let minimum = Size(width: 12, height: 4)

  private static let missing =
    "The map with what its units win appears here if the learner is a map. Space runs it."

  private enum Picture {
    case items(MapItems)
    case labels(MapLabels)
    case hits(MapPlane)
  }

  private static func picture(_ lane: LaneSnapshot?, _ view: PanelView) -> Picture? {
    guard let lane else { return nil }
    let wanted = options.filter(view.options.contains)
    for kind in wanted.isEmpty ? options : wanted {
      switch kind {
      case "items":
        if let items = MapItems(lane.probes["items"], hits: MapPlane(lane.probes["hits"])) {
          return .items(items)
        }
      case "labels": if let labels = MapLabels(lane.probes["labels"]) { return .labels(labels) }
      default: if let hits = MapPlane(lane.probes["hits"]) { return .hits(hits) }
      }
    }
    return nil
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let what =
      switch picture(snapshot.shownLane(view), view) {
      case .items: ": examples by unit"
      case .labels: ": class by unit"
      case .hits: ": hits by unit"
      case nil: ""
      }
    return "map\(what)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    let area = area.intersection(canvas.bounds)
    switch picture(lane, view) {
    case .items(let items): items.draw(isHexagonal: lane.hasHexagons, on: &canvas, in: area)
    case .labels(let labels): labels.draw(isHexagonal: lane.hasHexagons, on: &canvas, in: area)
    case .hits(let hits): draw(hits, lane, on: &canvas, in: area)
    case nil: canvas.message(missing, in: area)
    }
  }

  private static func draw(_ hits: MapPlane, _ lane: LaneSnapshot, on canvas: inout Canvas, in area: Rect) {
    let hasBar = area.height >= 5
    let parts = area.splitBottom(hasBar ? 1 : 0)
    let most = max(Double(hits.finite.max() ?? 1), 1)
    let ramp = Ramp(.viridis)
    let drawn = hits.paint(
      "examples won", Scale(.linear, 0, most), ramp, isHexagonal: lane.hasHexagons, on: &canvas,
      in: parts.rest)
    if let cells = drawn.cells, cells.cell.width >= 3 {
      for unit in hits.values.indices where hits.values[unit] > 0 {
        let text = Digits.short(Double(hits.values[unit]))
        cells.write(text, row: unit / hits.columns, column: unit % hits.columns, .strong, on: &canvas)
      }
    }
    if let winner = lane.part?.winner { drawn.cells?.bracket(winner, on: &canvas) }
    guard hasBar else { return }
    var row = Rect(x: area.x, y: min(drawn.maxY, parts.bottom.y), width: area.width, height: 1)
    if let last = winner(lane) {
      let text = "\(lane.part?.winner == nil ? "last winner" : "in brackets the winner"): \(last)"
      if row.width >= Width.of(text) + 16 {
        canvas.writeRight(text, end: row.maxX, y: row.y, .dim, in: row)
        row = row.inset(right: Width.of(text) + 1)
      }
    }
    canvas.scaleBar(ramp, ["0", Digits.short(most)], in: row)
  }

  /// That of the followed example, or the last one.
  private static func winner(_ lane: LaneSnapshot) -> String? {
    if let winner = lane.part?.winner, let hits = MapPlane(lane.probes["hits"]) { return hits.place(winner) }
    guard let trail = lane.probes["winner-trail"], trail.rowCount > 0, trail.shape.columns >= 3 else {
      return nil
    }
    let (row, column) = (trail.value(trail.rowCount - 1, 1), trail.value(trail.rowCount - 1, 2))
    guard row.isFinite, column.isFinite, abs(row) < 1e6, abs(column) < 1e6 else { return nil }
    return "row \(Int(row) + 1), column \(Int(column) + 1)"
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    switch picture(snapshot.shownLane(view), view) {
    case .items(let items): return items.sentence
    case .labels(let labels): return labels.sentence
    case .hits(let hits):
      let used = hits.values.count { $0 > 0 }
      return
        "Map of \(hits.rows) by \(hits.columns) units: \(used) win an example, the busiest "
        + "\(Digits.short(Double(hits.finite.max() ?? 0)))."
    case nil: return missing
    }
  }
}

/// The class that most of each unit's examples have.
struct MapLabels {
  private let classes: MapPlane
  private let shares: MapPlane
  private let names: [String]

  init?(_ probe: Probe?) {
    guard let probe, let classes = MapPlane(probe), let shares = MapPlane(probe, channel: 1) else {
      return nil
    }
    self.classes = classes
    self.shares = shares
    names = probe.labels
  }

  private func label(_ unit: Int) -> Int? {
    let value = classes.values[unit]
    return value.isFinite && value >= 0 && value < 100 ? Int(value) : nil
  }

  private var classCount: Int {
    max(names.count, (classes.values.indices.compactMap(label).max() ?? 0) + 1, 2)
  }

  private func name(_ label: Int) -> String {
    names.indices.contains(label) ? names[label] : "class \(label)"
  }

  /// The name itself where all are single characters, else a capital; small where the unit's examples disagree.
  private func sign(_ label: Int, isPure: Bool = true) -> String {
    if names.indices.contains(label), names.allSatisfy({ $0.count == 1 }) { return names[label] }
    let first: UInt32 = isPure ? 65 : 97
    return String(Character(Unicode.Scalar(first + UInt32(label % 26)) ?? "?"))
  }

  private func reading(_ unit: Int) -> Reading {
    let place = classes.place(unit)
    guard let label = label(unit) else { return Reading("unit at \(place) wins no example") }
    return Reading("unit at \(place) · class \(name(label)), share \(Digits.exact(shares.values[unit]))")
  }

  private func ink(_ label: Int) -> Ink { .lane(label) }

  func write(_ cells: MapCells, on canvas: inout Canvas) {
    for unit in 0..<min(cells.rows * cells.columns, classes.values.count) {
      guard let label = label(unit) else { continue }
      let isPure = shares.values[unit] > 0.75
      cells.write(
        sign(label, isPure: isPure), row: unit / classes.columns, column: unit % classes.columns, ink(label),
        on: &canvas)
    }
  }

  func draw(isHexagonal: Bool, on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(area.height > classes.rows ? 1 : 0)
    guard
      let cells = MapCells(
        rows: classes.rows, columns: classes.columns, isHexagonal: isHexagonal, in: parts.rest, widest: 4)
    else {
      return canvas.message(
        "The map of \(classes.rows) by \(classes.columns) needs more room, z zooms.", in: area)
    }
    for unit in classes.values.indices where label(unit) == nil {
      let empty = canvas.look.text("·", or: ".")
      cells.write(empty, row: unit / classes.columns, column: unit % classes.columns, .dim, on: &canvas)
    }
    write(cells, on: &canvas)
    let labels = self
    canvas.keep(cells.readout { labels.reading($0 * labels.classes.columns + $1) })
    guard parts.bottom.height > 0 else { return }
    var entries = (0..<classCount).map { LegendEntry(sign: sign($0), text: name($0), ink: ink($0)) }
    if names.isEmpty || !names.allSatisfy({ $0.count == 1 }) {
      entries.append(LegendEntry(sign: "a", text: "at most 3 in 4 agree", ink: .dim))
    }
    let row = Rect(
      x: area.x, y: min(cells.area.maxY, parts.bottom.y), width: area.width, height: 1)
    canvas.legend(entries, in: row)
  }

  var sentence: String {
    let parts = (0..<classCount).map { label in
      "\(classes.values.indices.count { self.label($0) == label }) of \(name(label))"
    }
    let empty = classes.values.indices.count { label($0) == nil }
    return
      "Map of \(classes.rows) by \(classes.columns) units: \(parts.joined(separator: ", ")), \(empty) empty."
  }
}

/// The names of the examples at the units that win them.
struct MapItems {
  private let rows: Int
  private let columns: Int
  /// By unit.
  private var names: [[String]]

  init?(_ probe: Probe?, hits: MapPlane?) {
    guard let probe, probe.shape.columns >= 2, probe.rowCount > 0 else { return nil }
    let places = (0..<probe.rowCount).compactMap { row -> (row: Int, column: Int, name: String)? in
      let (y, x) = (probe.value(row, 0), probe.value(row, 1))
      guard y >= 0, x >= 0, y < 1000, x < 1000, probe.labels.indices.contains(row) else { return nil }
      return (Int(y), Int(x), probe.labels[row])
    }
    guard let lowest = places.map(\.row).max(), let rightmost = places.map(\.column).max() else { return nil }
    rows = max(lowest + 1, hits?.rows ?? 0)
    columns = max(rightmost + 1, hits?.columns ?? 0)
    names = Array(repeating: [], count: rows * columns)
    for place in places { names[place.row * columns + place.column].append(place.name) }
  }

  func draw(isHexagonal: Bool, on canvas: inout Canvas, in area: Rect) {
    guard
      let cells = MapCells(rows: rows, columns: columns, isHexagonal: isHexagonal, in: area, widest: 16),
      cells.cell.width >= 4
    else { return canvas.message("The map of \(rows) by \(columns) needs more room, z zooms.", in: area) }
    let (names, columns) = (names, columns)
    canvas.keep(
      cells.readout { row, column in
        let won = names[row * columns + column]
        let text = won.isEmpty ? "wins no example" : "wins \(won.joined(separator: ", "))"
        return Reading("unit at row \(row + 1), column \(column + 1) \(text)")
      })
    for unit in names.indices {
      let (row, column) = (unit / columns, unit % columns)
      if names[unit].isEmpty {
        cells.write(canvas.look.text("·", or: "."), row: row, column: column, .dim, on: &canvas)
      }
      for (line, name) in lines(unit, cells.cell.height).enumerated() {
        let text = Glyphs.plain(name.shortened(to: cells.cell.width - 1), at: canvas.look.capability.glyphs)
        cells.write(text, row: row, column: column, line: line, .text, on: &canvas)
      }
    }
  }

  /// What does not fit is counted.
  private func lines(_ unit: Int, _ height: Int) -> [String] {
    let all = names[unit]
    guard all.count > height else { return all }
    if height == 1 { return ["\(all[0].prefix(5))+\(all.count - 1)"] }
    return all.prefix(height - 1) + ["+\(all.count - height + 1)"]
  }

  var sentence: String {
    let parts = names.indices.filter { !names[$0].isEmpty }.map { unit in
      "row \(unit / columns + 1) column \(unit % columns + 1): \(names[unit].joined(separator: ", "))"
    }
    return "Map of \(rows) by \(columns) units; \(parts.joined(separator: "; "))."
  }
}
