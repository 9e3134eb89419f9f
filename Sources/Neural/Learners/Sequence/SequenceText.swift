/// A text as character numbers, cut into parts.
public struct SequenceText: Sendable {
  /// The characters as they can be shown, in the order of their numbers.
  public var names: [String]
  public var training: [Int]
  public var validation: [Int]
  public var test: [Int]
  /// The character that ends a line, in a list of words: training windows then begin before the first letter of a word,
  /// and an invented word begins behind this character.
  public var lineEnd: Int?

  public init(
    names: [String], training: [Int], validation: [Int] = [], test: [Int] = [], lineEnd: Int? = nil
  ) {
    self.names = names
    self.training = training
    self.validation = validation
    self.test = test
    self.lineEnd = lineEnd
  }

  /// The windows of a part that follow each other without overlap: characters in, the next ones out.
  func windows(of part: [Int], length: Int, limit: Int) -> Examples {
    let count = max(0, min((part.count - 1) / length, limit))
    let used = part.prefix(count * length + 1).map(Float.init)
    return Examples(
      inputShape: Shape(rows: length), inputs: Array(used.dropLast()), targets: Array(used.dropFirst()),
      targetWidth: length, problem: .classes(names.count), featureNames: ["character"], classNames: names,
      targetName: "next character")
  }
}

/// Draws training windows of a text: a function of (seed, step), without hidden state.
final class TextWindows {
  let length: Int
  private let seed: UInt64
  private let count: Int
  private let characters: UnsafeMutablePointer<Float>
  /// Where windows may begin; in running text every place down to the last window.
  private let starts: [Int]
  private let startCount: Int

  init(_ text: SequenceText, length: Int, seed: UInt64) {
    self.length = length
    self.seed = seed
    count = text.training.count
    characters = .allocate(capacity: max(count, 1))
    for (i, character) in text.training.enumerated() { (characters + i).initialize(to: Float(character)) }
    let last = count - length - 1
    if let end = text.lineEnd, last >= 0 {
      starts = (0...last).filter { text.training[$0] == end }
    } else {
      starts = []
    }
    startCount = starts.isEmpty ? max(1, last + 1) : starts.count
  }

  deinit { characters.deallocate() }

  /// Fills [batch, length] inputs, and as targets the characters one later.
  func draw(step: Int, batch: Int, inputs: Floats, targets: Floats) {
    var random = RandomStream(seed: seed, .batches, position: UInt64(step) &* UInt64(batch))
    for row in 0..<batch {
      let place = random.index(below: startCount)
      let start = starts.isEmpty ? place : starts[place]
      (inputs.base + row * length).update(from: characters + start, count: length)
      (targets.base + row * length).update(from: characters + start + 1, count: length)
    }
  }
}
