public import Experiments
import Neural
public import TerminalUI

/// The net as a drawing: a node a unit with its activation for one example, a line a weight.
///
/// A solid line is a positive weight, a dashed one a negative; the larger the weight, the thicker the line.
public enum NetworkPanel: Panel {
  public static let name = "network"
  public static let probes = ["forward", "weights/*", "biases/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 24, height: 4)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane) else { return "network" }
    return "network \(example.shape) · \(example.place)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let example = WorkedExample(lane) else {
      return canvas.message(WorkedExample.missing(snapshot.shownLane(view)), in: area)
    }
    let parts = area.splitBottom(area.height >= 6 ? 1 : 0)
    let drawing = NetworkDrawing(example, in: parts.rest)
    if drawing.fits {
      drawing.draw(on: &canvas)
      drawing.caption(on: &canvas, in: parts.bottom)
    } else {
      drawing.summary(on: &canvas, in: area)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane) else {
      return WorkedExample.missing(snapshot.shownLane(view))
    }
    let layers = example.layers.map { "\($0.unitCount) \($0.activation)" }
    let inputs = zip(example.inputNames, example.inputs).prefix(6)
      .map { "\($0) = \(Digits.reading($1, digits: 3))" }
    return "A network of \(example.inputs.count) inputs and layers of \(layers.joined(separator: ", then ")) "
      + "units; for \(inputs.joined(separator: ", ")) it answers \(Digits.reading(example.answer, digits: 3))."
  }
}

/// Where nodes and lines of the drawing stand.
struct NetworkDrawing {
  private let example: WorkedExample
  private let area: Rect
  /// The values of each column of nodes, the inputs first.
  private let columns: [[Double]]
  private let largest: Double
  /// `[-0.63]`.
  private static let nodeWidth = 7

  init(_ example: WorkedExample, in area: Rect) {
    self.example = example
    self.area = area
    columns = [example.inputs] + example.layers.map(\.outputs)
    largest =
      example.layers.flatMap { $0.weights.flatMap { $0 } }.filter(\.isFinite).map { abs($0) }.max() ?? 0
  }

  private var names: Int { min(example.inputNames.map { Width.of($0) }.max() ?? 0, 10) }
  private var left: Int { area.x + names + 1 }
  private var room: Int { area.maxX - left - Self.nodeWidth - 11 }

  /// Whether lines between the columns have room to be told apart.
  var fits: Bool {
    columns.count >= 2 && room / (columns.count - 1) >= Self.nodeWidth + 5 && area.height >= 3
  }

  /// Nodes of a column that are drawn; the last row says how many more there are.
  private func shown(_ column: Int) -> Int {
    let count = columns[column].count
    return count <= area.height ? count : area.height - 1
  }

  private func x(_ column: Int) -> Int { left + room * column / max(columns.count - 1, 1) }

  private func y(_ node: Int, _ column: Int) -> Int {
    let rows = columns[column].count <= area.height ? columns[column].count : area.height
    return area.y + (area.height * (2 * node + 1)) / (2 * max(rows, 1))
  }

  func draw(on canvas: inout Canvas) {
    drawLines(on: &canvas)
    for column in columns.indices {
      for node in 0..<shown(column) { drawNode(node, column, on: &canvas) }
      let hidden = columns[column].count - shown(column)
      if hidden > 0 {
        canvas.spell("+\(hidden)", x: x(column) + 2, y: area.maxY - 1, .dim, in: area)
      }
    }
    drawAnswer(on: &canvas)
    canvas.keep(readout)
  }

  /// The nodes, and each drawn weight at the middle of its line.
  private var readout: Readout {
    var spots: [Spot?] = []
    var readings: [Reading] = []
    for column in columns.indices {
      for node in 0..<shown(column) {
        let cells = Rect(x: x(column), y: y(node, column), width: Self.nodeWidth, height: 1)
        spots.append(Spot(cells.intersection(area)))
        readings.append(reading(node: node, column))
      }
    }
    for (index, layer) in example.layers.enumerated() {
      for unit in 0..<shown(index + 1) {
        for input in 0..<min(shown(index), layer.inputCount) {
          spots.append(middle(from: (input, index), to: (unit, index + 1)))
          readings.append(reading(weight: index, unit, input))
        }
      }
    }
    let words = readings
    return Readout(points: spots) { words[$0] }
  }

  /// A third of the way, where lines that leave one node have parted and those to one have not met.
  private func middle(from start: (node: Int, column: Int), to end: (node: Int, column: Int)) -> Spot? {
    let (left, right) = (x(start.column) + Self.nodeWidth, x(end.column) - 1)
    let share = 0.4
    let place = Double(y(start.node, start.column)) * (1 - share) + Double(y(end.node, end.column)) * share
    let cell = Point(x: left + Int(Double(right - left) * share), y: Int(place.rounded()))
    return area.contains(cell) ? Spot(x: cell.x, y: cell.y) : nil
  }

  private func reading(node: Int, _ column: Int) -> Reading {
    guard column > 0 else {
      return Reading("input \(example.inputNames[node]) \(Digits.exact(columns[0][node]))")
    }
    let layer = example.layers[column - 1]
    let weights = zip(layer.weights[node], example.inputs(of: column - 1)).prefix(8).map {
      "\(Digits.exact($0))·\(Digits.exact($1))"
    }
    let more = layer.inputCount > 8 ? " + …" : ""
    return Reading(
      "unit \(example.name(column - 1, node)) · z = \(weights.joined(separator: " + "))\(more) + "
        + "\(Digits.exact(layer.biases[node])) = \(Digits.exact(layer.sums[node])) · \(layer.activation) "
        + "\(Digits.exact(layer.outputs[node]))",
      subject: Subject.unit(layer: layer.number, unit: node + 1))
  }

  private func reading(weight layer: Int, _ unit: Int, _ input: Int) -> Reading {
    let source = example.layers[layer]
    let gradient =
      source.weightGradient.isEmpty
      ? "" : " · gradient of this example \(Digits.exact(source.weightGradient[unit][input]))"
    return Reading(
      "weight from \(example.inputName(input, of: layer)) to \(example.name(layer, unit)) · "
        + "\(Digits.exact(source.weights[unit][input]))\(gradient)",
      subject: Subject.weight(layer: source.number, unit: unit + 1, input: input + 1))
  }

  private func drawNode(_ node: Int, _ column: Int, on canvas: inout Canvas) {
    let row = y(node, column)
    if column == 0 {
      canvas.write(
        example.inputNames[node].shortened(to: names), x: area.x, y: row, .dim, in: area)
    }
    let isLogit = column == columns.count - 1 && example.lossHasSigmoid
    let value = isLogit ? WorkedExample.sigmoid(columns[column][node]) : columns[column][node]
    let text = Self.short(value)
    let node = column == 0 ? "[\(text)]" : "(\(text))"
    canvas.write(node, x: x(column), y: row, ink(column), in: area)
  }

  /// The nodes that are at work stand out, those that are still to come stand back.
  private func ink(_ column: Int) -> Ink {
    guard column > 0, let part = example.part, part.row != nil else { return .strong }
    let number = example.layers[column - 1].number
    if example.forward(number) == .future { return .dim }
    return part.operation.layer == number ? .selection : .strong
  }

  /// Five columns: `-0.63`, ` 12.3`.
  static func short(_ value: Double) -> String {
    let size = abs(value)
    let text =
      size < 9.995
      ? Digits.fixed(value, decimals: 2)
      : size < 99.95 ? Digits.fixed(value, decimals: 1) : Digits.short(value)
    return text.leftPadded(to: 5)
  }

  private func drawAnswer(on canvas: inout Canvas) {
    guard let target = example.targets.first, example.targets.count == 1 else { return }
    let end = x(columns.count - 1) + Self.nodeWidth + 1
    canvas.spell("target \(Digits.short(target))", x: end, y: y(0, columns.count - 1), .dim, in: area)
  }

  private func drawLines(on canvas: inout Canvas) {
    guard largest > 0 else { return }
    var dots = Dots(area, canvas.look.capability.glyphs)
    for (index, layer) in example.layers.enumerated() {
      let from = (x(index) + Self.nodeWidth - area.x) * dots.across + 1
      let to = (x(index + 1) - area.x) * dots.across - 2
      for unit in 0..<shown(index + 1) {
        for input in 0..<min(shown(index), layer.inputCount) {
          let middle = { (row: Int) in (row - area.y) * dots.down + dots.down / 2 }
          line(
            layer.weights[unit][input], Point(x: from, y: middle(y(input, index))),
            Point(x: to, y: middle(y(unit, index + 1))), &dots, canvas.look)
        }
      }
    }
    dots.draw(on: &canvas)
  }

  private func line(_ weight: Double, _ start: Point, _ end: Point, _ dots: inout Dots, _ look: Look) {
    guard weight.isFinite, weight != 0 else { return }
    let share = abs(weight) / largest
    let thickness = share > 2 / 3 ? 3 : share > 1 / 3 ? 2 : 1
    let pen = Pen(
      look.style(weight > 0 ? .positive : .negative), dash: weight > 0 ? .solid : .dashed,
      letter: weight > 0 ? "+" : "-", layer: thickness)
    for shift in 0..<(dots.down == 1 ? 1 : thickness) {
      let offset = shift - thickness / 2
      dots.stroke(
        from: Point(x: start.x, y: start.y + offset), to: Point(x: end.x, y: end.y + offset), pen)
    }
  }

  func caption(on canvas: inout Canvas, in area: Rect) {
    if let work = example.work {
      canvas.spell(
        "\(canvas.look.text("▸", or: ">")) \(work)".shortened(to: area.width), x: area.x, y: area.y, .accent,
        in: area)
      return
    }
    let isPlain = canvas.look.capability.glyphs == .ascii
    let signs = isPlain ? "+ positive, - negative weight" : "solid + dashed − thick = large weight"
    let text = "\(signs), largest \(Digits.short(largest)); in the nodes: activations"
    let short = "\(signs), largest \(Digits.short(largest))"
    let shown = [text, short, signs].first {
      Width.of(Glyphs.plain($0, at: canvas.look.capability.glyphs)) <= area.width
    }
    if let shown { canvas.spell(shown, x: area.x, y: area.y, .dim, in: area) }
  }

  /// A row a layer, where lines would be too many.
  func summary(on canvas: inout Canvas, in area: Rect) {
    for (index, layer) in example.layers.enumerated() where index < area.height {
      let sizes = "layer \(index + 1)  \(layer.inputCount) → \(layer.unitCount) \(layer.activation)"
      let long = "\(sizes), \(layer.unitCount * layer.inputCount) weights"
      let text = Width.of(long) + 2 <= area.width ? long : sizes
      let isLast = index == area.height - 1 && index < example.layers.count - 1
      canvas.keepRows([area.y + index], x: area.x + 1, width: 7, in: area) { _ in
        Reading(long, subject: Subject.layer(layer.number))
      }
      canvas.spell(
        isLast ? "\(example.layers.count - index) more layers" : text, x: area.x + 1, y: area.y + index,
        isLast ? .dim : .text, in: area)
    }
  }
}
