import Datasets
import Experiments

/// The pages of a body by title and the names of their tasks, quizzes and predictions: what a list of lessons needs.
///
/// It takes a sound body for granted; what is wrong with one is told by `Markdown` and `PageAssembly`.
struct Outline {
  private var pages: [Page] = []
  /// What ends the comment or fenced block that is open.
  private var end: String?

  static func pages(_ lines: ArraySlice<String>) -> [Page] {
    var outline = Outline()
    for line in lines { outline.read(line) }
    return outline.pages
  }

  private mutating func read(_ line: String) {
    if let end {
      let isOver = end == "-->" ? line.contains(end) : Self.isRow(of: end, line.trimmed)
      if isOver { self.end = nil }
      return
    }
    guard let first = line.utf8.first(where: { !" \t".utf8.contains($0) }), "#`~<".utf8.contains(first)
    else { return }
    let text = line.trimmed
    if let fence = Markdown.fenceMark(text) {
      end = String(repeating: fence.mark, count: fence.count)
      place(text.dropFirst(fence.count).split(whereSeparator: \.isWhitespace))
    } else if text.hasPrefix("##"), text.dropFirst(2).first?.isWhitespace == true {
      pages.append(Page(title: Inline.spans(text.dropFirst(2).trimmed).map(\.text).joined()))
    } else if text.hasPrefix("<!--"), !text.contains("-->") {
      end = "-->"
    }
  }

  private static func isRow(of fence: String, _ text: String) -> Bool {
    text.hasPrefix(fence) && text.allSatisfy { $0 == fence.first }
  }

  private mutating func place(_ words: [Substring]) {
    guard words.count == 2, !pages.isEmpty else { return }
    let name = words[1].visible
    switch words[0] {
    case "task":
      pages[pages.count - 1].tasks.append(
        LessonTask(name: name, say: "", experiment: "", goal: Goal(meter: "", .atLeast, 0)))
    case "quiz":
      pages[pages.count - 1].quizzes.append(Quiz(name: name, ask: [], choices: [], answer: 0, because: []))
    case "predict":
      pages[pages.count - 1].predictions.append(
        Prediction(name: name, ask: [], choices: [], answer: 0, reveal: []))
    default: break
    }
  }
}
