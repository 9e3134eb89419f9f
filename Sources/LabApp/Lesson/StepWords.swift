import Experiments
import Neural
import TerminalUI

/// A part of a step in words and numbers.
struct StepWords {
  let part: StepPart
  /// The step that is looked into, counted from 1.
  let number: Int
  let grain: Grain

  private var round: StepOutline.Round { part.round }
  private var operation: StepOutline.Operation { part.operation }

  /// `in step 42 · example 3 of 32 (number 117) · operation 4 of 9`.
  var heading: String {
    var words = ["in step \(Figure.count(number))"]
    if !round.title.isEmpty { words.append(round.title) }
    if let row = part.row, round.exampleCount > 1 {
      let name = part.example.map { " (number \(Figure.count($0 + 1)))" } ?? ""
      words.append("example \(row + 1) of \(round.exampleCount)\(name)")
    } else if let example = part.example {
      words.append("example \(Figure.count(example + 1))")
    }
    // The rounds of a game need the room; the row of parts shows the same.
    if part.row != nil, round.title.isEmpty {
      words.append("operation \(part.position.operation + 1) of \(round.each.count)")
    }
    return words.joined(separator: " · ")
  }

  /// All of it in one sentence.
  var sentence: String {
    "\(heading.capitalizedFirst): \(lines(160).joined(separator: "; "))."
  }

  // MARK: the parts in a row

  /// `forward 1 [2] 3 · loss · backward 3 2 1 · update`; of a long row the ends and what is near the present part.
  func track(_ width: Int) -> String {
    let whole = groups(around: nil).joined(separator: " · ")
    return whole.count <= width ? whole : groups(around: 1).joined(separator: " · ")
  }

  /// Which of the parts, each named once, is the present one.
  private var present: Int {
    (part.row == nil ? round.each.count : 0) + part.position.operation
  }

  private func groups(around reach: Int?) -> [String] {
    let all = round.each + round.last
    var groups: [String] = []
    var start = 0
    while start < all.count {
      var end = start + 1
      while end < all.count, all[end].kind == all[start].kind, all[end].layer > 0 { end += 1 }
      let places = start..<end
      let kind = all[start].layer > 0 ? ["\(all[start].kind.rawValue)"] : []
      groups.append((kind + names(all, places, reach)).joined(separator: " "))
      start = end
    }
    return groups
  }

  private func names(_ all: [StepOutline.Operation], _ places: Range<Int>, _ reach: Int?) -> [String] {
    var names: [String] = []
    for place in places {
      let isEnd = place == places.lowerBound || place == places.upperBound - 1
      if let reach, !isEnd, abs(place - present) > reach {
        if names.last != "…" { names.append("…") }
        continue
      }
      let name = all[place].layer > 0 ? String(all[place].layer) : all[place].title
      names.append(place == present ? "[\(name)]" : name)
    }
    return names
  }

  // MARK: the numbers

  /// At most two lines of this width.
  func lines(_ width: Int) -> [String] {
    let both = part.lines.isEmpty ? [numbers(width), beside(width)] : [heading(of: part), worked(width)]
    return both.filter { !$0.isEmpty }.map { $0.clipped(to: width) }
  }

  /// `backward · layer 2 dense, tanh: `.
  private var name: String {
    operation.layer > 0 ? "\(operation.kind.rawValue) · \(operation.title): " : "\(operation.title): "
  }

  private func numbers(_ width: Int) -> String {
    let alone =
      operation.layer > 0
      ? []
      : part.quantities.map { quantity in
        (quantity.name == operation.title ? "" : quantity.name + " ") + number(quantity.value)
      }
    let room = width - name.count - alone.joined(separator: "  ").count
    // What the sums become on the way forward has the next line.
    let shown = operation.kind == .forward ? part.series.prefix(1) : part.series[...]
    let share = room / max(shown.count, 1) - 2
    return name + (alone + shown.map { series($0, width: share) }).joined(separator: "  ")
  }

  /// `δ = 0.012 -0.003 … (16, norm 0.014)`, as many numbers as fit.
  private func series(_ series: StepPart.Series, width: Int) -> String {
    let end = series.values.count > 1 ? " (\(series.values.count), norm \(number(series.norm)))" : ""
    let all = ([series.name, "="] + series.values.map { number(Double($0)) }).joined(separator: " ")
    if all.count <= width { return all.count + end.count <= width ? all + end : all }
    var text = "\(series.name) ="
    for value in series.values {
      let next = " \(number(Double(value)))"
      guard text.count + next.count + 2 + end.count <= width else { break }
      text += next
    }
    return text + " …" + end
  }

  /// What the example has to do with its batch, or what its sums become.
  private func beside(_ width: Int) -> String {
    switch operation.kind {
    case .forward: return part.series.dropFirst().map { series($0, width: width) }.joined(separator: "  ")
    case .backward: return gradients
    case .loss:
      let share = round.exampleCount > 1 ? ", 1/\(round.exampleCount) of it counts" : ""
      return part.note + share
    case .update:
      let end = part.place < part.outline.count ? "" : "; . takes the step"
      return part.note.isEmpty ? "" : "by \(part.note), layer by layer\(end)"
    }
  }

  private var gradients: String {
    let isWhole = grain != .operation
    guard let shares = isWhole ? part.gradient : part.layerGradient else { return part.note }
    let soFar = shares.soFar == shares.own ? "" : " · so far \(number(shares.soFar))"
    return "‖∂L/∂\(isWhole ? "θ‖ of all layers" : "W‖"): this example \(number(shares.own))\(soFar) · "
      + "batch \(number(shares.batch))"
  }

  /// What is worked out here; said once where the note begins with it.
  private func heading(of part: StepPart) -> String {
    part.note.hasPrefix(operation.title) ? part.note + ": " : name + part.note
  }

  /// The results, with what they come from where that has room.
  private func worked(_ width: Int) -> String {
    let whole = part.lines.map { text($0, isWhole: true) }.joined(separator: "  ")
    return whole.count <= width
      ? whole : part.lines.map { text($0, isWhole: false) }.joined(separator: "  ")
  }

  private func text(_ line: WorkedLine, isWhole: Bool) -> String {
    let note = line.note.isEmpty ? "" : " (\(line.note))"
    let origin = isWhole ? origin(line.form).map { " = \($0)" } ?? "" : ""
    return "\(line.name)\(origin) = \(number(line.value))\(note)"
  }

  /// `0.736·1.534 + 0.220·-0.865`; nil for a number by itself.
  private func origin(_ form: WorkedLine.Form) -> String? {
    switch form {
    case .sum(let terms) where terms.count > 1: return terms.map(text).joined(separator: " + ")
    case .product(let factors) where factors.count > 1: return text(factors)
    case .function(let words, of: _): return words
    default: return nil
    }
  }

  private func text(_ term: WorkedTerm) -> String {
    term.factors.isEmpty ? number(term.value) : text(term.factors)
  }

  private func text(_ factors: [Quantity]) -> String {
    factors.map { number($0.value) }.joined(separator: "·")
  }

  private func number(_ value: Double) -> String { Figure.reading(Float(value)) }
}
