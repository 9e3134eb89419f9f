public import Experiments
import Neural
public import TerminalUI

/// A net as a composed function: the links of the chain with their local derivatives and the product so far.
///
/// A net of one unit a layer is one path, from the loss back to the first weight; with `output` from the output back
/// to the first input. In a net with one hidden layer of several units every unit is a path of its own, and the
/// paths are added. Beside the product stands the difference quotient of the function itself.
public enum ChainPanel: Panel {
  public static let name = "chain"
  public static let probes = ["forward", "backward", "weights/*", "biases/*"]
  /// `output`: derivative of the output by the input instead of the loss by the first weight.
  public static let options = ["output"]
  public static let minimum = Size(width: 36, height: 4)

  private static func chain(_ snapshot: Snapshot, _ view: PanelView) -> ChainWork? {
    WorkedExample(snapshot.shownLane(view)).flatMap {
      ChainWork($0, ofOutput: view.options.contains("output"))
    }
  }

  private static func missing(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let lane = snapshot.shownLane(view)
    return WorkedExample(lane) == nil
      ? WorkedExample.missing(lane)
      : "A chain needs a net with one unit a layer or with one small hidden layer."
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let chain = chain(snapshot, view) else { return "chain" }
    return "chain \(chain.title)\(snapshot.laneTag(view))"
  }

  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? {
    chain(snapshot, view).map { $0.rowCount + 2 }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let chain = chain(snapshot, view) else {
      return canvas.message(missing(snapshot, view), in: area)
    }
    chain.draw(on: &canvas, in: area.inset(left: 1))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let chain = chain(snapshot, view) else {
      return missing(snapshot, view)
    }
    return "Chain \(chain.title): \(chain.sentence)."
  }
}

/// The factors of a derivative: one path, or several that are added.
struct ChainWork {
  struct Link {
    var name: String
    var value: Double
  }

  var title: String
  /// One list of factors a path.
  var paths: [[Link]]
  var names: [String]
  var difference: Double?

  var products: [Double] { paths.map { $0.reduce(1) { $0 * $1.value } } }
  var total: Double { products.reduce(0, +) }

  init?(_ example: WorkedExample, ofOutput: Bool) {
    let isSingle = example.layers.allSatisfy { $0.unitCount == 1 } && example.inputs.count == 1
    if isSingle {
      guard let links = Self.links(example, ofOutput: ofOutput) else { return nil }
      paths = [links]
      names = []
      title = ofOutput ? "∂y/∂x · \(example.place)" : "∂L/∂w of the first weight · \(example.place)"
      difference =
        ofOutput
        ? example.outputDifference(.input(0))
        : example.lossDifference(.weight(layer: 0, unit: 0, input: 0))
      return
    }
    guard example.layers.count == 2, example.layers[1].unitCount == 1, example.layers[0].unitCount <= 32,
      let paths = Self.paths(example)
    else { return nil }
    self.paths = paths
    names = (0..<example.layers[0].unitCount).map { example.name(0, $0) }
    title = "∂y/∂\(example.inputNames[0]) over every path · \(example.place)"
    difference = example.outputDifference(.input(0))
  }

  private static func slope(_ example: WorkedExample, _ layer: Int, _ unit: Int) -> Double? {
    let source = example.layers[layer]
    return WorkedExample.slope(source.activation, sum: source.sums[unit], output: source.outputs[unit])
  }

  private static func links(_ example: WorkedExample, ofOutput: Bool) -> [Link]? {
    let last = example.layers.count - 1
    var links: [Link] = []
    if !ofOutput {
      guard let first = example.layers[last].outputGradient.first else { return nil }
      links.append(Link(name: "∂L/∂y  the loss", value: first))
    }
    for layer in example.layers.indices.reversed() {
      guard let slope = slope(example, layer, 0) else { return nil }
      let name = example.name(layer, 0)
      if example.layers[layer].activation != "linear" {
        links.append(
          Link(name: "∂\(name)/∂z\(layer + 1)  \(example.layers[layer].activation)′", value: slope))
      }
      let below = example.inputName(0, of: layer)
      if layer > 0 || ofOutput {
        links.append(
          Link(name: "∂z\(layer + 1)/∂\(below)  weight", value: example.layers[layer].weights[0][0]))
      } else {
        links.append(Link(name: "∂z1/∂w1  input \(below)", value: example.inputs[0]))
      }
    }
    return links
  }

  private static func paths(_ example: WorkedExample) -> [[Link]]? {
    var paths: [[Link]] = []
    for unit in 0..<example.layers[0].unitCount {
      guard let inner = slope(example, 0, unit), let outer = slope(example, 1, 0) else { return nil }
      var links = [Link(name: "w", value: example.layers[1].weights[0][unit])]
      if example.layers[1].activation != "linear" { links.insert(Link(name: "slope", value: outer), at: 0) }
      links += [
        Link(name: "slope", value: inner), Link(name: "w", value: example.layers[0].weights[unit][0]),
      ]
      paths.append(links)
    }
    return paths
  }

  static func text(_ value: Double) -> String {
    let size = abs(value)
    return value != 0 && (size < 0.001 || size >= 10_000)
      ? Digits.scientific(value, digits: 4) : Digits.fixed(value, decimals: 5)
  }

  var check: String {
    guard let difference else { return "" }
    let agrees = abs(total - difference) <= 1e-3 * (abs(total) + abs(difference)) + 1e-9
    return "difference quotient \(Self.text(difference))" + (agrees ? "   they agree" : "   THEY DIFFER")
  }

  var sentence: String {
    let parts = paths.map { path in
      path.prefix(12).map { Self.text($0.value) }.joined(separator: " times ")
        + (path.count > 12 ? " and \(path.count - 12) more factors" : "")
    }
    return "\(parts.joined(separator: ", plus ")) is \(Self.text(total)); \(check)"
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    let isOne = paths.count == 1
    if isOne { drawLinks(on: &canvas, in: parts.rest) } else { drawPaths(on: &canvas, in: parts.rest) }
    let result = "\(isOne ? "product" : "sum") \(Self.text(total))   \(check)"
    canvas.spell(result, x: area.x, y: min(area.y + rowCount + 1, parts.bottom.y), .accent, in: area)
  }

  /// A row a link, or a row a path.
  var rowCount: Int { paths.count == 1 ? paths[0].count : paths.count }

  private func drawLinks(on canvas: inout Canvas, in area: Rect) {
    let links = paths[0]
    let names = min(links.map { Width.of($0.name) }.max() ?? 0, max(area.width - 26, 8))
    let factorEnd = area.x + names + 12
    let productEnd = factorEnd + 14
    canvas.write("link", x: area.x, y: area.y, .dim, in: area)
    canvas.writeRight("factor", end: factorEnd, y: area.y, .dim, in: area)
    canvas.writeRight("product", end: productEnd, y: area.y, .dim, in: area)
    let bars = Rect(x: productEnd + 2, y: area.y, width: min(area.maxX - productEnd - 2, 30), height: 1)
    if bars.width >= 10 { canvas.spell("size, log 1e-8 … 100", x: bars.x, y: area.y, .dim, in: area) }
    let rows = area.height - 1
    let places = Self.shownRows(links.count, in: rows)
    keepLinks(places, names, on: &canvas, in: area)
    var product = 1.0
    var y = area.y + 1
    for (index, link) in links.enumerated() {
      product *= link.value
      guard places.contains(index) else {
        if places.contains(index - 1) {
          let hidden = links.count - places.count
          canvas.spell("… \(hidden) more links", x: area.x, y: y, .dim, in: area)
          y += 1
        }
        continue
      }
      canvas.spell(link.name.shortened(to: names), x: area.x, y: y, .text, in: area)
      canvas.writeRight(Self.text(link.value), end: factorEnd, y: y, .strong, in: area)
      canvas.writeRight(Self.text(product), end: productEnd, y: y, .text, in: area)
      if bars.width >= 10, product != 0, product.isFinite {
        canvas.bar(
          Scale(.logarithmic, 1e-8, 100).fraction(abs(product)),
          canvas.look.style(product < 0 ? .negative : .positive),
          in: Rect(x: bars.x, y: y, width: bars.width, height: 1))
      }
      y += 1
    }
  }

  private func keepLinks(_ places: Set<Int>, _ names: Int, on canvas: inout Canvas, in area: Rect) {
    let links = paths[0]
    let shown = places.sorted()
    var rows: [Int] = []
    for (row, place) in shown.enumerated() {
      // The hidden ones between have a row of their own.
      rows.append(area.y + 1 + row + (place == row ? 0 : 1))
    }
    canvas.keepRows(rows, x: area.x, width: names, in: area) { index in
      let link = links[shown[index]]
      let product = links[...shown[index]].reduce(1) { $0 * $1.value }
      return Reading(
        "\(link.name) = \(Digits.reading(link.value, digits: 8)) · product so far "
          + Digits.reading(product, digits: 8))
    }
  }

  /// All links, or the first and the last with a row between them for the rest.
  private static func shownRows(_ count: Int, in rows: Int) -> Set<Int> {
    guard count > rows else { return Set(0..<count) }
    let tail = max((rows - 1) / 2, 0)
    return Set(0..<max(rows - 1 - tail, 0)).union(Set(count - tail..<count))
  }

  private func drawPaths(on canvas: inout Canvas, in area: Rect) {
    let shown = paths.count <= area.height - 1 ? paths.count : max(area.height - 2, 0)
    canvas.spell("path", x: area.x, y: area.y, .dim, in: area)
    canvas.spell("factors: weight · slope · weight", x: area.x + 8, y: area.y, .dim, in: area)
    let (names, products) = (names, products)
    canvas.keepRows((0..<shown).map { area.y + 1 + $0 }, x: area.x, width: 7, in: area) { index in
      Reading("path by \(names[index]): \(Digits.reading(products[index], digits: 8))")
    }
    for index in 0..<shown {
      let factors = paths[index].map { link in
        link.value < 0 ? "(\(Self.text(link.value)))" : Self.text(link.value)
      }
      let y = area.y + 1 + index
      canvas.spell("by \(names[index])", x: area.x, y: y, .text, in: area)
      let end = canvas.spell(factors.joined(separator: " · "), x: area.x + 8, y: y, .text, in: area)
      canvas.spell(" = ", x: max(end, area.x + 42), y: y, .dim, in: area)
      canvas.writeRight(Self.text(products[index]), end: max(end, area.x + 42) + 13, y: y, .strong, in: area)
    }
    if shown < paths.count {
      canvas.write("\(paths.count - shown) more paths", x: area.x, y: area.y + 1 + shown, .dim, in: area)
    }
  }
}
