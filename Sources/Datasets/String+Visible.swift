extension StringProtocol {
  /// The text with control characters replaced by pictures of themselves (`␛` for escape), so that a terminal shows
  /// them and never obeys them.
  ///
  /// Tabs become two spaces. Marks that change the direction of writing, and C1 controls, become `�`.
  public var visible: String {
    guard unicodeScalars.contains(where: { Self.picture(of: $0) != nil }) else { return String(self) }
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if let picture = Self.picture(of: scalar) {
        result.append(contentsOf: picture.unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func picture(of scalar: Unicode.Scalar) -> String? {
    switch scalar.value {
    case 0x09: return "  "
    case 0x00..<0x20: return Unicode.Scalar(0x2400 + scalar.value).map { String(Character($0)) }
    case 0x7F: return "␡"
    case 0x80..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: return "\u{FFFD}"
    default: return nil
    }
  }
}
