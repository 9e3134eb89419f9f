public import Experiments
import Neural
public import TerminalUI

/// The way forward of one example, layer by layer: every sum with its terms, every activation, then answer and loss.
public enum ForwardPanel: Panel {
  public static let name = "forward"
  public static let probes = ["forward", "weights/*", "biases/*"]
  public static let options: [String] = []
  public static let minimum = Size(width: 32, height: 3)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let example = WorkedExample(lane) else { return "forward" }
    return "forward \(example.shape) · \(example.place)\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    WorkedExample(snapshot.shownLane(view)).map {
      ForwardRows($0).fitted(width: width - 1, height: .max).count + 1
    }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let example = WorkedExample(lane) else {
      return canvas.message(WorkedExample.missing(snapshot.shownLane(view)), in: area)
    }
    let parts = area.splitBottom(1)
    let rows = ForwardRows(example)
    var y = area.y
    let fitted = rows.fitted(width: area.width - 1, height: parts.rest.height)
    let telling = fitted.indices.filter { fitted[$0].reading != nil }
    canvas.keepRows(telling.map { area.y + $0 }, x: area.x + 1, width: 6, in: parts.rest) {
      fitted[telling[$0]].reading ?? Reading(fitted[telling[$0]].text)
    }
    for row in fitted {
      let standing = row.layer.flatMap { example.forward(example.layers[$0].number) }
      if standing == .present {
        canvas.spell(standing.mark(canvas.look), x: area.x, y: y, .accent, in: parts.rest)
      }
      canvas.spell(row.text, x: area.x + 1, y: y, standing.ink(row.ink), in: parts.rest)
      y += 1
    }
    canvas.spell(
      rows.ending, x: area.x + 1, y: min(y, parts.bottom.y), example.hasLoss ? .accent : .dim, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let example = WorkedExample(snapshot.shownLane(view)) else {
      return WorkedExample.missing(snapshot.shownLane(view))
    }
    let layers = example.layers.indices.map { layer in
      let values = example.layers[layer].outputs.prefix(8).map { Digits.fixed($0, decimals: 4) }
      return "layer \(layer + 1) gives \(values.joined(separator: ", "))"
    }
    return "Forward, \(example.place): \(layers.joined(separator: "; ")); \(ForwardRows(example).ending)."
  }
}

/// The rows of a forward pass.
struct ForwardRows {
  struct Row {
    var text: String
    var ink: Ink
    /// From 0; nil for what belongs to none.
    var layer: Int?
    /// What it says with all digits; nil for heads.
    var reading: Reading?
  }

  private let example: WorkedExample
  /// The longest name of a unit, and the longest line of terms.
  private var names = 0
  private var widest = 0
  private static let decimals = 4

  init(_ example: WorkedExample) {
    self.example = example
    for layer in example.layers.indices {
      for unit in 0..<example.layers[layer].unitCount {
        names = max(names, Width.of(example.name(layer, unit)))
        widest = max(widest, Width.of(terms(layer, unit)))
      }
    }
  }

  private func text(_ value: Double) -> String { Digits.fixed(value, decimals: Self.decimals) }

  /// Units in full while they fit, then without their terms, then a row a layer.
  func fitted(width: Int, height: Int) -> [Row] {
    let heads = example.layers.indices.map(head)
    let full = example.layers.indices.flatMap { layer in [heads[layer]] + units(layer, width) }
    if full.count <= height { return full }
    let plain = example.layers.indices.flatMap { layer in self.units(layer, width) }
    if plain.count <= height { return plain }
    let layers = example.layers.indices.map(summary)
    guard layers.count > height, height > 0 else { return layers }
    let rest = Row(text: "\(layers.count - height + 1) more layers", ink: .dim)
    return Array(layers.prefix(height - 1)) + [rest]
  }

  private func head(_ layer: Int) -> Row {
    let source = example.layers[layer]
    return Row(
      text: "layer \(layer + 1)   \(source.inputCount) → \(source.unitCount)   \(source.activation)",
      ink: .dim, layer: layer)
  }

  private func units(_ layer: Int, _ width: Int) -> [Row] {
    let source = example.layers[layer]
    let terms = (0..<source.unitCount).map { self.terms(layer, $0) }
    return (0..<source.unitCount).map { unit in
      let end =
        "z = \(text(source.sums[unit]).leftPadded(to: 8))   a = \(text(source.outputs[unit]).leftPadded(to: 8))"
      let name = example.name(layer, unit).padded(to: names)
      let hasTerms = names + 2 + widest + 2 + Width.of(end) <= width
      let middle = hasTerms ? terms[unit].padded(to: widest) + "  " : ""
      let exact =
        "\(example.name(layer, unit)) · bias \(Digits.exact(source.biases[unit])) · z \(Digits.exact(source.sums[unit]))"
        + " · \(source.activation) \(Digits.exact(source.outputs[unit]))"
      let subject = Subject.unit(layer: source.number, unit: unit + 1)
      return Row(
        text: "\(name)  \(middle)\(end)", ink: .text, layer: layer, reading: Reading(exact, subject: subject))
    }
  }

  /// `0.5·0.6 − 0.3·0.4 + 0.1`: numbers as short as they are.
  private func terms(_ layer: Int, _ unit: Int) -> String {
    let inputs = example.inputs(of: layer)
    let source = example.layers[layer]
    guard inputs.count <= 4 else { return "" }
    let products = zip(source.weights[unit], inputs).map { weight, input in
      "\(Self.factor(weight))·\(Self.factor(input))"
    }
    let bias = source.biases[unit]
    let sign = bias < 0 ? " - \(Self.short(-bias))" : " + \(Self.short(bias))"
    return products.joined(separator: " + ") + sign
  }

  private static func short(_ value: Double) -> String {
    Digits.short(Rounding.rounded(value, 3))
  }

  /// Negative factors stand in brackets.
  private static func factor(_ value: Double) -> String {
    value < 0 ? "(\(short(value)))" : short(value)
  }

  private func summary(_ layer: Int) -> Row {
    let source = example.layers[layer]
    func range(_ values: [Double]) -> String {
      let finite = values.filter(\.isFinite)
      guard let low = finite.min(), let high = finite.max() else { return "NaN" }
      return low == high ? text(low) : "\(text(low)) … \(text(high))"
    }
    let line =
      "layer \(layer + 1), \(source.unitCount) \(source.activation)   z \(range(source.sums))   a \(range(source.outputs))"
    return Row(
      text: line, ink: .text, layer: layer, reading: Reading(line, subject: Subject.layer(source.number)))
  }

  /// Answer, target and loss.
  var ending: String {
    let name = example.lossHasSigmoid ? "answer σ(z)" : "answer"
    let target = example.targets.count == 1 ? "   target \(Digits.short(example.targets[0]))" : ""
    return "\(name) \(text(example.answer))\(target)   loss \(text(example.loss))"
  }
}
