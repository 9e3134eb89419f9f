import TerminalUI

/// What stands in for a glyph that a terminal cannot show.
enum Substitution {
  /// The glyph itself where the level allows it, else the nearest that is allowed. At the ASCII level the result is
  /// below 0x7F and one column wide.
  static func of(_ glyph: Unicode.Scalar, at level: Capability.Glyphs) -> Unicode.Scalar {
    if glyph.value < 0x7F { return glyph.value < 0x20 ? " " : glyph }
    switch level {
    case .braille: return glyph
    case .block: return braille(glyph).map(blockForDots) ?? glyph
    case .ascii: return ascii(glyph)
    }
  }

  /// The dots of a braille pattern, bit by bit: left column 0, 1, 2, 6 and right column 3, 4, 5, 7 from the top.
  private static func braille(_ glyph: Unicode.Scalar) -> UInt8? {
    (0x2800...0x28FF).contains(glyph.value) ? UInt8(glyph.value - 0x2800) : nil
  }

  /// One of the half blocks that every console font has.
  private static func blockForDots(_ dots: UInt8) -> Unicode.Scalar {
    let top = (dots & 0b0001_1011).nonzeroBitCount
    let bottom = (dots & 0b1110_0100).nonzeroBitCount
    let left = (dots & 0b0100_0111).nonzeroBitCount
    let right = (dots & 0b1011_1000).nonzeroBitCount
    if top + bottom == 0 { return " " }
    if top > 0 && bottom > 0 { return left == 0 ? "▐" : right == 0 ? "▌" : "█" }
    return top > 0 ? "▀" : "▄"
  }

  private static func ascii(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    if let dots = braille(glyph) { return asciiForDots(dots) }
    switch glyph.value {
    case 0x2500...0x257F: return line(glyph)
    case 0x2580...0x259F: return block(glyph)
    default: return symbols[glyph] ?? "?"
    }
  }

  /// Darker with more dots; few dots keep their height.
  private static func asciiForDots(_ dots: UInt8) -> Unicode.Scalar {
    let top = dots & 0b0000_1001
    let bottom = dots & 0b1100_0000
    switch dots.nonzeroBitCount {
    case 0: return " "
    case 1...2:
      return dots == top ? "'" : dots & bottom == dots ? "." : dots & (top | bottom) == 0 ? "-" : ":"
    case 3...4: return ":"
    case 5...6: return "*"
    default: return "#"
    }
  }

  private static func line(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph {
    case "─", "━", "┄", "┅", "┈", "┉", "╌", "╍", "╴", "╶", "╸", "╺", "╼", "╾": "-"
    case "│", "┃", "┆", "┇", "┊", "┋", "╎", "╏", "╵", "╷", "╹", "╻", "╽", "╿", "║": "|"
    case "═": "="
    case "╱": "/"
    case "╲": "\\"
    case "╳": "x"
    default: "+"
    }
  }

  private static func block(_ glyph: Unicode.Scalar) -> Unicode.Scalar {
    switch glyph {
    case "▁", "▂", "▏", "▎", "▖", "▗": "."
    case "▃", "▄", "▍", "▌", "▐", "▕": "="
    case "▀", "▔", "▘", "▝": "\""
    case "░": ":"
    case "▒": "+"
    case "▚", "▞", "▓": "%"
    default: "#"
    }
  }

  private static let symbols: [Unicode.Scalar: Unicode.Scalar] = [
    "\u{A0}": " ", "·": ".", "•": "*", "…": ".", "–": "-", "—": "-", "−": "-", "‑": "-", "×": "x", "÷": "/",
    "±": "~",
    "‘": "'", "’": "'", "“": "\"", "”": "\"", "«": "<", "»": ">", "°": "o", "′": "'", "‖": "|", "∣": "|",
    "●": "o", "○": ".", "◐": "%", "◑": "%", "◉": "@", "■": "#", "□": ".", "▪": "*", "▫": ".", "◆": "*",
    "◇": ".",
    "★": "*", "☆": ".", "✓": "v", "✔": "v", "✗": "x", "✘": "x", "☐": "o", "☑": "v", "☒": "x",
    "▸": ">", "▶": ">", "▷": ">", "►": ">", "›": ">", "◂": "<", "◀": "<", "◁": "<", "◄": "<", "‹": "<",
    "▴": "^", "▲": "^", "△": "^", "▾": "v", "▼": "v", "▽": "v",
    "←": "<", "→": ">", "↑": "^", "↓": "v", "↔": "-", "↕": "|", "↵": "<", "⏎": "<", "⇒": ">", "⇐": "<",
    "↻": "@",
    "⋮": ":", "⋯": "-", "⋅": ".", "∘": "o", "⊙": "o", "≤": "<", "≥": ">", "≈": "~", "≠": "!", "≡": "=",
    "∝": "~",
    "∞": "8", "√": "V", "∑": "S", "∏": "P", "∂": "d", "∇": "V", "∈": "e", "∫": "S", "ℓ": "l", "ℝ": "R",
    "ŷ": "y",
    "α": "a", "β": "b", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "n", "θ": "t", "κ": "k", "λ": "l",
    "μ": "u",
    "µ": "u", "ν": "v", "ξ": "x", "π": "p", "ρ": "r", "σ": "s", "τ": "t", "φ": "f", "ϕ": "f", "χ": "c",
    "ψ": "y",
    "ω": "w", "Γ": "G", "Δ": "D", "Θ": "T", "Λ": "L", "Π": "P", "Σ": "S", "Φ": "F", "Ψ": "Y", "Ω": "O",
    "²": "2", "³": "3", "¹": "1", "⁰": "0", "⁴": "4", "⁵": "5", "⁶": "6", "⁷": "7", "⁸": "8", "⁹": "9",
    "⁻": "-",
    "⁺": "+", "ⁿ": "n", "ᵀ": "T", "₀": "0", "₁": "1", "₂": "2", "₃": "3", "₄": "4", "₅": "5", "₆": "6",
    "₇": "7",
    "₈": "8", "₉": "9", "₊": "+", "₋": "-", "ₙ": "n", "ₜ": "t", "ᵢ": "i", "ⱼ": "j", "½": "/", "¼": "/",
    "⊕": "+",
    "⊗": "x", "⌈": "[", "⌉": "]", "⌊": "[", "⌋": "]", "⟨": "<", "⟩": ">", "▁": "_", "─": "-", "☼": "*",
    "⚠": "!",
    "é": "e", "è": "e", "ê": "e", "ë": "e", "á": "a", "à": "a", "â": "a", "ä": "a", "ã": "a", "å": "a",
    "ç": "c",
    "í": "i", "ì": "i", "î": "i", "ï": "i", "ñ": "n", "ó": "o", "ò": "o", "ô": "o", "ö": "o", "õ": "o",
    "ø": "o",
    "ú": "u", "ù": "u", "û": "u", "ü": "u", "ß": "s", "ý": "y", "ÿ": "y", "É": "E", "Á": "A", "Ä": "A",
    "Å": "A",
    "Ç": "C", "Í": "I", "Ñ": "N", "Ó": "O", "Ö": "O", "Ø": "O", "Ú": "U", "Ü": "U", "š": "s", "ž": "z",
    "č": "c",
    "ć": "c", "ř": "r", "ě": "e", "ł": "l", "ń": "n", "ą": "a", "ę": "e", "ś": "s", "ź": "z", "ż": "z",
  ]
}
