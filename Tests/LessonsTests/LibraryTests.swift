import Foundation
import Lessons
import Testing

@Suite struct LibraryTests {
  private func lesson(_ id: String, topic: Int, title: String = "T") -> String {
    "---\nformat: 1\nid: \(id)\ntitle: \(title)\ntopics: [\(topic)]\nchapter: C\nminutes: 1\n---\n## Page\n\nText.\n"
  }

  @Test func sortsByTopicAndLetsTheLaterFolderWin() throws {
    let folder = try Folder()
    try folder.write(lesson("b", topic: 2), to: "one/b.md")
    try folder.write(lesson("a", topic: 9, title: "shipped"), to: "one/a.md")
    try folder.write(lesson("a", topic: 1, title: "own"), to: "two/a.md")
    let shelf = Library(folders: ["\(folder.path)/one", "\(folder.path)/two/", "/nowhere"]).load()
    #expect(shelf.problems.isEmpty)
    #expect(shelf.lessons.map(\.id) == ["a", "b"])
    #expect(shelf.lessons[0].title == "own")
  }

  @Test func aBrokenFileDoesNotHideTheOthers() throws {
    let folder = try Folder()
    try folder.write(lesson("a", topic: 1), to: "a.md")
    try folder.write("no front matter", to: "broken.md")
    try folder.write("not a lesson", to: "README.md")
    try folder.write("not a lesson", to: ".hidden.md")
    try folder.write("not a lesson", to: "notes.txt")
    let shelf = Library(folders: [folder.path]).load()
    #expect(shelf.lessons.map(\.id) == ["a"])
    #expect(shelf.problems.map(\.path) == ["\(folder.path)/broken.md"])
    #expect(throws: LookupError.self) { try shelf.lesson("broken") }
  }

  @Test func twinsInOneFolderAreReported() throws {
    let folder = try Folder()
    try folder.write(lesson("a", topic: 1), to: "1.md")
    try folder.write(lesson("a", topic: 1), to: "2.md")
    let shelf = Library(folders: [folder.path]).load()
    #expect(shelf.lessons.count == 1)
    #expect(shelf.problems.map(\.line) == [3])
    #expect(shelf.problems[0].description.contains("1.md; give one of them another id"))
  }

  @Test func lookupByIdAndNumber() throws {
    let shelf = Shelf(lessons: [
      Lesson(id: "perceptron", title: "", topics: [3], chapter: "", minutes: 1),
      Lesson(id: "lstm", title: "", topics: [27, 12], chapter: "", minutes: 1),
    ])
    #expect(try shelf.lesson("perceptron").id == "perceptron")
    #expect(try shelf.lesson("27").id == "lstm")
    #expect(try shelf.lesson("12").id == "lstm")
    for (name, says) in [
      ("perceptrom", "did you mean \"perceptron\"?"), ("5", "about 3, 12, 27"), ("gan", "not written yet"),
      ("xyzzyx", "gradlab list"),
    ] {
      do throws(LookupError) {
        _ = try shelf.lesson(name)
        Issue.record("found \(name)")
      } catch {
        #expect(error.description.contains(says))
      }
    }
  }

  @Test(arguments: ["3", "perceptron", "nonsense"]) func anEmptyShelfSaysSo(_ name: String) {
    #expect {
      try Library(folders: []).load().lesson(name)
    } throws: { "\($0)".hasPrefix("no lessons were found; give their folder") }
  }

  @Test func theOrderOfTheFolders() throws {
    let folder = try Folder()
    try folder.write("", to: "prefix/share/gradlab/lessons/x")
    try folder.write("", to: "prefix/bin/gradlab")
    let library = Library.standard(
      extra: "/extra", environment: ["XDG_DATA_HOME": "/data", "GRADLAB_LESSONS": "/given"],
      executable: "\(folder.path)/prefix/bin/gradlab")
    #expect(
      library.folders == [
        "\(folder.path)/prefix/share/gradlab/lessons", "/data/gradlab/lessons", "/given", "/extra",
      ])
    let atHome = Library.standard(environment: ["HOME": "/home/ada"], executable: nil)
    #expect(atHome.folders == ["/home/ada/.local/share/gradlab/lessons"])
  }

  @Test func theCheckoutThatHoldsTheExecutable() throws {
    let folder = try Folder()
    try folder.write("", to: "Package.swift")
    try folder.write("", to: "lessons/x")
    let library = Library.standard(environment: [:], executable: "\(folder.path)/.build/debug/gradlab")
    #expect(library.folders == ["\(folder.path)/lessons"])
  }

  @Test func thirtyOneIds() { #expect(Set(LessonIndex.ids).count == 31) }
}
