import Datasets

/// Reads `*emphasis*`, `**strong**`, `` `code` `` and `[text](address)` of a line of Markdown.
///
/// What does not close within 400 characters stands as it is; `\*` is a plain star. An address follows its text in
/// parentheses.
struct Inline {
  /// How far a closing mark may be, so that a page of opening marks is still read in no time.
  private static let reach = 400

  private var spans: [Span] = []
  private var plain = ""

  static func spans(_ text: String) -> [Span] {
    var reader = Inline()
    reader.read(Array(text.visible), .plain)
    return reader.spans
  }

  private mutating func read(_ characters: [Character], _ manner: Span.Manner) {
    var index = 0
    while index < characters.count {
      if let end = marked(characters, from: index, inside: manner) {
        index = end
      } else {
        if characters[index] == "\\", index + 1 < characters.count,
          Self.escapable.contains(characters[index + 1])
        {
          index += 1
        }
        plain.append(characters[index])
        index += 1
      }
    }
    flush(manner)
  }

  private static let escapable: Set<Character> = ["*", "_", "`", "[", "]", "(", ")", "\\", "#", ">", "-"]

  /// The index behind the marked run that begins at `index`; nil if none begins there.
  private mutating func marked(_ characters: [Character], from index: Int, inside manner: Span.Manner) -> Int?
  {
    switch characters[index] {
    case "`":
      let ticks = Self.run(of: "`", in: characters, at: index)
      guard let close = Self.closing(of: ticks, in: characters, from: index + ticks) else { return nil }
      add(String(characters[(index + ticks)..<close]).trimmed, .code, after: manner)
      return close + ticks
    case "*":
      let stars = characters[index...].starts(with: ["*", "*"]) ? 2 : 1
      guard let close = Self.closing(stars: stars, in: characters, from: index) else { return nil }
      flush(manner)
      read(Array(characters[(index + stars)..<close]), stars == 2 ? .strong : .emphasis)
      return close + stars
    case "[":
      guard let link = Self.link(characters, from: index) else { return nil }
      flush(manner)
      read(Array(characters[link.text]), manner)
      plain += " (" + String(characters[link.address]) + ")"
      return link.address.upperBound + 1
    default:
      return nil
    }
  }

  private mutating func flush(_ manner: Span.Manner) {
    if !plain.isEmpty { append(Span(plain, manner)) }
    plain = ""
  }

  private mutating func add(_ text: String, _ manner: Span.Manner, after outer: Span.Manner) {
    flush(outer)
    append(Span(text, manner))
  }

  private mutating func append(_ span: Span) {
    if let last = spans.last, last.manner == span.manner, span.manner != .code {
      spans[spans.count - 1].text += span.text
    } else {
      spans.append(span)
    }
  }

  /// How many of the same mark stand in a row from `index` on.
  private static func run(of mark: Character, in characters: [Character], at index: Int) -> Int {
    var end = index
    while end < characters.count, characters[end] == mark { end += 1 }
    return end - index
  }

  /// Where exactly so many backticks stand again.
  private static func closing(of ticks: Int, in characters: [Character], from start: Int) -> Int? {
    var index = start
    while index < min(start + reach, characters.count) {
      let length = Self.run(of: "`", in: characters, at: index)
      if length == ticks, index > start { return index }
      index += max(1, length)
    }
    return nil
  }

  /// Where the stars that open at `index` close: they touch the text on both sides.
  private static func closing(stars: Int, in characters: [Character], from index: Int) -> Int? {
    let start = index + stars
    guard start < characters.count, !characters[start].isWhitespace, characters[start] != "*" else {
      return nil
    }
    var place = start
    while place < min(start + reach, characters.count) {
      let length = Self.run(of: "*", in: characters, at: place)
      if length >= stars, place > start, !characters[place - 1].isWhitespace, characters[place - 1] != "\\",
        stars == 2 || length != 2
      {
        return place + (length - stars)
      }
      place += max(1, length)
    }
    return nil
  }

  private static func link(_ characters: [Character], from index: Int) -> (
    text: Range<Int>, address: Range<Int>
  )? {
    let window = characters[index..<min(index + reach, characters.count)]
    guard let bracket = window.firstIndex(of: "]"), bracket > index + 1,
      bracket + 1 < window.endIndex, window[bracket + 1] == "(",
      let end = window[bracket...].firstIndex(of: ")"), end > bracket + 2
    else { return nil }
    return (index + 1..<bracket, bracket + 2..<end)
  }
}
