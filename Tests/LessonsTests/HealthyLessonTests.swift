import Datasets
import Experiments
import Foundation
import Lessons
import Testing

/// The lab raises no false alarm: the first experiment of a lesson shows no failure that the lesson does not teach.
@Suite struct HealthyLessonTests {
  /// Lessons whose first experiment is ill, and what is found there.
  static let taught: [String: Set<Finding.Kind>] = [
    "exploding-gradients": [
      .explodingGradients, .vanishedLayer, .divergence, .saturatedUnits,
    ],
    "vanishing-gradients": [.vanishedLayer, .plateau],
    "regularization": [.overfitting],
    "normalization": [.deadUnits],
    "batch-normalization": [.divergence, .vanishedLayer, .saturatedUnits],
    "weight-initialization": [.vanishedLayer],
    "early-stopping": [.overfitting],
    "dropout": [.overfitting],
    "deep-vs-shallow": [.vanishedLayer, .plateau, .deadUnits],
  ]

  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
    "../..")
  static let lessons = Library(folders: [root.appendingPathComponent("lessons").path]).load().lessons

  private func kinds(_ experiment: Experiment) -> Set<Finding.Kind> {
    let loop = Loop(lanes: [Lane(name: "", experiment: experiment)], library: .standard)
    var kinds: Set<Finding.Kind> = []
    let end = min(experiment.steps, 3000)
    for _ in 0..<100 {
      loop.advance((end + 99) / 100)
      kinds.formUnion(loop.snapshot().lanes[0].findings.map(\.kind))
    }
    return kinds
  }

  @Test(arguments: lessons)
  func whatIsFoundIsTaught(_ lesson: Lesson) throws {
    let experiment = try #require(lesson.experiments.first).experiment
    let found = kinds(experiment).filter(\.isTrouble)
    #expect(found == Self.taught[lesson.id] ?? [], "\(lesson.id)")
  }
}
