import Datasets
import Neural
import Testing

struct GeneratorTests {
  private func training(_ choice: DataChoice, seed: UInt64 = 1) throws -> Examples {
    try library.splits(for: choice, seed: seed).training
  }

  /// The first inputs, then the first target.
  private func first(_ count: Int, of examples: Examples) -> [Float] {
    var values = Array(examples.inputs[..<count])
    values.append(examples.targets[0])
    return values
  }

  @Test func discStartsAtTheGoldenPoints() throws {
    let disc = try training(DataChoice(name: "disc"))
    #expect(isClose(Array(disc.inputs[..<4]), [0.471225, -0.118114, 0.364439, -0.970279], within: 1e-6))
    #expect(disc.targets[..<2] == [1, 0])
    #expect(disc.count == 200)
    #expect(disc.classNames == ["ring", "disc"])
  }

  @Test(arguments: ["two-moons", "moons"]) func moonsStartAtTheGoldenPoint(name: String) throws {
    let moons = try training(DataChoice(name: name))
    #expect(isClose(Array(moons.inputs[..<2]), [-1.365829, 0.046789], within: 1e-6))
    #expect(moons.targets[..<3] == [0, 1, 0])
  }

  @Test func spiralsStartAtTheGoldenPoint() throws {
    let spirals = try training(DataChoice(name: "spirals", options: ["turns": 1.5]))
    #expect(isClose(Array(spirals.inputs[..<2]), [-0.948402, 0.204914], within: 1e-6))
    #expect(spirals.targets[..<2] == [0, 1])
  }

  @Test func blobsStartAtTheGoldenPointAndMoveByTheOffset() throws {
    let blobs = try training(DataChoice(name: "blobs", noise: 0.4, options: ["distance": 1]))
    #expect(isClose(Array(blobs.inputs[..<2]), [1.956169, 0.390075], within: 1e-6))
    #expect(blobs.targets[..<2] == [1, 0])
    let moved = try training(DataChoice(name: "blobs", noise: 0.4, options: ["distance": 1, "offset": 2]))
    #expect(isClose(Array(moved.inputs[..<2]), [3.956169, 2.390075], within: 1e-6))
  }

  @Test(arguments: ["separable", "sep"]) func separableStartsAtTheGoldenPoint(name: String) throws {
    let splits = try library.splits(for: DataChoice(name: name), seed: 1)
    let points = splits.training
    #expect(isClose(Array(points.inputs[..<2]), [0.614368, 0.182323], within: 1e-6))
    #expect(points.count == 100 && points.targets.reduce(0, +) == 68)
    for part in [points, splits.test] {
      for row in 0..<part.count {
        let (x, y) = (part.inputs[2 * row], part.inputs[2 * row + 1])
        let height: Float = 0.969993 * x - 0.243132 * y + 0.266408
        #expect(height.magnitude >= 0.0999)
        #expect(part.targets[row] == (height > 0 ? 1 : 0))
      }
    }
  }

  @Test func flipsChangeTheFirstLabelsOfThePermutation() throws {
    let right = try training(DataChoice(name: "separable"))
    let wrong = try training(DataChoice(name: "separable", options: ["flips": 5]))
    #expect((0..<100).filter { right.targets[$0] != wrong.targets[$0] } == [18, 60, 73, 74, 76])
    #expect(right.inputs == wrong.inputs)
  }

  @Test func lineStartsAtTheGoldenPointAndHasSixOutliers() throws {
    let plain = try training(DataChoice(name: "line", options: ["outliers": 0]))
    #expect(isClose([plain.inputs[0], plain.targets[0]], [0.921825, 2.389624], within: 1e-6))
    let line = try training(DataChoice(name: "line"))
    #expect((0..<40).filter { plain.targets[$0] != line.targets[$0] } == [0, 1, 16, 17, 37, 39])
    #expect(isClose([line.targets[0]], [2.389624 - 6], within: 1e-6))
  }

  @Test func surfaceSineScaleAndSparseStartAsComputedIndependently() throws {
    let surface = try training(DataChoice(name: "surface"))
    #expect(isClose(first(2, of: surface), [0.921825, 0.888028, 0.770197]))
    let sine = try training(DataChoice(name: "sine"))
    #expect(
      isClose(
        [sine.inputs[0], sine.targets[0], sine.inputs[15], sine.targets[15]],
        [0.921825, 1.128176, 0.188164, 0.709932]))
    let scale = try training(DataChoice(name: "scale"))
    #expect(isClose(first(2, of: scale), [0.960913, 3739.644686, 1.173701]))
    let sparse = try library.splits(for: DataChoice(name: "sparse"), seed: 1)
    #expect(
      sparse.training.inputShape == .vector(30) && sparse.training.count == 40 && sparse.test.count == 500)
    #expect(
      isClose(
        first(3, of: sparse.training), [2.390424, -1.524812, -0.170946, 7.020917]))
    #expect(
      isClose(first(3, of: sparse.test), [-0.378345, -0.763339, -0.750917, -0.362599]))
  }

  @Test func sineIsTestedOnTheCleanCurve() throws {
    let test = try library.splits(for: DataChoice(name: "sine"), seed: 9).test
    #expect(test.count == 201)
    #expect(isClose([test.inputs[0], test.inputs[100], test.inputs[200]], [-1, 0, 1]))
    #expect(isClose([test.targets[0], test.targets[100], test.targets[200]], [-0.141120, 0, 0.141120]))
  }

  @Test func theSignOfScaleIsAClass() throws {
    let sign = try training(DataChoice(name: "scale", options: ["sign": 1]))
    #expect(sign.problem == .binary)
    for row in 0..<sign.count {
      let height: Float = 2 * sign.inputs[2 * row] - sign.inputs[2 * row + 1] / 5000
      #expect(sign.targets[row] == (height > 0 ? 1 : 0))
    }
  }

  @Test(
    arguments: [
      ("and", [0, 0, 0, 1]), ("or", [0, 1, 1, 1]), ("nand", [1, 1, 1, 0]), ("nor", [1, 0, 0, 0]),
      ("xor", [0, 1, 1, 0]),
      ("copy", [0, 0, 1, 1]),
    ] as [(String, [Float])]) func gatesAreTheirTruthTables(name: String, outputs: [Float]) throws
  {
    let gate = try training(DataChoice(name: name))
    #expect(gate.inputs == [0, 0, 0, 1, 1, 0, 1, 1])
    #expect(gate.targets == outputs && gate.problem == .binary)
  }

  @Test func theTestPartIsFreshFromSeedPlusFiveHundred() throws {
    let splits = try library.splits(for: DataChoice(name: "two-moons"), seed: 1)
    #expect(splits.test.count == 1000)
    #expect(isClose(Array(splits.test.inputs[..<2]), [-1.420964, 0.546655], within: 1e-6))
  }

  @Test func theSeedOfTheChoiceGoesBeforeThatOfTheExperiment() throws {
    let own = try training(DataChoice(name: "disc", seed: 7), seed: 1)
    let given = try training(DataChoice(name: "disc"), seed: 7)
    let other = try training(DataChoice(name: "disc"), seed: 8)
    #expect(own.inputs == given.inputs && own.inputs != other.inputs)
  }

  @Test func wrongNumbersAreRefusedWithTheirRange() {
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "disc", count: 1)) }
        == "\"count\" of the data set \"disc\" is 1 but must be 2 to 100000.")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "disc", noise: 0.1)) }
        == "The data set \"disc\" has no \"noise\" to choose; leave it out.")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "spirals", options: ["turn": 1])) }
        == "The data set \"spirals\" has no option \"turn\"; did you mean \"turns\"?")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "blobs", options: ["flips": 0.5])) }
        == "\"flips\" of the data set \"blobs\" is 0.5 but must be a whole number.")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "blobs", noise: .nan)) }.contains(
        "must be 0 to 2"))
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "blobs", options: ["flips": 500])) }
        == "\"flips\" is 500 but \"blobs\" has only 200 training rows.")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(name: "disc", features: ["x1"])) }
        == "The data set \"disc\" has no columns to choose; leave \"features\" out.")
  }
}
