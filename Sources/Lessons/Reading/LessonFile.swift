/// A lesson with the lines its parts stand on.
public struct LessonFile: Sendable, Hashable {
  public var lesson: Lesson
  public var lines: LessonLines

  /// Reads a lesson file.
  ///
  /// Throws everything wrong in it at once. What needs panels or training to be known is left to the `Proofreader`.
  public static func read(_ path: String) throws(LessonProblems) -> LessonFile {
    try LessonFile(source: try SourceText.read(path))
  }

  /// Reads a lesson from the bytes of a file; `path` is what the problems name.
  public init(path: String, bytes: [UInt8]) throws(LessonProblems) {
    try self.init(source: try SourceText(path: path, bytes: bytes))
  }

  /// Reads what a list of lessons shows: the header, and the pages with the names of their parts alone.
  static func head(_ path: String) throws(LessonProblems) -> LessonFile {
    let source = try SourceText.read(path)
    let findings = Findings(path: path)
    guard let body = endOfFrontMatter(source, findings),
      var front = FrontMatter.readHead(source.lines[1..<(body - 1)], path: path, findings),
      findings.problems.isEmpty
    else { throw LessonProblems(findings.sorted) }
    front.lesson.pages = Outline.pages(source.lines[body...])
    return LessonFile(lesson: front.lesson)
  }

  private init(lesson: Lesson) {
    self.lesson = lesson
    lines = LessonLines()
  }

  private init(source: SourceText) throws(LessonProblems) {
    let findings = Findings(path: source.path)
    var front: FrontMatter?
    if let body = Self.endOfFrontMatter(source, findings) {
      front = FrontMatter.read(source.lines[1..<(body - 1)], path: source.path, findings)
      let drafts = Markdown.pages(source.lines[body...], firstLine: body + 1, findings)
      front?.addPages(drafts, firstLine: min(body + 1, source.lines.count), findings)
      front?.addScenes(findings)
    }
    guard findings.problems.isEmpty, let front else { throw LessonProblems(findings.sorted) }
    lesson = front.lesson
    lines = front.lines
  }

  /// The index of the first line behind the front matter; nil after reporting that there is none.
  private static func endOfFrontMatter(_ source: SourceText, _ findings: Findings) -> Int? {
    guard let first = source.lines.first, isRule(first) else {
      findings.add(1, "a lesson begins with its front matter; the first line has to be ---")
      return nil
    }
    guard let end = source.lines.dropFirst().firstIndex(where: isRule) else {
      findings.add(1, "the front matter never ends; close it with a line of ---")
      return nil
    }
    return end + 1
  }

  private static func isRule(_ line: String) -> Bool {
    line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
  }
}
