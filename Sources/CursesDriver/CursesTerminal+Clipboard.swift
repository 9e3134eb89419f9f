extension CursesTerminal {
  /// Asks the terminal with OSC 52 (xterm, "Manipulate Selection Data") to keep the text on its clipboard. Terminals
  /// that are not known to understand or ignore the sequence are left alone.
  public mutating func copy(_ text: String) {
    guard surroundings.knowsPrivateModes else { return }
    write("\u{1B}]52;c;\(base64(Array(text.utf8)))\u{07}")
  }
}

/// RFC 4648, with padding.
func base64(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
  var text = ""
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = Array(bytes[start..<min(start + 3, bytes.count)])
    let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
    for place in 0..<4 {
      text.append(place <= group.count ? letters[bits >> (18 - 6 * place) & 63] : "=")
    }
  }
  return text
}
