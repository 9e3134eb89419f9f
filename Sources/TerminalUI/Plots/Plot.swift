/// One place of a curve: the extremes and the mean of the readings that fall there.
public struct Sample: Sendable, Hashable {
  public var x: Double
  public var low: Double
  public var high: Double
  public var mean: Double
  /// Readings here that were not finite.
  public var broken: Int

  public init(x: Double, low: Double, high: Double, mean: Double, broken: Int = 0) {
    self.x = x
    self.low = low
    self.high = high
    self.mean = mean
    self.broken = broken
  }

  /// One reading; not finite = broken.
  public init(x: Double, y: Double) {
    self.init(x: x, low: y, high: y, mean: y, broken: y.isFinite ? 0 : 1)
  }

  var isFinite: Bool { low.isFinite && high.isFinite && mean.isFinite && x.isFinite }
}

/// A curve with its look.
public struct Series: Sendable, Hashable {
  /// Written at the end of the line.
  public var label: String
  public var samples: [Sample]
  public var ink: Ink
  public var dash: Dash
  public var letter: Unicode.Scalar
  /// Shows the extremes behind the mean.
  public var hasBand: Bool
  /// What a reading calls it; empty: its label.
  public var name: String

  public init(
    _ label: String, _ samples: [Sample], ink: Ink, dash: Dash = .solid, letter: Unicode.Scalar = "*",
    hasBand: Bool = false, name: String = ""
  ) {
    self.name = name
    self.label = label
    self.samples = samples
    self.ink = ink
    self.dash = dash
    self.letter = letter
    self.hasBand = hasBand
  }
}

/// A horizontal line at a value worth knowing.
public struct Guide: Sendable, Hashable {
  public var value: Double
  public var label: String

  public init(_ value: Double, _ label: String) {
    self.value = value
    self.label = label
  }
}

/// A vertical line at a moment worth knowing.
public struct Moment: Sendable, Hashable {
  public var x: Double
  public var text: String
  public var ink: Ink

  public init(_ x: Double, _ text: String, ink: Ink = .dim) {
    self.x = x
    self.text = text
    self.ink = ink
  }
}

/// Curves over a common x, with axes, guides, moments and a label at each line's end.
public struct Plot: Sendable {
  public var x: Scale
  public var y: Scale
  public var xTitle: String
  public var series: [Series]
  public var guides: [Guide]
  public var moments: [Moment]
  /// Takes the place of the readout of the samples, where more is known than they tell.
  public var readout: (@Sendable (Axes) -> Readout)?

  public init(
    x: Scale, y: Scale, xTitle: String = "", series: [Series], guides: [Guide] = [], moments: [Moment] = [],
    readout: (@Sendable (Axes) -> Readout)? = nil
  ) {
    self.readout = readout
    self.x = x
    self.y = y
    self.xTitle = xTitle
    self.series = series
    self.guides = guides
    self.moments = moments
  }

  /// The least and the greatest finite value of all series; on a logarithmic scale of the positive ones.
  public static func range(of series: [Series], positive: Bool = false) -> (low: Double, high: Double)? {
    var range: (low: Double, high: Double)?
    for sample in series.lazy.flatMap(\.samples) where sample.isFinite {
      let ends =
        positive ? (sample.low > 0 ? sample.low : sample.high, sample.high) : (sample.low, sample.high)
      guard !positive || ends.1 > 0 else { continue }
      range = (min(range?.low ?? ends.0, ends.0), max(range?.high ?? ends.1, ends.1))
    }
    return range
  }

  /// Draws at any size: with axes from 20 × 6, with the ends only from 12 × 3, one row with a number below that.
  public func draw(on canvas: inout Canvas, in area: Rect) {
    let area = area.intersection(canvas.bounds)
    guard let axes = axes(in: area) else { return drawLine(on: &canvas, in: area) }
    axes.draw(on: &canvas)
    drawGuides(axes, on: &canvas)
    var dots = Dots(axes.field, canvas.look.capability.glyphs)
    var breaks: [Point] = []
    for curve in series.reversed() where curve.hasBand { band(curve, &dots, canvas.look) }
    // The first series is drawn last, so that it keeps its colour where lines meet.
    for curve in series.reversed() { breaks += line(curve, &dots, canvas.look) }
    drawMoments(axes, dots, on: &canvas)
    dots.draw(on: &canvas)
    for place in breaks {
      canvas.put(
        Cell("×", canvas.look.style(.bad)),
        x: axes.field.x + place.x / dots.across,
        y: axes.field.y + place.y / dots.down, in: axes.field)
    }
    drawLabels(axes, on: &canvas)
    canvas.keep(readout?(axes) ?? samplesReadout(axes))
  }

  /// Its axes where it has them; nil where it is one row.
  public func axes(in area: Rect) -> Axes? {
    guard area.width >= 12, area.height >= 3 else { return nil }
    return Axes(x: x, y: y, xTitle: xTitle, in: area, right: labelWidth(in: area))
  }

  /// A row a series, a column an x of any of them.
  private func samplesReadout(_ axes: Axes) -> Readout {
    let (xs, series, title) = (
      Set(series.flatMap(\.samples).map(\.x)).filter(\.isFinite).sorted(), series, xTitle
    )
    let tables = series.map {
      Dictionary($0.samples.map { ($0.x, $0) }, uniquingKeysWith: { first, _ in first })
    }
    return Readout(rows: series.count, columns: xs.count) { row, column in
      tables[row][xs[column]].flatMap { axes.spot(x: $0.x, y: $0.mean) }
    } reading: { row, column in
      let order = [row] + series.indices.filter { $0 != row }
      let values = order.compactMap { index in
        tables[index][xs[column]].map { sample in
          let name = series[index].name.isEmpty ? series[index].label : series[index].name
          return "\(name) \(Digits.exact(sample.mean))"
        }
      }
      return Reading(([("\(title) \(Digits.exact(xs[column]))")] + values).joined(separator: " · "))
    }
  }

  private func drawLine(on canvas: inout Canvas, in area: Rect) {
    guard area.width >= 4, area.height >= 1, let first = series.first else { return }
    let text = first.label
    let room = area.width - Width.of(text) - 1
    guard room >= 4 else {
      canvas.write(text, x: area.x, y: area.y, first.ink, in: area)
      return
    }
    let row = Rect(x: area.x, y: area.y, width: room, height: 1)
    canvas.sparkline(
      first.samples.map { $0.broken > 0 && !$0.mean.isFinite ? .nan : $0.mean }, y,
      canvas.look.style(first.ink),
      in: row)
    canvas.write(text, x: area.maxX - Width.of(text), y: area.y, first.ink, in: area)
  }

  private func labelWidth(in area: Rect) -> Int {
    guard area.width >= 36 else { return 0 }
    let widest = (series.map { Width.of($0.label) } + guides.map { Width.of($0.label) }).max() ?? 0
    return widest == 0 ? 0 : min(widest + 1, area.width * 2 / 5)
  }
}
