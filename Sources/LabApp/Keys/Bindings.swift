public import TerminalUI

/// Where keys are pressed: each context has its own table.
public enum Context: Sendable, Hashable, CaseIterable {
  case home, search, lesson, playground, prompt, progress, help, write, look
  /// A cursor over the panels of a lesson; a value that is typed there.
  case inspect, typing
  /// A pad to draw an image on; a text that invented text begins with.
  case drawing, beginning
  case microscope, gradientCheck, command, expecting, rehearsal
  case ledger, autopsy
  case presenter

  /// The context whose rows hold as well, where its keys are not taken: an instrument leaves the lesson's keys in force.
  public var parent: Context? {
    switch self {
    case .inspect, .drawing, .microscope, .gradientCheck, .rehearsal, .autopsy: .lesson
    default: nil
    }
  }
}

/// One row of the key table.
public struct Binding: Sendable, Hashable {
  public var context: Context
  public var keys: [Key]
  public var action: Action
  /// What help says about it.
  public var label: String
  /// One or two words for the bottom line; nil keeps it out of there.
  public var hint: String?

  init(_ context: Context, _ keys: [Key], _ action: Action, _ label: String, hint: String? = nil) {
    self.context = context
    self.keys = keys
    self.action = action
    self.label = label
    self.hint = hint
  }
}

/// The one table of keys: dispatch, help and the bottom line are made from it, in this order.
public enum Bindings {
  public static let all: [Binding] =
    home + search + lesson + playground + prompt + progress + help + inspect + typing + drawing + beginning
    + write + look + microscope + gradientCheck + command + expecting + rehearsal + ledger + autopsy
    + presenter

  /// The rows that hold in a context: its own, then those of its parent with the keys that are left.
  public static func of(_ context: Context) -> [Binding] {
    let own = all.filter { $0.context == context }
    guard let parent = context.parent else { return own }
    let taken = Set(own.flatMap(\.keys))
    return own
      + of(parent).compactMap { row in
        var rest = row
        rest.keys.removeAll(where: taken.contains)
        return rest.keys.isEmpty ? nil : rest
      }
  }

  public static func action(for key: Key, in context: Context) -> Action? {
    ownAction(for: key, in: context) ?? context.parent.flatMap { action(for: key, in: $0) }
  }

  /// The action of the context's own rows alone.
  static func ownAction(for key: Key, in context: Context) -> Action? {
    all.first { $0.context == context && $0.keys.contains(key) }?.action
  }

  /// Whether the context itself has a row for the action.
  static func isOwn(_ action: Action, in context: Context) -> Bool {
    all.contains { $0.context == context && $0.action == action }
  }

  private static let home: [Binding] =
    [
      Binding(.home, [.enter], .open, "open the selected lesson", hint: "open"),
      Binding(.home, ["c"], .resume, "continue where you were", hint: "continue"),
      Binding(.home, ["p"], .playground, "the playground: an experiment of your own", hint: "playground"),
      Binding(.home, ["/"], .search, "search by typing", hint: "search"),
      Binding(.home, [.up, "k"], .up, "lesson above, below"),
      Binding(.home, [.down, "j"], .down, "lesson above, below"),
      Binding(.home, [.left, "h"], .left, "lesson before, after"),
      Binding(.home, [.right, "l"], .right, "lesson before, after"),
      Binding(.home, [.home], .first, "first, last lesson"),
      Binding(.home, [.end], .last, "first, last lesson"),
    ] + anywhere(.home)

  private static let search: [Binding] = [
    Binding(.search, [.enter], .open, "open the selected lesson", hint: "open"),
    Binding(.search, [.escape], .back, "leave the search", hint: "leave the search"),
    Binding(.search, [.backspace], .erase, "take a letter back"),
    Binding(.search, [.up], .up, "match before, next match"),
    Binding(.search, [.down, .tab], .down, "match before, next match", hint: "next match"),
  ]

  private static let lesson: [Binding] =
    [
      Binding(
        .lesson, [.enter], .answer, "answer with the marked choice; type a knob's value", hint: "answer"),
      Binding(
        .lesson, ["1", "2", "3", "4", "5", "6", "7", "8", "9"], .number, "choose an answer, or a panel"),
      Binding(.lesson, [" "], .run, "run or pause", hint: "run"),
      Binding(.lesson, ["."], .step, "a step forward, back in time", hint: "step"),
      Binding(.lesson, [","], .stepBack, "a step forward, back in time", hint: "back"),
      Binding(.lesson, ["g"], .grain, "how far a step goes: operation to epoch"),
      Binding(.lesson, ["f"], .fork, "fork the run here: then turn one knob", hint: "fork"),
      Binding(.lesson, ["u"], .dropFork, "take the fork back"),
      Binding(.lesson, ["r"], .restart, "restart: same seed, new seed", hint: "restart"),
      Binding(.lesson, ["R"], .reseed, "restart: same seed, new seed"),
      Binding(.lesson, ["+", "="], .faster, "faster, slower"),
      Binding(.lesson, ["-"], .slower, "faster, slower"),
      Binding(.lesson, [.tab], .focusNext, "focus: text, panels, knobs", hint: "focus"),
      Binding(.lesson, [.backTab], .focusPrevious, "focus: text, panels, knobs"),
      Binding(.lesson, ["["], .turnDown, "turn the selected knob", hint: "turn"),
      Binding(.lesson, ["]"], .turnUp, "turn the selected knob"),
      Binding(.lesson, ["n"], .nextPage, "next page, page before", hint: "next"),
      Binding(.lesson, ["p"], .previousPage, "next page, page before", hint: "previous"),
      Binding(.lesson, ["x"], .chooseLane, "next lane: panels show it, forks turn it", hint: "lane"),
      Binding(.lesson, ["e"], .ledger, "ledger: what happened when", hint: "ledger"),
      Binding(.lesson, ["{"], .eventBefore, "in time to the event before, after"),
      Binding(.lesson, ["}"], .eventAfter, "in time to the event before, after"),
      Binding(.lesson, ["a"], .autopsy, "why the run diverged", hint: "autopsy"),
      Binding(.lesson, ["H"], .hint, "a hint for the task", hint: "hint"),
      Binding(.lesson, ["z"], .zoom, "zoom the panel, and back", hint: "zoom"),
      Binding(.lesson, ["y"], .log, "logarithmic scale on and off"),
      Binding(.lesson, ["i"], .inspect, "a cursor that tells the number under it", hint: "inspect"),
      Binding(.lesson, ["s"], .scale, "scale: per layer, whole net, fixed"),
      Binding(.lesson, ["D"], .drawing, "draw an image for the network", hint: "draw"),
      Binding(.lesson, ["T"], .prompt, "type what invented text begins with", hint: "type a text"),
      Binding(.lesson, ["d"], .describe, "describe the panel in words"),
      Binding(.lesson, ["c"], .receipt, "the receipt of this run, copied"),
      Binding(.lesson, ["m"], .microscope, "microscope: one weight in worked numbers", hint: "microscope"),
      Binding(.lesson, ["G"], .gradientCheck, "check the gradients against differences of the loss"),
      Binding(.lesson, ["E"], .expect, "draw the loss you expect, before the run"),
      Binding(.lesson, ["B"], .rehearsal, "rehearse early stopping on the recorded curve"),
      Binding(.lesson, ["V"], .choosePanel, "add a panel of your choice, or take it away"),
      Binding(.lesson, [":"], .command, "command line", hint: "command"),
      Binding(.lesson, [.up, "k"], .up, "choice, text or panel"),
      Binding(.lesson, [.down, "j"], .down, "choice, text or panel"),
      Binding(.lesson, [.left, "h"], .left, "knob or panel"),
      Binding(.lesson, [.right, "l"], .right, "knob or panel"),
      Binding(.lesson, [.pageUp], .scrollUp, "read on, back"),
      Binding(.lesson, [.pageDown], .scrollDown, "read on, back"),
      Binding(.lesson, [.home], .first, "begin, end of the text"),
      Binding(.lesson, [.end], .last, "begin, end of the text"),
    ] + anywhere(.lesson) + [Binding(.lesson, [.escape], .back, "one level out")]

  /// The sheet's own keys, then those of a lesson that have to do with its run and its panels.
  private static let playground: [Binding] =
    [
      Binding(.playground, [" "], .run, "run or pause", hint: "run"),
      Binding(
        .playground, [.enter], .edit, "type a value for the marked line; what a panel offers", hint: "type"),
      Binding(.playground, [.up, "k"], .up, "line or panel"),
      Binding(.playground, [.down, "j"], .down, "line or panel"),
      Binding(.playground, [.left, "h"], .left, "turn the line, or choose a panel"),
      Binding(.playground, [.right, "l"], .right, "turn the line, or choose a panel"),
      Binding(.playground, ["["], .turnDown, "turn the marked line", hint: "turn"),
      Binding(.playground, ["]"], .turnUp, "turn the marked line"),
      Binding(.playground, ["a"], .addLayer, "add a layer below", hint: "add layer"),
      Binding(
        .playground, ["D", .delete], .deleteLayer, "delete the layer; in the panels, draw an image",
        hint: "delete"),
    ]
    + lesson.compactMap { binding -> Binding? in
      let own: Set<Action> = [
        .run, .answer, .nextPage, .previousPage, .hint, .up, .down, .left, .right, .turnUp, .turnDown,
        .drawing,
      ]
      guard !own.contains(binding.action) else { return nil }
      var copy = binding
      copy.context = .playground
      switch binding.action {
      case .number: copy.label = "choose a panel"
      case .focusNext, .focusPrevious: copy.label = "focus: sheet, panels"
      case .scrollUp, .scrollDown: copy.label = "ten lines on, back"
      case .first, .last: copy.label = "first, last line"
      case .receipt: copy.hint = "receipt"
      // The small letter adds a layer here.
      case .autopsy: copy.keys = ["A"]
      default: break
      }
      return copy
    }
    + [Binding(.playground, ["S"], .save, "save the experiment to a file", hint: "save")]

  private static let prompt: [Binding] = [
    Binding(.prompt, [.enter], .accept, "take what was typed", hint: "take it"),
    Binding(.prompt, [.tab], .complete, "complete the name of a file", hint: "complete"),
    Binding(.prompt, [.backspace], .erase, "take a letter back"),
    Binding(.prompt, [.escape], .back, "leave it as it was", hint: "leave it"),
  ]

  private static let inspect: [Binding] = [
    Binding(.inspect, [.left, "h"], .left, "the number beside, above, below", hint: "move"),
    Binding(.inspect, [.right, "l"], .right, "the number beside, above, below"),
    Binding(.inspect, [.up, "k"], .up, "the number beside, above, below"),
    Binding(.inspect, [.down, "j"], .down, "the number beside, above, below"),
    Binding(.inspect, [.pageUp], .scrollUp, "ten numbers back, on"),
    Binding(.inspect, [.pageDown], .scrollDown, "ten numbers back, on"),
    Binding(.inspect, [.home], .first, "first, last number of the row"),
    Binding(.inspect, [.end], .last, "first, last number of the row"),
    Binding(.inspect, [.tab], .focusNext, "next panel, panel before", hint: "next panel"),
    Binding(.inspect, [.backTab], .focusPrevious, "next panel, panel before"),
    Binding(
      .inspect, [.enter], .answer, "go to the step, or set the weight, under the cursor", hint: "go there"),
    Binding(.inspect, ["F"], .freeze, "freeze the layer here, and thaw it", hint: "freeze layer"),
    Binding(.inspect, ["0"], .silence, "silence the unit here, and hear it again", hint: "silence"),
    Binding(.inspect, ["a"], .addExample, "add an example here", hint: "add"),
    Binding(.inspect, ["c"], .chooseClass, "the class of examples that are added", hint: "class"),
    Binding(.inspect, ["v"], .moveExample, "pick up an example, put it down", hint: "move"),
    Binding(.inspect, ["t"], .flipExample, "flip the class of the example", hint: "flip"),
    Binding(.inspect, [.delete, .backspace], .removeExample, "remove the example", hint: "remove"),
    Binding(.inspect, ["o"], .plantOutlier, "plant an outlier here", hint: "outlier"),
    Binding(.inspect, [.escape, "i"], .back, "put the cursor away", hint: "put away"),
  ]

  private static let drawing: [Binding] = [
    Binding(.drawing, [.left, "h"], .left, "move the pen", hint: "move"),
    Binding(.drawing, [.right, "l"], .right, "move the pen"),
    Binding(.drawing, [.up, "k"], .up, "move the pen"),
    Binding(.drawing, [.down, "j"], .down, "move the pen"),
    Binding(.drawing, [" "], .pen, "draw or erase the pixel", hint: "draw, erase"),
    Binding(.drawing, [.enter], .answer, "pen down, pen up: lines are drawn by moving", hint: "pen down"),
    Binding(.drawing, [.delete, .backspace, "c"], .clear, "clear the pad", hint: "clear"),
    Binding(.drawing, [.escape, "D"], .back, "put the pad away", hint: "put away"),
  ]

  private static let beginning: [Binding] = [
    Binding(.beginning, [.enter], .open, "let the text begin so", hint: "take it"),
    Binding(.beginning, [.up], .up, "bolder, tamer: the temperature", hint: "temperature"),
    Binding(.beginning, [.down], .down, "bolder, tamer: the temperature"),
    Binding(.beginning, [.backspace], .erase, "take a character back"),
    Binding(.beginning, [.escape], .back, "put it away", hint: "put away"),
  ]

  private static let typing: [Binding] = [
    Binding(.typing, [.enter], .open, "take the value", hint: "take it"),
    Binding(.typing, [.escape], .back, "leave it as it is", hint: "leave it"),
    Binding(.typing, [.backspace], .erase, "take a character back"),
  ]

  private static let progress: [Binding] = scrolling(.progress)
  private static let help: [Binding] = scrolling(.help)

  private static let write: [Binding] = [
    Binding(.write, [.enter], .write, "write the file", hint: "write"),
    Binding(.write, [.tab], .focusNext, "another kind of file", hint: "kind of file"),
    Binding(.write, [.backTab], .focusPrevious, "another kind of file"),
    Binding(.write, [.backspace], .erase, "take a letter back"),
    Binding(.write, [.escape], .back, "write nothing", hint: "write nothing"),
  ]

  private static let look: [Binding] = [
    Binding(.look, [.left, "h"], .left, "turn the marked row"),
    Binding(.look, [.right, "l", .enter], .right, "turn the marked row", hint: "turn"),
    Binding(.look, [.up, "k"], .up, "row above, below"),
    Binding(.look, [.down, "j", .tab], .down, "row above, below", hint: "row"),
    Binding(.look, [.escape, "L"], .back, "back", hint: "back"),
    Binding(.look, ["w"], .write, "write the screen to a file"),
    Binding(.look, ["M"], .mouse, "the mouse on and off"),
    Binding(.look, ["?"], .help, "keys of this screen", hint: "help"),
    Binding(.look, ["q"], .quit, "leave; everything is saved", hint: "quit"),
  ]

  private static let ledger: [Binding] =
    [Binding(.ledger, [.enter], .open, "go there in time", hint: "go there")] + scrolling(.ledger)

  private static let autopsy: [Binding] = [
    Binding(.autopsy, ["1", "2", "3"], .remedy, "back to a sound state; half the rate; clipped"),
    Binding(.autopsy, [.escape], .back, "close the autopsy, just look", hint: "just look"),
  ]

  private static func scrolling(_ context: Context) -> [Binding] {
    [
      Binding(context, [.escape, ownKey(context)], .back, "back", hint: "back"),
      Binding(context, [.up, "k"], .up, "up, down"),
      Binding(context, [.down, "j"], .down, "up, down"),
      Binding(context, [.pageUp], .scrollUp, "a screen up, down"),
      Binding(context, [.pageDown, " "], .scrollDown, "a screen up, down"),
      Binding(context, [.home], .first, "top, end"),
      Binding(context, [.end], .last, "top, end"),
    ] + (context == .help ? [] : [Binding(context, ["?"], .help, "keys of this screen", hint: "help")])
      + (context == .help ? [] : [Binding(context, ["w"], .write, "write the screen to a file")])
      + [Binding(context, ["M"], .mouse, "the mouse on and off")]
      + [Binding(context, ["q"], .quit, "leave; everything is saved", hint: "quit")]
  }

  /// The key that opens an overlay also closes it.
  private static func ownKey(_ context: Context) -> Key {
    switch context {
    case .help: "?"
    case .ledger: "e"
    default: "P"
    }
  }

  private static func anywhere(_ context: Context) -> [Binding] {
    [
      Binding(context, ["P"], .progress, "progress", hint: context == .home ? "progress" : nil),
      Binding(context, ["w"], .write, "write to a file: the screen, curves, weights"),
      Binding(context, ["L"], .look, "theme and glyphs"),
      Binding(context, ["M"], .mouse, "the mouse on and off"),
      Binding(context, ["?"], .help, "keys of this screen", hint: "help"),
      Binding(context, ["q"], .quit, "leave; everything is saved", hint: context == .home ? "quit" : nil),
    ]
  }
}

extension Key {
  /// What the keyboard has on it.
  public var name: String {
    switch self {
    case .character(" "): "Space"
    case .character(let scalar): String(scalar)
    case .control(let scalar): "Ctrl-\(scalar)"
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backTab: "Shift-Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}

extension Binding {
  /// Its keys as help shows them: `↑ k`, `1-9`.
  public var keyNames: String {
    keys.count > 4 ? "\(keys[0].name)-\(keys[keys.count - 1].name)" : keys.map(\.name).joined(separator: " ")
  }
}
