import Lessons
import TerminalUI

/// A quiz or a prediction as it stands on its page.
struct QuestionFace: Sendable, Hashable {
  enum Kind: Sendable, Hashable { case quiz, prediction }

  var kind: Kind
  var name: String
  var ask: [Span]
  var choices: [[Span]]
  var answer: Int
  /// Per choice of a quiz; for a prediction the same reveal for all.
  var reasons: [[Span]]
  /// The latest answer given.
  var chosen: Int?
  /// A prediction that was made waits for the run to answer it.
  var isWaiting = false
  /// The choice that Enter would take, while this question waits for an answer.
  var cursor: Int?

  init(_ quiz: Quiz, chosen: Int?) {
    kind = .quiz
    name = quiz.name
    ask = quiz.ask
    choices = quiz.choices
    answer = quiz.answer
    reasons = quiz.because
    self.chosen = chosen.flatMap { quiz.choices.indices.contains($0) ? $0 : nil }
  }

  init(_ prediction: Prediction, chosen: Int?, isRevealed: Bool = true) {
    kind = .prediction
    name = prediction.name
    ask = prediction.ask
    choices = prediction.choices
    answer = prediction.answer
    reasons = prediction.choices.map { _ in prediction.reveal }
    self.chosen = chosen.flatMap { prediction.choices.indices.contains($0) ? $0 : nil }
    isWaiting = self.chosen != nil && !isRevealed
  }

  /// A quiz stays open until it is right, a prediction until it is made.
  var isOpen: Bool { kind == .quiz ? chosen != answer : chosen == nil }
}

extension QuestionFace {
  /// The question in a box of its own.
  func lines(width: Int, in look: Look) -> [[Cell]] {
    guard width >= 12 else { return [] }
    let room = width - 4
    let level = look.capability.glyphs
    var body = Paragraph.wrap(ask.words(look, .strong), width: room, at: level)
    for index in choices.indices where isShown(index) { body += choice(index, width: room, look) }
    if let chosen { body += (kind == .quiz ? [[]] : []) + verdict(chosen, width: room, look) }
    return boxed(body, width: width, look)
  }

  /// Of a prediction that was made, what was said and what is true: the picture needs the room.
  private func isShown(_ index: Int) -> Bool {
    kind == .quiz || isOpen || index == chosen || index == answer && !isWaiting
  }

  /// The rows of each choice within the box.
  func choiceRows(width: Int, in look: Look) -> [Range<Int>] {
    guard width >= 12 else { return [] }
    let ask = Paragraph.wrap(ask.words(look, .strong), width: width - 4, at: look.capability.glyphs)
    var row = 1 + ask.count
    return choices.indices.map { index in
      let count = isShown(index) ? choice(index, width: width - 4, look).count : 0
      defer { row += count }
      return row..<row + count
    }
  }

  private func choice(_ index: Int, width: Int, _ look: Look) -> [[Cell]] {
    let isMarked = cursor == index
    let isRevealed = chosen != nil && !isWaiting && index == answer && !(kind == .quiz && isOpen)
    let isWrong = chosen == index && chosen != answer && !isWaiting
    let mark = isRevealed ? "✓" : isWrong ? "✗" : " "
    let first = [
      Words(isMarked ? "▸" : " ", look.style(.accent)),
      Words(mark + " ", look.style(isRevealed ? .good : .warning)),
      Words("\(index + 1) ", look.style(isOpen ? .key : .dim)),
    ]
    let ink: Ink = isMarked || isRevealed ? .strong : chosen != nil && !isOpen ? .dim : .text
    return Paragraph.wrap(
      choices[index].words(look, ink), width: width, first: first, at: look.capability.glyphs)
  }

  /// The reason, at once, in words.
  private func verdict(_ chosen: Int, width: Int, _ look: Look) -> [[Cell]] {
    let level = look.capability.glyphs
    if isWaiting {
      let said = [
        Words("You said \(chosen + 1). ", look.style(.text)),
        Words("Try it: the answer stands here when the run has ended. Enter shows it now.", look.style(.dim)),
      ]
      return Paragraph.wrap(said, width: width, at: level)
    }
    let isRight = chosen == answer
    let head: String
    switch kind {
    case .quiz: head = isRight ? "Right. " : "Not \(chosen + 1). "
    case .prediction: head = isRight ? "You said \(chosen + 1), and so it is. " : "You said \(chosen + 1). "
    }
    var words = [Words(head, look.style(isRight ? .good : .warning))]
    if reasons.indices.contains(chosen) { words += reasons[chosen].words(look, .text) }
    if kind == .quiz, !isRight { words.append(Words(" Choose again.", look.style(.dim))) }
    return Paragraph.wrap(words, width: width, at: level)
  }

  private func boxed(_ body: [[Cell]], width: Int, _ look: Look) -> [[Cell]] {
    let style = look.style(isOpen ? .accent : .border)
    let title = kind == .quiz ? " quiz " : isOpen ? " predict before you run " : " prediction "
    let fits = Width.of(title) + 4 <= width
    let bar = String(repeating: "─", count: max(width - 3 - (fits ? Width.of(title) : 0), 0))
    let top = Paragraph.cells(
      [Words("┌─", style)] + (fits ? [Words(title, look.style(.title))] : []) + [Words(bar + "┐", style)])
    let bottom = Paragraph.cells([Words("└" + String(repeating: "─", count: width - 2) + "┘", style)])
    let edge = Cell("│", style)
    let rows = body.map { line in
      [edge, .blank] + line + [Cell](repeating: .blank, count: max(width - 3 - line.count, 0)) + [edge]
    }
    return [top] + rows + [bottom]
  }
}

extension [Span] {
  /// The spans in the styles of a look.
  func words(_ look: Look, _ ink: Ink = .text) -> [Words] {
    map { span in
      switch span.manner {
      case .plain: Words(span.text, look.style(ink))
      case .emphasis: Words(span.text, look.style(ink).with(.underline))
      case .strong: Words(span.text, look.style(ink).with(.bold))
      case .code: Words(span.text, look.style(.accent))
      }
    }
  }
}

extension Style {
  func with(_ attribute: Attributes) -> Style {
    var style = self
    style.attributes.insert(attribute)
    return style
  }
}
