import Foundation
import Neural
import Testing

/// Against figures worked out by hand, and against their definitions written out another way.
@Suite struct MetricTests {
  @Test func confusionCountsByHand() {
    // Class 1: 3 found of 4, 2 false alarms.
    let truths = [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]
    let confusion = Confusion(truths: truths, answers: [1, 1, 1, 0, 1, 1, 0, 0, 0, 0], classes: 2)
    #expect(confusion.counts == [4, 2, 1, 3])
    #expect(confusion.accuracy == 0.7)
    #expect(confusion.precision(of: 1) == 0.6 && confusion.recall(of: 1) == 0.75)
    #expect(abs(confusion.f1(of: 1) - 2 * 0.6 * 0.75 / 1.35) < 1e-12)
    #expect(confusion.support(of: 0) == 6 && confusion.answered(0) == 5)
    #expect(abs(confusion.macroRecall - (4 / 6.0 + 0.75) / 2) < 1e-12)
    #expect(abs(confusion.macroPrecision - (0.8 + 0.6) / 2) < 1e-12)
    #expect(abs(confusion.macroF1 - (8 / 11.0 + 6 / 9.0) / 2) < 1e-12)
  }

  @Test func aClassThatNeverOccursScoresZero() {
    let confusion = Confusion(truths: [0, 0, 1, 9], answers: [0, 1, 1, 0], classes: 3)
    #expect(confusion.total == 3, "what is no class is left out")
    #expect(confusion.precision(of: 2) == 0 && confusion.recall(of: 2) == 0 && confusion.f1(of: 2) == 0)
    #expect(Confusion(classes: 2).accuracy == 0 && Confusion(classes: 0).macroF1 == 0)
  }

  @Test func receiverCurveByHand() {
    let curve = ReceiverCurve(
      scores: [0.1, 0.4, 0.35, 0.8], positives: [false, false, true, true])
    #expect(curve.area == 0.75)
    #expect(curve.points.map(\.falsePositiveRate) == [0, 0, 0.5, 0.5, 1])
    #expect(curve.points.map(\.truePositiveRate) == [0, 0.5, 0.5, 1, 1])
    #expect(curve.points.map(\.threshold) == [.infinity, 0.8, 0.4, 0.35, 0.1])
  }

  @Test func tiesCountOneHalf() {
    let flat = ReceiverCurve(scores: [1, 1, 1, 1], positives: [true, false, true, false])
    #expect(flat.area == 0.5 && flat.points.count == 2)
    #expect(ReceiverCurve(scores: [2, 1, 1, 0], positives: [true, true, false, false]).area == 0.875)
  }

  /// The area is the share of pairs in which the positive scores higher, ties counting one half.
  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func areaCountsPairs(seed: UInt64) {
    let scores = noise(60, seed: seed).map { ($0 * 8).rounded() / 8 }
    let positives = noise(60, seed: seed + 10).map { $0 > 0.2 }
    var wins = 0.0
    var pairs = 0.0
    for i in 0..<60 where positives[i] {
      for j in 0..<60 where !positives[j] {
        wins += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0
        pairs += 1
      }
    }
    let curve = ReceiverCurve(scores: scores, positives: positives)
    #expect(abs(curve.area - wins / pairs) < 1e-12)
    #expect(curve.corners.count <= curve.points.count && curve.corners.first == curve.points.first)
  }

  @Test func withoutBothClassesThereIsNoCurve() {
    #expect(ReceiverCurve(scores: [1, 2], positives: [true, true]).area.isNaN)
    #expect(ReceiverCurve(scores: [1, .nan], positives: [true, false]).points.isEmpty)
    #expect(ReceiverCurve(scores: [], positives: []).corners.isEmpty)
  }

  @Test func regressionErrorsByHand() {
    let errors = RegressionErrors(predictions: [2.5, 0, 2, 8], targets: [3, -0.5, 2, 7])
    #expect(errors.mse == 0.375 && errors.mae == 0.5)
    #expect(abs(errors.rmse - 0.612_372_435_7) < 1e-9)
    #expect(abs(errors.r2 - 0.948_608_137) < 1e-9)
    let targets: [Float] = [1, 2, 3]
    #expect(RegressionErrors(predictions: targets, targets: targets).r2 == 1)
    #expect(RegressionErrors(predictions: [2, 2, 2], targets: targets).r2 == 0)
    #expect(RegressionErrors(predictions: [.nan], targets: [1]).mse.isNaN)
  }

  @Test func divergencesByHand() {
    let (p, q) = ([0.7, 0.2, 0.1], [0.5, 0.3, 0.2])
    #expect(abs(Information.klDivergence(p, q) - 0.085_123) < 1e-6)
    #expect(abs(Information.klDivergence(q, p) - 0.092_033) < 1e-6)
    #expect(abs(Information.jsDivergence(p, q) - Information.jsDivergence(q, p)) < 1e-15)
    #expect(
      Information.klDivergence([7, 2, 1], [5, 3, 2]) == Information.klDivergence([70, 20, 10], [5, 3, 2]))
    #expect(abs(Information.jsDivergence([1, 0], [0, 3]) - log(2)) < 1e-15)
    #expect(abs(Information.bits(Information.jsDivergence([1, 0], [0, 3])) - 1) < 1e-15)
    #expect(Information.klDivergence([1, 1], [1, 0]) == .infinity)
    #expect(abs(Information.klDivergence([1, 0], [1, 1]) - log(2)) < 1e-15)
    #expect(Information.klDivergence([0, 0], [1, 1]).isNaN)
    #expect(abs(Information.bitsPerCharacter(log(256)) - 8) < 1e-12)
  }

  @Test func histogramsCountEveryNumber() {
    var histogram = Histogram(-1...1, bins: 4)
    for value in [-9, -1, -0.6, -0.5, 0, 0.99, 1, .infinity, -.infinity, .nan] as [Float] {
      histogram.count(value)
    }
    #expect(histogram.counts == [4, 1, 1, 3])
    #expect(Histogram.symmetricRange([0.3, -0.4]) == -0.5...0.5)
    #expect(Histogram.symmetricRange([7, .infinity, .nan]).upperBound >= 7)
    #expect(Histogram.symmetricRange([]).upperBound > 0)
    #expect(Histogram.symmetricRange([3e38]).upperBound.isFinite)
  }
}
