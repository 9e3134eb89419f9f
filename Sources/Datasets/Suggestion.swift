import Neural

/// The end of a sentence about an unknown name: the nearest known one, else the known ones.
func suggestion(for word: String, among names: [String]) -> String {
  let advice = Spelling.advice(for: word, among: names)
  return advice.hasSuffix("?") ? advice : advice + "."
}
