import Experiments
import Lessons
import Neural
import TerminalUI

/// One command of the command line: completion, help and what it does come from its row.
struct CommandRow: Sendable {
  /// What may stand in one place behind the name.
  enum Argument: Sendable, Hashable {
    case key, value, lesson, lane, panel, command, file
    /// A number such as -0.5.
    case number(String)
    /// A whole number of at least so much.
    case count(String, least: Int)
    case word(String, [String])

    var name: String {
      switch self {
      case .key: "KEY"
      case .value: "VALUE"
      case .lesson: "LESSON[/PAGE]"
      case .lane: "NAME"
      case .panel: "NAME"
      case .command: "WORD"
      case .file: "FILE"
      case .number(let name): name
      case .count(let name, _): name
      case .word(let name, _): name
      }
    }
  }

  typealias Perform =
    @Sendable (_ words: [String], _ screen: inout LessonScreen, _ world: World) throws(SettingError) ->
    Outcome

  var name: String
  var arguments: [Argument]
  /// How many of the arguments may be left out, from the end.
  var optional: Int
  var help: String
  /// The key that does the same, if one does.
  var action: Action?
  var perform: Perform

  init(
    _ name: String, _ arguments: [Argument] = [], optional: Int = 0, _ help: String, action: Action? = nil,
    perform: @escaping Perform
  ) {
    self.name = name
    self.arguments = arguments
    self.optional = optional
    self.help = help
    self.action = action
    self.perform = perform
  }

  /// A command that does what a key does.
  init(_ name: String, _ help: String, key action: Action) {
    self.init(name, [], help, action: action) { _, screen, world throws(SettingError) in
      guard screen.isAvailable(action, in: world) else {
        throw SettingError("\(name) does nothing here now")
      }
      return screen.perform(action, key: .enter, in: world)
    }
  }

  /// `seek STEP`, `run [N]`.
  var usage: String {
    let required = arguments.count - optional
    return ([name] + arguments.enumerated().map { $0 < required ? $1.name : "[\($1.name)]" })
      .joined(separator: " ")
  }

  /// Performs the command with the words behind its name.
  func run(_ words: [String], on screen: inout LessonScreen, in world: World) throws(SettingError) -> Outcome
  {
    var words = words
    // A name of a lane or a file may hold blanks.
    if arguments.last == .lane || arguments.last == .file, words.count > arguments.count {
      let head = arguments.count - 1
      words = Array(words.prefix(head)) + [words.dropFirst(head).joined(separator: " ")]
    }
    guard words.count >= arguments.count - optional else {
      throw SettingError("\(name) needs more: \(usage)")
    }
    guard words.count <= arguments.count else {
      let extra = words[arguments.count]
      throw SettingError("\(name) does not know what to do with \"\(extra)\"; write \(usage)")
    }
    for (argument, word) in zip(arguments, words) { try Self.check(word, argument, name) }
    return try perform(words, &screen, world)
  }

  /// The largest number that means anything: of steps, of layers, of steps a second.
  private static let most = 1_000_000_000_000

  private static func check(_ word: String, _ argument: Argument, _ name: String) throws(SettingError) {
    switch argument {
    case .count(let what, let least):
      guard let value = Int(word), (least...most).contains(value) else {
        let range = "from \(least) to \(Figure.count(most))"
        throw SettingError("\(name): \(what) is a whole number \(range), not \"\(word)\"")
      }
    case .number(let what):
      guard Float(word)?.isFinite == true else {
        throw SettingError("\(name): \(what) is a number such as -0.5, not \"\(word)\"")
      }
    case .word(_, let words) where !words.contains(word) && Int(word).map((1...most).contains) != true:
      throw SettingError("\(name): there is no \"\(word)\"; \(Spelling.advice(for: word, among: words))")
    default: break
    }
  }
}
