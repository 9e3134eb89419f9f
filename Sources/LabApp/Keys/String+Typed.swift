extension String {
  /// Appends what was typed or pasted, without its control characters, up to `limit` characters in all.
  mutating func append(typed: String, limit: Int, keepsLines: Bool = false) {
    let shown = typed.unicodeScalars.filter {
      $0.properties.generalCategory != .control || keepsLines && $0 == "\n"
    }
    self = String((self + String(String.UnicodeScalarView(shown))).prefix(limit))
  }
}
