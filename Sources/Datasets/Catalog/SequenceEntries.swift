extension DatasetCatalog {
  static let sequenceEntries: [DatasetEntry] = [
    sequence(
      "adding", "Adding problem", "Two marked numbers of a long sequence are to be added.",
      options: [stepsOption(initial: 50, from: 2)], make: Sequences.adding),
    sequence(
      "recall", "First symbol", "The first symbol is to be named after a row of distractors.",
      classes: ["A", "B", "C", "D"],
      options: [NumberOption("lag", "distractors behind the first symbol", 1...500, initial: 20)],
      make: Sequences.recall),
    sequence(
      "parity", "Parity", "Whether a row of bits holds an odd number of ones.", classes: ["even", "odd"],
      options: [stepsOption(initial: 8, from: 1)], make: Sequences.parity),
    sequence(
      "echo", "Echo", "Every symbol is to be said again some steps later.", classes: ["·", "A", "B", "C"],
      options: [
        stepsOption(initial: 20, from: 2),
        NumberOption("delay", "steps until a symbol is said again", 0...100, initial: 3),
      ], make: Sequences.echo),
  ]

  private static func sequence(
    _ name: String, _ title: String, _ summary: String, classes: [String] = [], options: [NumberOption],
    make: @escaping @Sendable (DataRequest) -> DataParts
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, title: title, summary: summary, kind: .sequence) { make($0) }
    entry.classes = classes
    entry.count = NumberOption("count", "how many training sequences are drawn", 2...100_000, initial: 5000)
    entry.options =
      options + [
        NumberOption("test", "how many test sequences are drawn", 0...100_000, initial: 500)
      ]
    return entry
  }

  private static func stepsOption(initial: Double, from least: Double) -> NumberOption {
    NumberOption("steps", "length of a sequence", least...500, initial: initial)
  }
}
