import TerminalUI

/// Reports of the mouse in the form SGR, xterm's mode 1006: `[<BUTTON;X;Y` and `M` for a press or a move, `m` for a
/// release. Numbers have as many digits as they need, so that columns beyond 95 and 223 are told.
enum MouseReport {
  static let beginning = Array("[<".utf8)

  private static let motion = 32
  private static let wheel = 64
  /// Held Shift, Alt or Ctrl: such presses belong to the terminal and its owner.
  private static let modifiers = 4 + 8 + 16

  /// Nil for anything but the first button and the wheel, and for what no terminal sends.
  static func mouse(_ sequence: ArraySlice<UInt8>) -> Mouse? {
    guard sequence.starts(with: beginning), let final = sequence.last else { return nil }
    let isRelease = final == UInt8(ascii: "m")
    guard isRelease || final == UInt8(ascii: "M") else { return nil }
    let fields = sequence.dropFirst(beginning.count).dropLast()
      .split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
    let numbers = fields.compactMap(number)
    guard fields.count == 3, numbers.count == 3, numbers[1] > 0, numbers[2] > 0,
      let deed = deed(numbers[0], isRelease: isRelease)
    else { return nil }
    return Mouse(deed, x: numbers[1] - 1, y: numbers[2] - 1)
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 5, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func deed(_ button: Int, isRelease: Bool) -> Mouse.Deed? {
    guard button & modifiers == 0 else { return nil }
    switch button {
    case 0: return isRelease ? .release : .press
    case motion: return isRelease ? .release : .drag
    case wheel where !isRelease: return .wheelUp
    case wheel + 1 where !isRelease: return .wheelDown
    default: return nil
    }
  }
}
