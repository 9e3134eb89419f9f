import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Neural
import Panels
import TerminalUI
import Testing

@Suite struct PlainTests {
  /// The shipped lessons.
  static let shelf = Library(folders: [
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../../lessons").path
  ]).load()

  static func lab(
    _ shelf: Shelf = PlainTests.shelf, width: Int = 72, glyphs: Capability.Glyphs = .braille,
    journal: Journal = Journal()
  ) -> PlainLab {
    PlainLab(
      shelf: shelf, panels: Gallery(PanelCatalog.all), width: width, glyphs: glyphs,
      bench: StillBench(make: LearnerCatalog.factory(.standard)),
      keeper: Keeper(journal, now: { Date(timeIntervalSince1970: 1_000_000) }))
  }

  /// What comes out until the run that the line may have begun is over.
  static func say(_ line: String, to lab: inout PlainLab) -> String {
    var lines = lab.read(line)
    while lab.isRunning { lines += lab.work() }
    return lines.joined(separator: "\n")
  }

  /// Visible characters only, and no line wider than asked for (code excepted).
  private func check(_ text: String, _ place: String) {
    let strays = text.unicodeScalars.filter { $0 != "\n" && $0.properties.generalCategory == .control }
    #expect(strays.isEmpty, "\(place): \(strays)")
  }

  @Test func whatTheLabNoticesIsToldOnce() {
    var lab = Self.lab()
    _ = Self.say("open vanishing-gradients/2", to: &lab)
    let first = Self.say("run 500", to: &lab).replacingOccurrences(of: "\n", with: " ")
    #expect(first.components(separatedBy: ": plateau: the loss has stood at 0.693").count == 2, "\(first)")
    #expect(first.contains("Noticed since step 1: vanished gradient: layer 1 gets"))
    #expect(first.contains("(see lessons 17 and 16)"))
    #expect(!Self.say("run 50", to: &lab).contains("Noticed"))
    _ = Self.say("restart", to: &lab)
    #expect(Self.say("run 50", to: &lab).contains("Noticed since step 1: vanished gradient"))
  }

  @Test func aWholeLessonIsFinishedByLinesAlone() throws {
    var lab = Self.lab()
    _ = lab.begin()
    let script = [
      "12", "run", "2", "run 100", "panels", "next", "run 60", "next", "run", "next", "next", "next", "next",
    ]
    for line in script { _ = Self.say(line, to: &lab) }
    let lesson = try #require(Self.shelf.lessons.first { $0.id == "vanishing-gradients" })
    try Self.finish(lesson, in: &lab)
    #expect(lab.journal.mark(of: lesson) == .done)
    #expect(Self.say("progress", to: &lab).contains("done, "))
    #expect(Self.say("page \(lesson.pages.count)", to: &lab).contains("The lesson is done"))
  }

  /// Operations, examples and rounds are told in sentences, forward and back.
  @Test func aStepIsTakenApartInSentences() throws {
    var lab = Self.lab()
    _ = Self.say("open backpropagation/1", to: &lab)
    while Self.say("question", to: &lab).contains("Predict") { _ = Self.say("1", to: &lab) }
    let grain = Self.say("grain operation", to: &lab)
    #expect(grain.contains("An operation at a time: "), "\(grain)")
    let first = Self.say("step", to: &lab)
    #expect(first.contains("In step 1 ·") && first.contains("forward · layer 1 dense"), "\(first)")
    #expect(Self.say("step", to: &lab).contains("In step 1 ·"))
    #expect(Self.say("rewind", to: &lab) == first)
    #expect(Self.say("rewind 1", to: &lab).contains("Step 0."))
    #expect(Self.say("grain batch", to: &lab).contains("One step at a time"))
    #expect(Self.say("step 2", to: &lab).contains("Step 2,"))
    #expect(Self.say("grain dozen", to: &lab).contains("no grain \"dozen\"; they have operation, "))
    #expect(Self.say("grain", to: &lab).contains("Ten steps at a time."))
    #expect(Self.say("step", to: &lab).contains("Step 12,"))
    #expect(Self.say("rewind", to: &lab).contains("Step 2 of 12"))
  }

  /// Goes through every page: answers every question (first wrongly), reaches every goal by its solution.
  static func finish(_ lesson: Lesson, in lab: inout PlainLab) throws {
    _ = say("open \(lesson.id)/1", to: &lab)
    for (index, page) in lesson.pages.enumerated() {
      _ = say("page \(index + 1)", to: &lab)
      for block in page.blocks {
        switch block {
        case .prediction(let name):
          let prediction = page.predictions.first { $0.name == name }
          _ = say("\((prediction?.answer ?? 0) + 1)", to: &lab)
        case .quiz(let name):
          let answer = page.quizzes.first { $0.name == name }?.answer ?? 0
          _ = say("\(answer == 0 ? 2 : 1)", to: &lab)
          _ = say("answer \(answer + 1)", to: &lab)
        default: break
        }
      }
      for task in page.tasks where lab.journal[lesson.id].tasks[task.name] == nil {
        _ = say("page \(index + 1)", to: &lab)
        _ = say("restart", to: &lab)
        if !task.solution.isEmpty {
          _ = say("set " + task.solution.map { "\($0.key)=\($0.value)" }.joined(separator: " "), to: &lab)
        }
        let goal = task.goal
        let steps = (goal.within ?? goal.at ?? 600) + (goal.hold ?? 0) + (goal.mean ?? 0)
        _ = say("run \(steps)", to: &lab)
      }
    }
  }

  @Test func everyPageOfEveryLessonIsToldInFull() throws {
    #expect(Self.shelf.lessons.count >= 31)
    for lesson in Self.shelf.lessons {
      var lab = Self.lab(glyphs: lesson.topics[0] % 2 == 0 ? .braille : .ascii)
      _ = lab.begin()
      for (index, page) in lesson.pages.enumerated() {
        let place = "\(lesson.id)/\(index + 1)"
        var said = Self.say(index == 0 ? "open \(lesson.id)" : "next", to: &lab)
        #expect(said.contains("Page \(index + 1) of \(lesson.pages.count): "), "\(place)")
        for prediction in page.predictions { said += Self.say("\(prediction.answer + 1)", to: &lab) }
        if page.experiment != nil { said += Self.say("step 2", to: &lab) }
        for panel in page.panels.indices {
          let told = Self.say("panels \(panel + 1)", to: &lab)
          let sentence = told.split(separator: ":", maxSplits: 1).last ?? ""
          #expect(sentence.filter(\.isLetter).count > 3, "\(place), panel \(panel + 1): \(told)")
          said += told
        }
        for line in ["knobs", "tasks", "hint", "question", "help"] { said += Self.say(line, to: &lab) }
        check(said, place)
        if lesson.topics[0] % 2 == 1 { #expect(said.utf8.allSatisfy { $0 < 0x80 }, "\(place)") }
      }
    }
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["GRADLAB_FUZZ"] != nil, "takes minutes"))
  func everyLessonIsFinishedByLinesAlone() throws {
    for lesson in Self.shelf.lessons {
      var lab = Self.lab()
      try Self.finish(lesson, in: &lab)
      let open = lesson.pages.flatMap(\.tasks).map(\.name).filter {
        lab.journal[lesson.id].tasks[$0] == nil
      }
      #expect(open.isEmpty, "\(lesson.id)")
      #expect(lab.journal.mark(of: lesson) == .done, "\(lesson.id)")
    }
  }

  @Test func aPredictionComesBeforeTheRun() {
    var lab = Self.lab(SampleCourse.shelf)
    _ = Self.say("12", to: &lab)
    #expect(Self.say("run 5", to: &lab).contains("Predict first"))
    #expect(Self.say("7", to: &lab).contains("a number from 1 to 3"))
    let said = Self.say("2", to: &lab)
    #expect(said.contains("You said 2. Run it: ") && !said.contains("and so it is"))
    let paused = Self.say("run 5", to: &lab)
    #expect(paused.contains("Step 5") && !paused.contains("and so it is"))
    #expect(Self.say("answer", to: &lab).contains("You said 2, and so it is."))
    #expect(Self.say("answer", to: &lab).contains("No question is open here"))
    #expect(Self.say("rewind 2", to: &lab).contains("Step 3 of 5"))
    #expect(Self.say("restart", to: &lab).contains("Step 0 again, seed 42."))
  }

  @Test func theEndOfTheRunAnswersAPrediction() {
    var lab = Self.lab(SampleCourse.shelf)
    _ = Self.say("12", to: &lab)
    _ = Self.say("1", to: &lab)
    #expect(Self.say("page", to: &lab).contains("You said 1. Run it: "))
    #expect(Self.say("run", to: &lab).contains("You said 1; it is 2."))
    #expect(Self.say("page", to: &lab).contains("You said 1; it is 2."))
    _ = Self.say("restart", to: &lab)
    #expect(!Self.say("run", to: &lab).contains("You said"))
  }

  @Test func knobsAreSet() {
    var lab = Self.lab(SampleCourse.shelf)
    _ = lab.open("vanishing-gradients", page: 2)
    #expect(Self.say("set rate 0.3", to: &lab).contains("rate is 0.3 from now on."))
    #expect(Self.say("set depth=3 activation=relu", to: &lab).contains("depth is 3: a new run"))
    #expect(Self.say("knobs", to: &lab).contains("activation is relu; one of "))
    #expect(Self.say("set rat 0.3", to: &lab).contains("did you mean \"rate\"?"))
    #expect(Self.say("set rate", to: &lab).contains("say a value too"))
    #expect(Self.say("set rate fast", to: &lab).contains("rate"))
    #expect(Self.say("tasks", to: &lab).contains("does not count, activation has to stay sigmoid"))
    #expect(Self.say("hint", to: &lab).contains("Hint 1 of 2"))
  }

  @Test func anUnknownWordGetsOneSentence() {
    var lab = Self.lab(SampleCourse.shelf)
    #expect(Self.say("rum", to: &lab) == "There is no command \"rum\"; did you mean \"run\"?")
    #expect(Self.say("run", to: &lab).contains("No lesson is open"))
    #expect(Self.say("open nowhere", to: &lab).contains("There is no lesson \"nowhere\""))
    #expect(Self.say("99", to: &lab).contains("no lesson about topic 99"))
    #expect(Self.say("\u{1B}[2J\u{7}", to: &lab).contains("␛"))
    #expect(Self.say("   ", to: &lab).isEmpty)
    _ = Self.say("12", to: &lab)
    #expect(Self.say("run many", to: &lab).contains("not a number of steps"))
    #expect(Self.say("page 9", to: &lab).contains("pages 1 to 4"))
    #expect(Self.say("back", to: &lab).contains("the first page"))
  }

  @Test func aLongRunTellsSparselyAndCanBeStopped() {
    var lab = Self.lab(SampleCourse.shelf)
    _ = lab.open("vanishing-gradients", page: 2)
    let said = Self.say("run 400", to: &lab)
    #expect(said.components(separatedBy: "\n").filter { $0.hasPrefix("Step ") }.count == 4)
    _ = lab.read("run")
    #expect(lab.isRunning)
    _ = lab.work()
    #expect(lab.interrupt().first == "Stopped.")
    #expect(!lab.isRunning && lab.exitStatus == nil)
    #expect(Self.say("tasks", to: &lab).contains("Task ("))
    _ = lab.interrupt()
    #expect(lab.exitStatus == 130)
  }

  @Test func anyLinesAreAnswered() {
    var lab = Self.lab(SampleCourse.shelf)
    var chance = RandomStream(seed: 5, stream: 2)
    let words =
      "run step rewind restart set knobs panels tasks hint question answer page next back open lessons progress help 1 2 3 -1 0 12 999999999999999999999 rate rate=0.1 depth=40 = 0.3 nan vanishing-gradients/4 / \u{1B}[31m \u{202E} é x"
      .components(separatedBy: " ")
    for _ in 0..<1500 {
      let count = 1 + chance.index(below: 3)
      let line = (0..<count).map { _ in words[chance.index(below: words.count)] }.joined(separator: " ")
      var lines = lab.read(line)
      for _ in 0..<3 where lab.isRunning { lines += lab.work() }
      if lab.isRunning { lines += lab.interrupt() }
      check(lines.joined(separator: "\n"), line)
    }
    #expect(lab.exitStatus == nil)
  }
}
