public import Experiments
import Neural
public import TerminalUI

/// Which units dropout switched off for which examples in the last training step.
public enum MaskPanel: Panel {
  public static let name = "mask"
  public static let probes = ["dropout-mask/*"]
  /// The number of the layer; without one, the first.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 16, height: 3)

  /// The shown lane, or the first of a race that drops units.
  private static func source(_ snapshot: Snapshot, _ view: PanelView) -> PanelView {
    func has(_ lane: LaneSnapshot?) -> Bool { lane?.layerProbes("dropout-mask").isEmpty == false }
    var view = view
    if !has(snapshot.shownLane(view)) { view.lane = snapshot.lanes.firstIndex(where: has) ?? view.lane }
    return view
  }

  private static func layer(_ snapshot: Snapshot, _ view: PanelView) -> (number: Int, probe: Probe)? {
    let lane = snapshot.shownLane(source(snapshot, view))
    let all = (lane?.layerProbes("dropout-mask") ?? []).filter { $0.probe.rowCount > 0 }
    let wanted = view.options.compactMap(Int.init).min()
    return wanted == nil ? all.first : all.first { $0.number == wanted }
  }

  private static func keptShare(_ probe: Probe) -> Double {
    Double(probe.values.count { $0 != 0 }) / Double(max(probe.values.count, 1))
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let layer = layer(snapshot, view) else { return "dropout mask" }
    let kept = Digits.fixed(keptShare(layer.probe) * 100, decimals: 0)
    return
      "dropout mask of layer \(layer.number), examples × units\(snapshot.laneTag(source(snapshot, view)))  \(kept)% kept"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let (number, probe) = layer(snapshot, view) else {
      return canvas.message(
        "The units that are kept and dropped appear here; it takes a network with dropout. Space runs it.",
        in: area)
    }
    let parts = area.splitBottom(area.height >= 4 ? 1 : 0)
    let columns = min(probe.shape.columns, parts.rest.width)
    let rows = min(probe.rowCount, parts.rest.height)
    // Two columns of cells a unit look square.
    let wide = 2 * columns < parts.rest.width ? 2 : 1
    let followed = snapshot.shownLane(view)?.part?.row
    for row in 0..<rows {
      if row == followed, columns * wide < parts.rest.width {
        canvas.spell("◂", x: area.x + columns * wide, y: area.y + row, .accent, in: parts.rest)
      }
      for column in 0..<columns {
        let cell = cell(probe.value(row, column), canvas.look)
        canvas.put(cell, x: area.x + column * wide, y: area.y + row, in: parts.rest)
      }
    }
    canvas.keep(
      Readout(rows: rows, columns: columns) { row, column in
        Spot(x: area.x + column * wide, y: area.y + row)
      } reading: { row, column in
        let value = probe.value(row, column)
        return Reading(
          "example \(row + 1) of the batch, unit \(column + 1) of layer \(number) · "
            + (value == 0 ? "dropped" : "kept, times \(Digits.exact(value))"),
          subject: Subject.unit(layer: number, unit: column + 1))
      })
    let factor = probe.values.lazy.filter { $0.isFinite }.max() ?? 0
    var entries = [
      LegendEntry(sign: sign(1, canvas.look), text: "kept, × \(Digits.short(Double(factor)))", ink: .accent),
      LegendEntry(sign: sign(0, canvas.look), text: "dropped", ink: .dim),
    ]
    if columns < probe.shape.columns || rows < probe.rowCount {
      let text = "\(columns) of \(probe.shape.columns) units, \(rows) of \(probe.rowCount) examples"
      entries.append(LegendEntry(sign: "", text: text, ink: .dim))
    }
    canvas.legend(entries, in: parts.bottom)
  }

  private static func cell(_ value: Float, _ look: Look) -> Cell {
    guard value.isFinite else { return Cell("×", look.style(.bad)) }
    return value == 0
      ? Cell(look.glyph("·", or: "."), look.style(.dim)) : Cell(look.glyph("■", or: "#"), look.style(.accent))
  }

  private static func sign(_ value: Float, _ look: Look) -> String {
    String(Character(cell(value, look).glyph))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let layer = layer(snapshot, view) else { return "No dropout mask yet. Space runs it." }
    let probe = layer.probe
    let perRow = (0..<probe.rowCount).map { row in
      (0..<probe.shape.columns).count { probe.value(row, $0) != 0 }
    }
    return
      "Layer \(layer.number) kept \(Digits.fixed(keptShare(probe) * 100, decimals: 0))% of its outputs in the last step: "
      + "between \(perRow.min() ?? 0) and \(perRow.max() ?? 0) of \(probe.shape.columns) units for each of "
      + "\(probe.rowCount) examples."
  }
}
