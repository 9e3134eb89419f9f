import Foundation
import Neural
import TestSupport
import Testing

/// What must hold for every loss of the catalog, and the extremes of each.
@Suite struct LossTests {
  static let names = LossCatalog.all.names

  /// Eight rows of three predictions with targets of the right sort.
  static func sample(_ kind: LossKind) -> (prediction: [Float], target: [Float]) {
    let target: [Float] =
      switch kind.target {
      case .numbers: noise(24, seed: 12)
      case .binary: noise(24, seed: 12).map { $0 > 0 ? 1 : 0 }
      case .classes: [0, 1, 2, 0, 2, 2, 1, 0]
      case .distributions: (0..<24).map { [[0.5, 0.25, 0.25], [0, 0.875, 0.125]][$0 / 3 % 2][$0 % 3] }
      }
    return (noise(24, seed: 11).map { 2 * $0 + 0.01 }, target)
  }

  @Test(arguments: names)
  func nameIsThatOfTheType(_ name: String) throws {
    let loss = try LossCatalog.all.entry(named: name).make()
    #expect(type(of: loss).name == name)
  }

  @Test(arguments: names)
  func gradientMatchesTheSlope(_ name: String) throws {
    let kind = try LossCatalog.all.entry(named: name)
    let loss = kind.make()
    let (prediction, target) = Self.sample(kind)
    let direction = noise(24, seed: 13)
    let gradient = evaluate(loss, prediction, target, batch: 8).gradient
    func value(_ step: Float) -> Double {
      Double(evaluate(loss, zip(prediction, direction).map { $0 + step * $1 }, target, batch: 8).loss)
    }
    let slope = zip(gradient, direction).reduce(0.0) { $0 + Double($1.0 * $1.1) }
    #expect(abs((value(2e-3) - value(-2e-3)) / 4e-3 - slope) < 1e-3)
    #expect(abs(slope) > 1e-2)
  }

  @Test(arguments: names)
  func emptyGradientOnlyComputesTheLoss(_ name: String) throws {
    let kind = try LossCatalog.all.entry(named: name)
    let (prediction, target) = Self.sample(kind)
    let full = evaluate(kind.make(), prediction, target, batch: 8).loss
    let only = withFloats(prediction) { prediction in
      withFloats(target) { target in
        kind.make().evaluate(prediction, against: target, batch: 8, gradient: prediction.prefix(0))
      }.result
    }
    #expect(only.result == full)
    #expect(only.values == prediction)
  }

  @Test(arguments: names)
  func evaluationAllocatesNothing(_ name: String) throws {
    let kind = try LossCatalog.all.entry(named: name)
    let loss = kind.make()
    let (prediction, target) = Self.sample(kind)
    let count = withFloats(prediction) { prediction in
      withFloats(target) { target in
        withFloats([Float](repeating: 0, count: 24)) { gradient in
          countAllocations { _ = loss.evaluate(prediction, against: target, batch: 8, gradient: gradient) }
        }.result
      }.result
    }.result
    #expect(count == 0)
  }

  @Test(arguments: names, [Float(1e4), -1e4, 80, -80])
  func hugePredictionsGiveAFiniteLoss(_ name: String, size: Float) throws {
    let kind = try LossCatalog.all.entry(named: name)
    var (prediction, target) = Self.sample(kind)
    for i in stride(from: 0, to: 24, by: 2) { prediction[i] = size }
    let (loss, gradient) = evaluate(kind.make(), prediction, target, batch: 8)
    #expect(loss.isFinite && loss > abs(size) / 100)
    #expect(gradient.allSatisfy { $0.isFinite })
  }

  @Test(arguments: names)
  func notANumberSpreads(_ name: String) throws {
    let kind = try LossCatalog.all.entry(named: name)
    var (prediction, target) = Self.sample(kind)
    prediction[7] = .nan
    let (loss, gradient) = evaluate(kind.make(), prediction, target, batch: 8)
    #expect(loss.isNaN)
    #expect(gradient[7].isNaN)
    #expect(gradient[0].isFinite)
  }

  /// ln Σ eᶻ of equal logits is z + ln n, however large z is.
  @Test(arguments: [Float(1e4), -1e4, 80, -80, 0])
  func equalLogitsCostTheLogarithmOfTheirNumber(size: Float) {
    for classes in [1, 2, 3, 17, 300] {
      let logits = [Float](repeating: size, count: classes)
      let share = 1 / Float(classes)
      let loss = evaluate(CategoricalCrossEntropy(), logits, [0], batch: 1)
      #expect(abs(loss.loss - Float(log(Double(classes)))) < 1e-6)
      #expect(abs(loss.gradient[0] - (share - 1)) < 1e-6)
      let even = evaluate(KLDivergence(), logits, Array(repeating: share, count: classes), batch: 1)
      #expect(abs(even.loss) < 2e-6 && even.gradient.allSatisfy { abs($0) < 1e-6 })
    }
  }

  @Test(arguments: names, [Float.infinity, -.infinity])
  func infinitePredictionsAreNoFiniteLossOnTheWrongSide(_ name: String, size: Float) throws {
    let kind = try LossCatalog.all.entry(named: name)
    let (sound, target) = Self.sample(kind)
    var prediction = sound
    // Some of these are on the wrong side, whatever the targets are.
    for i in 0..<12 { prediction[i] = size }
    let (loss, _) = evaluate(kind.make(), prediction, target, batch: 8)
    #expect(!loss.isFinite)
    #expect(evaluate(kind.make(), sound, target, batch: 8).loss.isFinite)
  }

  @Test func certainAnswersCostNothingOrTheirLogit() {
    let loss = BinaryCrossEntropy()
    #expect(evaluate(loss, [1e4], [1], batch: 1).loss == 0)
    #expect(evaluate(loss, [1e4], [0], batch: 1).loss == 1e4)
    #expect(evaluate(loss, [-1e4], [1], batch: 1).loss == 1e4)
    #expect(abs(evaluate(loss, [0], [1], batch: 1).loss - 0.693_147_2) < 1e-7)
    #expect(abs(evaluate(loss, [20], [1], batch: 1).loss - 2.061_153_6e-9) < 1e-14)
  }

  @Test(arguments: [Float(-1), 3, .nan, .infinity])
  func aTargetThatIsNoClassMakesTheLossNaN(_ target: Float) {
    #expect(evaluate(CategoricalCrossEntropy(), [1, 2, 3], [target], batch: 1).loss.isNaN)
  }

  @Test func crossEntropyTakesManyRowsAnExample() {
    let prediction = noise(24, seed: 1)
    let target: [Float] = [0, 1, 0, 1, 1, 0, 1, 1, 0, 0, 1, 0]
    #expect(
      evaluate(CategoricalCrossEntropy(), prediction, target, batch: 3).loss
        == evaluate(CategoricalCrossEntropy(), prediction, target, batch: 12).loss)
  }

  @Test func hingeEndsAtTheMargin() {
    let (loss, gradient) = evaluate(Hinge(), [1, 2, 0.5, -1], [1, 1, 1, 0], batch: 4)
    #expect(loss == 0.125)
    #expect(gradient == [0, 0, -0.25, 0])
  }

  @Test func huberIsSquaredInsideAndAbsoluteOutside() {
    // Errors 1, −3, 0.25, 0 with δ = ½: ½ (1 − ¼) = ⅜, ½ (3 − ¼) = 1⅜, 1/32, 0.
    let (loss, gradient) = evaluate(Huber(delta: 0.5), [1, -3, 0.25, 2], [0, 0, 0, 2], batch: 4)
    #expect(loss == (0.375 + 1.375 + 0.03125) / 4)
    #expect(gradient == [0.125, -0.125, 0.0625, 0])
  }

  @Test func absoluteErrorHasNoSlopeAtZero() {
    let (loss, gradient) = evaluate(MeanAbsoluteError(), [1, -3, 2, 2], [0, 1, 2, 4], batch: 4)
    #expect(loss == 1.75)
    #expect(gradient == [0.25, -0.25, 0, -0.25])
  }

  @Test func squaredHingeEndsAtTheMargin() {
    let (loss, gradient) = evaluate(SquaredHinge(), [1, 2, 0.5, -1], [1, 1, 1, 0], batch: 4)
    #expect(loss == 0.0625)
    #expect(gradient == [0, 0, -0.25, 0])
  }

  @Test func divergenceIsZeroForTheSameDistribution() {
    let shares: [Float] = [0.7, 0.2, 0.1]
    let logits = shares.map { Float(log(Double($0))) + 3 }
    let same = evaluate(KLDivergence(), logits, shares, batch: 1)
    #expect(abs(same.loss) < 1e-6)
    #expect(same.gradient.allSatisfy { abs($0) < 1e-6 })
    let other = [Float(0.5), 0.3, 0.2].map { Float(log(Double($0))) }
    #expect(abs(evaluate(KLDivergence(), other, shares, batch: 1).loss - 0.085_123) < 1e-5)
  }

  @Test func absentClassesCostNothing() {
    let (loss, gradient) = evaluate(KLDivergence(), [0, -1e4, 0], [0.5, 0, 0.5], batch: 1)
    #expect(abs(loss) < 1e-6)
    #expect(gradient == [0, 0, 0])
    #expect(evaluate(KLDivergence(), [0, -1e4], [0, 1], batch: 1).loss == 1e4)
  }

  @Test func optionsOfALossAreChecked() throws {
    let kind = try LossCatalog.all.entry(named: "huber")
    #expect((try kind.make(options: ["delta": 0.5]) as? Huber)?.delta == 0.5)
    let error = #expect(throws: CatalogError.self) { try kind.make(options: ["dleta": 1]) }
    #expect(error?.description == "huber has no option \"dleta\"; did you mean \"delta\"?")
  }
}
