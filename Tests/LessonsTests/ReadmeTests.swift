import Datasets
import Experiments
import Foundation
import Lessons
import Testing

/// The example that instructors copy has to be right.
@Suite struct ReadmeTests {
  private func example() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let readme = try String(contentsOf: root.appendingPathComponent("lessons/README.md"), encoding: .utf8)
    let begin = try #require(readme.range(of: "````markdown\n"))
    let end = try #require(readme.range(of: "\n````\n", range: begin.upperBound..<readme.endIndex))
    return String(readme[begin.upperBound..<end.lowerBound])
  }

  @Test func theExampleIsProved() throws {
    let file = try LessonFile(path: "example.md", bytes: Array(try example().utf8))
    #expect(file.lesson.pages.count == 3)
    let reader = Proofreader(panels: ["loss": ["log"]], make: LearnerCatalog.factory(.standard))
    #expect(reader.problems(of: file) == [])
  }

  @Test func itsTaskIsNotMetByTheShippedRateNorByHalfASolution() throws {
    let weak = try example().replacing("solution: {rate: 1}", with: "solution: {rate: 0.01}")
    let reader = Proofreader(make: LearnerCatalog.factory(.standard))
    let problems = reader.problems(of: try LessonFile(path: "example.md", bytes: Array(weak.utf8)))
    #expect(problems.count == 1)
    #expect(problems.first?.sentence.contains("does not reach loss <= 0.35 within 300") == true)
  }
}
