extension Plot {
  private struct Label {
    var text: String
    var ink: Ink
    var row: Int
  }

  /// Writes names right of the lines' ends: each in the row of its end, moved apart where they would collide.
  func drawLabels(_ axes: Axes, on canvas: inout Canvas) {
    let room = axes.area.maxX - axes.field.maxX - 1
    guard room > 0, axes.field.height > 0 else { return }
    var labels = series.compactMap { curve -> Label? in
      guard !curve.label.isEmpty, let end = curve.samples.last(where: \.isFinite) else { return nil }
      let value = min(max(y.fraction(end.mean), 0), 1)
      let row = Int(((1 - value) * Double(axes.field.height - 1)).rounded())
      return Label(text: curve.label, ink: curve.ink, row: row)
    }
    labels.sort { $0.row < $1.row }
    spreadApart(&labels, axes.field.height)
    for guide in guides {
      guard let row = axes.row(of: guide.value).map({ $0 - axes.field.y }) else { continue }
      let taken = Set(labels.map(\.row))
      let free = [row, row - 1, row + 1].first { !taken.contains($0) && $0 >= 0 && $0 < axes.field.height }
      if let free { labels.append(Label(text: guide.label, ink: .dim, row: free)) }
    }
    for label in labels where label.row < axes.field.height {
      let text = Width.of(label.text) <= room ? label.text : String(label.text.prefix(room - 1)) + "…"
      canvas.write(text, x: axes.field.maxX + 1, y: axes.field.y + label.row, label.ink, in: axes.area)
    }
  }

  private func spreadApart(_ labels: inout [Label], _ height: Int) {
    for index in labels.indices.dropFirst() {
      labels[index].row = max(labels[index].row, labels[index - 1].row + 1)
    }
    var floor = height - 1
    for index in labels.indices.reversed() {
      labels[index].row = max(min(labels[index].row, floor), 0)
      floor = labels[index].row - 1
    }
  }
}
