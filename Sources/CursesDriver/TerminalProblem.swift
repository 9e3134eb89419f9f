/// Why a screen cannot be opened here; its description is one sentence with the remedy.
public enum TerminalProblem: Error, Sendable, Hashable {
  case notATerminal(stream: String)
  case unnamed
  case unknown(name: String)
  /// Known, but without a cursor that can be moved, such as `dumb`.
  case tooSimple(name: String)
  case refused
}

extension TerminalProblem: CustomStringConvertible {
  public var description: String {
    "\(reason); \(remedy), or use `run`, `list` or `draw`, which need no terminal."
  }

  private var reason: String {
    switch self {
    case .notATerminal(let stream): "The screen needs a terminal, and \(stream) is none"
    case .unnamed: "TERM is not set, so the kind of terminal is unknown"
    case .unknown(let name): "TERM=\(name) is not a terminal that this system knows"
    case .tooSimple(let name): "TERM=\(name) cannot place text on a screen"
    case .refused: "The terminal could not be opened"
    }
  }

  private var remedy: String {
    switch self {
    case .notATerminal: "start gradlab without a pipe or redirection"
    case .unnamed, .unknown, .tooSimple: "try `TERM=xterm-256color gradlab`"
    case .refused: "try another terminal"
    }
  }
}
