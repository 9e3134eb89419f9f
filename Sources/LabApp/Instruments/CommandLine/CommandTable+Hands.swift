import Experiments
import Neural
import TerminalUI

/// What is done by hand, and what is taken out of the lab or brought in.
extension CommandTable {
  // MARK: by hand

  static let touching: [CommandRow] = [
    CommandRow(
      "weight",
      [.count("LAYER", least: 1), .count("UNIT", least: 1), .word("INPUT", ["bias"]), .number("VALUE")],
      "sets a weight, or with bias in place of the input a bias"
    ) { words, screen, world throws(SettingError) in
      let (layer, unit) = (Int(words[0]) ?? 1, Int(words[1]) ?? 1)
      return try screen.touch(
        .set(layer: layer, unit: unit, input: Int(words[2]), to: Float(words[3]) ?? 0), world)
    },
    hand("freeze", [.count("LAYER", least: 1)], "the layer keeps its weights from here on") {
      .freeze(layer: Int($0[0]) ?? 1, isOn: true)
    },
    hand("thaw", [.count("LAYER", least: 1)], "the layer learns again") {
      .freeze(layer: Int($0[0]) ?? 1, isOn: false)
    },
    hand("silence", [.count("LAYER", least: 1), .count("UNIT", least: 1)], "the unit puts out zero") {
      .silence(layer: Int($0[0]) ?? 1, unit: Int($0[1]) ?? 1, isOn: true)
    },
    hand("hear", [.count("LAYER", least: 1), .count("UNIT", least: 1)], "the silenced unit speaks again") {
      .silence(layer: Int($0[0]) ?? 1, unit: Int($0[1]) ?? 1, isOn: false)
    },
    hand("add", [.number("X"), .number("Y"), .number("TARGET")], "adds a training example there") {
      .add(x: Float($0[0]) ?? 0, y: Float($0[1]) ?? 0, target: Float($0[2]) ?? 0)
    },
    hand("move", [.count("EXAMPLE", least: 1), .number("X"), .number("Y")], "moves a training example") {
      .move(example: (Int($0[0]) ?? 1) - 1, x: Float($0[1]) ?? 0, y: Float($0[2]) ?? 0)
    },
    hand("label", [.count("EXAMPLE", least: 1), .number("TARGET")], "gives an example another target") {
      .relabel(example: (Int($0[0]) ?? 1) - 1, target: Float($0[1]) ?? 0)
    },
    hand("remove", [.count("EXAMPLE", least: 1)], "takes a training example out") {
      .remove(example: (Int($0[0]) ?? 1) - 1)
    },
  ]

  /// - Parameter make: of words that were checked.
  private static func hand(
    _ name: String, _ arguments: [CommandRow.Argument], _ help: String,
    make: @escaping @Sendable ([String]) -> Intervention
  ) -> CommandRow {
    CommandRow(name, arguments, help) { words, screen, world throws(SettingError) in
      try screen.touch(make(words), world)
    }
  }

  // MARK: out and in

  private static let forms: [String: TakeawayForm] = [
    "pytorch": .py, "csv": .csv, "safetensors": .safetensors, "text": .txt, "ansi": .ansi, "svg": .svg,
  ]

  static let taking: [CommandRow] = [
    CommandRow("receipt", "the receipt of this run, copied", key: .receipt),
    CommandRow("save", [.file], "saves the experiment as it stands to a .yaml file") {
      words, screen, world throws(SettingError) in
      try screen.save(words[0], world)
    },
    CommandRow("load", [.file], "opens a saved experiment, a CSV table or a receipt in the playground") {
      words, _, world throws(SettingError) in
      try LessonScreen.load(words[0], world)
    },
    CommandRow(
      "export", [.word("FORM", ["pytorch", "csv", "safetensors", "text", "ansi", "svg"]), .file], optional: 1,
      "writes the experiment, its curves, its weights or the screen to a new file"
    ) { words, screen, world throws(SettingError) in
      guard let form = forms[words[0]] else { throw SettingError("export does not write that form") }
      let name = words.count > 1 ? words[1] : screen.exhibit(in: world).name
      return .asking(
        .write(name: TakeawayForm(endingOf: name) == form ? name : "\(name).\(form.rawValue)", form))
    },
    CommandRow("write", [], "asks for a file's name and kind", action: .write) { _, _, _ in
      .asking(.show(.write))
    },
    CommandRow("look", [], "theme and glyphs", action: .look) { _, _, _ in .asking(.show(.look)) },
    CommandRow("playground", [], "an experiment of your own") { _, _, _ in .asking(.playground) },
  ]
}
