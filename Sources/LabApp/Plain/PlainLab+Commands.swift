import Datasets
import Experiments
import Lessons

/// What a line means.
extension PlainLab {
  mutating func obey(_ line: String) {
    let words = line.visible.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = words.first else { return }
    let rest = Array(words.dropFirst())
    if rest.isEmpty, let number = Int(first) { return choose(number) }
    let word = first.lowercased()
    guard let command = PlainCommand(word) else { return say(PlainCommand.refusal(String(word.prefix(40)))) }
    if command.needsLesson, screen == nil {
      return say("No lesson is open; type the number of a lesson, or \"lessons\" for the list.")
    }
    perform(command, rest)
  }

  private mutating func perform(_ command: PlainCommand, _ words: [String]) {
    switch command {
    case .run, .step, .rewind, .restart: drive(command, words)
    case .grain: choose(grain: words)
    case .set: set(words)
    case .knobs: tellKnobs()
    case .panels: tellPanels(words.joined(separator: " "))
    case .tasks: tellTasks()
    case .hint: tellHint()
    case .question: tellOpenQuestion()
    case .answer: answer(words)
    case .page: turn(words)
    case .next: turn(by: 1)
    case .back: turn(by: -1)
    case .open: open(words)
    case .lessons: leaveLesson()
    case .progress: tellProgress()
    case .help: tellHelp()
    case .quit: exitStatus = 0
    }
  }

  mutating func say(_ sentence: String, first: String = "") { text.say(sentence, first: first) }

  /// A number alone answers the open question, or opens a lesson where none is open.
  private mutating func choose(_ number: Int) {
    if screen == nil { return open([String(number)]) }
    answer([String(number)])
  }

  // MARK: ways

  private mutating func open(_ words: [String]) {
    let place = words.joined(separator: "-").lowercased().split(separator: "/", maxSplits: 1)
    guard let name = place.first else {
      return say("Say which lesson, such as: open 12, or open vanishing-gradients/2.")
    }
    do throws(LookupError) {
      let lesson = try world.shelf.lesson(String(name))
      let wanted = place.count > 1 ? Int(place[1]) ?? 0 : world.journal[lesson.id].lastPage + 1
      guard lesson.pages.indices.contains(wanted - 1) else {
        return say("Lesson \"\(lesson.id)\" has pages 1 to \(lesson.pages.count).")
      }
      open(lesson.id, page: wanted - 1)
      tellPage()
    } catch {
      say(error.description.sentence)
    }
  }

  private mutating func turn(_ words: [String]) {
    guard let word = words.first else { return tellPage() }
    let count = lesson?.pages.count ?? 0
    guard let number = Int(word), (1...max(count, 1)).contains(number), let place = screen?.pageIndex else {
      return say("There is no page \"\(word)\"; this lesson has pages 1 to \(count).")
    }
    turn(by: number - 1 - place)
  }

  private mutating func turn(by count: Int) {
    guard var present = screen else { return }
    guard count != 0 else { return tellPage() }
    let outcome = present.turnPage(by: count, world)
    guard outcome.isHandled else {
      return say(
        count > 0
          ? "This is the last page of the last lesson." : "This is the first page; \"lessons\" leaves.")
    }
    screen = present
    apply(outcome.effects)
    observe()
    tellPage()
  }

  private mutating func leaveLesson() {
    bench.send(.pause)
    screen = nil
    tellLessons()
  }
}

extension String {
  /// With a capital at its begin and a full stop at its end.
  var sentence: String {
    guard let last else { return self }
    return prefix(1).uppercased() + dropFirst() + (".?!".contains(last) ? "" : ".")
  }
}
