extension Plot {
  /// The readings of one column of dots, joined.
  private struct Column {
    var low = Double.infinity
    var high = -Double.infinity
    var sum = 0.0
    var count = 0
    var broken = 0
    var mean: Double { sum / Double(count) }
  }

  private func columns(_ curve: Series, _ dots: Dots) -> [Column] {
    var columns = Array(repeating: Column(), count: dots.width)
    for sample in curve.samples {
      let fraction = x.fraction(sample.x)
      guard fraction.isFinite, fraction >= -1e-9, fraction <= 1 + 1e-9, dots.width > 0 else { continue }
      let index = dots.column(fraction)
      columns[index].broken += sample.broken
      guard sample.isFinite else { continue }
      columns[index].low = min(columns[index].low, sample.low)
      columns[index].high = max(columns[index].high, sample.high)
      columns[index].sum += sample.mean
      columns[index].count += 1
    }
    return columns
  }

  func band(_ curve: Series, _ dots: inout Dots, _ look: Look) {
    let pen = Pen(look.style(.border), letter: ".", layer: 0)
    for (index, column) in columns(curve, dots).enumerated() where column.count > 0 {
      dots.strokeColumn(
        index, from: dots.row(y.fraction(column.low)), to: dots.row(y.fraction(column.high)), pen)
    }
  }

  /// Draws the means as a line with gaps where readings were broken; returns the dots at which it broke off. What is
  /// missing before the first reading is no break.
  func line(_ curve: Series, _ dots: inout Dots, _ look: Look) -> [Point] {
    let pen = Pen(look.style(curve.ink), dash: curve.dash, letter: curve.letter, layer: 1)
    var previous: Point?
    var last = Point(x: 0, y: dots.height - 1)
    var breaks: [Point] = []
    for (index, column) in columns(curve, dots).enumerated() {
      let isResuming = previous == nil
      if column.count > 0 {
        let place = Point(x: index, y: dots.row(y.fraction(column.mean)))
        dots.stroke(from: previous ?? place, to: place, pen)
        if !curve.hasBand { spread(column, index, &dots, pen) }
        previous = place
        last = place
      }
      if column.broken > 0, !isResuming {
        breaks.append(Point(x: index, y: last.y))
        previous = nil
      }
    }
    return breaks
  }

  /// Without a band the extremes belong to the line itself, so that no spike is lost.
  private func spread(_ column: Column, _ index: Int, _ dots: inout Dots, _ pen: Pen) {
    let (top, bottom) = (dots.row(y.fraction(column.high)), dots.row(y.fraction(column.low)))
    if bottom - top > dots.down / 2 { dots.strokeColumn(index, from: top, to: bottom, pen) }
  }

  func drawGuides(_ axes: Axes, on canvas: inout Canvas) {
    let style = canvas.look.style(.border)
    for guide in guides {
      guard let row = axes.row(of: guide.value) else { continue }
      for column in axes.field.x..<axes.field.maxX {
        canvas.put(Cell(canvas.look.glyph("╌", or: "-"), style), x: column, y: row, in: axes.field)
      }
    }
  }

  func drawMoments(_ axes: Axes, _ dots: Dots, on canvas: inout Canvas) {
    let ordered = moments.sorted { $0.x < $1.x }
    var free = axes.field.x
    for (index, moment) in ordered.enumerated() {
      guard let column = axes.column(of: moment.x) else { continue }
      let style = canvas.look.style(moment.ink)
      for row in axes.field.y..<axes.field.maxY {
        canvas.put(Cell(canvas.look.glyph("┊", or: ":"), style), x: column, y: row, in: axes.field)
      }
      let next =
        ordered.dropFirst(index + 1).lazy.compactMap { axes.column(of: $0.x) }.first ?? axes.field.maxX
      let width = Width.of(moment.text)
      let row = axes.field.y
      let isFree = (column + 1..<column + 1 + max(width, 1)).allSatisfy { !dots.covers($0, row, from: 1) }
      guard column + 1 + width <= next, column + 1 >= free, isFree else { continue }
      free = canvas.write(moment.text, x: column + 1, y: row, moment.ink, in: axes.field) + 1
    }
  }
}
