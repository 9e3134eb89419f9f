import Testing

@testable import Neural

/// Scores of answers, of generators and of maps against the same formulas in numpy, scipy and MiniSom.
@Suite struct MetricFixtureTests {
  private struct Scores: Decodable, Sendable {
    struct Classification: Decodable, Sendable {
      var classes: Int
      var truths: [Int]
      var answers: [Int]
      var counts: [Int]
      var accuracy: Double
      var precision: [Double]
      var recall: [Double]
      var f1: [Double]
      var macro: [Double]
    }
    struct Ranking: Decodable, Sendable {
      var scores: [Float]
      var positives: [Bool]
      var area: Double
      var falsePositiveRates: [Double]
      var truePositiveRates: [Double]
    }
    struct Regression: Decodable, Sendable {
      var predictions: [Float]
      var targets: [Float]
      var mse: Double
      var mae: Double
      var rmse: Double
      var r2: Double
    }
    struct Divergence: Decodable, Sendable {
      var p: [Double]
      var q: [Double]
      var kl: Double
      var js: Double
      var kl2: Double
    }
    var classifications: [Classification]
    var rankings: [Ranking]
    var regressions: [Regression]
    var divergences: [Divergence]
  }

  private static let scores = fixture("metrics", Scores.self)

  private func expectClose(_ values: [Double], _ expected: [Double], within tolerance: Double = 1e-12) {
    #expect(values.count == expected.count)
    for (value, other) in zip(values, expected) {
      #expect(abs(value - other) <= tolerance * max(1, abs(other)), "\(value) \(other)")
    }
  }

  @Test func classificationsAreScored() throws {
    for test in try #require(Self.scores.first).classifications {
      let confusion = Confusion(truths: test.truths, answers: test.answers, classes: test.classes)
      let labels = 0..<test.classes
      #expect(confusion.counts == test.counts)
      expectClose([confusion.accuracy], [test.accuracy])
      expectClose(labels.map(confusion.precision), test.precision)
      expectClose(labels.map(confusion.recall), test.recall)
      expectClose(labels.map(confusion.f1), test.f1)
      expectClose([confusion.macroPrecision, confusion.macroRecall, confusion.macroF1], test.macro)
    }
  }

  @Test func rankingsHaveTheAreaOfTheRankSum() throws {
    for test in try #require(Self.scores.first).rankings {
      let curve = ReceiverCurve(scores: test.scores, positives: test.positives)
      expectClose([curve.area], [test.area])
      expectClose(curve.points.map(\.falsePositiveRate), test.falsePositiveRates)
      expectClose(curve.points.map(\.truePositiveRate), test.truePositiveRates)
    }
  }

  @Test func regressionsAreScored() throws {
    for test in try #require(Self.scores.first).regressions {
      let errors = RegressionErrors(predictions: test.predictions, targets: test.targets)
      expectClose(
        [errors.mse, errors.mae, errors.rmse, errors.r2], [test.mse, test.mae, test.rmse, test.r2],
        within: 1e-9)
    }
  }

  @Test func divergencesAreThoseOfOtherPrograms() throws {
    for test in try #require(Self.scores.first).divergences {
      let kl = Information.klDivergence(test.p, test.q)
      expectClose([kl, Information.jsDivergence(test.p, test.q)], [test.kl, test.js])
      expectClose([Information.bitsPerCharacter(kl)], [test.kl2])
    }
  }

  struct CloudCase: Decodable, Sendable, CustomTestStringConvertible {
    var width: Int
    var clouds: Int
    var real: [Float]
    var labels: [Float]
    var made: [Float]
    var js: Double
    var kl: Double
    var modes: Int
    var quality: Double
    var held: [Float]

    var testDescription: String { "\(clouds) clouds of width \(width)" }
  }

  /// Divergences over the cells of the grid, and how many clouds are found.
  @Test(arguments: fixture("clouds", CloudCase.self))
  func generatorsAreScored(test: CloudCase) throws {
    let examples = Examples(
      inputShape: .vector(test.width), inputs: test.real, targets: test.labels,
      problem: .classes(test.clouds))
    let size = SampleHistogram.cellCount(width: test.width)
    let modes = try #require(ModeCount(examples))
    let (found, _) = withFloats(test.made) { made in
      let block = ExampleBlock(examples)
      let (divergences, _) = withFloats([Float](repeating: 0, count: 2 * size)) { cells in
        let histogram = SampleHistogram(block, cells: cells)
        return [histogram.divergence(of: made), histogram.relativeEntropy(of: made)]
      }
      return (divergences: divergences, held: modes.counts(made), total: modes.count(made))
    }
    #expect(worstError(found.divergences, [test.js, test.kl]) < 1e-6, "\(found.divergences)")
    #expect(found.held == test.held)
    #expect(found.total.modes == test.modes)
    #expect(abs(Double(found.total.quality) - test.quality) < 1e-6)
  }

  struct MapCase: Decodable, Sendable, CustomTestStringConvertible {
    var lattice: Lattice.Kind
    var rows: Int
    var columns: Int
    var width: Int
    var examples: [Float]
    var codebook: [Float]
    var quantization: Double
    var topographic: Double
    var distances: [Double]
    var hits: [Float]

    var testDescription: String { "\(lattice) \(rows) × \(columns), width \(width)" }
  }

  @Test(arguments: fixture("maps", MapCase.self))
  func mapsAreScored(test: MapCase) throws {
    let count = test.examples.count / test.width
    let examples = Examples(
      inputShape: .vector(test.width), inputs: test.examples, targets: Array(repeating: 0, count: count),
      problem: .regression)
    let run = Run(
      try SelfOrganizingMap(
        SelfOrganizingMapConfiguration(
          splits: ToyData.splits(examples),
          lattice: Lattice(test.lattice, rows: test.rows, columns: test.columns), horizon: 10)))
    run.begin(with: [test.codebook])
    run.measure()
    #expect(worstError([run["quantization-error"]], [test.quantization]) < 1e-6)
    #expect(abs(Double(run["topographic-error"]) - test.topographic) < 1e-6, "\(run["topographic-error"])")
    #expect(test.topographic > 0 || test.rows == 1, "a map without a tear tests little")
    #expect(worstError(run.probe("u-matrix").values, test.distances) < 1e-6)
    #expect(run.probe("hits").values == test.hits)
    let used = test.hits.count { $0 > 0 }
    #expect(abs(Double(run["units-used"]) - Double(used) / Double(test.hits.count)) < 1e-6)
  }
}
