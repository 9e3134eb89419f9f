import TerminalUI

/// Turns the bytes of a terminal into keys, pastes and what the mouse does.
///
/// An escape is a key of its own when nothing follows it for a while; over a slow line the rest of a sequence can come
/// later than that and must then not be taken for commands. Time is whatever the caller counts, from any origin.
struct KeyDecoder {
  private var bytes: ArraySlice<UInt8> = []
  private var lastArrival: Duration = .zero
  /// When an escape was taken for the key, as long as a late rest of a sequence may follow.
  private var lastEscape: Duration?
  private var isPasting = false
  /// When the bytes at hand must be decided even if no more come; `nil` when there are none.
  private(set) var deadline: Duration?

  private let escapeDelay: Duration
  /// What is known of the terminal's own keys, by the whole sequence after the escape.
  private let ownKeys: [[UInt8]: Key]

  private static let strayLimit = Duration.milliseconds(100)
  private static let pasteLimit = Duration.seconds(1)
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  init(escapeDelay: Duration = .milliseconds(25), ownKeys: [[UInt8]: Key] = [:]) {
    self.escapeDelay = escapeDelay
    self.ownKeys = ownKeys
  }

  mutating func feed(_ arrived: some Sequence<UInt8>, at time: Duration) {
    if let escape = lastEscape, bytes.isEmpty, time - escape >= Self.strayLimit { lastEscape = nil }
    // A paste that never went on is over; what is typed after the silence is keys again.
    if isPasting, bytes.isEmpty, time - lastArrival >= Self.pasteLimit { isPasting = false }
    bytes += arrived
    lastArrival = time
  }

  /// The next event that is certain by now.
  mutating func next(at time: Duration) -> Event? {
    while !bytes.isEmpty {
      switch isPasting ? decidePaste(time) : decide(time) {
      case .wait(let end):
        deadline = end
        return nil
      case .take(let count, let event):
        bytes = bytes.dropFirst(count)
        if let event { return event }
      }
    }
    deadline = nil
    return nil
  }

  private enum Decision {
    case wait(until: Duration)
    case take(Int, Event?)
  }

  private mutating func decide(_ time: Duration) -> Decision {
    if let escape = lastEscape, let stray = decideStray(after: escape, time) { return stray }
    lastEscape = nil
    switch bytes[bytes.startIndex] {
    case 0x1B: return decideEscape(time)
    case 0x0A, 0x0D: return .take(1, .key(.enter))
    case 0x09: return .take(1, .key(.tab))
    case 0x08, 0x7F: return .take(1, .key(.backspace))
    case let byte where byte < 0x20:
      let isLetter = (0x01...0x1A).contains(byte)
      return .take(1, .key(.control(Unicode.Scalar(byte | (isLetter ? 0x60 : 0x40)))))
    case let byte where byte < 0x7F: return .take(1, .key(.character(Unicode.Scalar(byte))))
    default: return decideUnicode(time)
    }
  }

  /// The late rest of a sequence is swallowed.
  private func decideStray(after escape: Duration, _ time: Duration) -> Decision? {
    guard isIntroducer(bytes[bytes.startIndex]) else { return nil }
    switch KeySequences.extent(of: bytes) {
    case .complete(let count): return .take(count, nil)
    case .broken: return nil
    case .incomplete:
      let end = lastArrival + Self.strayLimit
      return time >= end ? nil : .wait(until: end)
    }
  }

  private mutating func decideEscape(_ time: Duration) -> Decision {
    guard bytes.count > 1 else {
      if time < lastArrival + escapeDelay { return .wait(until: lastArrival + escapeDelay) }
      lastEscape = time
      return .take(1, .key(.escape))
    }
    guard isIntroducer(bytes[bytes.startIndex + 1]) else { return .take(1, .key(.escape)) }
    let rest = bytes.dropFirst()
    switch KeySequences.extent(of: rest) {
    case .complete(let count): return .take(count + 1, event(of: rest.prefix(count)))
    case .broken(let offset): return .take(offset + 1, nil)
    case .incomplete where rest.starts(with: MouseReport.beginning):
      // No key begins so: what never ends is dropped whole, so that none of it becomes a key.
      let end = lastArrival + Self.pasteLimit
      return time >= end ? .take(bytes.count, nil) : .wait(until: end)
    case .incomplete:
      let end = lastArrival + Self.strayLimit
      return time >= end ? .take(1, .key(.escape)) : .wait(until: end)
    }
  }

  private func isIntroducer(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") }

  private mutating func event(of sequence: ArraySlice<UInt8>) -> Event? {
    if sequence.elementsEqual("[200~".utf8) {
      isPasting = true
      return nil
    }
    if sequence.starts(with: MouseReport.beginning) { return MouseReport.mouse(sequence).map { .mouse($0) } }
    return (ownKeys[Array(sequence)] ?? KeySequences.key(sequence)).map { .key($0) }
  }

  private func decideUnicode(_ time: Duration) -> Decision {
    let lead = bytes[bytes.startIndex]
    let count = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1
    guard bytes.count >= count else {
      let end = lastArrival + Self.strayLimit
      return time >= end ? .take(1, nil) : .wait(until: end)
    }
    guard let text = String(validating: bytes.prefix(count), as: UTF8.self),
      let scalar = text.unicodeScalars.first,
      scalar.properties.generalCategory != .control
    else { return .take(1, nil) }
    return .take(count, .key(.character(scalar)))
  }

  /// A paste that stops without its end mark is over after a while, so that keys work again.
  private mutating func decidePaste(_ time: Duration) -> Decision {
    let end = bytes.firstRange(of: Self.pasteEnd)?.lowerBound
    guard end != nil || time >= lastArrival + Self.pasteLimit else {
      return .wait(until: lastArrival + Self.pasteLimit)
    }
    isPasting = false
    let text = String(decoding: bytes[..<(end ?? bytes.endIndex)], as: UTF8.self)
    let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
    let count = end.map { $0 - bytes.startIndex + Self.pasteEnd.count } ?? bytes.count
    return .take(count, .paste(lines))
  }
}
