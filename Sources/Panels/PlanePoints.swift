import Neural
import TerminalUI

/// An example in the plane.
struct PlanePoint {
  enum Split: Int { case training, validation, test }

  var x: Double
  var y: Double
  /// Class number, or the target itself where numbers are predicted.
  var target: Int
  var split: Split
  var isWrong: Bool
  /// Its row of the probe; training examples stand first, in their order.
  var row = 0
  var answer: Double = .nan
}

extension Probe {
  /// A number of a table, or NaN outside of it.
  func value(_ row: Int, _ column: Int) -> Float {
    let index = row * shape.columns + column
    guard row >= 0, column >= 0, column < shape.columns, index < values.count else { return .nan }
    return values[index]
  }

  /// The rows that are really there.
  var rowCount: Int { shape.columns > 0 ? min(shape.rows, values.count / shape.columns) : 0 }

  /// Rows of x, y, target, prediction and, if there is a fifth column, split.
  ///
  /// - Parameter isMulticlass: predictions are class numbers; else they are probabilities of class 1.
  func planePoints(isMulticlass: Bool) -> [PlanePoint] {
    guard shape.columns >= 4 else { return [] }
    let points = (0..<rowCount).compactMap { row -> PlanePoint? in
      let (x, y, target, answer) = (value(row, 0), value(row, 1), value(row, 2), value(row, 3))
      guard x.isFinite, y.isFinite, target.isFinite else { return nil }
      let label = Int(max(min(target.rounded(), 99), -1))
      let isRight = isMulticlass ? answer.rounded() == target.rounded() : (answer > 0.5) == (target > 0.5)
      let split = shape.columns >= 5 ? value(row, 4) : 0
      return PlanePoint(
        x: Double(x), y: Double(y), target: max(label, 0),
        split: split == 2 ? .test : split == 1 ? .validation : .training,
        isWrong: !(isRight && answer.isFinite), row: row, answer: Double(answer))
    }
    return Self.uncrowded(points)
  }

  /// All training points, and of the other splits the first ones, a quarter as many each: generated sets have far more
  /// test points than a plane of characters can show.
  private static func uncrowded(_ points: [PlanePoint]) -> [PlanePoint] {
    let training = points.count { $0.split == .training }
    var left: [PlanePoint.Split: Int] = [.validation: max(training / 4, 20), .test: max(training / 4, 20)]
    return points.filter { point in
      guard let room = left[point.split] else { return true }
      left[point.split] = room - 1
      return room > 0
    }
  }
}

extension PlanePoint.Split {
  var name: String {
    switch self {
    case .training: "training"
    case .validation: "validation"
    case .test: "test"
    }
  }
}

extension [PlanePoint] {
  /// What stands in the cell of a place: `example 17 at (0.5, -1.19), B, training, answer 0.93`; and its training number.
  func words(inCellOf place: Chart.Place, _ axes: Axes, names: [String]) -> (text: String, example: Int?)? {
    let here = filter { axes.shareCell(($0.x, $0.y), place) }
    // Training examples first: they are what can be changed.
    guard let point = here.first(where: { $0.split == .training }) ?? here.first else { return nil }
    let name = names.indices.contains(point.target) ? names[point.target] : "class \(point.target)"
    let number = point.split == .training ? " \(point.row + 1)" : ""
    let answer = point.answer.isFinite ? ", answer \(Digits.exact(point.answer))" : ""
    let place = "(\(Digits.exact(point.x)), \(Digits.exact(point.y)))"
    let wrong = point.isWrong ? ", wrong" : ""
    let more = here.count > 1 ? ", and \(here.count - 1) more here" : ""
    return (
      "\(point.split.name) example\(number) at \(place), \(name)\(answer)\(wrong)\(more)",
      point.split == .training ? point.row : nil
    )
  }
}

/// How examples look: the class by shape (or letter) and colour, the split by filling (or case).
struct PointMarker {
  var look: Look
  var classCount: Int

  private static let shapes: [(full: Unicode.Scalar, hollow: Unicode.Scalar)] = [
    ("●", "○"), ("■", "□"), ("▲", "△"), ("◆", "◇"),
  ]

  /// Geometric shapes need a good font; elsewhere and for many classes letters stand in.
  private var usesShapes: Bool { look.capability.glyphs == .braille && classCount <= Self.shapes.count }

  func glyph(_ label: Int, _ split: PlanePoint.Split) -> Unicode.Scalar {
    if usesShapes {
      let shape = Self.shapes[label % Self.shapes.count]
      return split == .training ? shape.full : shape.hollow
    }
    let first: UInt32 = split == .training ? 65 : 97
    return Unicode.Scalar(first + UInt32(label % 23)) ?? "?"
  }

  var wrong: Unicode.Scalar { "×" }

  /// The mark on a ground: readable on light and dark, in the colour of its class.
  func cell(_ point: PlanePoint, on ground: Colour) -> Cell {
    var style = ink(point.target)
    if look.showsColour, look.capability.colours == .full, ground != .standard {
      let light = XtermColour.isLight(ground.index)
      style = Style(contrast(point.target, onLight: light), on: ground)
    }
    if point.isWrong { style.attributes.insert(.bold) }
    return Cell(point.isWrong ? wrong : glyph(point.target, point.split), style)
  }

  /// The colour of a class on the terminal's own ground: 0 orange, 1 blue, as in the field.
  func ink(_ label: Int) -> Style {
    if classCount > 2 { return look.style(.lane(label)) }
    return look.style(label == 0 ? .negative : .positive)
  }

  private func contrast(_ label: Int, onLight: Bool) -> Colour {
    if classCount > 2 { return Colour(onLight ? 16 : 231) }
    if label == 0 { return Colour(onLight ? 52 : 230) }
    return Colour(onLight ? 17 : 195)
  }
}

extension Canvas {
  /// `● Adelie (30)  ■ Gentoo (28)  × wrong (2)`: names and counts of the classes; what does not fit is left out whole.
  /// Returns the column after it.
  @discardableResult
  mutating func classLegend(
    _ points: [PlanePoint], names: [String], _ marker: PointMarker, countsWrong: Bool = true, in row: Rect
  ) -> Int {
    var x = row.x
    func next(_ width: Int) -> Bool { x + width <= row.maxX }
    for label in 0..<marker.classCount {
      let count = points.count { $0.target == label }
      let name = names.indices.contains(label) ? names[label] : "class \(label)"
      let text = " \(name) (\(count))"
      guard next(Width.of(text) + 1) else { return x }
      put(Cell(marker.glyph(label, .training), marker.ink(label)), x: x, y: row.y, in: row)
      x = write(text, x: x + 1, y: row.y, .text, in: row) + 2
    }
    if points.contains(where: { $0.split != .training }), next(6) {
      put(Cell(marker.glyph(0, .test), look.style(.dim)), x: x, y: row.y, in: row)
      x = write(" test", x: x + 1, y: row.y, .dim, in: row) + 2
    }
    let wrong = points.count { $0.isWrong }
    let text = " wrong (\(wrong))"
    guard countsWrong, next(Width.of(text) + 1) else { return x }
    put(Cell(marker.wrong, Style(.standard, .bold)), x: x, y: row.y, in: row)
    return write(text, x: x + 1, y: row.y, wrong > 0 ? .strong : .dim, in: row)
  }
}
