public import Experiments
import Neural
public import TerminalUI

/// One neuron at work: its inputs times its weights, plus the bias, through the activation, as a sum on paper.
public enum NeuronPanel: Panel {
  public static let name = "neuron"
  public static let probes = ["forward", "weights/*", "biases/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 34, height: 5)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane) else { return "neuron" }
    let (layer, unit, _) = example.selection(lane)
    let isAlone = example.layers.count == 1 && example.layers[0].unitCount == 1
    let which = isAlone ? "" : " \(example.name(layer, unit)) of layer \(layer + 1)"
    return "neuron\(which) · \(example.place)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let example = WorkedExample(lane) else {
      return canvas.message(WorkedExample.missing(snapshot.shownLane(view)), in: area)
    }
    let (layer, unit, _) = example.selection(lane)
    let work = NeuronWork(example, layer: layer, unit: unit)
    let hasCurve = area.width >= 64 && area.height >= 6
    let parts = area.splitLeft(hasCurve ? max(46, area.width * 3 / 5) : area.width)
    work.draw(on: &canvas, in: parts.left.inset(left: 1))
    if hasCurve { work.drawCurve(on: &canvas, in: parts.rest.inset(left: 2)) }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane) else {
      return WorkedExample.missing(snapshot.shownLane(view))
    }
    let (layer, unit, _) = example.selection(lane)
    return NeuronWork(example, layer: layer, unit: unit).sentence(example.name(layer, unit))
  }
}

/// The numbers of one neuron for one example.
struct NeuronWork {
  struct Term {
    var name: String
    var input: Double
    var weight: Double
    var product: Double { input * weight }
  }

  var terms: [Term]
  var bias: Double
  var sum: Double
  var output: Double
  var activation: String
  /// The target, at an output.
  var target: Double?
  var decimals: Int
  /// Its layer as meters count it, and its number there from 1.
  var place: (layer: Int, unit: Int)?

  init(_ example: WorkedExample, layer: Int, unit: Int) {
    let source = example.layers[layer]
    place = (source.number, unit + 1)
    terms = zip(example.inputs(of: layer), source.weights[unit]).enumerated().map { index, pair in
      Term(name: example.inputName(index, of: layer), input: pair.0, weight: pair.1)
    }
    bias = source.biases[unit]
    sum = source.sums[unit]
    output = source.outputs[unit]
    activation = source.activation
    let isOutput = layer == example.layers.count - 1
    if isOutput, example.targets.indices.contains(unit), example.targets.count == source.unitCount {
      target = example.targets[unit]
    }
    if isOutput, example.lossHasSigmoid, activation == "linear" {
      activation = "sigmoid"
      output = WorkedExample.sigmoid(sum)
    }
    decimals = Rounding.decimals(products: terms.map { ($0.input, $0.weight) }, bias: bias, sum: sum)
  }

  private func text(_ value: Double) -> String { Digits.fixed(value, decimals: decimals) }

  private func rounded(_ value: Double) -> Double { Rounding.rounded(value, decimals) }

  /// Rows of terms that fit; the rest are added up in one row.
  private func shownTerms(_ room: Int) -> [Term] {
    terms.count <= room ? terms : Array(terms.prefix(max(room - 1, 0)))
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let fixedRows = 3 + (target == nil ? 0 : 1)
    let hasHead = area.height >= fixedRows + min(terms.count, 2) + 1
    let hasRule = area.height >= fixedRows + terms.count + 2
    let room = area.height - fixedRows - (hasHead ? 1 : 0) - (hasRule ? 1 : 0)
    let shown = shownTerms(max(room, 1))
    let numbers = terms.flatMap { [$0.input, $0.weight, $0.product] } + [bias, sum, output]
    let width = max(numbers.map { Width.of(text($0)) }.max() ?? 0, 7)
    let names = min(max(terms.map { Width.of($0.name) }.max() ?? 0, 10), 16)
    let table = NeuronTable(
      area: area, names: names, width: width, largest: terms.map { abs($0.product) }.max() ?? 0)
    keep(shown.count, first: area.y + (hasHead ? 1 : 0), hasRule: hasRule, names, on: &canvas, in: area)
    var y = area.y
    if hasHead {
      table.head(on: &canvas, y: y)
      y += 1
    }
    for term in shown {
      table.term(
        term.name, text(term.input), text(term.weight), text(term.product), term.product, on: &canvas, y: y)
      y += 1
    }
    if shown.count < terms.count {
      let rest = terms.dropFirst(shown.count)
      // What is left of the shown sum, so that the column adds up as it stands.
      let value = shown.reduce(rounded(sum) - rounded(bias)) { $0 - rounded($1.product) }
      table.result("\(rest.count) more", "", text(value), .dim, on: &canvas, y: y)
      y += 1
    }
    table.result("bias", "", text(bias), .text, on: &canvas, y: y)
    if hasRule {
      table.rule(on: &canvas, y: y + 1)
      y += 1
    }
    table.result("sum", "z", text(sum), .strong, on: &canvas, y: y + 1)
    let isLinear = activation == "linear"
    table.result(
      isLinear ? "output" : "\(activation)(z)", "a", text(output), .strong, on: &canvas, y: y + 2)
    if let target { table.result("target", "t", text(target), .dim, on: &canvas, y: y + 3) }
  }

  /// The rows of the sum: terms, bias, z, a.
  private func keep(
    _ shown: Int, first: Int, hasRule: Bool, _ names: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let bias = first + shown + (shown < terms.count ? 1 : 0)
    let end = bias + (hasRule ? 1 : 0)
    let (terms, place) = (terms, place)
    let rest = [
      "bias \(Digits.exact(self.bias))", "sum z = \(Digits.exact(sum))",
      "\(activation)(z) = \(Digits.exact(output))",
    ]
    let rows = (0..<shown).map { first + $0 } + [bias, end + 1, end + 2].filter { $0 < area.maxY }
    canvas.keepRows(rows, x: area.x, width: names, in: area) { index in
      guard terms.indices.contains(index), index < shown else {
        let isBias = index == shown
        let subject = place.map {
          isBias ? Subject.bias(layer: $0.layer, unit: $0.unit) : .unit(layer: $0.layer, unit: $0.unit)
        }
        return Reading(rest[index - shown], subject: subject)
      }
      let term = terms[index]
      return Reading(
        "\(term.name) \(Digits.exact(term.input)) · weight \(Digits.exact(term.weight)) = "
          + Digits.reading(term.product, digits: 8),
        subject: place.map { Subject.weight(layer: $0.layer, unit: $0.unit, input: index + 1) })
    }
  }

  /// The activation as a curve, with the point where this neuron stands.
  func drawCurve(on canvas: inout Canvas, in area: Rect) {
    guard let function = WorkedExample.function(activation), sum.isFinite, output.isFinite else { return }
    let reach = max(4, (abs(sum) * 1.25).rounded(.up))
    let (low, high) = activation == "sigmoid" ? (0.0, 1.0) : (function(-reach), function(reach))
    let axes = Axes(
      x: Scale(.linear, -reach, reach), y: Scale(.linear, low, max(high, low + 1e-9)), xTitle: "z", in: area,
      gutter: 3)
    axes.draw(on: &canvas)
    var dots = Dots(axes.field, canvas.look.capability.glyphs)
    let pen = Pen(canvas.look.style(.accent))
    var last: Point?
    for x in 0..<dots.width {
      let z = -reach + 2 * reach * Double(x) / Double(max(dots.width - 1, 1))
      let point = Point(x: x, y: dots.row(axes.y.fraction(function(z))))
      dots.stroke(from: last ?? point, to: point, pen)
      last = point
    }
    dots.draw(on: &canvas)
    guard let column = axes.column(of: sum), let row = axes.row(of: output) else { return }
    canvas.put(
      Cell(canvas.look.glyph("●", or: "@"), canvas.look.style(.warning)), x: column, y: row, in: area)
  }

  func sentence(_ name: String) -> String {
    let parts = terms.prefix(6).map { "\(text($0.input)) times \(text($0.weight))" }
    let more = terms.count > 6 ? " and \(terms.count - 6) more products" : ""
    let end = target.map { "; the target is \(text($0))" } ?? ""
    return "Neuron \(name): \(parts.joined(separator: " plus "))\(more) plus the bias \(text(bias)) "
      + "makes z = \(text(sum)); \(activation) of it is \(text(output))\(end)."
  }
}

/// The columns input, value × weight = product, and a bar for each product.
private struct NeuronTable {
  let area: Rect
  let names: Int
  let width: Int
  let largest: Double

  private var value: Int { area.x + names + 2 + width }
  private var weight: Int { value + 3 + width }
  private var product: Int { weight + 3 + width }

  func head(on canvas: inout Canvas, y: Int) {
    canvas.write("input", x: area.x, y: y, .dim, in: area)
    canvas.writeRight("value", end: value, y: y, .dim, in: area)
    canvas.writeRight("weight", end: weight, y: y, .dim, in: area)
    canvas.writeRight("product", end: product, y: y, .dim, in: area)
  }

  func term(
    _ name: String, _ input: String, _ factor: String, _ result: String, _ amount: Double,
    on canvas: inout Canvas, y: Int
  ) {
    canvas.write(name.shortened(to: names), x: area.x, y: y, .text, in: area)
    canvas.writeRight(input, end: value, y: y, .text, in: area)
    canvas.spell(canvas.look.showsUnicode ? "×" : "*", x: value + 1, y: y, .dim, in: area)
    canvas.writeRight(factor, end: weight, y: y, .text, in: area)
    canvas.write("=", x: weight + 1, y: y, .dim, in: area)
    canvas.writeRight(result, end: product, y: y, .text, in: area)
    guard largest > 0, amount.isFinite else { return }
    let strip = Rect(x: product + 2, y: y, width: min(area.maxX - product - 2, 12), height: 1)
    canvas.bar(abs(amount) / largest, canvas.look.style(amount < 0 ? .negative : .positive), in: strip)
  }

  func result(
    _ name: String, _ letter: String, _ text: String, _ ink: Ink, on canvas: inout Canvas, y: Int
  ) {
    canvas.spell(name, x: area.x, y: y, ink, in: area)
    canvas.write(letter, x: weight, y: y, .dim, in: area)
    canvas.writeRight(text, end: product, y: y, ink, in: area)
  }

  func rule(on canvas: inout Canvas, y: Int) {
    let line = String(repeating: canvas.look.showsUnicode ? "─" : "-", count: width)
    canvas.writeRight(line, end: product, y: y, .border, in: area)
  }
}
