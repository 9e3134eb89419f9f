import Experiments
import Neural
import TerminalUI

/// A sign of a picture and what it stands for.
struct LegendEntry {
  var sign: String
  var text: String
  var ink: Ink
}

/// Axes with lines through points, marks on them and a legend above: for pictures that are no curves over time.
struct Chart {
  typealias Place = (x: Double, y: Double)

  let axes: Axes
  private let look: Look
  private let top: Rect
  private var dots: Dots
  private var marks: [(x: Double, y: Double, cell: Cell)] = []
  /// Marks that lines may cover.
  private var grounds: [(x: Double, y: Double, cell: Cell)] = []
  private var entries: [LegendEntry] = []
  /// Lines one can move along, and marks one can go to.
  private var readLines: [(places: [Place], reading: @Sendable (Int) -> Reading)] = []
  private var readMarks: [(place: Place, reading: Reading)] = []

  init(x: Scale, y: Scale, xTitle: String, look: Look, in area: Rect) {
    self.look = look
    let parts = area.splitTop(area.height >= 7 ? 1 : 0)
    top = parts.top
    axes = Axes(x: x, y: y, xTitle: xTitle, in: parts.rest, gutter: 3)
    dots = Dots(axes.field, look.capability.glyphs)
  }

  /// A line through points; it has a gap where one of them is not a number, and ends at the edge of the field.
  mutating func line(_ places: [Place], _ pen: Pen) {
    var previous: Point?
    for place in places {
      let point = dot(place)
      if let point { dots.stroke(from: previous ?? point, to: point, pen) }
      previous = point
    }
  }

  /// The same with an entry in the legend.
  mutating func line(
    _ places: [Place], _ ink: Ink, dash: Dash = .solid, letter: Unicode.Scalar, layer: Int = 1, text: String
  ) {
    line(places, Pen(look.style(ink), dash: dash, letter: letter, layer: layer))
    entries.append(LegendEntry(sign: Self.sign(dash, letter, look), text: text, ink: ink))
  }

  /// A single glyph; later ones lie on top.
  mutating func mark(_ place: Place, _ glyph: Unicode.Scalar, _ ink: Ink, belowLines: Bool = false) {
    let mark = (place.x, place.y, Cell(glyph, look.style(ink)))
    if belowLines { grounds.append(mark) } else { marks.append(mark) }
  }

  /// Lets one point at the places of a line.
  mutating func readLine(_ places: [Place], _ reading: @escaping @Sendable (_ index: Int) -> Reading) {
    readLines.append((places, reading))
  }

  /// Lets one point at a mark.
  mutating func readMark(_ place: Place, _ reading: Reading) { readMarks.append((place, reading)) }

  private func keep(on canvas: inout Canvas) {
    guard canvas.keepsReadouts else { return }
    let (axes, lines, marks) = (axes, readLines, readMarks)
    if let longest = lines.map(\.places.count).max(), longest > 0 {
      let spots = lines.map { line in
        line.places.map { place -> Spot? in
          guard let column = axes.column(of: place.x), let row = axes.row(of: place.y) else { return nil }
          return Spot(x: column, y: row)
        }
      }
      let readings = lines.map(\.reading)
      canvas.keep(
        Readout(rows: lines.count, columns: longest) { row, column in
          spots[row].indices.contains(column) ? spots[row][column] : nil
        } reading: {
          readings[$0]($1)
        })
    }
    let readings = marks.map(\.reading)
    if !marks.isEmpty { canvas.keep(axes.points(marks.map(\.place)) { readings[$0] }) }
  }

  mutating func explain(_ sign: Unicode.Scalar, _ text: String, _ ink: Ink) {
    entries.append(LegendEntry(sign: String(Character(sign)), text: text, ink: ink))
  }

  private func dot(_ place: Place) -> Point? {
    let (u, v) = (axes.x.fraction(place.x), axes.y.fraction(place.y))
    guard u.isFinite, v.isFinite else { return nil }
    func column(_ fraction: Double, _ count: Int) -> Int {
      Int((min(max(fraction, -3), 4) * Double(max(count - 1, 0))).rounded())
    }
    return Point(x: column(u, dots.width), y: dots.height - 1 - column(v, dots.height))
  }

  func draw(on canvas: inout Canvas) {
    axes.draw(on: &canvas)
    draw(grounds, on: &canvas)
    dots.draw(on: &canvas)
    draw(marks, on: &canvas)
    canvas.legend(entries, in: top)
    keep(on: &canvas)
  }

  private func draw(_ marks: [(x: Double, y: Double, cell: Cell)], on canvas: inout Canvas) {
    for mark in marks {
      guard let column = axes.column(of: mark.x), let row = axes.row(of: mark.y) else { continue }
      canvas.put(mark.cell, x: column, y: row, in: axes.field)
    }
  }

  /// How a line looks in a legend: by its dashes, or by its letter where there are only ASCII characters.
  static func sign(_ dash: Dash, _ letter: Unicode.Scalar, _ look: Look) -> String {
    guard look.showsUnicode else { return String(repeating: String(Character(letter)), count: 3) }
    switch dash {
    case .solid: return "───"
    case .dashed: return "- -"
    case .dotted: return "···"
    case .dashDotted: return "─·─"
    }
  }
}

extension Canvas {
  /// Signs and their names in one row; what does not fit is left out whole. A name that is its sign is not said twice.
  mutating func legend(_ entries: [LegendEntry], in row: Rect) {
    var x = row.x
    for entry in entries {
      let text = text(of: entry)
      guard x + Width.of(entry.sign) + Width.of(text) <= row.maxX else { return }
      x = write(entry.sign, x: x, y: row.y, entry.ink, in: row)
      x = write(text, x: x, y: row.y, .text, in: row) + 2
    }
  }

  /// Columns that the whole legend takes.
  func width(of entries: [LegendEntry]) -> Int {
    entries.map { Width.of($0.sign) + Width.of(text(of: $0)) + 2 }.reduce(-2, +)
  }

  private func text(of entry: LegendEntry) -> String {
    entry.text == entry.sign ? "" : Glyphs.plain(" \(entry.text)", at: look.capability.glyphs)
  }
}

extension Scale {
  /// A linear scale with round ends that holds all the values that are numbers.
  static func holding(_ values: some Sequence<Double>) -> Scale {
    let finite = values.filter(\.isFinite)
    return .fitting(.linear, low: finite.min() ?? 0, high: finite.max() ?? 1)
  }
}

extension Probe {
  /// Two columns of a table as places.
  func places(_ x: Int, _ y: Int, rows: Range<Int>? = nil) -> [Chart.Place] {
    (rows ?? 0..<rowCount).map { (Double(value($0, x)), Double(value($0, y))) }
  }
}

extension Snapshot {
  /// How lane `index` is drawn beside others: alone it has the usual colour and a whole line.
  func linePen(of index: Int) -> (ink: Ink, dash: Dash, letter: Unicode.Scalar) {
    let isRace = lanes.count > 1
    return (
      isRace ? .lane(index) : .training, isRace ? Dash.allCases[index % 4] : .solid, Pen.letter(of: index)
    )
  }

  /// The lanes that have such a probe with at least so many rows and columns, the shown one first.
  func lanes(with probe: String, rows: Int, columns: Int, _ view: PanelView) -> [(index: Int, probe: Probe)] {
    let shown = lanes.indices.contains(view.lane) ? view.lane : 0
    let order = [shown] + lanes.indices.filter { $0 != shown }
    return order.filter(lanes.indices.contains).compactMap { index in
      guard let probe = lanes[index].probes[probe], probe.rowCount >= rows, probe.shape.columns >= columns
      else { return nil }
      return (index, probe)
    }
  }
}
