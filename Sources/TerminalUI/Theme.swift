extension Look {
  /// The style of a meaning under this theme and capability. Colour never carries a meaning alone: at the mono level
  /// meanings differ by attribute, and the drawings add words or markers.
  public func style(_ ink: Ink) -> Style {
    guard capability.colours != .mono, theme != .mono else { return monoStyle(ink) }
    if capability.colours == .eight { return eightStyle(ink) }
    return theme == .contrast ? contrastStyle(ink) : fullStyle(ink)
  }

  private func fullStyle(_ ink: Ink) -> Style {
    let light = theme == .light
    switch ink {
    case .text: return .plain
    case .dim: return Style(Colour(light ? 243 : 245))
    case .strong: return Style(.standard, .bold)
    case .title: return Style(Colour(light ? 24 : 117), .bold)
    case .accent, .key: return Style(Colour(light ? 25 : 117))
    case .border: return Style(Colour(light ? 250 : 239))
    case .selection: return Style(Colour(light ? 255 : 231), on: Colour(light ? 25 : 24), .bold)
    case .good: return Style(Colour(light ? 29 : 79))
    case .warning: return Style(Colour(light ? 130 : 214))
    case .bad: return Style(Colour(light ? 160 : 203), .bold)
    case .training: return Style(Colour(light ? 25 : 117))
    case .validation: return Style(Colour(light ? 130 : 208))
    case .test: return Style(Colour(light ? 93 : 139))
    case .positive: return Style(Colour(light ? 25 : 74))
    case .negative: return Style(Colour(light ? 130 : 208))
    case .lane(let i):
      let dark: [UInt8] = [117, 208, 29, 139, 226, 27, 160, 250]
      let bright: [UInt8] = [25, 130, 29, 93, 60, 160, 139, 95]
      return Style(Colour((light ? bright : dark)[((i % 8) + 8) % 8]))
    }
  }

  /// Everything that is read stands out from black by 10 : 1 or more, lines by 7 : 1.
  private func contrastStyle(_ ink: Ink) -> Style {
    switch ink {
    case .text: return Style(Colour(231))
    case .dim: return Style(Colour(252))
    case .strong: return Style(Colour(231), .bold)
    case .title, .accent, .key: return Style(Colour(159), ink == .accent ? [] : .bold)
    case .border: return Style(Colour(247))
    case .selection: return Style(Colour(16), on: Colour(229), .bold)
    case .good: return Style(Colour(157), .bold)
    case .warning: return Style(Colour(226), .bold)
    case .bad: return Style(Colour(231), on: Colour(124), .bold)
    case .training, .positive: return Style(Colour(123))
    case .validation, .negative: return Style(Colour(215))
    case .test: return Style(Colour(225))
    case .lane(let i): return Style(Colour([123, 215, 157, 225, 226, 153, 217, 255][((i % 8) + 8) % 8]))
    }
  }

  private func eightStyle(_ ink: Ink) -> Style {
    switch ink {
    case .text, .border: return .plain
    case .dim: return Style(.standard, .dim)
    case .strong: return Style(.standard, .bold)
    case .title, .accent, .key, .training, .positive: return Style(Colour(6), ink == .title ? .bold : [])
    case .selection: return Style(.standard, .reverse)
    case .good: return Style(Colour(2))
    case .warning, .validation, .negative: return Style(Colour(3))
    case .bad: return Style(Colour(1), .bold)
    case .test: return Style(Colour(5))
    case .lane(let i): return Style(Colour([6, 3, 5, 2, 1, 7][((i % 6) + 6) % 6]))
    }
  }

  private func monoStyle(_ ink: Ink) -> Style {
    switch ink {
    case .title, .strong, .accent, .key, .warning, .bad: return Style(.standard, .bold)
    case .selection: return Style(.standard, .reverse)
    default: return .plain
    }
  }
}

extension Style {
  public init(_ foreground: Colour, _ attributes: Attributes) {
    self.init(foreground, on: .standard, attributes)
  }
}
