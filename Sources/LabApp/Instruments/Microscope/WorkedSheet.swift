import Neural
import TerminalUI

/// Worked lines as rows of text whose numbers come out as they are shown.
///
/// A factor is rounded first, then the product of what is shown is rounded; terms of a sum have one unit, and the sum is
/// that of the terms as shown. A result that is used further on is used as it was shown.
struct WorkedSheet {
  struct Row: Equatable {
    var name: String
    /// What stands between the name and the number; the longer form first.
    var middles: [String] = []
    var value = ""
    var isHeading = false
    var isSelected = false
    /// One of several numbers that are added.
    var isTerm = false
    /// A result that stands below its terms.
    var isTotal = false
  }

  private(set) var rows: [Row] = []
  /// Results by name, as they were shown.
  private var known: [String: ShownNumber] = [:]

  /// The least columns in which rows are readable.
  static let least = 56
  private static let widest = 92

  init(_ lines: [WorkedLine]) {
    for line in lines { add(line) }
  }

  // MARK: rows

  private mutating func add(_ line: WorkedLine) {
    switch line.form {
    case .heading: rows.append(Row(name: line.name, middles: [line.note], isHeading: true))
    case .number: put(line, ShownNumber(line.value), [line.note])
    case .product(let factors): addProduct(line, factors)
    case .function(let rule, let quantities): addFunction(line, rule, quantities)
    case .sum(let terms): addSum(line, terms)
    }
  }

  private mutating func put(_ line: WorkedLine, _ number: ShownNumber, _ middles: [String]) {
    known[line.name] = number
    rows.append(Row(name: line.name, middles: middles, value: number.text))
  }

  private func shown(_ quantity: Quantity) -> ShownNumber {
    known[quantity.name] ?? ShownNumber(quantity.value)
  }

  private mutating func addProduct(_ line: WorkedLine, _ factors: [Quantity]) {
    let numbers = factors.map(shown)
    let result = ShownNumber(numbers.reduce(1) { $0 * $1.value })
    // The input of a bias is called 1: its number says it all.
    let named =
      zip(factors, numbers).map { Double($0.name) == nil ? "\($0.name) \($1.text)" : $1.text }
      .joined(separator: " · ") + " ="
    let plain = numbers.map(\.text).joined(separator: " · ") + " ="
    let noted = line.note.isEmpty ? [] : ["\(line.note): \(plain)"]
    put(line, result, line.note.isEmpty ? [named, plain] : noted + [plain])
  }

  private mutating func addFunction(_ line: WorkedLine, _ rule: String, _ quantities: [Quantity]) {
    let numbers = zip(quantities, quantities.map(shown)).map { "\($0.name) \($1.text)" }
    put(line, ShownNumber(line.value), ["\(rule) with \(numbers.joined(separator: ", ")) =", "\(rule) ="])
  }

  private mutating func addSum(_ line: WorkedLine, _ terms: [WorkedTerm]) {
    let factors = terms.map { $0.factors.map(shown) }
    let values = zip(terms, factors).map { term, factors in
      factors.isEmpty ? term.value : factors.reduce(1) { $0 * $1.value }
    }
    let unit = ShownNumber.Unit(values)
    for (index, term) in terms.enumerated() {
      let product = factors[index].map(\.text).joined(separator: " · ")
      rows.append(
        Row(
          name: term.name, middles: factors[index].count > 1 ? [product + " ="] : [],
          value: ShownNumber(values[index], unit).text, isSelected: term.isSelected, isTerm: true))
    }
    let total = ShownNumber(sum: values, unit)
    known[line.name] = total
    rows.append(Row(name: line.name, middles: [line.note], value: total.text, isTotal: true))
  }

  // MARK: drawing

  private var nameWidth: Int {
    min(rows.filter { !$0.isHeading }.map { Width.of($0.name) + ($0.isTerm ? 2 : 0) }.max() ?? 0, 24)
  }

  /// One column, or two that break at a heading.
  private func columns(_ width: Int) -> [[Row]] {
    guard width >= 2 * 68 + 3 else { return [rows] }
    let headings = rows.indices.filter { rows[$0].isHeading }
    guard let middle = headings.min(by: { abs($0 * 2 - rows.count) < abs($1 * 2 - rows.count) }), middle > 0
    else { return [rows] }
    return [Array(rows[..<middle]), Array(rows[middle...])]
  }

  func height(in width: Int) -> Int { columns(width).map(\.count).max() ?? 0 }

  func draw(from scroll: Scroll, on canvas: inout Canvas, in area: Rect) {
    let columns = columns(area.width)
    let height = height(in: area.width)
    let isCut = height > area.height
    let room = area.height - (isCut ? 1 : 0)
    let first = scroll.first(of: height, in: room)
    let width = min((area.width - 3 * (columns.count - 1)) / columns.count, Self.widest)
    for (index, column) in columns.enumerated() {
      let place = Rect(x: area.x + index * (width + 3), y: area.y, width: width, height: room)
      for (offset, row) in column.dropFirst(first).prefix(room).enumerated() {
        draw(row, on: &canvas, in: Rect(x: place.x, y: place.y + offset, width: width, height: 1))
      }
    }
    guard isCut else { return }
    let hidden = height - first - room
    let words = hidden > 0 ? "↓ \(hidden) more line\(hidden == 1 ? "" : "s"), PgDn" : "↑ PgUp"
    canvas.write(words, x: area.maxX - Width.of(words), y: area.maxY - 1, .accent, in: area)
  }

  private func draw(_ row: Row, on canvas: inout Canvas, in area: Rect) {
    let level = canvas.look.capability.glyphs
    func plain(_ text: String) -> String { Glyphs.plain(text, at: level) }
    if row.isHeading {
      let end = canvas.write(plain(row.name), x: area.x, y: area.y, .title, in: area)
      canvas.write(plain(row.middles.first ?? ""), x: end + 2, y: area.y, .dim, in: area)
      return
    }
    let value = Rect(x: area.maxX - 13, y: area.y, width: 13, height: 1)
    canvas.write(
      row.value, x: value.maxX - Width.of(row.value), y: area.y,
      row.isTotal ? .strong : row.isSelected ? .accent : .text, in: value)
    let mark = row.isSelected ? "▸ " : row.isTotal ? "= " : "  "
    canvas.write(mark, x: area.x, y: area.y, row.isSelected ? .accent : .dim, in: area)
    let names = Rect(x: area.x + 2, y: area.y, width: nameWidth, height: 1).inset(left: row.isTerm ? 2 : 0)
    canvas.write(
      plain(row.name).clipped(to: names.width), x: names.x, y: area.y, row.isSelected ? .accent : .text,
      in: names)
    let middle = Rect(x: names.maxX + 1, y: area.y, width: value.x - names.maxX - 2, height: 1)
    let forms = row.middles.map(plain).filter { !$0.isEmpty }
    guard
      let text = forms.first(where: { Width.of($0) <= middle.width }) ?? forms.last?.clipped(to: middle.width)
    else { return }
    let isWork = text.hasSuffix("=")
    canvas.write(
      text, x: isWork ? middle.maxX - Width.of(text) : middle.x, y: area.y, isWork ? .text : .dim, in: middle)
  }
}
