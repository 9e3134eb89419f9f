import Testing

@testable import Neural

@Suite struct SpellingTests {
  @Test(arguments: [
    ("acuracy", "accuracy"), ("rleu", "relu"), ("sigmod", "sigmoid"), ("leaky", "leaky-relu"),
    ("RATE", "rate"),
    ("pengins", "penguins"), ("Two_Moons", "two-moons"), ("bill", "bill_depth_mm"),
    ("depth", "bill_depth_mm"),
  ])
  func aSlipIsRecognized(slip: String, meant: String) {
    let known = [
      "accuracy", "relu", "sigmoid", "leaky-relu", "rate", "and", "or", "penguins", "two-moons",
      "bill_depth_mm",
    ]
    #expect(Spelling.nearest(to: slip, among: known) == meant)
  }

  @Test(arguments: [
    ("banana", ["accuracy", "relu"]), ("zzzzzzzz", ["disc", "xor"]), ("", ["disc"]), ("disc", []),
    ("xy", ["or"]), ("cat", ["cnn"]), ("foo", ["csv", "pytorch"]),
  ])
  func somethingElseIsNot(word: String, known: [String]) {
    #expect(Spelling.nearest(to: word, among: known) == nil)
  }

  @Test func whereNothingIsNearTheKnownNamesAreListed() {
    #expect(Spelling.advice(for: "banana", among: ["accuracy", "relu"]) == "known are accuracy, relu")
    #expect(Spelling.advice(for: "banana", among: ["accuracy"]) == "known is accuracy")
    #expect(Spelling.advice(for: "banana", among: ["relu", "tanh"], listing: ["tanh"]) == "known is tanh")
    #expect(Spelling.advice(for: "banana", among: []) == "there is none to choose")
  }

  @Test func aLongListIsToldShortly() {
    let layers = (1...11).flatMap { ["weights/\($0)", "gradients/\($0)"] }
    #expect(
      Spelling.advice(for: "banana", among: ["field"] + layers + ["dead/1", "dead/3"])
        == "known are field, weights/1…11, gradients/1…11, dead/1, dead/3")
    let many = (0..<60).map { "name-\($0)" }
    #expect(Spelling.advice(for: "banana", among: many).hasSuffix("name-39 and 20 more"))
  }
}
