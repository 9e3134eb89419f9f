import Datasets
import Experiments
import Foundation
import Lessons
import Testing

/// The lab raises no false alarm: the first experiment of a lesson shows no failure that the lesson does not teach.
@Suite struct HealthyLessonTests {
  /// Lessons whose first experiment is ill, and what is found there.
  static let taught: [String: Set<Finding.Kind>] = [
    "exploding-gradients": [.explodingGradients, .vanishedLayer, .divergence],
    "vanishing-gradients": [.vanishedLayer, .plateau],
    "regularization": [.overfitting],
    "normalization": [.deadUnits],
    "batch-normalization": [.divergence, .vanishedLayer, .saturatedUnits],
    "weight-initialization": [.vanishedLayer],
    "early-stopping": [.overfitting],
    "dropout": [.overfitting],
    "deep-vs-shallow": [.vanishedLayer, .plateau, .deadUnits],
  ]

  /// What the further experiments of a lesson are made to show.
  static let taughtLater: [String: Set<Finding.Kind>] = [
    // Spirals by plain descent at a rate near the edge: the loss leaps to three times its start, and calms down again.
    "optimizers": [.divergence],
    "forward-propagation": [.plateau],
    "backpropagation": [.plateau],
    "chain-rule": [.vanishedLayer],
    "loss-functions": [.overfitting],
    "momentum": [.plateau],
    "normalization": [.divergence, .explodingGradients],
    "activation-functions": [.deadUnits, .plateau],
    "batch-normalization": [.deadUnits, .plateau],
    "weight-initialization": [.deadUnits, .plateau],
    "learning-rate": [.divergence, .vanishedLayer, .saturatedUnits],
    "rnn": [.divergence, .explodingGradients],
    "autoencoder": [.plateau],
    "self-organizing-map": [.foldedMap],
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

  /// Nothing else is found, and an ill run is found ill; of several troubles a rounding may leave one away.
  @Test(arguments: lessons)
  func whatIsFoundIsTaught(_ lesson: Lesson) throws {
    let experiment = try #require(lesson.experiments.first).experiment
    let found = kinds(experiment).filter(\.isTrouble)
    let taught = Self.taught[lesson.id] ?? []
    #expect(found.isSubset(of: taught) && found.isEmpty == taught.isEmpty, "\(lesson.id): \(found)")
  }

  @Test(arguments: lessons)
  func furtherExperimentsRaiseNoOtherAlarm(_ lesson: Lesson) {
    let taught = (Self.taught[lesson.id] ?? []).union(Self.taughtLater[lesson.id] ?? [])
    for lab in lesson.experiments.dropFirst() {
      let found = kinds(lab.experiment).filter(\.isTrouble)
      #expect(found.isSubset(of: taught), "\(lesson.id)#\(lab.name): \(found.subtracting(taught))")
    }
  }
}
