import TerminalUI

/// The line that asks for a file's name; the ending decides what is written.
struct WriteScreen: Screen {
  private(set) var name: String
  /// Whether the name is still the proposed one, which the first letter replaces.
  private var isProposal = true
  private var form = TakeawayForm.txt
  /// Why the last try failed.
  var problem: String?

  init(_ exhibit: Exhibit) { name = exhibit.name + ".txt" }

  var context: Context { .write }
  var isOverlay: Bool { true }

  func isAvailable(_ action: Action, in world: World) -> Bool { true }

  // MARK: keys

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    problem = nil
    switch action {
    case .write: return write()
    case .back: return .asking(.back)
    case .erase: name = String(name.dropLast())
    case .focusNext: takeForm(after: form, by: 1)
    case .focusPrevious: takeForm(after: form, by: -1)
    default: return .ignored
    }
    isProposal = false
    form = TakeawayForm(endingOf: name) ?? form
    return .done
  }

  private mutating func write() -> Outcome {
    let wanted = name.split(separator: "/").last.map(String.init) ?? ""
    if wanted.isEmpty || name.hasSuffix("/") {
      problem = "Type the name of a file."
      return .done
    }
    // A name without an ending gets that of the chosen kind.
    if !wanted.contains(".") { name += "." + form.rawValue }
    guard let form = TakeawayForm(endingOf: name) else {
      let endings = TakeawayForm.allCases.map { "." + $0.rawValue }.joined(separator: ", ")
      problem = "The ending says what is written: \(endings)."
      return .done
    }
    return .asking(.write(name: name, form))
  }

  private mutating func takeForm(after form: TakeawayForm, by count: Int) {
    let all = TakeawayForm.allCases
    let place = (all.firstIndex(of: form) ?? 0) + count + all.count
    let stem = TakeawayForm(endingOf: name) == nil ? name : String(name.dropLast(form.rawValue.count + 1))
    self.form = all[place % all.count]
    name = "\(stem).\(self.form.rawValue)"
  }

  mutating func type(_ text: String, in world: World) -> Outcome {
    var typed = isProposal ? "" : name
    let before = typed
    typed.append(typed: text, limit: 400)
    guard typed != before else { return .ignored }
    (problem, name) = (nil, typed)
    isProposal = false
    form = TakeawayForm(endingOf: name) ?? form
    return .done
  }

  // MARK: drawing

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let hints = area.splitBottom(1).bottom
    let line = Rect(x: area.x, y: hints.y - 1, width: area.width, height: 1)
    let box = Rect(x: area.x, y: line.y - 1, width: area.width, height: 3)
    canvas.fill(box)
    canvas.rule(
      x: area.x, y: box.y, width: area.width, title: problem ?? "write \(form.words) to a new file",
      titleInk: problem == nil ? .title : .warning)
    let start = canvas.write("file ", x: line.x + 1, y: line.y, .key, in: line)
    let shown = tail(of: name, width: line.maxX - start - 2)
    let end = canvas.write(shown, x: start, y: line.y, isProposal ? .selection : .strong, in: line)
    canvas.cursor = Point(x: min(end, line.maxX - 1), y: line.y)
    drawHints(world, on: &canvas, in: hints)
  }

  /// The end of a text that is too long, where one types.
  private func tail(of text: String, width: Int) -> String {
    guard Width.of(text) > width else { return text }
    var kept = text[...]
    while Width.of(kept) > max(width - 1, 0), !kept.isEmpty { kept = kept.dropFirst() }
    return "…" + kept
  }
}
