public import Experiments
import Neural
public import TerminalUI

/// How far the gates of an LSTM or GRU layer are open at every step, a band each.
public enum GatesPanel: Panel {
  public static let name = "gates"
  public static let probes = ["gates/*"]
  /// `units`: every unit as a row of colours instead of their mean as columns.
  public static let options = ["units", "mean"]
  public static let minimum = Size(width: 26, height: 4)

  private static let missing =
    "The gates appear here if the last recurrent layer is an lstm or a gru. Space runs it."

  private static func bands(_ snapshot: Snapshot, _ view: PanelView) -> [GateBand] {
    let lane = snapshot.shownLane(view)
    return GateBand.names.compactMap { name, isSigned in
      UnitSteps(lane?.probes["gates/\(name)"]).map { GateBand(name: name, isSigned: isSigned, units: $0) }
    }
  }

  private static func showsUnits(_ view: PanelView) -> Bool { view.options.contains("units") }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let first = bands(snapshot, view).first else { return "gates" }
    let what = showsUnits(view) ? "\(first.units.units) units" : "mean of \(first.units.units) units"
    let lane = snapshot.shownLane(view)
    let isFollowed = lane?.part?.probes.keys.contains { $0.hasPrefix("gates/") } ?? false
    let example = lane.flatMap { isFollowed ? " · \($0.shownExample)" : nil } ?? ""
    return "gates · \(what)\(example)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let bands = bands(snapshot, view)
    guard let first = bands.first else { return canvas.message(missing, in: area) }
    let gutter = 17
    let axis = StepAxis(count: first.units.steps, names: first.units.names, width: area.width - gutter)
    let shown = min(bands.count, area.height - 1)
    // A row between bands where there is room for it.
    let gap = area.height - 1 >= bands.count * 3 - 1 ? 1 : 0
    let each = min(
      max((area.height - 1 + gap) / shown - gap, 1), showsUnits(view) ? max(first.units.units, 1) : 5)
    for (index, band) in bands.prefix(shown).enumerated() {
      let row = Rect(x: area.x, y: area.y + index * (each + gap), width: area.width, height: each)
      band.draw(gutter: gutter, axis, showsUnits: showsUnits(view), on: &canvas, in: row)
    }
    axis.draw(on: &canvas, x: area.x + gutter, y: area.y + shown * (each + gap) - gap, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let bands = bands(snapshot, view)
    guard let first = bands.first else { return missing }
    return "Gates over \(first.units.steps) steps, mean of \(first.units.units) units: "
      + bands.map(\.sentence).joined(separator: "; ") + "."
  }
}

/// One gate over time.
struct GateBand {
  /// In the order in which they are shown; a signed one proposes what is written (tanh), the others open and close.
  static let names: [(String, isSigned: Bool)] = [
    ("input", false), ("forget", false), ("output", false), ("cell", true), ("reset", false),
    ("update", false), ("candidate", true),
  ]

  var name: String
  var isSigned: Bool
  var units: UnitSteps

  private var scale: Scale { Scale(.linear, isSigned ? -1 : 0, 1) }

  func draw(
    gutter: Int, _ axis: StepAxis, showsUnits: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    let field = Rect(x: area.x + gutter, y: area.y, width: axis.width, height: area.height)
    canvas.write(name, x: area.x, y: area.y, .text, in: area)
    let ends = isSigned ? "-1…1" : "0…1"
    if area.height > 1 {
      canvas.writeRight("1", end: field.x - 1, y: area.y, .dim, in: area)
      canvas.writeRight(isSigned ? "-1" : "0", end: field.x - 1, y: area.maxY - 1, .dim, in: area)
    } else {
      canvas.writeRight(ends, end: field.x - 1, y: area.y, .dim, in: area)
    }
    // Another gate may have fewer steps only in a probe that is broken.
    guard axis.steps.upperBound <= units.steps else { return }
    if showsUnits {
      if area.height > 2 { canvas.write("\(units.units) units", x: area.x, y: area.y + 1, .dim, in: area) }
      let ramp = Ramp(isSigned ? .diverging : .viridis)
      return units.heatmap("\(name) gate", axis.steps, scale, ramp).draw(on: &canvas, in: field)
    }
    let means = units.means
    let fractions = axis.steps.flatMap { step in
      Array(repeating: scale.fraction(means[step]), count: axis.across)
    }
    let (band, shown, across) = (self, axis.steps, axis.across)
    canvas.keep(
      Readout(rows: 1, columns: shown.count) { _, column in
        Spot(Rect(x: field.x + column * across, y: field.y, width: across, height: field.height))
      } reading: { _, column in
        let step = shown.lowerBound + column
        return Reading(
          "\(band.name) gate, \(band.units.time(step)) · mean of \(band.units.units) units "
            + Digits.reading(means[step], digits: 8))
      })
    canvas.columns(fractions, canvas.look.style(isSigned ? .accent : .positive), in: field)
    for (index, step) in axis.steps.enumerated() where !means[step].isFinite {
      canvas.put(
        Cell("×", canvas.look.style(.bad)), x: field.x + index * axis.across, y: field.maxY - 1, in: field)
    }
  }

  var sentence: String {
    let means = units.means.filter(\.isFinite)
    let numbers = [means.first, means.last, means.min(), means.max()].map {
      Digits.reading($0 ?? .nan, digits: 3)
    }
    return
      "\(name) \(numbers[0]) at the first step, \(numbers[1]) at the last, from \(numbers[2]) to \(numbers[3])"
  }
}
