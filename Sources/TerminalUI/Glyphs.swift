/// The one table from Unicode to plainer glyphs, for terminals and fonts that lack them.
public enum Glyphs {
  /// The glyph that stands for `glyph` at this level, always one column wide. Below 0x7F everything stays as it is.
  public static func plain(_ glyph: Unicode.Scalar, at level: Capability.Glyphs) -> Unicode.Scalar {
    guard glyph.value >= 0x7F, level != .braille else { return glyph }
    return level == .ascii ? ascii(glyph) : block(glyph)
  }

  /// Text in the glyphs of this level. One scalar may become several (`≥` is `>=`), so this comes before any layout.
  public static func plain(_ text: String, at level: Capability.Glyphs) -> String {
    guard level == .ascii, text.unicodeScalars.contains(where: { $0.value >= 0x7F }) else { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if let word = words[scalar] {
        result += word
      } else if Width.of(scalar) > 0 {
        result.unicodeScalars.append(ascii(scalar))
      }
    }
    return result
  }

  private static func ascii(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    if glyph.value < 0x7F { return glyph }
    if let known = marks[glyph] ?? letters[glyph] { return known }
    switch glyph.value {
    case 0x2500, 0x2501, 0x2504, 0x2505, 0x2508, 0x2509, 0x254C, 0x254D, 0x2550, 0x2574, 0x2576: return "-"
    case 0x2502, 0x2503, 0x2506, 0x2507, 0x250A, 0x250B, 0x254E, 0x254F, 0x2551, 0x2575, 0x2577: return "|"
    case 0x250C...0x254B, 0x2552...0x2573: return "+"
    case 0x2800: return " "
    case 0x2580...0x259F: return "#"
    case 0x2801...0x28FF: return "*"
    default: return "?"
    }
  }

  /// Linux consoles have box lines, blocks and the symbols of code page 437, but few geometric marks.
  private static func block(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph {
    case "●": "■"
    case "◐": "▒"
    case "○": "·"
    case "☐": "░"
    case "☑", "✓": "√"
    case "✗": "x"
    case "▸", "▶": "►"
    case "◂", "◀": "◄"
    case "╌", "╍", "┄": "─"
    case "⋮": ":"
    default: glyph
    }
  }

  /// Marks of the screen, and symbols that have a one-column stand-in.
  private static let marks: [Unicode.Scalar: Unicode.Scalar] = [
    "●": "*", "◐": "+", "○": "o", "■": "#", "□": ".", "▪": "*", "•": "*", "·": ".", "◆": "*", "◇": "o",
    "☐": ".", "☑": "x", "✓": "x", "✗": "!", "×": "x", "÷": "/", "⋮": ":", "…": ".",
    "▸": ">", "▶": ">", "►": ">", "◂": "<", "◀": "<", "◄": "<", "▲": "^", "△": "^", "▼": "v", "▽": "v",
    "→": ">", "←": "<", "↑": "^", "↓": "v", "↔": "-", "↕": "|", "↗": "/", "↘": "\\", "⏎": "<", "⇒": ">",
    "␣": "_",
    "─": "-", "│": "|", "═": "=", "░": ".", "▒": ":", "▓": "%", "█": "#", "▁": "_", "▏": "|", "▕": "|",
    "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#",
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "’": "'", "‘": "'", "“": "\"", "”": "\"", "„": "\"",
    "«": "\"", "»": "\"", "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "‖": "|", "°": "o", "§": "$",
    "≥": ">", "≤": "<", "≈": "~", "≠": "!", "≡": "=", "±": "+", "∞": "8", "∂": "d", "∇": "V", "√": "V",
    "∑": "S", "Σ": "S", "∏": "P", "Δ": "D", "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "η": "n",
    "θ": "0", "λ": "l", "μ": "u", "µ": "u", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "φ": "f", "ω": "w",
    "²": "2", "³": "3", "¹": "1", "⁰": "0", "½": "2",
  ]

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(Unicode.Scalar, String)] = [
      ("a", "àáâãäåāæ"), ("e", "èéêëē"), ("i", "ìíîïī"), ("o", "òóôõöøōő"), ("u", "ùúûüūű"), ("y", "ýÿ"),
      ("c", "çćč"), ("n", "ñń"), ("s", "śšß"), ("z", "źżž"), ("l", "ł"), ("A", "ÀÁÂÃÄÅÆ"), ("E", "ÈÉÊË"),
      ("I", "ÌÍÎÏ"), ("O", "ÒÓÔÕÖØ"), ("U", "ÙÚÛÜ"), ("C", "ÇĆČ"), ("N", "Ñ"), ("S", "ŚŠ"), ("Z", "ŹŻŽ"),
      ("L", "Ł"), ("R", "ℝ"), ("N", "ℕ"), ("Z", "ℤ"), ("E", "𝔼"),
    ]
    var table: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (plain, accented) in groups {
      for scalar in accented.unicodeScalars where scalar.value >= 0x7F { table[scalar] = plain }
    }
    return table
  }()

  /// Symbols that read better spelled out.
  private static let words: [Unicode.Scalar: String] = {
    var table: [Unicode.Scalar: String] = [
      "…": "...", "→": "->", "←": "<-", "⇒": "=>", "↔": "<->", "≥": ">=", "≤": "<=", "≠": "!=", "≡": "==",
      "±": "+-", "∞": "inf", "‖": "||", "∇": "grad ", "√": "sqrt", "∑": "sum ", "Σ": "sum ", "∏": "prod ",
      "Δ": "delta ", "∈": " in ", "⊙": "*", "⊗": "*", "·": "*", "ᵀ": "^T", "ᵢ": "_i", "ⱼ": "_j", "ₖ": "_k",
      "ₙ": "_n", "ₜ": "_t", "ₓ": "_x", "ⁱ": "^i", "ⁿ": "^n", "ᵗ": "^t", "ᵏ": "^k", "½": "1/2", "¼": "1/4",
      "⁻": "^-", "₊": "_+", "₋": "_-", "—": "--", "☐": "[ ]", "☑": "[x]", "ℓ": "l", "′": "'", "⟨": "<",
      "⟩": ">", "⌈": "ceil(", "⌊": "floor(", "⌉": ")", "⌋": ")", "∝": "~", "≪": "<<", "≫": ">>", "∫": "int ",
      "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "η": "eta", "θ": "theta",
      "λ": "lambda", "μ": "mu", "µ": "mu", "π": "pi", "ρ": "rho", "σ": "sigma", "τ": "tau", "φ": "phi",
      "ω": "omega", "ŷ": "y^",
    ]
    for (digit, scalar) in "⁰¹²³⁴⁵⁶⁷⁸⁹".unicodeScalars.enumerated() { table[scalar] = "^\(digit)" }
    for (digit, scalar) in "₀₁₂₃₄₅₆₇₈₉".unicodeScalars.enumerated() { table[scalar] = "_\(digit)" }
    return table
  }()
}
