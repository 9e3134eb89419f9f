public import Experiments
import Neural
public import TerminalUI

/// How often each true class (row) was answered as each class (column); right answers stand on the diagonal.
public enum ConfusionPanel: Panel {
  public static let name = "confusion"
  public static let probes = ["confusion"]
  /// Percent of each true class instead of counts.
  public static let options = ["share"]
  public static let minimum = Size(width: 14, height: 3)

  private struct Matrix {
    var count: Int
    var values: [Float]
    var names: [String]

    init?(_ probe: Probe?) {
      guard let probe, probe.shape.columns > 1, probe.rowCount == probe.shape.columns else { return nil }
      count = probe.shape.columns
      values = probe.values
      let size = count
      names = probe.labels.count == size ? probe.labels : (0..<size).map(String.init)
    }

    func value(_ truth: Int, _ answer: Int) -> Double { Double(values[truth * count + answer]) }
    func total(_ truth: Int) -> Double { (0..<count).reduce(0) { $0 + value(truth, $1) } }
    /// Of all examples of the true class.
    func share(_ truth: Int, _ answer: Int) -> Double? {
      let share = value(truth, answer) / total(truth)
      return share.isFinite ? min(max(share, 0), 1) : nil
    }
    func reading(_ truth: Int, _ answer: Int) -> Reading {
      let share = share(truth, answer).map { " · \(Digits.reading($0 * 100, digits: 6))% of them" } ?? ""
      let verdict = truth == answer ? "right" : "wrong"
      return Reading(
        "true \(names[truth]), answered \(names[answer]), \(verdict) · \(Digits.exact(value(truth, answer))) of "
          + "\(Digits.exact(total(truth))) examples\(share)")
    }
    var all: Double { (0..<count).reduce(0) { $0 + total($1) } }
    var right: Double { (0..<count).reduce(0) { $0 + value($1, $1) } }

    /// The mistake made most often.
    var worst: (truth: Int, answer: Int)? {
      let mistakes = (0..<count * count).filter { $0 / count != $0 % count && values[$0] > 0 }
      return mistakes.max { values[$0] < values[$1] }.map { ($0 / count, $0 % count) }
    }
  }

  private static func matrix(_ snapshot: Snapshot, _ view: PanelView) -> Matrix? {
    Matrix(snapshot.shownLane(view)?.probes["confusion"])
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let unit = view.options.contains("share") ? " · % of each row" : ""
    let tag =
      matrix(snapshot, view).map { "  \(Digits.short($0.right)) of \(Digits.short($0.all)) right" } ?? ""
    return "confusion, true class × answer\(unit)\(snapshot.laneTag(view))\(tag)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let matrix = matrix(snapshot, view) else {
      return canvas.message(
        "True classes against answers appear here; it takes data with classes. Space runs it.", in: area)
    }
    let texts = (0..<matrix.count).map { truth in
      (0..<matrix.count).map { text(matrix, truth, $0, isShare: view.options.contains("share")) }
    }
    let widest = texts.joined().map { Width.of($0) }.max() ?? 1
    let spare = area.width - 1 - matrix.count * (widest + 2)
    let names = min(matrix.names.map { Width.of($0) }.max() ?? 1, max(min(area.width / 4, spare), 3))
    let width = min((area.width - names - 1) / matrix.count, widest + 6)
    guard width >= widest + 2, area.height > matrix.count else {
      return drawMap(matrix, on: &canvas, in: area)
    }
    let height = min((area.height - 1) / matrix.count, 3)
    canvas.keep(
      Readout(rows: matrix.count, columns: matrix.count) { truth, answer in
        Spot(
          Rect(
            x: area.x + names + 1 + answer * width, y: area.y + 1 + truth * height, width: width,
            height: height
          ).intersection(area))
      } reading: {
        matrix.reading($0, $1)
      })
    for index in 0..<matrix.count {
      let (x, y) = (area.x + names + 1 + index * width, area.y + 1 + index * height)
      let name = matrix.names[index].shortened(to: width - 1)
      canvas.write(name, x: x + (width - Width.of(name)) / 2, y: area.y, .dim, in: area)
      canvas.write(
        matrix.names[index].shortened(to: names), x: area.x, y: y + (height - 1) / 2, .dim, in: area)
      for answer in 0..<matrix.count {
        let place = Rect(x: area.x + names + 1 + answer * width, y: y, width: width, height: height)
        drawCell(
          texts[index][answer], matrix.share(index, answer), isRight: index == answer, on: &canvas,
          in: place.intersection(area))
      }
    }
  }

  private static func text(_ matrix: Matrix, _ truth: Int, _ answer: Int, isShare: Bool) -> String {
    guard isShare else { return Digits.short(matrix.value(truth, answer)) }
    return matrix.share(truth, answer).map { Digits.fixed($0 * 100, decimals: 0) } ?? "-"
  }

  private static let ramp = Ramp(.viridis)

  /// The number on its shade; right answers stand in brackets.
  private static func drawCell(
    _ text: String, _ share: Double?, isRight: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    let shade = ramp.cell(share ?? 0, canvas.look)
    canvas.fill(area, with: shade)
    let shown = isRight ? "[\(text)]" : " \(text) "
    let isPainted = shade.style.background != .standard
    var style = canvas.look.style(isRight ? .strong : .text)
    if isPainted {
      let light = XtermColour.isLight(shade.style.background.index)
      style = Style(Colour(light ? 16 : 231), on: shade.style.background, isRight ? .bold : [])
    }
    let x = area.x + (area.width - Width.of(shown)) / 2
    canvas.write(shown, x: x, y: area.y + (area.height - 1) / 2, style, in: area)
  }

  /// Shades alone, where there is no room for numbers.
  private static func drawMap(_ matrix: Matrix, on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    let shares = (0..<matrix.count * matrix.count).map {
      Float(matrix.share($0 / matrix.count, $0 % matrix.count) ?? 0)
    }
    let map = Heatmap(
      rows: matrix.count, columns: matrix.count, values: shares, scale: Scale(.linear, 0, 1), ramp: ramp,
      reading: { matrix.reading($0, $1) })
    map.draw(on: &canvas, in: parts.rest)
    canvas.scaleBar(ramp, ["0%", "100%"], in: parts.bottom)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let matrix = matrix(snapshot, view) else { return "No confusion matrix yet. Space runs it." }
    let worst = matrix.worst.map {
      "; most often \(matrix.names[$0.truth]) was answered \(matrix.names[$0.answer]), "
        + "\(Digits.short(matrix.value($0.truth, $0.answer))) times"
    }
    return
      "\(Digits.short(matrix.right)) of \(Digits.short(matrix.all)) examples of \(matrix.count) classes answered rightly\(worst ?? "")."
  }
}
