/// The manual page of a command and its subcommands, in the macros of man(7).
struct ManualPage {
  /// What the argument parser tells of itself.
  struct Tool: Decodable {
    var command: Command
  }

  struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var shouldDisplay: Bool?
    var subcommands: [Command]?
    var arguments: [Argument]?
  }

  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
      var dashed: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    var kind: String
    var shouldDisplay: Bool
    var isOptional: Bool
    var isRepeating: Bool
    var names: [Name]?
    var valueName: String?
    var defaultValue: String?
    var abstract: String?
  }

  private let command: Command
  /// When it was made, as year-month-day.
  private let date: String

  init(_ command: Command, date: String) {
    self.command = command
    self.date = date
  }

  var text: String {
    (heading + [".SH COMMANDS"] + shown(command).flatMap(section) + closing).joined(separator: "\n") + "\n"
  }

  private func shown(_ command: Command) -> [Command] {
    (command.subcommands ?? []).filter { $0.shouldDisplay != false && $0.commandName != "help" }
  }

  private var heading: [String] {
    let name = command.commandName
    // A date with escaped hyphens is no date to a formatter.
    let day = date.filter { $0.isNumber || $0 == "-" }
    return [
      ".\\\" Made by `\(name) manual` from the commands themselves.",
      ".TH \(name.uppercased()) 1 \"\(day)\" \"\(name)\" \"User Commands\"", ".SH NAME",
      "\(name) \\- \(Self.plain(Self.sentence(command.abstract)))", ".SH SYNOPSIS", ".B \(name)",
      ".RI [ command \" [\" options ]]", ".SH DESCRIPTION",
      Self.prose(Self.example(command.discussion).words),
      ".PP",
      "Without a terminal the lab itself cannot be opened;",
      ".BR list , \" run \" and \" draw\"", "need none.",
    ]
  }

  private func section(_ command: Command) -> [String] {
    let arguments = (command.arguments ?? []).filter {
      argument in argument.shouldDisplay && !(argument.names ?? []).contains { $0.name == "help" }
    }
    let usage = arguments.filter { $0.kind == "positional" }.map { argument in
      let name = "\\fI\(Self.plain(argument.valueName ?? "value"))\\fR" + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    let options = arguments.contains { $0.kind != "positional" } ? ["[\\fIoptions\\fR]"] : []
    let title = ["\\fB\(self.command.commandName) \(command.commandName)\\fR"] + usage + options
    let (words, examples) = Self.example(command.discussion)
    return [".SS \"\(title.joined(separator: " "))\"", Self.prose(command.abstract ?? "")]
      + (words.isEmpty ? [] : [".PP", Self.prose(words)]) + arguments.flatMap(Self.entry)
      + (examples.isEmpty ? [] : [".PP", "For example:", ".PP", ".nf", ".RS"])
      + examples.map(Self.line) + (examples.isEmpty ? [] : [".RE", ".fi"])
  }

  private static func entry(_ argument: Argument) -> [String] {
    let value = argument.valueName.map { "\\fI\(plain($0))\\fR" } ?? ""
    let names = (argument.names ?? []).map { "\\fB\(plain($0.dashed))\\fR" }.joined(separator: ", ")
    let tag = argument.kind == "positional" ? value : argument.kind == "flag" ? names : "\(names) \(value)"
    let preset = argument.kind == "flag" ? nil : argument.defaultValue.map { " Default: \($0)." }
    return [".TP", tag, prose((argument.abstract ?? "") + (preset ?? ""))]
  }

  private var closing: [String] {
    let files: [(String, String)] = [
      ("share/gradlab/lessons", "The lessons, beside the program or one folder above it."),
      ("share/gradlab/assets/data", "The data sets."),
      ("~/.local/share/gradlab/lessons", "Lessons of your own; XDG_DATA_HOME moves them."),
      ("~/.local/state/gradlab", "Progress, and the look that was chosen; XDG_STATE_HOME moves them."),
    ]
    let variables: [(String, String)] = [
      ("GRADLAB_LESSONS", "A further folder of lessons; they win over those of the same name."),
      ("GRADLAB_ASSETS", "The folder with the data sets in it, instead of the one that was installed."),
      ("NO_COLOR", "Not empty: no colours, unless --color is given."),
      ("TERM, LC_ALL, LC_CTYPE, LANG, COLORFGBG", "What the terminal shows, and on which ground."),
    ]
    let statuses: [(String, String)] = [
      ("0", "Done."), ("1", "What was asked for failed: a lesson, a goal, a run that had to converge."),
      ("2", "The request was wrong; a sentence says how."), ("128 + n", "Ended by signal n."),
    ]
    return Self.list("FILES", files) + Self.list("ENVIRONMENT", variables)
      + Self.list("EXIT STATUS", statuses)
  }

  private static func list(_ title: String, _ entries: [(String, String)]) -> [String] {
    [".SH \(title.contains(" ") ? "\"\(title)\"" : title)"]
      + entries.flatMap { [".TP", "\\fB\(plain($0))\\fR", prose($1)] }
  }

  // MARK: text

  /// The words of a discussion, and the lines of its examples.
  private static func example(_ discussion: String?) -> (words: String, examples: [String]) {
    var words: [String] = []
    var examples: [String] = []
    for line in (discussion ?? "").split(separator: "\n") {
      let parts = line.split(separator: "Example: ", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        words.append(String(parts[0]))
        examples.append(String(parts[1]))
      } else if line.hasPrefix("  ") {
        examples.append(String(line.drop { $0 == " " }))
      } else if line != "Examples:" {
        words.append(String(line))
      }
    }
    return (words.filter { !$0.isEmpty }.joined(separator: " "), examples)
  }

  private static func sentence(_ abstract: String?) -> String {
    let text = abstract ?? ""
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// A line of text that cannot be taken for a request.
  private static func line(_ text: String) -> String { guarded(plain(text)) }

  private static func guarded(_ text: String) -> String {
    text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" + text : text
  }

  /// Text that troff fills, on lines of a length that its readers like.
  private static func prose(_ text: String) -> String {
    var lines: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace).map({ plain(String($0)) }) {
      if let last = lines.last, last.utf8.count + word.utf8.count < 78 {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(guarded(word))
      }
    }
    return lines.joined(separator: "\n")
  }

  /// Text with the characters that troff takes for its own, and others than ASCII by their numbers.
  private static func plain(_ text: String) -> String {
    let own = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("`", with: "\\(ga")
      .replacing("\n", with: " ")
    return own.unicodeScalars.reduce(into: "") { result, scalar in
      if scalar.isASCII {
        result.unicodeScalars.append(scalar)
      } else {
        let code = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u\(String(repeating: "0", count: max(0, 4 - code.count)))\(code)]"
      }
    }
  }
}
