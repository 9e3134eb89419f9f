import Datasets
import Neural
import Testing

struct SharesTests {
  private func splits(_ choice: DataChoice) throws -> Splits { try library.splits(for: choice) }

  /// Of the penguins of an island the shares are those of its species.
  @Test func sharesOfAnIslandAreThoseOfItsPenguins() throws {
    let data = DataChoice(name: "penguins", options: ["shares": 1], features: ["island"])
    let plain = try splits(DataChoice(name: "penguins", features: ["island"])).training
    let training = try splits(data).training
    #expect(training.problem == .regression && training.targetWidth == 3)
    for row in 0..<training.count {
      let own = (0..<training.count).filter {
        training.inputs[(3 * $0)..<(3 * $0 + 3)] == training.inputs[(3 * row)..<(3 * row + 3)]
      }
      let chinstraps = own.count { plain.targets[$0] == 1 }
      #expect(isClose([training.targets[3 * row + 1]], [Double(chinstraps) / Double(own.count)]))
    }
  }

  @Test func sharesSumToOneInEveryPart() throws {
    let data = DataChoice(
      name: "wine", options: ["shares": 7], classes: ["1", "2"], scaling: "z-score", validation: 0.2)
    let splits = try splits(data)
    for part in [splits.training, splits.validation, splits.test] {
      #expect(part.targets.count == 2 * part.count)
      #expect((0..<part.count).allSatisfy { abs(part.targets[2 * $0] + part.targets[2 * $0 + 1] - 1) < 1e-5 })
    }
  }

  @Test func numbersHaveNoShares() {
    let refusal = sentence {
      _ = try splits(DataChoice(name: "penguins", options: ["shares": 3], target: "body_mass_g"))
    }
    #expect(refusal.contains("\"shares\" are shares of classes"))
  }

  @Test func aShuffleOfPixelsIsTheSameForAllImages() throws {
    let plain = try splits(DataChoice(name: "digits8")).test
    let shuffled = try splits(DataChoice(name: "digits8", options: ["scramble": 1])).test
    #expect(plain.inputs != shuffled.inputs && plain.targets == shuffled.targets)
    let first = (0..<64).map { column in (0..<plain.count).map { plain.inputs[64 * $0 + column] } }
    let second = (0..<64).map { column in (0..<plain.count).map { shuffled.inputs[64 * $0 + column] } }
    #expect(Set(first) == Set(second))
  }

  @Test func imagesThatMoveComeAsTheyAre() throws {
    let still = try splits(DataChoice(name: "digits8", validation: 0.2))
    let moving = try splits(DataChoice(name: "digits8", options: ["jitter": 1], validation: 0.2))
    #expect(moving.training.inputs == still.training.inputs && moving.training.moves?.reach == 1)
    #expect(moving.validation.inputs != still.validation.inputs && moving.validation.moves == nil)
    #expect(moving.test.inputs == still.test.inputs && moving.test.moves == nil)
    let refusal = sentence {
      _ = try splits(DataChoice(name: "digits8", options: ["jitter": 1], scaling: "z-score"))
    }
    #expect(refusal.contains("\"jitter\" moves pixels as they are"))
  }

  @Test func aTableComesScaledUnlessAskedOtherwise() throws {
    let wine = try DatasetCatalog.entry(named: "wine")
    let moons = try DatasetCatalog.entry(named: "two-moons")
    #expect(wine.adapting(DataChoice()).scaling == "z-score")
    #expect(moons.adapting(wine.adapting(DataChoice())).scaling == "none")
    #expect(wine.adapting(DataChoice(name: "penguins", scaling: "none")).scaling == "none")
    #expect(wine.adapting(DataChoice(name: "two-moons", scaling: "min-max")).scaling == "min-max")
  }
}
