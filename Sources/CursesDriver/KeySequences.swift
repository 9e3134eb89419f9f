import TerminalUI

/// The control sequences that keyboards send after an escape.
enum KeySequences {
  /// How far a control sequence reaches that starts at `start`, with its `[` or `O`.
  enum Extent: Equatable {
    /// It takes so many bytes.
    case complete(Int)
    case incomplete
    /// The byte at this offset cannot belong to one.
    case broken(Int)
  }

  static func extent(of bytes: ArraySlice<UInt8>) -> Extent {
    guard let introducer = bytes.first else { return .incomplete }
    var offset = 1
    if introducer == UInt8(ascii: "O") {
      guard bytes.count > 1 else { return .incomplete }
      return (0x20...0x7E).contains(bytes[bytes.startIndex + 1]) ? .complete(2) : .broken(1)
    }
    // The console of Linux sends its first function keys as `[[A`.
    if bytes.dropFirst().first == UInt8(ascii: "[") { offset = 2 }
    while offset < bytes.count {
      switch bytes[bytes.startIndex + offset] {
      case 0x20...0x3F: offset += 1
      case 0x40...0x7E: return complete(bytes, offset + 1)
      default: return .broken(offset)
      }
    }
    return .incomplete
  }

  /// The oldest form of mouse reports, `[M`, is followed by three bytes of any value.
  private static func complete(_ bytes: ArraySlice<UInt8>, _ count: Int) -> Extent {
    guard count == 2, bytes[bytes.startIndex + 1] == UInt8(ascii: "M") else { return .complete(count) }
    return bytes.count >= 5 ? .complete(5) : .incomplete
  }

  /// The key of a whole sequence without its escape; modifiers are left out of account. `nil` for one without meaning.
  static func key(_ sequence: ArraySlice<UInt8>) -> Key? {
    let text = String(decoding: sequence, as: UTF8.self)
    guard let final = text.last else { return nil }
    if text.hasPrefix("[[") { return consoleKeys[final] }
    if text == "OM" { return .enter }
    guard final == "~" else { return letters[final] }
    let number = text.dropFirst().prefix { $0.isNumber }
    return Int(number).flatMap { numbers[$0] }
  }

  private static let letters: [Character: Key] = [
    "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "Z": .backTab,
    "P": .function(1), "Q": .function(2), "R": .function(3), "S": .function(4),
  ]
  private static let consoleKeys: [Character: Key] = [
    "A": .function(1), "B": .function(2), "C": .function(3), "D": .function(4), "E": .function(5),
  ]
  private static let numbers: [Int: Key] = [
    1: .home, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1),
    12: .function(2),
    13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7),
    19: .function(8),
    20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
  ]
}
