import Datasets
import Foundation
import Lessons
import Testing

@Suite struct ShelfReaderTests {
  private func lesson(_ id: String, topic: Int, body: String = "## Page\n\nText.\n") -> String {
    """
    ---
    format: 1
    id: \(id)
    title: \(id)
    topics: [\(topic)]
    chapter: C
    minutes: 1
    experiments:
      main:
        learner: supervised
        data: two-moons
        layers: [{dense: 1}]
    ---
    \(body)
    """
  }

  /// What a list of lessons shows of one.
  private struct Row: Equatable {
    var header: [String]
    var topics: [Int]
    var pages: [String]
    var parts: [[String]]

    init(_ lesson: Lesson) {
      header = [lesson.id, lesson.title, lesson.chapter, "\(lesson.minutes)", lesson.summary, lesson.path]
      header += lesson.requires
      topics = lesson.topics
      pages = lesson.pages.map(\.title)
      parts = lesson.pages.map { page in
        page.tasks.map { "task " + $0.name } + page.quizzes.map { "quiz " + $0.name }
          + page.predictions.map { "predict " + $0.name }
      }
    }
  }

  @Test func theHeadsOfTheCourseTellWhatTheWholeTells() {
    let library = Library(folders: [HealthyLessonTests.root.appendingPathComponent("lessons").path])
    let heads = library.heads().lessons
    #expect(heads.map(Row.init) == HealthyLessonTests.lessons.map(Row.init))
    #expect(heads.allSatisfy { $0.experiments.isEmpty })
    #expect(heads.contains { !$0.pages.flatMap(\.tasks).isEmpty })
  }

  @Test func fencesAndCommentsHideWhatStandsInThem() throws {
    let folder = try Folder()
    let body = """
      ## One `two`

      ````
      ## no page
      ```
      ```quiz none
      ````

      <!-- ## no page
      ## none either --> ## nor this

      ~~~
      ```
      ~~~
        ## Second
      """
    try folder.write(lesson("a", topic: 1, body: body), to: "a.md")
    let library = Library(folders: [folder.path])
    #expect(library.load().lessons.map(Row.init) == library.heads().lessons.map(Row.init))
    #expect(library.heads().lessons[0].pages.map(\.title) == ["One two", "Second"])
  }

  @Test func aLessonIsReadInWholeWithoutTheOthers() throws {
    let folder = try Folder()
    try folder.write(lesson("a", topic: 1), to: "a.md")
    try folder.write(lesson("b", topic: 2), to: "b.md")
    let reader = ShelfReader(Library(folders: [folder.path]))
    #expect(reader.known.lessons.allSatisfy { $0.experiments.isEmpty })
    #expect(try reader.lesson("2").experiments.map(\.name) == ["main"])
    #expect(reader.known.lessons.map { $0.experiments.count } == [0, 1])
    #expect(reader.take() == nil)
    #expect(throws: LookupError.self) { try reader.lesson("c") }
    #expect(reader.known.lessons.map { $0.experiments.count } == [1, 1])
  }

  @Test func theWholeArrivesOnceAndSaysWhatIsWrong() async throws {
    let folder = try Folder()
    try folder.write(lesson("a", topic: 1), to: "a.md")
    try folder.write(lesson("b", topic: 2, body: "## Page\n\n```tusk\n```\n"), to: "b.md")
    let reader = ShelfReader(Library(folders: [folder.path]))
    #expect(reader.known.lessons.map(\.id) == ["a", "b"])
    #expect(reader.known.problems.isEmpty)
    await withCheckedContinuation { done in reader.begin { done.resume() } }
    reader.begin { Issue.record("it was read twice") }
    let shelf = try #require(reader.take())
    #expect(shelf.lessons.map(\.id) == ["a"])
    #expect(shelf.problems.count == 1)
    #expect(reader.take() == nil)
    #expect(reader.whole() == shelf)
    do throws(LookupError) {
      _ = try reader.lesson("b")
      Issue.record("a broken lesson was opened")
    } catch {
      #expect(error.description.contains("b.md:"))
    }
  }

  @Test func manyMayWaitForTheWhole() {
    let reader = ShelfReader(Library(folders: ["/nowhere"]))
    let counts = Guarded(0)
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let shelf = reader.whole()
      counts.withLock { $0 += shelf.lessons.isEmpty ? 1 : 0 }
    }
    #expect(counts.withLock { $0 } == 8)
  }
}
