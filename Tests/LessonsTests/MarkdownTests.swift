import Lessons
import Testing

@Suite struct MarkdownTests {
  /// The blocks of a page with this text.
  private func blocks(_ body: String) throws -> [Block] {
    let front = "---\nformat: 1\nid: a\ntitle: A\ntopics: [1]\nchapter: C\nminutes: 1\n---\n## Page\n\n"
    return try SampleLesson.read(front + body).lesson.pages[0].blocks
  }

  private func spans(_ text: String) throws -> [Span] {
    guard case .paragraph(let spans) = try #require(try blocks(text).first) else {
      throw LookupError("not a paragraph")
    }
    return spans
  }

  @Test func paragraphsJoinTheirLines() throws {
    #expect(
      try blocks("One\ntwo.\n\nThree.") == [.paragraph([Span("One two.")]), .paragraph([Span("Three.")])])
  }

  @Test func inlineManners() throws {
    #expect(
      try spans("a *b* **c** `d * e` f") == [
        Span("a "), Span("b", .emphasis), Span(" "), Span("c", .strong), Span(" "), Span("d * e", .code),
        Span(" f"),
      ])
  }

  @Test(arguments: [
    ("2 * 3 * 4", "2 * 3 * 4"), ("a*", "a*"), ("*open", "*open"), ("`open", "`open"),
    ("\\*plain\\*", "*plain*"),
    ("[no link]", "[no link]"), ("snake_case_name", "snake_case_name"), ("****", "****"),
    ("a ** b", "a ** b"),
  ]) func marksThatDoNotCloseStayAsTheyAre(_ text: String, shown: String) throws {
    #expect(try spans(text) == [Span(shown)])
  }

  @Test func nestedAndTouchingMarks() throws {
    #expect(try spans("*a **b** c*").map(\.text).joined() == "a b c")
    #expect(try spans("**bold**plain") == [Span("bold", .strong), Span("plain")])
    #expect(try spans("``a ` b``") == [Span("a ` b", .code)])
  }

  @Test func linksShowTheirAddress() throws {
    #expect(
      try spans("See [the paper](https://example.org/p).") == [Span("See the paper (https://example.org/p).")]
    )
  }

  @Test func lists() throws {
    #expect(
      try blocks("- one\n  more\n- two\n\n- three\n\nEnd") == [
        .list([[Span("one more")], [Span("two")], [Span("three")]], first: nil), .paragraph([Span("End")]),
      ])
    #expect(try blocks("3. a\n4. b") == [.list([[Span("a")], [Span("b")]], first: 3)])
    #expect(try blocks("- a\n1. b").count == 2)
    #expect(try blocks("-1 is negative") == [.paragraph([Span("-1 is negative")])])
  }

  @Test func quotesHeadingsAndCode() throws {
    #expect(
      try blocks("### Why\n> so\n> it is\n\n```\na *b*\n\n  c\n```\n\n    indented\n") == [
        .heading("Why"), .quote([Span("so it is")]), .code(["a *b*", "", "  c"]), .code(["indented"]),
      ])
    #expect(try blocks("~~~text\n```\n~~~") == [.code(["```"])])
  }

  @Test func commentsAreNotShown() throws {
    #expect(try blocks("<!-- a\nb -->\nText") == [.paragraph([Span("Text")])])
  }

  @Test func controlCharactersAreShownNotObeyed() throws {
    #expect(try blocks("```\n\u{1B}]0;title\u{7}\ta\n```") == [.code(["␛]0;title␇  a"])])
    #expect(try spans("a\u{202E}b\u{9B}c\u{7F}") == [Span("a\u{FFFD}b\u{FFFD}c␡")])
  }

  @Test(arguments: [
    ("```\nnever closed", "never closed"), ("<!-- never closed", "never closed"), ("#### Deep", "no deeper"),
    ("##", "empty"), ("---", "no meaning"), ("```python\nx\n```", "no fenced block \"python\""),
    ("```set\n```", "\"set\" block is empty"), ("```panels\n```", "\"panels\" block is empty"),
    ("```set\nrate: 1\n```", "no experiment on this page"),
    ("```panels\nloss\n```\n```panels\nloss\n```", "two \"panels\" blocks"),
    ("```task a\n```", "front matter has none"),
  ]) func whatIsNotPartOfIt(_ body: String, says: String) throws {
    do throws(LessonProblems) {
      let front = "---\nformat: 1\nid: a\ntitle: A\ntopics: [1]\nchapter: C\nminutes: 1\n---\n## Page\n\n"
      _ = try SampleLesson.read(front + body)
      Issue.record("read \(body)")
    } catch {
      #expect(error.description.contains(says))
      #expect(error.problems.allSatisfy { $0.line >= 11 })
    }
  }

  @Test func aPageOfOpeningMarksIsReadInNoTime() throws {
    let text = String(repeating: "*a [ ", count: 5000) + "."
    #expect(try spans(text).map(\.text).joined() == text)
  }
}
