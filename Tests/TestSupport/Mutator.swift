import Foundation
import Neural

/// Damages valid files in ways that chance, editors and malice would: the same seed, the same damage.
public struct Mutator {
  /// How many damaged files a test tries: its own number, or GRADLAB_FUZZ of the environment if that is more.
  public static func count(_ usual: Int) -> Int {
    max(usual, ProcessInfo.processInfo.environment["GRADLAB_FUZZ"].flatMap(Int.init) ?? 0)
  }

  private static let texts = [
    "\n", "\r", "\r\n", "\t", " ", "\u{0}", "\u{1B}[2J", "\u{1B}]0;x\u{7}", "\u{9B}31m", "\u{202E}",
    "\u{FEFF}", "é", "\u{85}", "\u{2028}", "\u{2029}",
    "\"", "'", ",", ";", ":", ": ", "- ", "[", "]", "{", "}", "|", ">", "&a", "*a", "#", "## ", "```",
    "```set", "---",
    "1e999", "-1", "0", "-0.0", "999999999999999999999", "9223372036854775807", "-9223372036854775808",
    "4294967295",
    "nan", "inf", "null", "true", "%", "!!x ", "? ", "<!--", "repeat: 50", "version", ".", "..", "/",
  ]

  private static let numbers: [[UInt8]] = [
    [0, 0, 0, 0], [255, 255, 255, 255], [127, 255, 255, 255], [128, 0, 0, 0], [0, 1, 0, 0],
    [255, 255, 255, 255, 255, 255, 255, 127], [0, 0, 0, 0, 0, 0, 0, 128],
  ]

  private var chance: RandomStream

  public init(seed: UInt64) { chance = RandomStream(seed: seed, stream: 9) }

  public mutating func below(_ bound: Int) -> Int { chance.index(below: bound) }

  /// One to four changes: bytes flipped, cut, repeated, turned round, truncated, overwritten or inserted.
  public mutating func damaged(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    for _ in 0...below(4) where !bytes.isEmpty {
      let place = below(bytes.count)
      let end = min(bytes.count, place + 1 + below(40))
      switch below(10) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes[place] = UInt8(below(256))
      case 2: bytes[place] ^= 1 << UInt8(below(8))
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
      case 4: bytes.replaceSubrange(place..<end, with: bytes[place..<end].reversed())
      case 5: bytes.removeSubrange(place...)
      case 6: overwriteNumber(in: &bytes, near: place)
      case 7:
        let number = Self.numbers[below(Self.numbers.count)]
        bytes.replaceSubrange(place..<min(bytes.count, place + number.count), with: number)
      default: bytes.insert(contentsOf: Self.texts[below(Self.texts.count)].utf8, at: place)
      }
    }
    return bytes
  }

  /// Puts an odd number in the place of the next digits.
  private mutating func overwriteNumber(in bytes: inout [UInt8], near place: Int) {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard let first = bytes[place...].firstIndex(where: digits.contains) else { return }
    let last = bytes[first...].firstIndex { !digits.contains($0) } ?? bytes.endIndex
    let odd = ["-1", "0", "18446744073709551616", "9223372036854775807", "1e400", "4294967296", "2147483647"]
    bytes.replaceSubrange(first..<last, with: Array(odd[below(odd.count)].utf8))
  }

  /// Bytes without any meaning.
  public mutating func noise(_ count: Int) -> [UInt8] { (0..<count).map { _ in UInt8(below(256)) } }
}

extension String {
  /// Whether a terminal would show the text and obey nothing in it.
  public var isHarmless: Bool {
    unicodeScalars.allSatisfy { scalar in
      scalar.properties.generalCategory != .control
        && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value)
    }
  }
}
