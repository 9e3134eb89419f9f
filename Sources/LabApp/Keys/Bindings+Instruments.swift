import TerminalUI

/// The rows of the instruments; those of the lesson hold beside them.
extension Bindings {
  static let microscope: [Binding] = [
    Binding(.microscope, ["m", .escape], .back, "put the microscope away", hint: "away"),
    Binding(.microscope, [.tab], .focusNext, "layer", hint: "layer"),
    Binding(.microscope, [.backTab], .focusPrevious, "layer"),
    Binding(.microscope, [.up, "k"], .up, "unit before, next unit", hint: "unit"),
    Binding(.microscope, [.down, "j"], .down, "unit before, next unit"),
    Binding(.microscope, [.left, "h"], .left, "weight before, next weight", hint: "weight"),
    Binding(.microscope, [.right, "l"], .right, "weight before, next weight"),
    Binding(.microscope, ["<"], .previousExample, "example before, next example", hint: "example"),
    Binding(.microscope, [">"], .nextExample, "example before, next example"),
    Binding(.microscope, ["("], .previousPlace, "position of a filter, or step of a sequence", hint: "place"),
    Binding(.microscope, [")"], .nextPlace, "position of a filter, or step of a sequence"),
    Binding(.microscope, ["o"], .gate, "gate of a recurrent unit", hint: "gate"),
    Binding(.microscope, [.pageUp], .scrollUp, "read on, back"),
    Binding(.microscope, [.pageDown], .scrollDown, "read on, back", hint: "read on"),
  ]

  static let gradientCheck: [Binding] = [
    Binding(.gradientCheck, [.escape], .back, "put the table away", hint: "away"),
    Binding(
      .gradientCheck, ["G", .enter], .gradientCheck, "check again, in the present state", hint: "check again"),
    Binding(.gradientCheck, [.pageUp], .scrollUp, "read on, back"),
    Binding(.gradientCheck, [.pageDown], .scrollDown, "read on, back"),
  ]

  /// It takes letters, so no other rows hold beside these.
  static let command: [Binding] = [
    Binding(.command, [.enter], .open, "do it", hint: "do it"),
    Binding(.command, [.tab], .complete, "complete", hint: "complete"),
    Binding(.command, [.up], .up, "line before, line after", hint: "line before"),
    Binding(.command, [.down], .down, "line before, line after"),
    Binding(.command, [.backspace], .erase, "take a letter back"),
    Binding(.command, [.escape], .back, "leave the line", hint: "leave"),
  ]

  /// The run waits while one draws, so no other rows hold beside these.
  static let expecting: [Binding] = [
    Binding(.expecting, [.left, "h"], .left, "pen to the left, to the right", hint: "along"),
    Binding(.expecting, [.right, "l"], .right, "pen to the left, to the right"),
    Binding(.expecting, [.up, "k"], .up, "pen up, down", hint: "height"),
    Binding(.expecting, [.down, "j"], .down, "pen up, down"),
    Binding(.expecting, [.enter], .open, "the curve is done", hint: "done"),
    Binding(.expecting, [.escape, "E"], .back, "forget the curve", hint: "forget"),
  ]

  static let rehearsal: [Binding] = [
    Binding(.rehearsal, ["["], .turnDown, "less patience, more", hint: "patience"),
    Binding(.rehearsal, ["]"], .turnUp, "less patience, more"),
    Binding(.rehearsal, [.escape, "B"], .back, "put the rehearsal away", hint: "away"),
  ]
}
