import Foundation
import Neural
import TestSupport
import Testing

@Suite struct SupervisedProbeTests {
  private func network(_ activation: (Shape) -> any Layer = { ReLU($0) }) -> [Stage] {
    [
      Stage(Dense(.vector(2), outputs: 6)), Stage(BatchNormalization(.vector(6))),
      Stage(activation(.vector(6))),
      Stage(Dropout(.vector(6))), Stage(WeightNormalizedDense(.vector(6), outputs: 5)),
      Stage(Tanh(.vector(5))),
      Stage(Dense(.vector(5), outputs: 1)),
    ]
  }

  private func moons(_ stages: [Stage]? = nil) -> SupervisedConfiguration {
    SupervisedConfiguration(
      stages: stages ?? network(), loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.1, batch: 20,
      splits: ToyData.splits(ToyData.moons(100, seed: 1), test: ToyData.moons(80, seed: 2)))
  }

  private func surface() -> SupervisedConfiguration {
    var (training, test) = (ToyData.surface(64, seed: 1), ToyData.surface(64, seed: 2))
    (training.targetMean, training.targetDeviation) = (100, 20)
    (test.targetMean, test.targetDeviation) = (100, 20)
    return SupervisedConfiguration(
      stages: stages([2, 8, 1], activation: { Tanh($0) }), loss: Huber(delta: 0.5), optimizer: SGD(),
      rate: 0.1,
      splits: ToyData.splits(training, test: test))
  }

  @Test func everyListedProbeIsFilledAndChangesNothing() throws {
    for settings in [moons(), surface()] {
      let (plain, probed) = (try Run(settings), try Run(settings))
      for index in 0..<4 {
        plain.step(index)
        probed.step(index)
        for name in probed.learner.probes {
          let probe = probed.probe(name)
          #expect(!probe.values.isEmpty && probe.values.count == probe.shape.count, "\(name)")
          #expect(probe.values.allSatisfy { !$0.isNaN }, "\(name)")
        }
        #expect(Set(probed.learner.probes).count == probed.learner.probes.count)
      }
      #expect(plain.learner.memory.persistent.array == probed.learner.memory.persistent.array)
      #expect(plain.learner.memory.gradients.array == probed.learner.memory.gradients.array)
      #expect(countAllocations { probed.step(4) } == 0)
    }
  }

  @Test func answersAreScored() throws {
    let run = try Run(moons(stages([2, 8, 1], activation: { Tanh($0) })))
    run.steps(0..<60)
    run.measure()
    let (confusion, report, scores) = (run.probe("confusion"), run.probe("report"), run.probe("scores"))
    #expect(confusion.labels == ["0", "1"] && confusion.values.reduce(0, +) == 80)
    #expect(report.shape == Shape(rows: 2, columns: 4))
    #expect(report.values[3] + report.values[7] == 80)
    #expect(scores.labels == ["accuracy", "precision", "recall", "F1", "AUC"])
    #expect(abs(scores.values[0] - run["test/accuracy"]) < 1e-6)
    #expect(scores.values[1] == report.values[4] && scores.values[4] > 0.8 && scores.values[4] <= 1)
    let curve = run.probe("roc")
    #expect(curve.shape.columns == 3 && Array(curve.values.prefix(3)) == [0, 0, 1])
    #expect(Array(curve.values.suffix(3).prefix(2)) == [1, 1])
  }

  @Test func regressionIsToldInUnitsOfTheTarget() throws {
    let run = try Run(surface())
    run.steps(0..<50)
    run.measure()
    let regression = run.probe("regression")
    #expect(regression.labels == ["training", "test"] && regression.shape == Shape(rows: 2, columns: 4))
    #expect(
      abs(regression.values[2] - run["rmse"]) < 1e-4 && abs(regression.values[5] - run["test/mae"]) < 1e-4)
    #expect(abs(regression.values[7] - run["test/r2"]) < 1e-4)
    #expect(abs(regression.values[0] / (regression.values[2] * regression.values[2]) - 1) < 1e-4)
    let residuals = run.probe("residuals")
    #expect(residuals.shape == Shape(rows: 128, columns: 3))
    let squares = (0..<64).reduce(Float(0)) {
      let rest = residuals.values[3 * $1] - residuals.values[3 * $1 + 1]
      return $0 + rest * rest
    }
    #expect(abs(squares / 64 - regression.values[0]) < 1e-2)
    #expect(run["rmse"] > 1, "twenty times what the network sees")
  }

  @Test func histogramsAndDeadUnits() throws {
    let learner = try SupervisedLearner(moons())
    let run = Run(learner)
    run.steps(0..<3)
    let histogram = run.probe("histogram/1")
    #expect(histogram.shape == Shape(rows: 2, columns: 40) && histogram.values.prefix(40).reduce(0, +) == 600)
    #expect(run.probe("histogram/1 dense").values == histogram.values)
    #expect(run.probe("weight-histogram/1").values.reduce(0, +) == 12)
    // A shift far below zero kills the unit behind it.
    let norm = learner.network.layout.parameterLayers[1]
    learner.memory.parameters[norm.slots[1].range.lowerBound + 2] = -1000
    #expect(run.probe("dead/1").values[2] == 1 && run.probe("dead/1").values.contains(0))
    let saturation = run.probe("saturation")
    #expect(saturation.labels == ["1 dense", "3 weight-normalized-dense"])
    #expect(saturation.values[2] >= 1 / 6.0 && saturation.values[1] >= saturation.values[2])
    #expect(saturation.values[5] == 0)
  }

  @Test func updatesAreThoseOfTheLastStep() throws {
    let learner = try SupervisedLearner(moons(stages([2, 8, 1], activation: { Tanh($0) })))
    let run = Run(learner)
    #expect(run.probe("updates/1").values[1] == 0)
    run.step(0)
    let gradient = learner.memory.gradients.prefix(16).array.reduce(Float(0)) { $0 + $1 * $1 }.squareRoot()
    let update = run.probe("updates/1")
    #expect(abs(update.values[1] - 0.1 * gradient) < 1e-5)
    #expect(abs(update.values[0] - update.values[1] / update.values[2]) < 1e-6)
  }

  @Test func masksAreThoseOfTheLastStep() throws {
    let run = try Run(moons())
    #expect(run.probe("dropout-mask/1").values.isEmpty)
    run.step(0)
    let first = run.probe("dropout-mask/1")
    #expect(first.shape == Shape(rows: 20, columns: 6) && Set(first.values) == [0, 2])
    _ = run.probe("field")
    #expect(run.probe("dropout-mask/1").values == first.values, "pictures leave the mask")
    run.step(1)
    #expect(run.probe("dropout-mask/1").values != first.values)
    #expect(run.probe("dropout-mask/3").values.isEmpty)
  }

  @Test func batchStatisticsStandBesideTheRunningOnes() throws {
    let run = try Run(moons())
    run.steps(0..<200)
    let statistics = run.probe("batch-statistics/2")
    #expect(statistics.shape == Shape(rows: 6, columns: 4))
    for feature in 0..<6 {
      let row = statistics.values[4 * feature..<4 * feature + 4].map { $0 }
      #expect(row[1] > 0 && row[3] > 0)
      #expect(abs(row[0] - row[2]) < 2 * row[3].squareRoot())
    }
  }

  @Test func theWorkedExampleFollowsItsKnob() throws {
    let learner = try SupervisedLearner(moons(stages([2, 3, 1], activation: { Tanh($0) })))
    let run = Run(learner)
    run.step(0)
    let forward = run.probe("forward")
    #expect(forward.labels == ["input", "1 dense", "tanh", "2 dense", "target", "loss"])
    #expect(forward.shape == Shape(rows: 2 + 3 + 3 + 1 + 1 + 1, columns: 4))
    let values = stride(from: 3, to: forward.values.count, by: 4).map { forward.values[$0] }
    #expect(values[5] == tanh(values[2]) || abs(values[5] - tanh(values[2])) < 1e-6)
    #expect(learner.turn("example", to: 8))
    #expect(run.probe("forward").values != forward.values)
    let inputs = ToyData.moons(100, seed: 1).inputs
    #expect(run.probe("forward").values[3] == inputs[14] && values[0] == inputs[0])
    for odd in [Float.nan, .infinity, -5, 1e9] {
      _ = learner.turn("example", to: odd)
      #expect(!run.probe("forward").values.isEmpty)
    }
  }

  /// ∂loss/∂weight = delta · input, and delta = σ(z) − t at the output.
  @Test func theWorkedGradientsFollowTheChainRule() throws {
    let run = try Run(moons(stages([2, 3, 1], activation: { Tanh($0) })))
    let forward = run.probe("forward")
    let backward = run.probe("backward")
    #expect(backward.shape == Shape(rows: 1 + 3 + 1 + 3 + 3 + 6 + 3, columns: 6))
    func value(_ row: Int) -> Float { backward.values[6 * row + 5] }
    func forwardValue(_ row: Int) -> Float { forward.values[4 * row + 3] }
    let delta = 1 / (1 + exp(-forwardValue(8))) - forwardValue(9)
    #expect(abs(value(0) - delta) < 1e-6)
    for unit in 0..<3 { #expect(abs(value(1 + unit) - delta * forwardValue(5 + unit)) < 1e-6) }
    #expect(abs(value(4) - delta) < 1e-6, "the bias")
  }

  @Test func theLossCurveHasTheSlopeOfTheLoss() throws {
    for settings in [moons(), surface()] {
      let probe = try Run(settings).probe("loss-curve")
      #expect(probe.shape == Shape(rows: 102, columns: 3))
      for i in stride(from: 3, to: 297, by: 9) {
        let width = probe.values[i + 3] - probe.values[i - 3]
        let rise = probe.values[i + 4] - probe.values[i - 2]
        #expect(abs(rise / width - probe.values[i + 2]) < 2e-2)
      }
    }
  }

  @Test(arguments: ["tanh", "elu", "gelu", "swish", "softplus", "leaky-relu", "prelu"])
  func theActivationIsDrawnWithItsSlope(name: String) throws {
    let kind = try ActivationCatalog.all.entry(named: name)
    let run = try Run(
      moons([
        Stage(Dense(.vector(2), outputs: 6)), Stage(try kind.make(LayerRequest(input: .vector(6)))),
        Stage(Dense(.vector(6), outputs: 1)),
      ]))
    let probe = run.probe("activation-function")
    #expect(probe.shape == Shape(rows: 121, columns: 3) && probe.labels == [name])
    #expect(probe.values[0] == -6 && probe.values[360] == 6)
    for i in stride(from: 30, to: 330, by: 15) where abs(probe.values[i]) > 0.2 {
      let rise = (probe.values[i + 4] - probe.values[i - 2]) / (probe.values[i + 3] - probe.values[i - 3])
      #expect(abs(rise - probe.values[i + 2]) < 1e-2)
    }
  }
}
