import Experiments
import Foundation
import Lessons
import Testing

@Suite struct JournalTests {
  let noon = Date(timeIntervalSince1970: 1_700_000_000)
  let lesson: Lesson

  init() throws { lesson = try SampleLesson.read().lesson }

  private var quiz: Quiz { lesson.pages[2].quizzes[0] }

  @Test func aLessonIsDoneWhenReadMetAndAnswered() {
    var journal = Journal()
    #expect(journal.mark(of: lesson) == .notBegun)
    for page in 0..<3 { journal.visit(page, of: lesson, at: noon) }
    #expect(journal.mark(of: lesson) == .inProgress)
    journal.meet("revive", of: lesson, step: 30, at: noon)
    journal.meet("calm", of: lesson, step: 20, at: noon)
    journal.answer(quiz, of: lesson, choice: 1, at: noon)
    #expect(journal.mark(of: lesson) == .inProgress)
    journal.answer(quiz, of: lesson, choice: 0, at: noon + 5)
    #expect(journal.mark(of: lesson) == .done)
    #expect(journal["sample"].finished == noon + 5)
    journal.answer(quiz, of: lesson, choice: 1, at: noon + 9)
    #expect(
      journal["sample"].quizzes["factor"] == LessonRecord.QuizRecord(choice: 1, isRight: true, tries: 3))
    #expect(journal["sample"].finished == noon + 5)
  }

  @Test func theBestRunAndTheFirstPredictionCount() {
    var journal = Journal()
    journal.spend(10, on: lesson)
    journal.spend(.nan, on: lesson)
    journal.meet("revive", of: lesson, step: 30, at: noon)
    journal.spend(10, on: lesson)
    journal.meet("revive", of: lesson, step: 20, at: noon)
    journal.meet("revive", of: lesson, step: 40, at: noon)
    #expect(journal["sample"].tasks["revive"] == LessonRecord.TaskRecord(step: 20, seconds: 10))
    #expect(journal.seconds == 20)
    let prediction = lesson.pages[0].predictions[0]
    journal.predict(prediction, of: lesson, choice: 0)
    journal.predict(prediction, of: lesson, choice: 1)
    #expect(journal["sample"].predictions == ["which": 0])
  }

  @Test func whereOneWas() {
    var journal = Journal()
    #expect(journal.lastLesson == nil)
    var other = lesson
    other.id = "other"
    journal.visit(1, of: lesson, at: noon)
    journal.visit(0, of: other, at: noon + 60)
    #expect(journal.lastLesson == "other")
    journal.visit(2, of: lesson, at: noon + 120)
    journal.visit(0, of: lesson, at: noon + 180)
    #expect(journal.lastLesson == "sample")
    #expect(journal["sample"].lastPage == 0)
    #expect(journal["sample"].visited == [0, 1, 2])
  }

  @Test func twoLabsAddUp() {
    var base = Journal()
    base.spend(100, on: lesson)
    base.answer(quiz, of: lesson, choice: 1, at: noon)
    var mine = base
    var theirs = base
    mine.spend(5, on: lesson)
    mine.visit(1, of: lesson, at: noon + 10)
    mine.meet("revive", of: lesson, step: 9, at: noon)
    theirs.spend(7, on: lesson)
    theirs.visit(2, of: lesson, at: noon + 20)
    theirs.answer(quiz, of: lesson, choice: 0, at: noon)
    theirs["other"] = LessonRecord(seconds: 3)
    let merged = mine.merged(with: theirs, since: base)
    let record = merged["sample"]
    #expect(record.seconds == 112)
    #expect(record.visited == [1, 2])
    #expect(record.lastPage == 2)
    #expect(record.tasks["revive"]?.step == 9)
    #expect(record.quizzes["factor"] == LessonRecord.QuizRecord(choice: 0, isRight: true, tries: 2))
    #expect(merged["other"].seconds == 3)
    #expect(merged.merged(with: merged, since: merged) == merged)
  }
}
