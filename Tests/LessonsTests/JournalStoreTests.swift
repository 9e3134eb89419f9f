import Foundation
import Lessons
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct JournalStoreTests {
  let noon = Date(timeIntervalSince1970: 1_700_000_000)
  let folder: Folder
  let store: JournalStore

  init() throws {
    folder = try Folder()
    store = JournalStore(folder: "\(folder.path)/state/gradlab")
  }

  private func journal(_ id: String, seconds: Double) -> Journal {
    Journal(lessons: [id: LessonRecord(lastPage: 2, visited: [0, 2], seconds: seconds, opened: noon)])
  }

  private func write(_ text: String) throws { try folder.write(text, to: "state/gradlab/progress.json") }

  private var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: store.folder)) ?? []).sorted()
  }

  @Test func nothingYet() {
    #expect(store.load(now: noon) == JournalStore.Outcome(journal: Journal()))
    #expect(folder.names.isEmpty)
  }

  @Test func comesBackAsItWas() {
    var journal = journal("lstm", seconds: 3)
    journal["lstm"].tasks["a"] = LessonRecord.TaskRecord(step: 5, seconds: 2)
    journal["lstm"].quizzes["q"] = LessonRecord.QuizRecord(choice: 1, isRight: true)
    journal["lstm"].predictions["p"] = 1
    journal["lstm"].finished = noon
    let saved = store.save(journal, since: Journal(), now: noon)
    #expect(saved == JournalStore.Outcome(journal: journal))
    #expect(store.load(now: noon) == saved)
    #expect(names == ["progress.json", "progress.lock"])
  }

  @Test func aLabThatWasKilledLeavesTheOldFileWhole() throws {
    _ = store.save(journal("lstm", seconds: 3), since: Journal(), now: noon)
    try folder.write("{\"version\": 1, \"less", to: "state/gradlab/.progress-99999.tmp")
    #expect(store.load(now: noon).journal["lstm"].seconds == 3)
    let next = store.save(journal("gan", seconds: 1), since: Journal(), now: noon)
    #expect(next.warning == nil)
    #expect(names == ["progress.json", "progress.lock"])
  }

  @Test(arguments: [
    "", "{", "null", "[]", "{\"version\": 0, \"lessons\": {}}", "{\"version\": 1}",
    "{\"version\": 1, \"lessons\": {\"a\": 3}}", "\u{0}\u{1}",
  ]) func aDamagedFileIsKeptAside(_ text: String) throws {
    try write(text)
    let loaded = store.load(now: noon)
    #expect(loaded.journal == Journal())
    #expect(loaded.warning?.contains("progress.damaged-2023-11-14.json") == true)
    #expect(try folder.read("state/gradlab/progress.damaged-2023-11-14.json") == text)
    try write(text)
    let saved = store.save(journal("gan", seconds: 1), since: Journal(), now: noon)
    #expect(saved.warning?.contains("progress.damaged-2023-11-14-2.json") == true)
    #expect(store.load(now: noon) == JournalStore.Outcome(journal: journal("gan", seconds: 1)))
  }

  @Test func oddNumbersInAHandEditedFileAreTamed() throws {
    try write(
      """
      {"version": 1, "lessons": {"a": {"lastPage": -4, "visited": [3, -1, 3], "tasks": {}, "predictions": {},
      "seconds": -5, "quizzes": {"q": {"choice": -1, "isRight": false, "tries": 9223372036854775807}}}}}
      """)
    var loaded = store.load(now: noon).journal
    #expect(loaded["a"].lastPage == 0)
    #expect(loaded["a"].visited == [3])
    #expect(loaded["a"].seconds == 0)
    loaded["a"].quizzes["q"]?.tries += 1
    #expect(store.save(loaded, since: Journal(), now: noon).warning == nil)
  }

  @Test func aNewerFileIsLeftAlone() throws {
    let text = "{\"version\": 2, \"chapters\": []}"
    try write(text)
    #expect(store.load(now: noon).warning?.contains("newer gradlab") == true)
    let saved = store.save(journal("gan", seconds: 1), since: Journal(), now: noon)
    #expect(saved.warning?.contains("newer gradlab") == true)
    #expect(saved.journal["gan"].seconds == 1)
    #expect(try folder.read("state/gradlab/progress.json") == text)
  }

  @Test func twoLabsAtOnceLoseNothing() {
    let base = store.save(journal("lstm", seconds: 10), since: Journal(), now: noon).journal
    var first = base
    first["lstm"].seconds += 5
    first["gan"].seconds = 1
    var second = base
    second["lstm"].seconds += 7
    second["lstm"].visited = [0, 1, 2]
    let one = store.save(first, since: base, now: noon).journal
    let two = store.save(second, since: base, now: noon).journal
    #expect(one["lstm"].seconds == 15)
    #expect(two["lstm"].seconds == 22)
    #expect(two["gan"].seconds == 1)
    #expect(two["lstm"].visited == [0, 1, 2])
    #expect(store.load(now: noon).journal == two)
  }

  @Test func manyThreadsSaveAtOnce() async {
    await withTaskGroup(of: Void.self) { group in
      for number in 0..<8 {
        group.addTask { [store, noon] in
          let mine = Journal(lessons: ["lesson-\(number)": LessonRecord(seconds: 1)])
          _ = store.save(mine, since: Journal(), now: noon)
        }
      }
    }
    #expect(store.load(now: noon).journal.lessons.count == 8)
  }

  @Test func whereNothingCanBeWrittenItGoesOnInMemory() throws {
    try folder.write("a file, not a folder", to: "state")
    let mine = journal("gan", seconds: 1)
    let saved = store.save(mine, since: Journal(), now: noon)
    #expect(saved.journal == mine)
    #expect(saved.warning?.contains("kept in memory") == true)
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may write everywhere"))
  func aReadOnlyFolder() throws {
    _ = store.save(journal("lstm", seconds: 3), since: Journal(), now: noon)
    try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: store.folder)
    defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: store.folder) }
    let saved = store.save(journal("gan", seconds: 1), since: Journal(), now: noon)
    #expect(saved.warning?.contains("kept in memory") == true)
    #expect(store.load(now: noon).journal["lstm"].seconds == 3)
  }

  @Test func aFolderInThePlaceOfTheFile() throws {
    try FileManager.default.createDirectory(atPath: store.folder, withIntermediateDirectories: true)
    try FileManager.default.createDirectory(atPath: store.path, withIntermediateDirectories: true)
    let saved = store.save(journal("gan", seconds: 1), since: Journal(), now: noon)
    #expect(saved.warning?.contains("not a regular file") == true)
    #expect(saved.journal["gan"].seconds == 1)
  }

  @Test func theStandardPlace() {
    #expect(JournalStore.standard(["XDG_STATE_HOME": "/s"])?.path == "/s/gradlab/progress.json")
    #expect(JournalStore.standard(["HOME": "/home/ada"])?.folder == "/home/ada/.local/state/gradlab")
    #expect(JournalStore.standard([:]) == nil)
  }
}
