import Experiments
import Neural

/// A word that a person can type; the first of its names is the one that help tells.
enum PlainCommand: CaseIterable {
  case run, step, rewind, grain, restart, set, knobs, panels, tasks, hint, question, answer
  case page, next, back, open, lessons, progress, help, quit

  /// The keys of the screen mean the same here, so that a lesson's "press Space" can be followed.
  var names: [String] {
    switch self {
    case .run: ["run", "space", "go"]
    case .step: ["step", "."]
    case .rewind: ["rewind", ","]
    case .grain: ["grain", "g"]
    case .restart: ["restart", "r"]
    case .set: ["set"]
    case .knobs: ["knobs", "knob"]
    case .panels: ["panels", "panel", "describe", "d"]
    case .tasks: ["tasks", "task"]
    case .hint: ["hint", "h"]
    case .question: ["question", "quiz"]
    case .answer: ["answer", "predict"]
    case .page: ["page", "read"]
    case .next: ["next", "n"]
    case .back: ["back", "previous", "p"]
    case .open: ["open"]
    case .lessons: ["lessons", "menu", "home"]
    case .progress: ["progress"]
    case .help: ["help", "?"]
    case .quit: ["quit", "q", "exit"]
    }
  }

  var name: String { names[0] }

  /// What may follow the word.
  var argument: String {
    switch self {
    case .run, .step, .rewind: " [STEPS]"
    case .grain: " [GRAIN]"
    case .set: " KNOB VALUE"
    case .panels: " [NUMBER or NAME]"
    case .answer, .page: " [NUMBER]"
    case .open: " LESSON[/PAGE]"
    default: ""
    }
  }

  var meaning: String {
    switch self {
    case .run: "trains, to the end or so many steps; Ctrl-C stops it (Space on the screen)"
    case .step: "one step of the grain, or so many"
    case .rewind: "goes back in time, one step of the grain or so many"
    case .grain: "how far a step goes, such as: grain operation; alone it takes the next one"
    case .restart: "step 0 again, same seed"
    case .set: "turns a knob, such as: set rate 0.3; several at once: set rate=0.3 depth=4"
    case .knobs: "the knobs of this page and what they may be"
    case .panels: "each picture of this page in words, or one of them"
    case .tasks: "what is to be achieved here, and where it stands"
    case .hint: "a hint for the task, then a better one"
    case .question: "the open question again"
    case .answer:
      "answers the open question, as the number alone does; alone, it tells a prediction's answer at once"
    case .page: "reads this page again, or turns to another"
    case .next: "the next page, or the next lesson"
    case .back: "the page before"
    case .open: "opens a lesson by its number or name"
    case .lessons: "leaves the lesson for the list of all"
    case .progress: "what was done so far"
    case .help: "these words"
    case .quit: "leaves; everything is saved"
    }
  }

  /// Whether it means something only where a lesson is open.
  var needsLesson: Bool {
    switch self {
    case .open, .lessons, .progress, .help, .quit: false
    default: true
    }
  }

  init?(_ word: String) {
    guard let found = Self.allCases.first(where: { $0.names.contains(word) }) else { return nil }
    self = found
  }

  /// One sentence about a word that is none of these.
  static func refusal(_ word: String) -> String {
    let known = allCases.flatMap(\.names).filter { $0.count > 1 }
    let near = Spelling.nearest(to: word, among: known).map { "did you mean \"\($0)\"?" }
    return "There is no command \"\(word)\"; \(near ?? "\"help\" lists them.")"
  }
}
