import TerminalUI

/// A confusion matrix in the room there is: numbers on shades, else shades alone, and the names of the classes on both
/// axes as far as they fit.
struct ConfusionGrid {
  private enum Form {
    /// Numbers; those on the diagonal in brackets where there is room for them.
    case numbers(areBracketed: Bool)
    case shades
    /// Two classes in one row of cells.
    case halves
  }

  private let matrix: ConfusionMatrix
  private let texts: [[String]]
  /// Nil: not even a class a cell; then neighbours share one.
  private let form: Form?
  /// Cells of one class across and down.
  private let cell: Size
  /// Columns of the names on the left.
  private let margin: Int
  private let rowNames: [String]
  private let columnNames: [String]
  private let hasScale: Bool

  private static let ramp = Ramp(.viridis)

  init(_ matrix: ConfusionMatrix, isShare: Bool, in room: Size, _ look: Look) {
    self.matrix = matrix
    let count = matrix.count
    texts = (0..<count).map { truth in (0..<count).map { matrix.text(truth, $0, isShare: isShare) } }
    let number = texts.joined().map { Width.of($0) }.max() ?? 1
    let names = matrix.names.map { Width.of($0) }.max() ?? 1
    form = Self.form(count, number, names, in: room, look)
    let least: Int
    switch form {
    case .numbers(let areBracketed): least = number + (areBracketed ? 2 : 1)
    default: least = 1
    }
    let shortest = Self.prefixes(of: matrix.names, atMost: 3).map { Width.of($0) }.max() ?? 1
    let left = min(names, max(room.width - 1 - count * least, shortest))
    let across = max((room.width - left - 1) / count, 1)
    let rows = (room.height - 1) / count
    switch form {
    case .numbers: cell = Size(width: min(across, number + 6), height: min(rows, 3))
    case .shades:
      let height = min(max((room.height - 2) / count, 1), 3)
      cell = Size(width: min(across, max(2 * height, min(names + 1, 8))), height: height)
    case .halves, nil: cell = Size(width: min(across, max(1, min(names + 1, 4))), height: 1)
    }
    columnNames = Self.short(matrix.names, in: cell.width)
    let isNumbered = columnNames.first == "0" && matrix.names.first != "0"
    rowNames = isNumbered ? matrix.names.enumerated().map { "\($0) \($1)" } : matrix.names
    var widest = rowNames.map { Width.of($0) }.max() ?? 1
    var used = 1 + count * cell.height
    if case .halves = form {
      used = 1 + (count + 1) / 2
      // The names of two classes and a blank.
      widest = 2 * ((columnNames.isEmpty ? rowNames : columnNames).map { Width.of($0) }.max() ?? 1) + 1
    }
    margin = min(widest, max(room.width - 1 - count * cell.width, left))
    hasScale = used < room.height
  }

  /// Names, cells three high, a blank row and the scale.
  static func rows(classes: Int) -> Int { 3 * classes + 3 }

  private static func form(
    _ count: Int, _ widest: Int, _ names: Int, in room: Size, _ look: Look
  ) -> Form? {
    if room.height > count {
      // Names of a few letters before the rows tell more than numbers do.
      let spare = room.width - 1 - min(names, 5)
      if spare >= count * (widest + 2) { return .numbers(areBracketed: true) }
      if spare >= count * (widest + 1) { return .numbers(areBracketed: false) }
    }
    guard room.width - 2 >= count else { return nil }
    if room.height > count + 1 { return .shades }
    return Ramp.pixelsPerRow(look) == 2 && room.height > (count + 1) / 2 ? .halves : nil
  }

  // MARK: names

  /// Names for columns of so many cells: whole, as their first letters while those differ, as numbers, or none.
  private static func short(_ names: [String], in width: Int) -> [String] {
    let room = max(width - 1, 1)
    if names.allSatisfy({ Width.of($0) <= room }) { return names }
    let cut = names.map { String($0.prefix(room)) }
    if room > 1, Set(cut).count == names.count, cut.allSatisfy({ Width.of($0) <= room }) { return cut }
    let numbers = names.indices.map(String.init)
    return numbers.allSatisfy { $0.count <= room } ? numbers : []
  }

  /// The first letters of names, as many as tell them apart.
  private static func prefixes(of names: [String], atMost most: Int) -> [String] {
    for length in 1..<max(most, 2) {
      let cut = names.map { String($0.prefix(length)) }
      if Set(cut).count == names.count { return cut }
    }
    return names.map { String($0.prefix(most)) }
  }

  // MARK: drawing

  func draw(on canvas: inout Canvas, in area: Rect) {
    guard let form else { return drawMap(on: &canvas, in: area) }
    let field = area.inset(left: margin + 1, top: 1)
    let perRow: Int
    if case .halves = form { perRow = 2 } else { perRow = 1 }
    keep(field, perRow, on: &canvas)
    for index in 0..<matrix.count {
      let y = field.y + index / perRow * cell.height
      writeColumnName(index, field, on: &canvas, in: area)
      if index % perRow == 0 { writeRowName(index, perRow, y: y, on: &canvas, in: area) }
      for answer in 0..<matrix.count {
        let place = Rect(x: field.x + answer * cell.width, y: y, width: cell.width, height: cell.height)
          .intersection(area)
        switch form {
        case .numbers(let areBracketed):
          drawNumber(index, answer, areBracketed, on: &canvas, in: place)
        case .shades: canvas.fill(place, with: Self.ramp.cell(matrix.share(index, answer) ?? 0, canvas.look))
        case .halves where index % 2 == 0:
          let lower = index + 1 < matrix.count ? matrix.share(index + 1, answer) ?? 0 : 0
          canvas.fill(
            place, with: Self.ramp.cell(top: matrix.share(index, answer) ?? 0, bottom: lower, canvas.look))
        case .halves: break
        }
      }
    }
    let bottom = field.y + (matrix.count + perRow - 1) / perRow * cell.height
    guard hasScale else { return }
    drawScale(y: min(bottom + (bottom + 1 < area.maxY ? 1 : 0), area.maxY - 1), on: &canvas, in: area)
  }

  private func keep(_ field: Rect, _ perRow: Int, on canvas: inout Canvas) {
    let (cell, matrix) = (cell, matrix)
    canvas.keep(
      Readout(rows: matrix.count, columns: matrix.count) { truth, answer in
        let place = Rect(
          x: field.x + answer * cell.width, y: field.y + truth / perRow * cell.height, width: cell.width,
          height: cell.height)
        return Spot(place.intersection(field), half: perRow == 2 ? (truth % 2 == 0 ? .upper : .lower) : nil)
      } reading: {
        matrix.reading($0, $1)
      })
  }

  private func writeColumnName(_ index: Int, _ field: Rect, on canvas: inout Canvas, in area: Rect) {
    guard columnNames.indices.contains(index) else { return }
    let name = columnNames[index]
    let x = field.x + index * cell.width + (cell.width - Width.of(name)) / 2
    canvas.spell(name, x: x, y: area.y, .dim, in: area)
  }

  private func writeRowName(_ index: Int, _ perRow: Int, y: Int, on canvas: inout Canvas, in area: Rect) {
    guard perRow == 2, index + 1 < matrix.count else {
      let name = rowNames[index].shortened(to: margin)
      return _ = canvas.spell(name, x: area.x, y: y + (cell.height - 1) / 2, .dim, in: area)
    }
    // Both classes of the row, each as its column is called.
    let names = columnNames.isEmpty ? rowNames : columnNames
    let both = [names[index], names[index + 1]]
    let isShort = both.reduce(1) { $0 + Width.of($1) } <= margin
    let text = both.joined(separator: isShort ? " " : "").shortened(to: margin)
    canvas.spell(text, x: area.x, y: y, .dim, in: area)
  }

  /// The number on its shade.
  private func drawNumber(
    _ truth: Int, _ answer: Int, _ areBracketed: Bool, on canvas: inout Canvas, in area: Rect
  ) {
    let isRight = truth == answer
    let shade = Self.ramp.cell(matrix.share(truth, answer) ?? 0, canvas.look)
    let text = texts[truth][answer]
    let shown = areBracketed ? (isRight ? "[\(text)]" : " \(text) ") : text.leftPadded(to: cell.width)
    canvas.write(shown, on: shade, isStrong: isRight, in: area)
  }

  private func drawScale(y: Int, on canvas: inout Canvas, in area: Rect) {
    let words = " of a row"
    let row = Rect(x: area.x, y: y, width: area.width, height: 1)
    let hasWords = row.width >= 40
    canvas.scaleBar(Self.ramp, ["0%", "100%" + (hasWords ? words : "")], in: row)
  }

  /// Neighbours share a cell: no names, but a scale.
  private func drawMap(on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    let (matrix, size) = (matrix, matrix.count)
    let shares = (0..<size * size).map { Float(matrix.share($0 / size, $0 % size) ?? 0) }
    let map = Heatmap(
      rows: size, columns: size, values: shares, scale: Scale(.linear, 0, 1), ramp: Self.ramp,
      reading: { matrix.reading($0, $1) })
    map.draw(on: &canvas, in: parts.rest)
    drawScale(y: parts.bottom.y, on: &canvas, in: area)
  }
}
