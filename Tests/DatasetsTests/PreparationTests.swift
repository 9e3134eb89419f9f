import Datasets
import Neural
import Testing

struct PreparationTests {
  /// Column a: 1, 2, 3, 4, 10 | 100; b is constant in the training part. The last of six rows tests.
  private static let table = "a,b,y\n1,7,10\n2,7,20\n3,7,30\n4,7,40\n10,7,50\n100,8,60\n"

  private func dataset(
    scaling: String = "none", validation: Double = 0, limit: Int? = nil, options: [String: Double] = [:]
  ) throws -> Dataset {
    try withFile(Array(Self.table.utf8)) { path in
      try library.dataset(
        for: DataChoice(
          file: path, options: options, target: "y", task: "regression", scaling: scaling,
          validation: validation,
          limit: limit))
    }
  }

  private func firstColumn(_ examples: Examples) -> [Float] {
    (0..<examples.count).map { examples.inputs[2 * $0] }
  }

  @Test func noneChangesNothing() throws {
    let splits = try dataset().splits
    #expect(firstColumn(splits.training) == [1, 2, 3, 4, 10] && firstColumn(splits.test) == [100])
    #expect(splits.training.featureMean == [0, 0] && splits.training.featureDeviation == [1, 1])
  }

  @Test func zScoreUsesTheTrainingPartsPopulationDeviation() throws {
    let splits = try dataset(scaling: "z-score").splits
    // Mean 4, variance (9 + 4 + 1 + 0 + 36) / 5 = 10.
    #expect(
      isClose(splits.training.featureMean, [4, 7])
        && isClose(splits.training.featureDeviation, [3.162278, 1]))
    #expect(isClose(firstColumn(splits.training), [-0.948683, -0.632456, -0.316228, 0, 1.897367]))
    #expect(isClose(firstColumn(splits.test), [30.357866]))
    #expect(splits.test.featureDeviation == splits.training.featureDeviation)
  }

  @Test func minMaxBringsTheTrainingPartToZeroAndOne() throws {
    let splits = try dataset(scaling: "min-max").splits
    #expect(isClose(firstColumn(splits.training), [0, 0.111111, 0.222222, 0.333333, 1]))
    #expect(isClose(firstColumn(splits.test), [11]))
  }

  @Test func robustUsesMedianAndQuartiles() throws {
    // Median 3, quartiles 2 and 4.
    let splits = try dataset(scaling: "robust").splits
    #expect(isClose(firstColumn(splits.training), [-1, -0.5, 0, 0.5, 3.5]))
    #expect(
      isClose(splits.training.featureMean, [3, 7]) && isClose(splits.training.featureDeviation, [2, 1]))
  }

  @Test(arguments: Scaling.allCases) func aConstantColumnStaysFinite(scaling: Scaling) throws {
    let splits = try dataset(scaling: scaling.rawValue).splits
    let constant = (0..<5).map { splits.training.inputs[2 * $0 + 1] }
    #expect(constant == [Float](repeating: scaling == .none ? 7 : 0, count: 5))
    #expect(splits.test.inputs[1] == (scaling == .none ? 8 : 1))
  }

  /// Eight rows to learn from, one for validation, two to test: skewed, with many equal values, constant but for a test row,
  /// constant.
  private static let mixed = [
    "9.25,1,4096,-2.5", "48.25,0,4096,-2.5", "15.125,1,4096,-2.5", "51,1,4096,-2.5", "14.75,0,4096,-2.5",
    "4.5,1,4096,-2.5", "29.5,2,4096,-2.5", "6.625,0,4096,-2.5", "18.875,2,4096,-2.5",
    "40.25,1,4097.5,-2.5", "26,0,4096,-2.5",
  ]

  /// Centre and spread of each column and three scaled rows, worked out with numpy from the first eight rows alone.
  @Test(
    arguments: [
      (
        "z-score", [22.375, 0.75, 4096, -2.5], [17.285177, 0.66143783, 1, 1],
        [
          [-0.7593211, 0.3779645, 0, 0], [-0.2024856, 1.8898224, 0, 0],
          [1.0341236, 0.3779645, 1.5, 0],
        ]
      ),
      (
        "min-max", [4.5, 0, 4096, -2.5], [46.5, 2, 1, 1],
        [[0.1021505, 0.5, 0, 0], [0.3091398, 1, 0, 0], [0.7688172, 0.5, 1.5, 0]]
      ),
      (
        "robust", [14.9375, 1, 4096, -2.5], [25.59375, 1, 1, 1],
        [[-0.2222222, 0, 0, 0], [0.1538462, 1, 0, 0], [0.989011, 0, 1.5, 0]]
      ),
    ] as [(String, [Double], [Double], [[Double]])])
  func scalingsAreFittedToTheTrainingPartAlone(
    scaling: String, centre: [Double], spread: [Double], rows: [[Double]]
  ) throws {
    let lines = Self.mixed.enumerated().map { "\($1),\($0)" }
    let text = "a,b,c,d,y\n" + lines.joined(separator: "\n") + "\n"
    let splits = try withFile(Array(text.utf8)) { path in
      try library.dataset(
        for: DataChoice(file: path, target: "y", task: "regression", scaling: scaling, validation: 0.1),
        seed: 1
      ).splits
    }
    #expect(splits.training.count == 8 && splits.validation.count == 1 && splits.test.count == 2)
    #expect(isClose(splits.training.featureMean, centre))
    #expect(isClose(splits.training.featureDeviation, spread))
    let found = [splits.training, splits.validation, splits.test].map { Array($0.inputs.prefix(4)) }
    for (values, expected) in zip(found, rows) { #expect(isClose(values, expected), "\(values)") }
    let all = splits.training.inputs + splits.validation.inputs + splits.test.inputs
    #expect(all.allSatisfy { $0.isFinite })
  }

  @Test func scalingIsUndoneByMeanAndDeviation() throws {
    let splits = try dataset(scaling: "z-score").splits
    for row in 0..<splits.training.count {
      let original =
        splits.training.inputs[2 * row] * splits.training.featureDeviation[0] + splits.training.featureMean[0]
      #expect((original - [1, 2, 3, 4, 10][row]).magnitude < 1e-5)
    }
  }

  @Test func validationIsTheEndOfTheTrainingPartAfterTheLimit() throws {
    let splits = try dataset(validation: 0.4).splits
    #expect(firstColumn(splits.training) == [1, 2, 3] && firstColumn(splits.validation) == [4, 10])
    let limited = try dataset(validation: 0.5, limit: 4).splits
    #expect(firstColumn(limited.training) == [1, 2] && firstColumn(limited.validation) == [3, 4])
    #expect(limited.test.count == 1)
  }

  @Test func validationTakesNoPartInFitting() throws {
    let splits = try dataset(scaling: "z-score", validation: 0.4).splits
    #expect(isClose(splits.training.featureMean, [2, 7]))
    #expect(isClose(firstColumn(splits.validation), [2.449490, 9.797959]))
  }

  @Test func theTargetKeepsItsUnitsUnlessScaled() throws {
    #expect(try dataset().splits.training.targets == [10, 20, 30, 40, 50])
    let scaled = try dataset(options: ["scale-target": 1])
    #expect(isClose(scaled.splits.training.targets, [-1.414214, -0.707107, 0, 0.707107, 1.414214]))
    #expect(isClose([scaled.targetMean, scaled.targetDeviation], [30, 14.142136]))
    #expect(isClose(scaled.splits.test.targets, [2.121320]))
  }

  @Test func wrongPreparationsAreRefused() {
    #expect(
      sentence { _ = try dataset(scaling: "zscore") }
        == "There is no scaling \"zscore\"; did you mean \"z-score\"?")
    #expect(
      sentence { _ = try dataset(validation: 0.95) }
        == "\"validation\" is 0.95 but must be a share of the training part, 0 to 0.9.")
    #expect(sentence { _ = try dataset(validation: .nan) }.hasPrefix("\"validation\" is nan"))
    #expect(
      sentence { _ = try dataset(limit: 0) }
        == "\"limit\" is 0 but must be at least 1: so many training rows are kept.")
    #expect(sentence { _ = try dataset(validation: 0.9, limit: 1) }.contains("is left; ask for more rows"))
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "wine", options: ["scale-target": 1])) }
        == "\"scale-target\" is for numbers to predict; \"wine\" predicts a class here, leave it out.")
  }
}
