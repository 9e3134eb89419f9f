import Lessons
public import TerminalUI

/// What the speaker reads while the class looks at the screen: plain text, at most 76 columns wide.
public struct SceneNotes {
  var lesson: Lesson
  var scenes: [Scene]
  var index: Int
  var rehearsal: SceneTimes

  /// How every file of notes begins, so that no other file is ever taken for one.
  static let mark = "gradlab notes"

  func text(at now: Duration) -> String {
    let scene = scenes[index]
    let heading = "Scene \(index + 1) of \(scenes.count): \(scene.title)"
    let scenesTime = rehearsal.rows(at: now)[index].words
    var lines = [
      "\(Self.mark) · \(lesson.title)",
      "\(scenesTime) in this scene · \(rehearsal.total(at: now).words) in all", "",
    ]
    lines += set(Page(title: heading, blocks: scene.notes))
    if !scene.press.isEmpty { lines += ["", "Press"] + scene.press.flatMap(pressed) }
    lines += ["", next]
    return lines.joined(separator: "\n") + "\n"
  }

  private var next: String {
    guard index + 1 < scenes.count else { return "This is the last scene." }
    return "Next, scene \(index + 2) (n): \(scenes[index + 1].title)"
  }

  private func set(_ page: Page) -> [String] {
    let text = PageText(page, width: Paragraph.prose, look: Self.plain, questions: [], metTasks: [])
    return text.lines.map(\.plainText)
  }

  /// The key stands apart from what it does.
  private func pressed(_ item: String) -> [String] {
    let words = item.split(separator: " ", maxSplits: 1).map(String.init)
    let key = words[0].count > 1 && words[0].hasSuffix(":") ? String(words[0].dropLast()) : words[0]
    let gap = String(repeating: " ", count: max(7 - Width.of(key), 1))
    return Paragraph.wrap(
      [Words(words.count > 1 ? words[1] : "")], width: Paragraph.prose, first: [Words("  " + key + gap)]
    ).map(\.plainText)
  }

  // MARK: a small terminal

  /// The same text for a terminal of this size. Where it is too high the empty lines go first, then its end.
  public static func fitted(_ text: String, to size: Size) -> String {
    let whole = rewrapped(text, size.width)
    // The line end behind the last line takes a row.
    let rows = max(size.height - 1, 1)
    var lines = whole.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    guard lines.count > rows else { return whole }
    lines.removeAll(where: \.isEmpty)
    return lines.prefix(rows).map { $0 + "\n" }.joined()
  }

  /// For fewer columns: lines that were wrapped are joined, and wrapped anew.
  private static func rewrapped(_ text: String, _ width: Int) -> String {
    guard width < Paragraph.prose, width > 0 else { return text }
    var paragraphs: [String] = []
    var former = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let words = line.drop { $0 == " " }
      let indent = line.count - words.count
      let first = words.prefix { $0 != " " }
      let isContinued = !former.isEmpty && Width.of(former) + 1 + Width.of(String(first)) > Paragraph.prose
      if isContinued, !words.isEmpty, indent == 0 || indent >= hanging {
        paragraphs[paragraphs.count - 1] += " " + words
      } else {
        paragraphs.append(line)
      }
      former = line
    }
    return paragraphs.flatMap { wrapped($0, width) }.joined(separator: "\n")
  }

  /// Where what a key does begins, unless the key is long.
  private static let hanging = 9

  private static func wrapped(_ line: String, _ width: Int) -> [String] {
    let isItem = line.hasPrefix("  ") && line.count > hanging
    let head = isItem ? String(line.prefix(hanging)) : ""
    guard !line.isEmpty else { return [""] }
    return Paragraph.wrap([Words(String(line.dropFirst(head.count)))], width: width, first: [Words(head)])
      .map(\.plainText)
  }

  private static let plain = Look(capability: Capability(colours: .mono), theme: .mono)
}

extension [Cell] {
  /// The characters without blanks at the end.
  fileprivate var plainText: String {
    let scalars = map(\.glyph).filter { $0.value != 0 }
    let end = scalars.lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
    return String(String.UnicodeScalarView(scalars[..<end]))
  }
}
