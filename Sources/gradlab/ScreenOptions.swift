import ArgumentParser
import CursesDriver
import LabApp
import TerminalUI

/// The options of every command that opens the screen.
struct ScreenOptions: ParsableArguments {
  @Flag(help: "Draw with ASCII characters only.")
  var ascii = false

  @Flag(help: "Line by line, without a screen: for screen readers, teletypes and scripts.")
  var plain = false

  @Option(
    help: ArgumentHelp("The colours: \(themes.joined(separator: ", ")).", valueName: "name"),
    completion: .list(themes), transform: parseTheme)
  var theme: Look.Theme?

  @Flag(inversion: .prefixedNo, help: "Use colours whatever NO_COLOR says, or none.")
  var color: Bool?

  @Option(
    help: ArgumentHelp(
      "Pictures a second while something trains, 1 to 60; keys are answered at once whatever it is.",
      valueName: "number"),
    transform: parseRate)
  var fps = FrameLoop.usualRate

  @Flag(help: "Listen to the mouse from the start; M switches it off and on.")
  var mouse = false

  var terminal: TerminalOptions {
    TerminalOptions(ascii: ascii, colour: color, theme: theme, mouse: mouse)
  }

  /// Whether lines are to be used: asked for, or all that this terminal can do.
  var isPlain: Bool { plain || LineTerminal.isOnlyChoice }

  /// The playground is a screen; in lines its experiments are run and their receipts repeated by `gradlab run`.
  func refusePlain() throws {
    guard plain else { return }
    throw ValidationError(
      "The playground needs a screen; without one, gradlab run takes the same file, or the same receipt.")
  }

  static let themes = Look.Theme.allCases.map(\.rawValue)

  static func parseRate(_ text: String) throws -> Int {
    guard let rate = Int(text), (1...60).contains(rate) else {
      throw ValidationError("\"\(text)\" is not a number of pictures a second; give one from 1 to 60.")
    }
    return rate
  }

  /// The theme of that name; an unknown one is refused with the names there are.
  static func parseTheme(_ name: String) throws -> Look.Theme {
    guard let theme = Look.Theme(rawValue: name) else {
      throw ValidationError("There is no theme `\(name)`; there are \(themes.joined(separator: ", ")).")
    }
    return theme
  }
}
