public import Experiments
import Neural
public import TerminalUI

/// The way back of one example: for every unit what reaches it, times its slope, is its delta; times what it read, the
/// gradient of each weight. The weight that the knobs point at is worked in full and compared with a difference quotient.
public enum BackwardPanel: Panel {
  public static let name = "backward"
  public static let probes = ["forward", "backward", "weights/*", "biases/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 40, height: 3)

  private static func example(_ snapshot: Snapshot, _ view: PanelView) -> (LaneSnapshot, WorkedExample)? {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane), example.hasGradients else {
      return nil
    }
    return (lane, example)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let (_, example) = example(snapshot, view) else { return "backward" }
    return "backward \(example.shape) · \(example.place)\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    // A head, the units, a blank row and the weight that is worked.
    example(snapshot, view).map { _, example in example.layers.reduce(0) { $0 + $1.unitCount } + 5 }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let (lane, example) = example(snapshot, view) else {
      return canvas.message(WorkedExample.missing(snapshot.shownLane(view)), in: area)
    }
    let (layer, unit, input) = example.selection(lane)
    let work = WeightWork(example, layer: layer, unit: unit, input: input)
    let foot = area.height >= 7 ? 3 : area.height >= 5 ? 2 : 1
    let parts = area.splitBottom(foot)
    let table = BackwardTable(example, area: parts.rest, chosen: (layer, unit))
    table.draw(on: &canvas)
    let lines = work.lines(area.width - 1)
    let y = min(parts.bottom.y, area.y + table.height + (parts.rest.height > table.height ? 1 : 0))
    for (index, line) in lines.suffix(foot).enumerated() {
      canvas.spell(line.text, x: area.x + 1, y: y + index, line.ink, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let (lane, example) = example(snapshot, view) else {
      return WorkedExample.missing(snapshot.shownLane(view))
    }
    let (layer, unit, input) = example.selection(lane)
    let lines = WeightWork(example, layer: layer, unit: unit, input: input).lines(200)
    return "Backward, \(example.place): \(lines.map(\.text).joined(separator: "; "))."
  }
}

/// One row a unit, the output on top.
private struct BackwardTable {
  private let example: WorkedExample
  private let area: Rect
  private let rows: [(layer: Int, unit: Int)]
  private let chosen: (layer: Int, unit: Int)

  init(_ example: WorkedExample, area: Rect, chosen: (layer: Int, unit: Int)) {
    self.example = example
    self.area = area
    self.chosen = chosen
    let units = example.layers.indices.reversed().flatMap { layer in
      (0..<example.layers[layer].unitCount).map { (layer, $0) }
    }
    rows = Array(units.prefix(max(units.count <= area.height - 1 ? units.count : area.height - 2, 0)))
    hidden = units.count - rows.count
  }

  private let hidden: Int

  var height: Int { min(rows.count + 1 + (hidden > 0 ? 1 : 0), area.height) }

  private static let width = 10

  func draw(on canvas: inout Canvas) {
    let heads = ["∂L/∂a", "slope", "δ"]
    var ends: [Int] = []
    for (index, head) in heads.enumerated() {
      ends.append(area.x + 7 + (index + 1) * (Self.width + (index > 0 ? 1 : 0)))
      canvas.writeRight(head, end: ends[index], y: area.y, .dim, in: area)
    }
    let gradients = area.maxX - ends[2] >= 24
    let head = ["∂L/∂w = δ · input, then ∂L/∂b", "∂L/∂w, then ∂L/∂b"].first {
      Width.of($0) <= area.maxX - ends[2] - 3
    }
    if gradients, let head { canvas.spell(head, x: ends[2] + 3, y: area.y, .dim, in: area) }
    canvas.write("unit", x: area.x + 1, y: area.y, .dim, in: area)
    for (index, row) in rows.enumerated() {
      draw(row, y: area.y + 1 + index, ends, showsGradients: gradients, on: &canvas)
    }
    keep(ends, on: &canvas)
    if hidden > 0, rows.count + 1 < area.height {
      canvas.write("\(hidden) more units", x: area.x + 1, y: area.y + rows.count + 1, .dim, in: area)
    }
  }

  private func keep(_ ends: [Int], on canvas: inout Canvas) {
    let (example, rows) = (example, rows)
    canvas.keepTable(
      rows: rows.indices.map { area.y + 1 + $0 }, ends: ends, width: 7, in: area
    ) { row, column in
      let (layer, unit) = rows[row]
      let source = example.layers[layer]
      let slope = WorkedExample.slope(source.activation, sum: source.sums[unit], output: source.outputs[unit])
      let texts = [
        "∂L/∂a \(Digits.exact(source.outputGradient[unit]))",
        "slope of \(source.activation) \(slope.map { Digits.reading($0, digits: 8) } ?? "not known")",
        "δ = ∂L/∂z \(Digits.exact(source.sumGradient[unit]))",
      ]
      let gradients = source.weightGradient[unit].prefix(6).map { Digits.exact($0) }
      return Reading(
        "\(example.name(layer, unit)) · \(texts[column]) · ∂L/∂w \(gradients.joined(separator: ", ")), ∂L/∂b "
          + Digits.exact(source.biasGradient[unit]),
        subject: Subject.unit(layer: source.number, unit: unit + 1))
    }
  }

  private func draw(
    _ row: (layer: Int, unit: Int), y: Int, _ ends: [Int], showsGradients: Bool, on canvas: inout Canvas
  ) {
    let layer = example.layers[row.layer]
    let standing = example.backward(layer.number)
    let isChosen = row.layer == chosen.layer && row.unit == chosen.unit
    let mark =
      standing != nil ? standing.mark(canvas.look) : isChosen ? canvas.look.text("▸", or: ">") : " "
    canvas.write(
      "\(mark)\(example.name(row.layer, row.unit))", x: area.x, y: y, standing.ink(.text), in: area)
    let slope = WorkedExample.slope(
      layer.activation, sum: layer.sums[row.unit], output: layer.outputs[row.unit])
    let cells = [
      text(layer.outputGradient[row.unit]), slope.map(text) ?? "-", text(layer.sumGradient[row.unit]),
    ]
    for (index, cell) in cells.enumerated() {
      canvas.writeRight(
        cell, end: ends[index], y: y, standing.ink(index == 2 ? .strong : .text), in: area)
    }
    canvas.spell(canvas.look.text("×", or: "*"), x: ends[0] + 2, y: y, .dim, in: area)
    let isProduct =
      slope.map { isRight($0 * layer.outputGradient[row.unit], layer.sumGradient[row.unit]) } ?? true
    canvas.spell(isProduct ? "=" : "≠", x: ends[1] + 2, y: y, isProduct ? .dim : .bad, in: area)
    guard showsGradients else { return }
    let numbers = layer.weightGradient[row.unit] + [layer.biasGradient[row.unit]]
    var x = ends[2] + 2
    for (index, number) in numbers.enumerated() {
      let isLast = index == numbers.count - 1
      if x + 9 > area.maxX || !isLast && x + 18 > area.maxX {
        canvas.spell("…", x: x + 1, y: y, .dim, in: area)
        return
      }
      x += 9
      canvas.writeRight(text(number), end: x, y: y, isLast ? .dim : standing.ink(.text), in: area)
    }
  }

  /// Whether a product is the number beside it, as far as single precision goes; broken numbers are not judged.
  private func isRight(_ product: Double, _ shown: Double) -> Bool {
    let difference = abs(product - shown)
    return !difference.isFinite || difference <= 1e-4 * (abs(product) + abs(shown)) + 1e-9
  }

  private func text(_ value: Double) -> String {
    value != 0 && abs(value) < 0.0005
      ? Digits.scientific(value, digits: 2) : Digits.fixed(value, decimals: 4)
  }
}

/// The gradient of one weight as a product, and the same found by moving the weight a little.
struct WeightWork {
  let factors: [(name: String, value: Double)]
  let product: Double
  let gradient: Double
  let difference: Double?
  let name: String
  /// How ∂L/∂a came about: the sum over the units above.
  let origin: String

  init(_ example: WorkedExample, layer: Int, unit: Int, input: Int) {
    let source = example.layers[layer]
    let slope = WorkedExample.slope(source.activation, sum: source.sums[unit], output: source.outputs[unit])
    let read = example.inputs(of: layer)[input]
    factors = [
      ("∂L/∂a", source.outputGradient[unit]), ("∂a/∂z", slope ?? .nan), ("∂z/∂w", read),
    ]
    product = factors.reduce(1) { $0 * $1.value }
    gradient = source.weightGradient[unit][input]
    difference = example.lossDifference(.weight(layer: layer, unit: unit, input: input))
    name = "w(\(example.inputName(input, of: layer)) → \(example.name(layer, unit)))"
    origin = Self.origin(example, layer, unit)
  }

  private static func origin(_ example: WorkedExample, _ layer: Int, _ unit: Int) -> String {
    let name = example.name(layer, unit)
    guard example.layers.indices.contains(layer + 1) else {
      return "∂L/∂\(name) comes from the loss itself"
    }
    let above = example.layers[layer + 1]
    let terms = above.sumGradient.indices.prefix(3).map { index in
      "\(signed(above.weights[index][unit]))·\(signed(above.sumGradient[index]))"
    }
    let more = above.unitCount > 3 ? " + …" : ""
    return "∂L/∂\(name) = Σ w·δ above = \(terms.joined(separator: " + "))\(more)"
  }

  private static func signed(_ value: Double) -> String {
    let text = Digits.fixed(value, decimals: 4)
    return value < 0 ? "(\(text))" : text
  }

  private func text(_ value: Double) -> String {
    value != 0 && abs(value) < 0.001 ? Digits.scientific(value, digits: 4) : Digits.fixed(value, decimals: 5)
  }

  /// True if the gradient is what the difference quotient says, to four digits or so.
  var agrees: Bool? {
    guard let difference, difference.isFinite, gradient.isFinite else { return nil }
    return abs(gradient - difference) <= 1e-3 * (abs(gradient) + abs(difference)) + 1e-7
  }

  func lines(_ width: Int) -> [(text: String, ink: Ink)] {
    let chain = factors.map { text($0.value) }.joined(separator: " · ")
    let names = factors.map(\.name).joined(separator: "·")
    let result = "\(chain) = \(text(product))"
    let lines = ["\(name)  \(names) = \(result)", "\(name)  \(result)"]
    let line = lines.first { Width.of($0) <= width } ?? result
    var check = "backprop \(text(gradient))"
    if let difference {
      check += "   difference quotient \(text(difference))"
      check += agrees == true ? "   they agree" : "   THEY DIFFER"
    }
    return [(origin, .dim), (line, .text), (check, agrees == false ? .bad : .good)]
  }
}
