import CCurses
import Glibc
public import TerminalUI

/// What can be known about the terminal and the locale without opening a screen.
public struct Surroundings: Sendable, Hashable {
  /// TERM, `nil` when unset or empty.
  public var name: String?
  public var isInputTerminal: Bool
  public var isOutputTerminal: Bool
  /// Whether the terminal database has an entry for the name.
  public var isKnown: Bool
  /// Whether text can be put at any place and the screen be cleared.
  public var canPlaceText: Bool
  /// How many colours it shows, 0 for none.
  public var colours: Int
  /// The locale in force, such as `C.UTF-8`.
  public var locale: String
  public var isUnicode: Bool
  public var size: Size?
  /// The variables that matter here and are set.
  public var environment: [String: String]

  public init(
    name: String?, isInputTerminal: Bool = true, isOutputTerminal: Bool = true, isKnown: Bool = true,
    canPlaceText: Bool = true, colours: Int = 256, locale: String = "C.UTF-8", isUnicode: Bool = true,
    size: Size? = nil, environment: [String: String] = [:]
  ) {
    self.name = name
    self.isInputTerminal = isInputTerminal
    self.isOutputTerminal = isOutputTerminal
    self.isKnown = isKnown
    self.canPlaceText = canPlaceText
    self.colours = colours
    self.locale = locale
    self.isUnicode = isUnicode
    self.size = size
    self.environment = environment
  }
}

extension Surroundings {
  /// Of the terminal that output goes to; nil where it goes elsewhere, or the terminal does not tell.
  public static var outputSize: Size? {
    let window = lab_window_size(STDOUT_FILENO)
    return window.columns > 0 ? Size(width: Int(window.columns), height: Int(window.rows)) : nil
  }

  /// Looks around, and adopts the locale of the environment for characters.
  public static func examine() -> Surroundings {
    let environment = relevantEnvironment()
    let name = environment["TERM"].flatMap { $0.isEmpty ? nil : $0 }
    let isKnown = name != nil && lab_load_description()
    let locale = lab_adopt_locale(substituteLocale(environment)).map { String(cString: $0) } ?? "C"
    return Surroundings(
      name: name,
      isInputTerminal: isatty(STDIN_FILENO) == 1,
      isOutputTerminal: isatty(STDOUT_FILENO) == 1,
      isKnown: isKnown,
      canPlaceText: isKnown && capability("cup") != nil && capability("clear") != nil,
      colours: isKnown ? max(Int(tigetnum("colors")), 0) : 0,
      locale: locale,
      isUnicode: String(cString: lab_character_set()) == "UTF-8",
      size: outputSize,
      environment: environment)
  }

  private static func relevantEnvironment() -> [String: String] {
    let names = [
      "TERM", "NO_COLOR", "COLORFGBG", "SSH_CONNECTION", "TMUX", "STY", "LC_ALL", "LC_CTYPE", "LANG",
    ]
    var found: [String: String] = [:]
    for name in names {
      if let value = getenv(name) { found[name] = String(cString: value) }
    }
    return found
  }

  /// The locale to take when that of the environment does not exist or says nothing.
  ///
  /// Containers and remote logins often name a UTF-8 locale that is not installed, or none at all. A multiplexer decides
  /// by the same variables whether to pass on UTF-8, so inside one their silence is taken at its word.
  static func substituteLocale(_ environment: [String: String]) -> String? {
    guard let asked = localeVariable(environment).flatMap({ environment[$0] }) else {
      return environment["TMUX"] == nil && environment["STY"] == nil ? "C.UTF-8" : nil
    }
    let ending = asked.lowercased()
    return ending.hasSuffix("utf-8") || ending.hasSuffix("utf8") ? "C.UTF-8" : nil
  }

  /// The variable that decides about characters, where one is set.
  private static func localeVariable(_ environment: [String: String]) -> String? {
    ["LC_ALL", "LC_CTYPE", "LANG"].first { environment[$0].map { !$0.isEmpty } ?? false }
  }

  /// The variable that has to be set for another locale.
  public var localeVariable: String { Self.localeVariable(environment) ?? "LANG" }

  /// A string of the terminal's description, without its padding marks `$<5>`.
  static func capability(_ name: String) -> String? {
    guard let text = lab_capability(name) else { return nil }
    var pieces = String(cString: text).split(separator: "$<", omittingEmptySubsequences: false)
    for index in pieces.indices.dropFirst() {
      pieces[index] = pieces[index].drop { $0 != ">" }.dropFirst()
    }
    return pieces.joined()
  }
}

extension Surroundings {
  /// Why no screen can be opened here; `nil` when one can.
  public var problem: TerminalProblem? {
    guard isInputTerminal else { return .notATerminal(stream: "standard input") }
    guard isOutputTerminal else { return .notATerminal(stream: "standard output") }
    guard let name else { return .unnamed }
    guard isKnown else { return .unknown(name: name) }
    return canPlaceText ? nil : .tooSimple(name: name)
  }

  /// Whether what is drawn travels over a network.
  public var isRemote: Bool { environment["SSH_CONNECTION"].map { !$0.isEmpty } ?? false }

  /// The richest look that the terminal, the locale and the person's wishes allow.
  public func look(_ options: TerminalOptions = TerminalOptions()) -> Look {
    Look(
      capability: Capability(colours: colourLevel(options), glyphs: options.ascii ? .ascii : glyphLimit),
      theme: options.theme ?? (hasLightBackground ? .light : .dark))
  }

  /// What the hardware can do, whatever the person wishes.
  var limit: Capability {
    Capability(
      colours: colours >= 256 ? .full : colours >= 8 ? .eight : .mono, glyphs: isUnicode ? .braille : .ascii)
  }

  private var glyphLimit: Capability.Glyphs {
    guard isUnicode else { return .ascii }
    return isConsole ? .block : .braille
  }

  private func colourLevel(_ options: TerminalOptions) -> Capability.Colours {
    let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    let asksForColour = options.theme != nil && options.theme != .mono
    return options.colour ?? (asksForColour || !refused) ? limit.colours : .mono
  }

  /// The console of Linux, whose font has no braille.
  private var isConsole: Bool { name == "linux" || (name?.hasPrefix("linux-") ?? false) }

  /// COLORFGBG is `foreground;background` in ANSI numbers, of which 7 and 15 are white.
  private var hasLightBackground: Bool {
    let background = environment["COLORFGBG"]?.split(separator: ";").last.flatMap { Int($0) }
    return background == 7 || background == 15
  }

  /// Whether the terminal understands bracketed paste and synchronized output, or at least ignores them.
  var knowsPrivateModes: Bool {
    let families = [
      "xterm", "tmux", "screen", "foot", "alacritty", "kitty", "ghostty", "wezterm", "rxvt", "st-", "vte",
      "konsole",
    ]
    return families.contains { name?.hasPrefix($0) ?? false }
  }
}
