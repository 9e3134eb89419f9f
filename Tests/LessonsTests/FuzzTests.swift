import Experiments
import Foundation
import Lessons
import TestSupport
import Testing

@Suite struct FuzzTests {
  /// All that a lesson shows is harmless, whatever was in its file.
  private func texts(of lesson: Lesson) -> [String] {
    let blocks = lesson.pages.flatMap(\.blocks).flatMap { block -> [String] in
      switch block {
      case .paragraph(let spans), .quote(let spans): spans.map(\.text)
      case .heading(let text): [text]
      case .list(let items, _): items.flatMap { $0 }.map(\.text)
      case .code(let lines): lines
      default: []
      }
    }
    return [lesson.title, lesson.summary, lesson.id, lesson.chapter] + lesson.pages.map(\.title) + blocks
      + lesson.pages.flatMap(\.tasks).flatMap { [$0.say] + $0.hints }
  }

  private func check(_ problems: LessonProblems, _ bytes: [UInt8]) {
    let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
    #expect(!problems.problems.isEmpty)
    for problem in problems.problems {
      #expect((1...lineCount).contains(problem.line))
      #expect(!problem.sentence.isEmpty && "\(problem)".isHarmless, "\(problem)")
    }
  }

  @Test(arguments: 0..<4) func aDamagedLessonIsALessonOrProblemsWithLines(_ seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array(SampleLesson.text.utf8)
    var read = 0
    let count = Mutator.count(150)
    for _ in 0..<count {
      let bytes = mutator.damaged(original)
      do throws(LessonProblems) {
        let lesson = try LessonFile(path: "fuzz.md", bytes: bytes).lesson
        read += 1
        #expect(!lesson.pages.isEmpty)
        let harmful = texts(of: lesson).filter { !$0.isHarmless }
        #expect(harmful.isEmpty)
      } catch {
        check(error, bytes)
      }
    }
    #expect(read > 0 && read < count)
  }

  @Test func aDamagedExperimentIsAnExperimentOrProblems() {
    var mutator = Mutator(seed: 11)
    let original = Array(
      """
      learner: supervised
      data: {name: two-moons, count: 200, noise: 0.15}
      layers: [{dense: 16, activation: sigmoid, repeat: 10}, {dense: 1}]
      init: xavier-normal
      loss: binary-cross-entropy
      optimizer: {name: sgd, rate: 0.5}
      batch: 32
      seed: 1
      steps: 600
      """.utf8)
    var read = 0
    let count = Mutator.count(400)
    for _ in 0..<count {
      let bytes = mutator.damaged(original)
      do throws(LessonProblems) {
        _ = try ExperimentFile.read(path: "fu\u{1B}zz.yaml", bytes: bytes)
        read += 1
      } catch {
        check(error, bytes)
      }
    }
    #expect(read > 0 && read < count)
  }

  @Test func aDamagedJournalIsReadOrKeptAside() throws {
    let folder = try Folder()
    let store = JournalStore(folder: "\(folder.path)/state")
    let time = Date(timeIntervalSince1970: 1_700_000_000)
    var whole = Journal(lessons: [
      "lstm": LessonRecord(lastPage: 2, visited: [0, 2], seconds: 7, opened: time)
    ])
    whole["lstm"].quizzes["q"] = LessonRecord.QuizRecord(choice: 1, isRight: true)
    whole["lstm"].tasks["t"] = LessonRecord.TaskRecord(step: 40, seconds: 2)
    whole["lstm"].predictions["p"] = 2
    _ = store.save(whole, since: Journal(), now: time)
    let original = try Data(contentsOf: URL(fileURLWithPath: store.path))
    var mutator = Mutator(seed: 12)
    var kept = 0
    let count = Mutator.count(150)
    for _ in 0..<count {
      let bytes = mutator.damaged(Array(original))
      try Data(bytes).write(to: URL(fileURLWithPath: store.path))
      let loaded = store.load(now: time)
      if let warning = loaded.warning {
        #expect(warning.isHarmless)
        kept += 1
      }
      var more = loaded.journal
      more["gan"].seconds += 1
      more["lstm"].quizzes["q", default: LessonRecord.QuizRecord(choice: 0, isRight: false)].tries += 1
      let saved = store.save(more, since: loaded.journal, now: time)
      #expect(saved.journal["gan"].seconds >= 1)
      try removeAll(in: store.folder)
    }
    #expect(kept > 0 && kept < count)
  }

  private func removeAll(in folder: String) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !name.hasSuffix(".lock") {
      try FileManager.default.removeItem(atPath: "\(folder)/\(name)")
    }
  }
}
