import Datasets
import Neural
import Testing

struct RealSetTests {
  private func splits(_ choice: DataChoice) throws -> Splits { try library.splits(for: choice) }

  @Test(arguments: [
    ("penguins", 4, 3), ("wine", 13, 3), ("breast-cancer", 30, 2), ("sonar", 60, 2), ("letters", 16, 26),
    ("auto-mpg", 6, 0), ("concrete", 8, 0), ("colours", 3, 10), ("countries", 4, 5), ("ecg", 64, 3),
    ("digits8", 64, 10), ("fashion", 784, 10), ("sunspots", 12, 0), ("co2", 12, 0), ("weather", 48, 0),
    ("ecg-strip", 12, 0), ("shakespeare", 744, 62), ("names", 216, 27), ("places", 580, 12),
  ]) func shapesAreAsDocumented(name: String, inputs: Int, classes: Int) throws {
    let training = try splits(DataChoice(name: name)).training
    #expect(training.inputShape.count == inputs && training.classNames.count == classes)
  }

  @Test func penguinsOfTwoSpeciesAndTwoMeasuresAreBinary() throws {
    let splits = try splits(
      DataChoice(
        name: "penguins", features: ["bill_depth_mm", "body_mass_g"], classes: ["Adelie", "Gentoo"]))
    #expect(splits.training.count == 212 && splits.test.count == 53)
    #expect(splits.training.problem == .binary && splits.training.classNames == ["Adelie", "Gentoo"])
    #expect(splits.training.targets.reduce(0, +) == 95)
    #expect(splits.training.inputs[..<2] == [18.6, 3700] && splits.training.targets[0] == 0)
    #expect(splits.training.featureNames == ["bill_depth_mm", "body_mass_g"])
  }

  @Test func theOrderOfClassesIsTheOrderOfNumbers() throws {
    let training = try splits(DataChoice(name: "penguins", classes: ["Gentoo", "Adelie"])).training
    #expect(training.classNames == ["Gentoo", "Adelie"] && training.targets[0] == 1)
  }

  @Test func zScoresMatchAnIndependentComputation() throws {
    let training = try splits(
      DataChoice(
        name: "penguins", features: ["bill_depth_mm", "body_mass_g"], classes: ["Adelie", "Gentoo"],
        scaling: "z-score")
    ).training
    #expect(isClose(training.featureMean, [16.857075, 4315.801887]))
    #expect(isClose(training.featureDeviation, [2.015271, 837.028701]))
    #expect(isClose(Array(training.inputs[..<2]), [0.864858, -0.735700]))
  }

  @Test func anotherTargetLeavesTheInputs() throws {
    let training = try splits(DataChoice(name: "penguins", target: "body_mass_g")).training
    #expect(training.problem == .regression && training.targets[0] == 3700)
    #expect(training.featureNames == ["bill_length_mm", "bill_depth_mm", "flipper_length_mm"])
    let adelie = try splits(DataChoice(name: "penguins", target: "body_mass_g", classes: ["Adelie"])).training
    #expect(adelie.count == 117)
    let sex = try splits(DataChoice(name: "penguins", target: "sex")).training
    #expect(sex.classNames == ["female", "male"] && sex.problem == .binary)
  }

  @Test func textColumnsBecomeOneInputAWord() throws {
    let training = try splits(DataChoice(name: "penguins", features: ["island", "body_mass_g"])).training
    #expect(training.featureNames == ["island=Biscoe", "island=Dream", "island=Torgersen", "body_mass_g"])
    #expect(training.inputs[..<8] == [0, 1, 0, 3700, 1, 0, 0, 4875])
  }

  @Test func coloursWithoutFamilyAreLeftOutUnlessAskedFor() throws {
    let splits = try splits(DataChoice(name: "colours"))
    #expect(splits.test.inputs[..<3] == [175, 47, 13])
    let all = try self.splits(DataChoice(name: "colours", options: ["all": 1]))
    #expect(all.training.count == 724 && all.test.count == 181 && all.training.classNames.last == "other")
    #expect(all.training.targets[..<2] == [10, 3])
    let pair = try self.splits(
      DataChoice(name: "colours", options: ["all": 1], classes: ["other", "purple"]))
    #expect(pair.training.targets[..<2] == [0, 1] && pair.training.problem == .binary)
  }

  @Test func countriesTakeLogarithms() throws {
    let training = try splits(DataChoice(name: "countries")).training
    #expect(isClose(Array(training.inputs[..<4]), [3.325310, 77.2, 1.74, 1.170262]))
    #expect(training.featureNames[0] == "log10 gdp_per_person_usd2000")
    let plain = try splits(DataChoice(name: "countries", options: ["log": 0])).training
    #expect(plain.inputs[0] == 2115)
  }

  @Test func heartbeatsTrainOnNarrowOnesOnly() throws {
    let beats = try splits(DataChoice(name: "ecg"))
    #expect(beats.training.targets.allSatisfy { $0 == 0 })
    let counts = (0..<3).map { number in beats.test.targets.filter { Int($0) == number }.count }
    #expect(counts == [65, 90, 85])
    let mixed = try splits(DataChoice(name: "ecg", options: ["mixed": 1]))
    #expect(mixed.training.count == 398 && Set(mixed.training.targets).count == 3)
  }

  @Test func digitsMatchKnownPixelSums() throws {
    let splits = try splits(DataChoice(name: "digits8"))
    #expect(splits.training.inputShape == Shape(rows: 8, columns: 8))
    #expect(
      sum(splits.training.inputs[...], of: 16) == 449_053 && sum(splits.test.inputs[...], of: 16) == 112_665)
    #expect(sum(splits.training.inputs[..<64], of: 16) == 346)
    #expect(splits.training.inputs[32..<40].map { $0 * 16 } == [0, 0, 0, 0, 8, 16, 5, 0])
    #expect(splits.training.targets[..<5] == [3, 0, 7, 9, 6])
  }

  @Test func fashionIsUnpackedLeftPixelFirst() throws {
    let splits = try splits(DataChoice(name: "fashion"))
    #expect(splits.training.inputShape == Shape(rows: 28, columns: 28))
    #expect(
      sum(splits.training.inputs[...], of: 15) == 16_884_274
        && sum(splits.test.inputs[...], of: 15) == 3_349_392)
    #expect(sum(splits.training.inputs[..<784], of: 15) == 4466)
    let row = splits.training.inputs[(14 * 28)..<(15 * 28)].map { Int(($0 * 15).rounded()) }
    #expect(row[12...14] == [14, 13, 13] && row[25...27] == [15, 5, 0])
    #expect(splits.training.classNames[9] == "Ankle boot" && splits.training.targets[0] == 9)
  }

  private func sum(_ pixels: ArraySlice<Float>, of white: Double) -> Int {
    Int((pixels.reduce(0.0) { $0 + Double($1) } * white).rounded())
  }

  @Test func imagesOfSomeClassesCanBeChosen() throws {
    let threes = try splits(DataChoice(name: "digits8", classes: ["3"]))
    #expect(threes.training.count == 146 && threes.test.count == 37 && threes.training.problem == .classes(1))
    let pair = try splits(DataChoice(name: "digits8", classes: ["7", "3"]))
    #expect(pair.training.problem == .binary && pair.training.targets[..<2] == [1, 0])
  }

  @Test func paddingAndShiftsMovePixelsButLoseNone() throws {
    let plain = try splits(DataChoice(name: "digits8"))
    let moved = try splits(DataChoice(name: "digits8", options: ["pad": 2, "shift": 2]))
    #expect(moved.training.inputShape == Shape(rows: 12, columns: 12))
    #expect(Array(moved.training.inputs[(2 * 12 + 2)..<(2 * 12 + 10)]) == Array(plain.training.inputs[..<8]))
    #expect(sum(moved.test.inputs[...], of: 16) == 112_665)
    let still = try splits(DataChoice(name: "digits8", options: ["pad": 2]))
    #expect(still.training.inputs == moved.training.inputs && still.test.inputs != moved.test.inputs)
  }

  @Test func wrongLabelsAreWrongAndOnlyInTheTrainingPart() throws {
    let right = try splits(DataChoice(name: "digits8", limit: 150))
    let wrong = try splits(DataChoice(name: "digits8", options: ["flips": 30], limit: 150))
    #expect(zip(right.training.targets, wrong.training.targets).filter { $0 != $1 }.count == 30)
    #expect(wrong.training.count == 150 && right.test.targets == wrong.test.targets)
  }

  @Test func seriesAreCutByTheTargetRow() throws {
    let years = try splits(DataChoice(name: "sunspots", options: ["window": 3]))
    #expect(years.training.inputShape == Shape(rows: 3, columns: 1))
    #expect(years.training.count == 244 && years.test.count == 62)
    #expect(
      years.training.inputs[..<6] == [5, 11, 16, 11, 16, 23] && years.training.targets[..<2] == [23, 36])
    #expect(years.test.inputs[0] == years.training.targets[241])
    let later = try splits(DataChoice(name: "sunspots", options: ["window": 3, "horizon": 2]))
    #expect(later.training.inputs[..<3] == [5, 11, 16] && later.training.targets[0] == 36)
  }

  @Test func changesAreDifferencesOfNeighbours() throws {
    let months = try splits(DataChoice(name: "co2", options: ["window": 2, "changes": 1])).training
    let levels = try splits(DataChoice(name: "co2", options: ["window": 1])).training
    let expected = (1...3).map { Double(levels.targets[$0 - 1] - levels.inputs[$0 - 1]) }
    let changes = [months.inputs[0], months.inputs[1], months.targets[0]]
    #expect(isClose(changes, expected, within: 1e-4))
  }

  @Test func weatherHasFourColumnsAndCanBeWetOrDry() throws {
    let days = try splits(DataChoice(name: "weather", scaling: "z-score"))
    #expect(days.training.inputShape == Shape(rows: 12, columns: 4) && days.training.featureMean.count == 4)
    let wetInFirstWeek = 5
    let wet = try splits(DataChoice(name: "weather", options: ["wet": 1, "window": 7]))
    #expect(wet.training.problem == .binary && wet.training.classNames == ["dry", "wet"])
    let wetDays = (wet.training.targets + wet.test.targets).filter { $0 == 1 }.count
    #expect(wetDays == 623 - wetInFirstWeek)
  }

  @Test func wrongColumnsAndClassesAreAnsweredWithTheNearest() {
    #expect(
      sentence { _ = try splits(DataChoice(name: "penguins", features: ["bill_dept_mm"])) }
        == "The data set \"penguins\" has no column \"bill_dept_mm\" for \"features\"; "
        + "did you mean \"bill_depth_mm\"?"
    )
    #expect(
      sentence { _ = try splits(DataChoice(name: "penguins", classes: ["Adele"])) }
        == "The data set \"penguins\" has no class \"Adele\"; did you mean \"Adelie\"?")
    #expect(
      sentence { _ = try splits(DataChoice(name: "penguins", features: ["species"])) }
        == "\"species\" is the target of \"penguins\" and cannot be a feature too; leave it out.")
    #expect(
      sentence { _ = try splits(DataChoice(name: "penguins", features: ["year", "year"])) }
        == "The feature \"year\" is named twice; leave one out.")
    #expect(
      sentence { _ = try splits(DataChoice(name: "auto-mpg", target: "name")) }.hasPrefix(
        "The data set \"auto-mpg\" has no column \"name\" for \"target\""))
    #expect(
      sentence { _ = try splits(DataChoice(name: "digits8", target: "x")) }
        == "The data set \"digits8\" has no columns to choose; leave \"target\" out.")
    #expect(
      sentence { _ = try splits(DataChoice(name: "concrete", classes: ["x"])) }
        == "The data set \"concrete\" has no classes to choose; leave \"classes\" out.")
    #expect(
      sentence { _ = try splits(DataChoice(name: "sunspots", features: ["sunspot"])) }
        == "The data set \"sunspots\" has no column \"sunspot\"; did you mean \"sunspots\"?")
  }

  @Test func oneLibraryServesSeveralThreads() async throws {
    let fresh = DataLibrary(root: try library.root)
    let expected = try splits(DataChoice(name: "letters", scaling: "z-score")).training.inputs
    try await withThrowingTaskGroup(of: [Float].self) { group in
      for _ in 0..<8 {
        group.addTask {
          try fresh.splits(for: DataChoice(name: "letters", scaling: "z-score")).training.inputs
        }
      }
      for try await inputs in group { #expect(inputs == expected) }
    }
  }

  @Test func aMissingFolderIsOneSentence() {
    let nowhere = DataLibrary(root: "/nowhere/data")
    #expect(
      sentence { _ = try nowhere.splits(for: DataChoice(name: "wine")) }.hasPrefix(
        "The file \"wine/wine.csv\" does not exist"))
    #expect(throws: Never.self) { _ = try nowhere.splits(for: DataChoice(name: "disc")) }
  }
}
