import TerminalUI

/// The keys of a presentation. A clicker sends `PgDn`, `PgUp` and `b`.
extension Bindings {
  static let presenter: [Binding] = [
    Binding(.presenter, ["n", .pageDown], .nextPage, "next scene, scene before", hint: "next"),
    Binding(.presenter, ["p", .pageUp], .previousPage, "next scene, scene before"),
    Binding(.presenter, ["1", "2", "3", "4", "5", "6", "7", "8", "9"], .number, "scene of that number"),
    Binding(.presenter, [" "], .run, "run or pause", hint: "run"),
    Binding(.presenter, ["."], .step, "a step forward, back in time"),
    Binding(.presenter, [","], .stepBack, "a step forward, back in time"),
    Binding(.presenter, ["g"], .grain, "how far a step goes: operation to epoch"),
    Binding(.presenter, ["r"], .restart, "back to the scene's prepared state"),
    Binding(.presenter, ["+", "="], .faster, "faster, slower"),
    Binding(.presenter, ["-"], .slower, "faster, slower"),
    Binding(.presenter, ["["], .turnDown, "turn the knob"),
    Binding(.presenter, ["]"], .turnUp, "turn the knob"),
    Binding(.presenter, ["f"], .fork, "fork the run here: the knob turns the fork"),
    Binding(.presenter, ["u"], .dropFork, "take the fork back"),
    Binding(.presenter, ["x"], .chooseLane, "next lane: panels show it"),
    Binding(.presenter, ["z"], .zoom, "one panel alone, the next, both"),
    Binding(.presenter, [.up], .up, "show and move the pointer"),
    Binding(.presenter, [.down], .down, "show and move the pointer"),
    Binding(.presenter, [.left], .left, "show and move the pointer"),
    Binding(.presenter, [.right], .right, "show and move the pointer"),
    Binding(.presenter, ["P"], .pointer, "pointer on and off"),
    Binding(.presenter, ["b"], .blank, "black screen, white screen"),
    Binding(.presenter, ["W"], .blankWhite, "black screen, white screen"),
    Binding(.presenter, ["t"], .times, "time of each scene and the plan"),
    Binding(.presenter, [.escape], .back, "put away pointer, time and zoom"),
    Binding(.presenter, ["?"], .help, "keys of this screen", hint: "help"),
    Binding(.presenter, ["q"], .quit, "leave the presentation", hint: "quit"),
  ]

  /// The names of all keys of a presentation.
  public static var presenterKeys: Set<String> { Set(presenter.flatMap(\.keys).map(\.name)) }
}
