/// A text as numbers, for learners that go through it letter by letter.
public struct TextData: Sendable, Hashable {
  /// Every character of both parts, sorted; a character's number is its place here.
  public var alphabet: [Character]
  public var training: [Int]
  public var test: [Int]

  public init(alphabet: [Character], training: [Int], test: [Int]) {
    self.alphabet = alphabet
    self.training = training
    self.test = test
  }

  /// Numbers back to text; numbers outside the alphabet are left out.
  public func text(of numbers: some Sequence<Int>) -> String {
    String(numbers.compactMap { alphabet.indices.contains($0) ? alphabet[$0] : nil })
  }

  /// Text to numbers; nil where a character is not in the alphabet.
  public func numbers(of text: String) -> [Int]? {
    let places = Dictionary(uniqueKeysWithValues: zip(alphabet, 0...))
    let numbers = text.map { places[$0] }
    return numbers.contains(nil) ? nil : numbers.compactMap { $0 }
  }

  /// Characters as they can be shown: a line end as ⏎, a space as ␣.
  public var names: [String] {
    alphabet.map { $0 == "\n" ? "⏎" : $0 == " " ? "␣" : String($0) }
  }
}

extension TextData {
  /// ASCII bytes to numbers, by an alphabet of both parts.
  init(training: [UInt8], test: [UInt8]) {
    let used = Set(training).union(test).sorted()
    var places = [Int](repeating: 0, count: 256)
    for (number, byte) in used.enumerated() { places[Int(byte)] = number }
    self.init(
      alphabet: used.map { Character(Unicode.Scalar($0)) }, training: training.map { places[Int($0)] },
      test: test.map { places[Int($0)] })
  }
}
