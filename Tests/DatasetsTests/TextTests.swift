import Datasets
import Neural
import Testing

struct TextTests {
  @Test func sonnetsHaveTheirDocumentedCharacters() throws {
    let text = try library.text(for: DataChoice(name: "shakespeare"))
    #expect(text.alphabet.count == 62 && text.training.count == 86_080 && text.test.count == 9565)
    #expect(text.alphabet.first == "\n" && text.names.prefix(2) == ["⏎", "␣"])
    let lower = try library.text(for: DataChoice(name: "shakespeare", options: ["lower": 1]))
    #expect(lower.alphabet.count == 38)
    let play = try library.text(for: DataChoice(name: "shakespeare", options: ["play": 1]))
    #expect(play.alphabet.count == 63 && play.training.count + play.test.count == 96_226)
  }

  @Test func theSimpleFormHasThirtySigns() throws {
    let text = try library.text(
      for: DataChoice(name: "shakespeare", options: ["simple": 1, "characters": 60_000]))
    #expect(text.alphabet.count == 30)
    #expect(text.training.count + text.test.count == 59_674)
  }

  @Test func numbersAndTextAreInverse() throws {
    let text = try library.text(for: DataChoice(name: "names"))
    #expect(text.alphabet.count == 27)
    #expect(text.text(of: text.training.prefix(10)) == "tora\nling\n")
    #expect(text.numbers(of: "tora\n") == Array(text.training.prefix(5)))
    #expect(text.numbers(of: "Ü") == nil)
    let few = try library.text(for: DataChoice(name: "names", options: ["words": 2]))
    #expect(few.text(of: few.training) == "tora\nling\n")
  }

  @Test func windowsAreFollowedByTheirNextCharacter() throws {
    let choice = DataChoice(name: "shakespeare", options: ["window": 5, "stride": 100, "one-hot": 0])
    let text = try library.text(for: choice)
    let examples = try library.splits(for: choice).training
    #expect(examples.inputShape == Shape(rows: 5, columns: 1))
    #expect(examples.inputs[5..<10].map { Int($0) } == Array(text.training[100..<105]))
    #expect(Int(examples.targets[1]) == text.training[105])
    let hot = try library.splits(for: DataChoice(name: "shakespeare", options: ["window": 5, "stride": 100]))
      .training
    #expect(hot.inputs.prefix(310).filter { $0 == 1 }.count == 5)
    #expect(hot.inputs[310 + text.training[100]] == 1)
  }

  @Test func namesDoNotLookBackBeyondTheirStart() throws {
    let examples = try library.splits(for: DataChoice(name: "names", options: ["window": 3, "one-hot": 0]))
      .training
    let letters = examples.inputs.prefix(21).map { Int($0) }
    // t o r a are numbers 20, 15, 18, 1; 0 is the line end.
    #expect(letters == [0, 0, 0, 0, 0, 20, 0, 20, 15, 20, 15, 18, 15, 18, 1, 0, 0, 0, 0, 0, 12])
    #expect(examples.targets.prefix(6).map { Int($0) } == [20, 15, 18, 1, 0, 12])
  }

  @Test func placesEndAtTheLastStep() throws {
    let examples = try library.splits(for: DataChoice(name: "places")).training
    #expect(examples.inputShape == Shape(rows: 20, columns: 29))
    // "edinburgh" has nine letters: eleven empty steps come first, h is the last.
    let rows = (0..<20).map { Array(examples.inputs[($0 * 29)..<(($0 + 1) * 29)]) }
    #expect(rows.prefix(11).allSatisfy { $0.allSatisfy { $0 == 0 } })
    #expect(rows[11].firstIndex(of: 1) == 7 && rows[19].firstIndex(of: 1) == 10)
    #expect(examples.classNames[Int(examples.targets[0])] == "United Kingdom")
  }

  @Test func bagsCountLettersAndPairs() throws {
    let letters = try library.splits(for: DataChoice(name: "places", options: ["bag": 1])).training
    #expect(letters.inputShape == .vector(29) && letters.inputs.prefix(29).reduce(0, +) == 9)
    let pairs = try library.splits(for: DataChoice(name: "places", options: ["bag": 2])).training
    #expect(pairs.inputShape == .vector(870) && pairs.inputs.prefix(870).reduce(0, +) == 17)
    #expect(pairs.featureNames.count == 870)
    let few = try library.splits(for: DataChoice(name: "places", classes: ["Greece", "Japan"])).training
    #expect(few.problem == .binary && few.count == 384)
  }

  @Test func unreasonableRequestsAreRefused() {
    #expect(
      sentence { _ = try library.text(for: DataChoice(name: "wine")) }
        == "The data set \"wine\" is no running text; choose one of shakespeare and names.")
    let huge = DataChoice(name: "shakespeare", options: ["window": 128, "stride": 1])
    #expect(sentence { _ = try library.splits(for: huge) }.contains("more than fit into memory"))
  }
}
