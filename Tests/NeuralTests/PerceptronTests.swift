import Neural
import TestSupport
import Testing

@Suite struct PerceptronTests {
  private func run(
    _ examples: Examples, rate: Float = 1, start: [Float]? = nil, averaged: Bool = false,
    separator: [Float]? = nil
  ) throws -> Run {
    try Run(
      PerceptronLearner(
        PerceptronConfiguration(
          splits: ToyData.splits(examples), rate: rate, start: start, averaged: averaged, separator: separator
        )))
  }

  /// Steps until a clean pass; returns how many steps that took.
  private func settle(_ run: Run, limit: Int = 10_000) -> Int {
    var index = 0
    while !run.learner.isSettled, index < limit {
      run.step(index)
      index += 1
    }
    return index
  }

  private func weights(_ run: Run) -> [Float] { run.probe("weights/1").values + run.probe("biases/1").values }

  @Test func separableGoldenRun() throws {
    let (examples, line) = ToyData.separable(margin: 0.1, seed: 1)
    #expect(
      abs(line[0] - 0.969993) < 1e-6 && abs(line[1] + 0.243132) < 1e-6 && abs(line[2] - 0.266408) < 1e-6)
    let run = try run(examples, separator: line.map { Float($0) })
    run.steps(0..<100)
    #expect(run["mistakes"] == 9 && run["mistakes/pass"] == 9 && run["pass"] == 1)
    run.steps(100..<200)
    #expect(run["mistakes"] == 13 && run["mistakes/pass"] == 4)
    #expect(!run.learner.isSettled)
    run.steps(200..<300)
    #expect(run["mistakes"] == 13 && run.learner.isSettled)
    #expect(run["accuracy"] == 1 && run["loss"] == 0 && run["margin"] > 0)
    let final = weights(run)
    #expect(abs(final[0] - 3.0066) < 1e-5 && abs(final[1] + 0.333749) < 1e-5 && final[2] == 1)
    #expect(run["bound"] > 163 && run["bound"] < 313)
  }

  @Test(arguments: [0.02, 0.1, 0.3])
  func mistakesStayBelowTheBound(margin: Double) throws {
    for seed in 1...10 as ClosedRange<UInt64> {
      let (examples, line) = ToyData.separable(margin: margin, seed: seed)
      let known = try run(examples, separator: line.map { Float($0) })
      let searched = try run(examples)
      _ = settle(known, limit: 20_000)
      _ = settle(searched, limit: 20_000)
      #expect(known.learner.isSettled)
      #expect(searched["mistakes"] <= searched["bound"])
      #expect(searched["bound"] <= known["bound"] * 1.001, "the widest margin gives the lowest bound")
      #expect(searched["margin"] <= 1.001 * (maximalLength(examples) / searched["bound"]).squareRoot())
    }
  }

  private func maximalLength(_ examples: Examples) -> Float {
    (0..<examples.count).map {
      examples.inputs[2 * $0] * examples.inputs[2 * $0] + examples.inputs[2 * $0 + 1]
        * examples.inputs[2 * $0 + 1] + 1
    }.max() ?? 0
  }

  @Test func andGateSettlesInTheNinthPass() throws {
    let run = try run(ToyData.gate([0, 0, 0, 1]))
    #expect(settle(run) == 36)
    #expect(run["mistakes"] == 18 && run["pass"] == 9)
    #expect(weights(run) == [3, 2, -4])
  }

  @Test func xorCyclesForEver() throws {
    let run = try run(ToyData.xor)
    for pass in 0..<10 {
      run.steps(4 * pass..<4 * pass + 4)
      #expect(run["mistakes/pass"] == 4)
      #expect(weights(run) == [0, 0, 0])
      #expect(run["accuracy"] <= 0.75)
    }
    #expect(!run.learner.isSettled)
    #expect(run["bound"].isNaN)
  }

  @Test func rateDoesNotMatterFromZero() throws {
    let (examples, _) = ToyData.separable(margin: 0.1, seed: 4)
    let (small, large) = (try run(examples, rate: 0.25), try run(examples, rate: 16))
    #expect(settle(small) == settle(large))
    #expect(small["mistakes"] == large["mistakes"])
    #expect(weights(small).map { $0 * 64 } == weights(large))
  }

  @Test func rateMattersFromAWrongStart() throws {
    let (examples, line) = ToyData.separable(margin: 0.1, seed: 1)
    let start = line.map { Float(-5 * $0) }
    for (rate, mistakes) in [(0.01, 881), (0.1, 105), (1, 16), (10, 42)] as [(Float, Float)] {
      let run = try run(examples, rate: rate, start: start)
      _ = settle(run, limit: 100_000)
      #expect(abs(run["mistakes"] - mistakes) <= 2, "rate \(rate): \(run["mistakes"])")
    }
  }

  @Test func averagedWeightsCalmNoise() throws {
    var (examples, _) = ToyData.separable(margin: 0.1, seed: 1)
    var random = RandomStream(seed: 1, .extra)
    for i in random.permutation(100).prefix(5) { examples.targets[i] = 1 - examples.targets[i] }
    let (last, mean) = (try run(examples), try run(examples, averaged: true))
    var lowest = (last: Float(1), mean: Float(1))
    for index in 0...6000 {
      last.step(index)
      mean.step(index)
      guard index > 5000, index % 100 == 0 else { continue }
      lowest = (min(lowest.last, last["accuracy"]), min(lowest.mean, mean["accuracy"]))
    }
    #expect(abs(lowest.last - 0.85) < 0.011 && abs(lowest.mean - 0.95) < 0.011, "\(lowest)")
    #expect(last["bound"].isNaN)
  }

  @Test func checkpointReplaysToTheSameBytes() throws {
    let (examples, _) = ToyData.separable(margin: 0.02, seed: 7)
    let run = try run(examples, averaged: true)
    run.steps(0..<30)
    let checkpoint = run.learner.memory.persistent.array
    run.steps(30..<250)
    let end = run.learner.memory.persistent.array
    run.learner.memory.persistent.copy(from: checkpoint)
    for index in 30..<250 {
      run.step(index)
      if index % 50 == 0 { for name in run.learner.probes { _ = run.probe(name) } }
    }
    #expect(run.learner.memory.persistent.array == end)
  }

  @Test func stepsAllocateNothing() throws {
    let run = try run(ToyData.separable(margin: 0.1, seed: 2).examples)
    run.steps(0..<2)
    #expect(countAllocations { run.steps(2..<202) } == 0)
  }

  @Test func guiltyExampleShowsItsCorrection() throws {
    let run = try run(ToyData.gate([0, 0, 0, 1]))
    #expect(run.probe("guilty").values.isEmpty)
    run.steps(0..<1)
    // Row (0,0), label −1, w·x = 0 with zero weights: wrong; only the bias moves.
    #expect(run.probe("guilty").values == [0, 0, 0, 0, -1, 0, 0, 0, 0, 0, 0, -1, 0, 0])
    run.steps(1..<2)
    let current = run.probe("current").values
    #expect(current == [0, 1, 0, 1, -1, -1, 0, 0, -1, 0, 0, -1, 1, 1])
    #expect(run.probe("guilty").values[12] == 0, "the second row was right")
  }

  @Test func lineIsInTheUnitsOfTheData() throws {
    var examples = ToyData.gate([0, 0, 0, 1])
    examples.featureMean = [10, 20]
    examples.featureDeviation = [2, 5]
    let run = try run(examples)
    _ = settle(run)
    let line = run.probe("line")
    #expect(line.shape == Shape(rows: 2, columns: 3))
    // The scaled point (0.5, 1.25) of 3 x + 2 y − 4 = 0 lies at (11, 26.25).
    #expect(abs(line.values[0] * 11 + line.values[1] * 26.25 + line.values[2]) < 1e-5)
    let field = run.probe("field")
    #expect(field.shape == Shape(rows: 64, columns: 96))
    #expect(field.values.first == 0 && field.values.last == 1)
    #expect(field.xRange == 10 - 0.16...12 + 0.16)
    let points = run.probe("points")
    #expect(Array(points.values.suffix(5)) == [12, 25, 1, 1, 0])
  }

  @Test func faultsAreSentences() {
    func fault(_ configuration: PerceptronConfiguration) -> String {
      do {
        _ = try PerceptronLearner(configuration)
        return ""
      } catch { return error.description }
    }
    var splits = ToyData.splits(ToyData.xor)
    #expect(
      fault(PerceptronConfiguration(splits: splits, start: [1, 2]))
        == "There must be 3 starting weights (the bias last), not 2.")
    splits.training.problem = .regression
    #expect(
      fault(PerceptronConfiguration(splits: splits))
        == "The perceptron tells two classes apart; this data asks for something else.")
  }
}
