import Lessons
import TerminalUI

/// A page's text set into lines of one width.
struct PageText {
  private(set) var lines: [[Cell]] = []
  /// The rows of each question's box.
  private(set) var questions: [String: Range<Int>] = [:]

  /// The rows of each choice of a question.
  private(set) var choices: [String: [Range<Int>]] = [:]

  private let width: Int
  private let look: Look
  private let form: Form

  /// What of a page is set, beside its paragraphs and questions.
  struct Form {
    var hasTitle = true
    var hasTasks = true
  }

  /// - Parameters:
  ///   - questions: as they stand now, by name.
  ///   - metTasks: those whose mark is `☑`, not `☐`.
  init(
    _ page: Page, width: Int, look: Look, questions: [QuestionFace], metTasks: Set<String>,
    form: Form = Form()
  ) {
    self.form = form
    self.width = min(width, Paragraph.prose)
    self.look = look
    guard self.width > 0 else { return }
    if form.hasTitle { add(wrap([Words(page.title, look.style(.title))])) }
    for block in page.blocks {
      if !lines.isEmpty { lines.append([]) }
      add(block, page, questions, metTasks)
    }
  }

  private mutating func add(_ more: [[Cell]]) { lines += more }

  private func wrap(_ words: [Words], first: [Words] = [], width: Int? = nil) -> [[Cell]] {
    Paragraph.wrap(words, width: width ?? self.width, first: first, at: look.capability.glyphs)
  }

  private mutating func add(_ block: Block, _ page: Page, _ questions: [QuestionFace], _ met: Set<String>) {
    switch block {
    case .paragraph(let spans): add(wrap(spans.words(look)))
    case .heading(let text): add(wrap([Words(text, look.style(.strong))]))
    case .list(let items, let first): addList(items, first)
    case .code(let code):
      add(
        Paragraph.verbatim(
          code, style: look.style(.accent), width: width, indent: 2, at: look.capability.glyphs))
    case .quote(let spans):
      add(wrap(spans.words(look, .dim), first: [Words("│ ", look.style(.border))]).map(bar))
    case .task(let name):
      guard form.hasTasks, let task = page.tasks.first(where: { $0.name == name }) else { return drop() }
      let mark = met.contains(name) ? "☑ " : "☐ "
      add(
        wrap(
          [Words(task.say, look.style(.strong))],
          first: [Words(mark, look.style(met.contains(name) ? .good : .warning))]))
    case .quiz(let name): addQuestion(questions.first { $0.kind == .quiz && $0.name == name })
    case .prediction(let name): addQuestion(questions.first { $0.kind == .prediction && $0.name == name })
    }
  }

  /// A quote has its bar on every line.
  private func bar(_ line: [Cell]) -> [Cell] { [Cell("│", look.style(.border))] + line.dropFirst() }

  private mutating func addList(_ items: [[Span]], _ first: Int?) {
    let last = first.map { String($0 + items.count - 1).count } ?? 0
    for (index, item) in items.enumerated() {
      let number = first.map { String($0 + index) }
      let marker = number.map { String(repeating: " ", count: last - $0.count) + $0 + ". " } ?? "• "
      add(wrap(item.words(look), first: [Words(" " + marker, look.style(.dim))]))
    }
  }

  private mutating func addQuestion(_ question: QuestionFace?) {
    guard let question else { return drop() }
    let box = question.lines(width: width, in: look)
    questions[question.name] = lines.count..<lines.count + box.count
    let first = lines.count
    choices[question.name] = question.choiceRows(width: width, in: look).map {
      first + $0.lowerBound..<first + $0.upperBound
    }
    add(box)
  }

  /// A block that names nothing leaves no gap either.
  private mutating func drop() {
    if lines.last?.isEmpty == true { lines.removeLast() }
  }
}
