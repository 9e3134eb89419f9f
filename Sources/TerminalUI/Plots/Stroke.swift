extension Dots {
  /// A straight line from dot to dot (Bresenham); both ends are clamped to a margin around the grid.
  public mutating func stroke(from start: Point, to end: Point, _ pen: Pen) {
    var (x, y) = (clamp(start.x, width), clamp(start.y, height))
    let (endX, endY) = (clamp(end.x, width), clamp(end.y, height))
    let (spanX, spanY) = (abs(endX - x), -abs(endY - y))
    let (stepX, stepY) = (x < endX ? 1 : -1, y < endY ? 1 : -1)
    var error = spanX + spanY
    while true {
      if pen.dash.covers(abs(x)) { set(x, y, pen) }
      if x == endX, y == endY { return }
      let twice = 2 * error
      if twice >= spanY {
        error += spanY
        x += stepX
      }
      if twice <= spanX {
        error += spanX
        y += stepY
      }
    }
  }

  /// All dots of one column between two rows.
  public mutating func strokeColumn(_ x: Int, from top: Int, to bottom: Int, _ pen: Pen) {
    for y in max(min(top, bottom), 0)...max(max(top, bottom), 0) where y < height { set(x, y, pen) }
  }

  private func clamp(_ value: Int, _ count: Int) -> Int { min(max(value, -4 * count), 5 * count) }

  /// The part of the line w₁x + w₂y + b = 0 inside the unit square (y upwards), drawn over the whole grid.
  ///
  /// Nothing is drawn when the line misses the square or has no direction.
  public mutating func strokeLine(_ w1: Double, _ w2: Double, _ bias: Double, _ pen: Pen) {
    guard w1.isFinite, w2.isFinite, bias.isFinite, width > 0, height > 0 else { return }
    guard abs(w1) > 0 || abs(w2) > 0 else { return }
    for x in 0..<width where pen.dash.covers(x) && abs(w2) > 0 {
      let u = width == 1 ? 0.5 : Double(x) / Double(width - 1)
      let v = -(w1 * u + bias) / w2
      if v >= 0, v <= 1 { set(x, row(v), pen) }
    }
    for y in 0..<height where pen.dash.covers(y) && abs(w1) > 0 {
      let v = height == 1 ? 0.5 : 1 - Double(y) / Double(height - 1)
      let u = -(w2 * v + bias) / w1
      if u >= 0, u <= 1 { set(column(u), y, pen) }
    }
  }
}
