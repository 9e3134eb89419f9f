public import Experiments
import Neural
public import TerminalUI

/// How many of the made examples fall into each cloud of the data: a collapsed generator leaves some empty.
public enum ModesPanel: Panel {
  public static let name = "modes"
  public static let probes = ["modes"]
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 3)

  private static let missing =
    "The share of made examples in each cloud appears here if a generator learns clouds. Space runs it."

  private struct Shares {
    var index: Int
    var lane: LaneSnapshot
    var values: [Double]
    var names: [String]

    /// As the learner counts, or else those that get anything.
    var covered: Int {
      if let count = lane.reading("modes"), count.isFinite, count >= 0, count < 1e6 { return Int(count) }
      return values.count { $0 > 0 }
    }
  }

  private static func shares(_ snapshot: Snapshot, _ view: PanelView) -> [Shares] {
    snapshot.lanes(with: "modes", rows: 1, columns: 1, view).sorted { $0.index < $1.index }.map {
      index, probe in
      Shares(
        index: index, lane: snapshot.lanes[index],
        values: (0..<probe.shape.columns).map { Double(probe.value(0, $0)) }, names: probe.labels)
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let all = shares(snapshot, view)
    guard all.count == 1, let one = all.first else { return "share of made examples by mode" }
    return "share of made examples by mode · \(one.covered) of \(one.values.count) covered"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    // With the name of the lane and the scale.
    shares(snapshot, view).map(\.values.count).max().map { $0 + 1 + (snapshot.lanes.count > 1 ? 1 : 0) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let all = shares(snapshot, view)
    guard !all.isEmpty else { return canvas.message(missing, in: area) }
    let count = min(all.count, max(area.width / 16, 1))
    let fields = area.columns(Array(repeating: .flexible(), count: count), gap: 2)
    let most = all.flatMap(\.values).filter(\.isFinite).max() ?? 0
    for (one, field) in zip(all, fields) {
      draw(one, most > 0 ? most : 1, hasName: snapshot.lanes.count > 1, on: &canvas, in: field)
    }
  }

  private static func draw(
    _ shares: Shares, _ most: Double, hasName: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    let parts = area.splitBottom(area.height >= 4 ? 1 : 0)
    let even = Digits.fixed(100 / Double(max(shares.values.count, 1)), decimals: 1)
    let note = "even share \(even)%, full bar \(Digits.fixed(100 * most, decimals: 1))%"
    let end = area.y + shares.values.count + (hasName ? 1 : 0)
    if parts.bottom.height > 0 { canvas.write(note, x: area.x, y: min(end, parts.bottom.y), .dim, in: area) }
    var rows = parts.rest
    if hasName {
      let head = "\(shares.lane.name) \(shares.covered)/\(shares.values.count)"
      canvas.spell(head.shortened(to: rows.width), x: rows.x, y: rows.y, .lane(shares.index), in: rows)
      rows = rows.splitTop(1).rest
    }
    guard rows.height > 0 else { return }
    let lines = max((shares.values.count + rows.height - 1) / rows.height, 1)
    let across = min(lines, max((rows.width + 2) / 16, 1))
    let columns = rows.columns(Array(repeating: .flexible(), count: across), gap: 2)
    let count = min(shares.values.count, across * rows.height)
    let room = rows
    canvas.keep(
      Readout(rows: min(room.height, count), columns: across) { line, place in
        guard place * room.height + line < count else { return nil }
        return Spot(Rect(x: columns[place].x, y: room.y + line, width: 3, height: 1))
      } reading: { line, place in
        let mode = place * room.height + line
        let name = shares.names.indices.contains(mode) ? shares.names[mode] : "\(mode + 1)"
        return Reading("\(shares.lane.name), mode \(name) · share \(Digits.exact(shares.values[mode]))")
      })
    for (mode, value) in shares.values.prefix(across * rows.height).enumerated() {
      let column = columns[mode / rows.height]
      let row = Rect(x: column.x, y: rows.y + mode % rows.height, width: column.width, height: 1)
      let name = shares.names.indices.contains(mode) ? shares.names[mode] : "\(mode + 1)"
      let width = min(max(shares.names.map { Width.of($0) }.max() ?? 2, 2), max(row.width / 3, 2))
      canvas.spell(name.shortened(to: width), x: row.x, y: row.y, value > 0 ? .text : .bad, in: row)
      let bar = row.inset(left: width + 1, right: 7)
      canvas.bar(value / most, canvas.look.style(hasName ? .lane(shares.index) : .training), in: bar)
      let text = value.isFinite ? Digits.fixed(100 * value, decimals: 1) + "%" : "NaN"
      canvas.writeRight(text, end: row.maxX, y: row.y, value > 0 ? .text : .bad, in: row)
    }
    let hidden = shares.values.count - across * rows.height
    if hidden > 0, parts.bottom.height > 0 {
      canvas.writeRight("\(hidden) more", end: area.maxX, y: parts.bottom.y, .dim, in: parts.bottom)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = shares(snapshot, view).map { shares in
      let name = snapshot.lanes.count > 1 ? "\(shares.lane.name): " : ""
      let finite = shares.values.filter(\.isFinite)
      func percent(_ value: Double?) -> String { Digits.fixed(100 * (value ?? 0), decimals: 1) + "%" }
      return
        "\(name)\(shares.covered) of \(shares.values.count) modes covered, shares from "
        + "\(percent(finite.min())) to \(percent(finite.max()))"
    }
    return parts.isEmpty ? missing : "Made examples: \(parts.joined(separator: "; "))."
  }
}
