public import Experiments
import Neural
public import TerminalUI

/// What became of each value of one setting with each of three seeds, and the value with the lowest median.
public enum GridPanel: Panel {
  public static let name = "grid"
  public static let probes: [String] = []
  /// The setting that is searched; the learning rate if none is named.
  public static let options = ["rate", "width", "l2"]
  public static let minimum = Size(width: 30, height: 3)

  private static let seedCount: UInt64 = 3
  private static let columnWidth = 9

  private static func key(_ view: PanelView) -> String {
    options.first(where: view.options.contains) ?? "rate"
  }

  private static func grid(_ snapshot: Snapshot, _ view: PanelView) -> GridSweep? {
    snapshot.searches.grid.flatMap { $0.key == key(view) && !$0.rows.isEmpty ? $0 : nil }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let hasValidation = grid(snapshot, view)?.rows.first?.validationLoss != nil
    return "\(hasValidation ? "validation loss" : "loss") by \(key(view)) and seed\(snapshot.laneTag(view))"
  }

  public static func enter(_ snapshot: Snapshot, _ view: PanelView) -> PanelDeed? {
    guard let lane = snapshot.shownLane(view), let present = lane.experiment.value(of: key(view)) else {
      return nil
    }
    if let grid = grid(snapshot, view) { return grid.best.map { .adopt(Setting(grid.key, $0)) } }
    let seeds = (0..<seedCount).map { lane.experiment.seed &+ $0 }
    return .search(.grid(key: key(view), values: values(around: present, view), seeds: seeds))
  }

  /// Five values: of a width by factors of two, of the others about threefold.
  private static func values(around present: String, _ view: PanelView) -> [String] {
    guard let middle = Double(present), middle > 0 else { return ["0", "0.0001", "0.001", "0.01", "0.1"] }
    if key(view) == "width" {
      return [-2, -1, 0, 1, 2].map { Numeral.text(max(1, (middle * Decimal.two($0)).rounded())) }
    }
    let rungs = (-9...9).flatMap { [Decimal.power($0), 3 * Decimal.power($0)] }
    let place = rungs.lastIndex { $0 <= middle * 1.01 } ?? 2
    return rungs[max(0, place - 2)...min(rungs.count - 1, place + 2)].map { Numeral.text(Float($0)) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    if let problem = snapshot.searches.problem { return canvas.message(problem, .bad, in: area) }
    guard let grid = grid(snapshot, view) else {
      let key = view.hasFocus ? "Enter" : "Tab comes here, Enter"
      return canvas.message(
        "Five values of \(Self.key(view)), three seeds each, appear here: fifteen runs. \(key) runs it.",
        in: area)
    }
    draw(grid, on: &canvas, in: area)
  }

  private static func draw(_ grid: GridSweep, on canvas: inout Canvas, in area: Rect) {
    let seeds = grid.seeds
    var x = area.x + columnWidth
    canvas.writeRight(grid.key, end: x, y: area.y, .dim, in: area)
    for seed in seeds {
      x += columnWidth
      canvas.writeRight("seed \(seed)", end: x, y: area.y, .dim, in: area)
    }
    canvas.writeRight("median", end: x + columnWidth, y: area.y, .dim, in: area)
    for (row, value) in grid.values.enumerated() where row + 1 < area.height {
      draw(value, grid, seeds, y: area.y + 1 + row, on: &canvas, in: area)
    }
    keep(grid, on: &canvas, in: area)
  }

  private static func keep(_ grid: GridSweep, on canvas: inout Canvas, in area: Rect) {
    let (values, seeds) = (grid.values, grid.seeds)
    let loss = grid.rows.first?.validationLoss == nil ? "loss" : "validation loss"
    canvas.keepTable(
      rows: values.indices.map { area.y + 1 + $0 }.filter { $0 < area.maxY },
      ends: (0...seeds.count).map { area.x + ($0 + 2) * columnWidth }, width: columnWidth - 2, in: area
    ) { row, column in
      let losses = grid.losses(of: values[row])
      let isMedian = column == seeds.count
      let kind = isMedian ? "median of \(losses.count)" : "seed \(seeds[column])"
      let run = "\(grid.key) \(values[row]) · \(kind)"
      guard isMedian || losses.indices.contains(column) else { return Reading("\(run) · was not run") }
      let value = isMedian ? grid.median(of: values[row]) : losses[column]
      return Reading("\(run) · \(value.isFinite ? "\(loss) \(Digits.exact(value))" : "diverged")")
    }
  }

  private static func draw(
    _ value: String, _ grid: GridSweep, _ seeds: [UInt64], y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let isBest = value == grid.best
    var x = area.x + columnWidth
    canvas.writeRight(value, end: x, y: y, isBest ? .strong : .text, in: area)
    for (seed, loss) in zip(seeds, grid.losses(of: value)) {
      x += columnWidth
      let isWinner = grid.winner(seed: seed) == value
      canvas.writeRight(text(loss) + (isWinner ? "*" : " "), end: x, y: y, isWinner ? .good : .text, in: area)
    }
    x += columnWidth
    canvas.writeRight(text(grid.median(of: value)), end: x, y: y, isBest ? .strong : .text, in: area)
    if isBest { canvas.spell(" ◂", x: x, y: y, .accent, in: area) }
  }

  private static func text(_ loss: Float) -> String {
    loss.isFinite ? Digits.reading(loss, digits: 3) : "diverged"
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let grid = grid(snapshot, view) else {
      return "No search among values of \(key(view)) yet. Enter runs it."
    }
    let medians = grid.values.map { "\($0): \(text(grid.median(of: $0)))" }.joined(separator: ", ")
    let best = grid.best.map { "The lowest is that of \($0)." } ?? "All diverged."
    return "Medians over \(grid.seeds.count) seeds by \(grid.key): \(medians). \(best)"
  }
}

extension GridSweep {
  /// The values in the order of the search.
  fileprivate var values: [String] {
    rows.reduce(into: []) { values, row in if values.last != row.value { values.append(row.value) } }
  }

  fileprivate var seeds: [UInt64] { rows.prefix { $0.value == rows.first?.value }.map(\.seed) }

  /// The value with the lowest loss of one seed.
  fileprivate func winner(seed: UInt64) -> String? {
    guard let place = seeds.firstIndex(of: seed) else { return nil }
    let ranked = values.map { value in
      let losses = losses(of: value)
      return (value, losses.indices.contains(place) ? losses[place] : .infinity)
    }
    return ranked.min { $0.1 < $1.1 }.flatMap { $0.1.isFinite ? $0.0 : nil }
  }
}

extension Decimal {
  fileprivate static func two(_ exponent: Int) -> Double {
    exponent < 0 ? 1 / two(-exponent) : Double(1 << exponent)
  }
}
