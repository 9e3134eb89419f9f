public import Foundation

/// What a person has done so far, lesson by lesson.
public struct Journal: Sendable, Hashable, Codable {
  /// The version of the file that this program writes.
  public static let version = 1

  /// By lesson id.
  public var lessons: [String: LessonRecord]

  public init(lessons: [String: LessonRecord] = [:]) { self.lessons = lessons }

  /// The record of a lesson; an empty one if it was never opened.
  public subscript(id: String) -> LessonRecord {
    get { lessons[id] ?? LessonRecord() }
    set { lessons[id] = newValue }
  }
}

/// What was done in one lesson.
public struct LessonRecord: Sendable, Hashable, Codable {
  public struct TaskRecord: Sendable, Hashable, Codable {
    /// The step at which the goal was met, in the best run.
    public var step: Int
    /// Seconds spent in the lesson when it was met first.
    public var seconds: Double

    public init(step: Int, seconds: Double) {
      self.step = step
      self.seconds = seconds
    }
  }

  public struct QuizRecord: Sendable, Hashable, Codable {
    /// Index of the last choice.
    public var choice: Int
    /// Whether it was answered rightly at least once.
    public var isRight: Bool
    public var tries: Int

    public init(choice: Int, isRight: Bool, tries: Int = 1) {
      self.choice = choice
      self.isRight = isRight
      self.tries = tries
    }
  }

  /// Index of the page that was open last.
  public var lastPage: Int
  /// Indices of the pages that were open at least once, ascending.
  public var visited: [Int]
  public var tasks: [String: TaskRecord]
  public var quizzes: [String: QuizRecord]
  /// Index of the choice that was made before the run.
  public var predictions: [String: Int]
  public var seconds: Double
  public var opened: Date?
  public var finished: Date?

  public init(
    lastPage: Int = 0, visited: [Int] = [], tasks: [String: TaskRecord] = [:],
    quizzes: [String: QuizRecord] = [:],
    predictions: [String: Int] = [:], seconds: Double = 0, opened: Date? = nil, finished: Date? = nil
  ) {
    self.lastPage = lastPage
    self.visited = visited
    self.tasks = tasks
    self.quizzes = quizzes
    self.predictions = predictions
    self.seconds = seconds
    self.opened = opened
    self.finished = finished
  }
}

/// How far a lesson is, for the marks of the home screen.
public enum LessonMark: String, Sendable, Hashable, Codable {
  case notBegun = "not-begun"
  case inProgress = "in-progress"
  case done
}

/// Noting what happens; the time is always told by the caller.
extension Journal {
  /// The reader turned to a page.
  public mutating func visit(_ page: Int, of lesson: Lesson, at time: Date) {
    var record = self[lesson.id]
    record.lastPage = page
    if !record.visited.contains(page) { record.visited = (record.visited + [page]).sorted() }
    record.opened = time
    self[lesson.id] = record
    finish(lesson, at: time)
  }

  public mutating func spend(_ seconds: Double, on lesson: Lesson) {
    guard seconds.isFinite, seconds > 0 else { return }
    self[lesson.id].seconds += seconds
  }

  /// A task's goal was met after so many steps; the fewest are kept.
  public mutating func meet(_ task: String, of lesson: Lesson, step: Int, at time: Date) {
    var record = self[lesson.id]
    let first = record.tasks[task] ?? LessonRecord.TaskRecord(step: step, seconds: record.seconds)
    record.tasks[task] = LessonRecord.TaskRecord(step: min(first.step, step), seconds: first.seconds)
    self[lesson.id] = record
    finish(lesson, at: time)
  }

  /// A quiz was answered; a right answer stays right.
  public mutating func answer(_ quiz: Quiz, of lesson: Lesson, choice: Int, at time: Date) {
    var record = self[lesson.id]
    let before =
      record.quizzes[quiz.name] ?? LessonRecord.QuizRecord(choice: choice, isRight: false, tries: 0)
    record.quizzes[quiz.name] = LessonRecord.QuizRecord(
      choice: choice, isRight: before.isRight || choice == quiz.answer, tries: before.tries + 1)
    self[lesson.id] = record
    finish(lesson, at: time)
  }

  /// A prediction was made; only the first counts.
  public mutating func predict(_ prediction: Prediction, of lesson: Lesson, choice: Int) {
    if self[lesson.id].predictions[prediction.name] == nil {
      self[lesson.id].predictions[prediction.name] = choice
    }
  }

  private mutating func finish(_ lesson: Lesson, at time: Date) {
    guard mark(of: lesson) == .done, self[lesson.id].finished == nil else { return }
    self[lesson.id].finished = time
  }
}

/// Asking what was done.
extension Journal {
  /// Done means: every page was open, every task met and every quiz answered rightly at least once. Predictions do not
  /// count: a wrong one teaches as much. A lesson that was done stays done when its file changes.
  public func mark(of lesson: Lesson) -> LessonMark {
    guard let record = lessons[lesson.id], record != LessonRecord() else { return .notBegun }
    if record.finished != nil { return .done }
    let isRead = lesson.pages.indices.allSatisfy(record.visited.contains)
    let areTasksMet = lesson.pages.flatMap(\.tasks).allSatisfy { record.tasks[$0.name] != nil }
    let areQuizzesRight = lesson.pages.flatMap(\.quizzes).allSatisfy {
      record.quizzes[$0.name]?.isRight == true
    }
    return isRead && areTasksMet && areQuizzesRight ? .done : .inProgress
  }

  /// The id of the lesson that was open last: "continue where you were".
  public var lastLesson: String? {
    let opened = lessons.compactMap { id, record in record.opened.map { (id, $0) } }
    return opened.max { ($0.1, $0.0) < ($1.1, $1.0) }?.0
  }

  public var seconds: Double { lessons.values.reduce(0) { $0 + $1.seconds } }
}
