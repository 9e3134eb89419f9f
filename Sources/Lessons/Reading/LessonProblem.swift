import Datasets

/// Something wrong in a lesson or experiment file: where, and one sentence that says what to do.
public struct LessonProblem: Sendable, Hashable, CustomStringConvertible {
  public var path: String
  /// Counted from 1.
  public var line: Int
  public var sentence: String

  public init(path: String, line: Int, sentence: String) {
    self.path = path
    self.line = line
    self.sentence = sentence
  }

  /// `file:line: sentence`
  public var description: String { "\(path.visible):\(line): \(sentence)" }
}

/// Everything wrong in a file at once, in the order of its lines. Never empty.
public struct LessonProblems: Error, Sendable, Hashable, CustomStringConvertible {
  public var problems: [LessonProblem]

  public init(_ problems: [LessonProblem]) { self.problems = problems }

  public var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// Where the parts of one file report what is wrong with them; shared, so that all of it is told at once.
final class Findings {
  /// More would bury the first ones.
  private static let limit = 200

  let path: String
  private(set) var problems: [LessonProblem] = []

  init(path: String) { self.path = path }

  func add(_ line: Int, _ sentence: String) {
    guard problems.count < Self.limit else { return }
    let problem = LessonProblem(path: path, line: line, sentence: sentence.visible)
    if !problems.contains(problem) { problems.append(problem) }
  }

  var sorted: [LessonProblem] {
    problems.enumerated().sorted { ($0.element.line, $0.offset) < ($1.element.line, $1.offset) }.map(
      \.element)
  }
}
