import Experiments
import Lessons

/// The text of a page with its questions.
extension PlainLab {
  mutating func tellPage() {
    guard let screen else { return tellLessons() }
    let lesson = screen.lesson
    text.gap()
    if screen.pageIndex == 0 {
      say("\(lesson.numberedTitle). \(lesson.chapter), \(Figure.minutes(lesson.minutes)).")
    }
    say("Page \(screen.pageIndex + 1) of \(lesson.pages.count): \(screen.page.title)")
    for block in screen.page.blocks {
      text.gap()
      tell(block)
    }
    text.gap()
    tellTools()
    tellWhatIsLeft()
  }

  private mutating func tell(_ block: Block) {
    switch block {
    case .paragraph(let spans): text.say(spans)
    case .heading(let title): say(title)
    case .list(let items, let first):
      for (index, item) in items.enumerated() {
        text.say(item, first: first.map { "  \($0 + index). " } ?? "  - ")
      }
    case .code(let rows): text.keep(rows)
    case .quote(let spans): text.say(spans, first: "> ")
    case .task(let name): tellTask(name)
    case .quiz(let name): tellQuestion(.quiz, name)
    case .prediction(let name): tellQuestion(.prediction, name)
    }
  }

  private mutating func tellTask(_ name: String) {
    guard let task = screen?.page.tasks.first(where: { $0.name == name }) else { return }
    let isMet = lesson.map { world.journal[$0.id].tasks[name] != nil } ?? false
    say("Task\(isMet ? " (met)" : ""): \(task.say)")
  }

  private mutating func tellTools() {
    guard let screen, screen.hasExperiment else { return }
    let panels = screen.page.panels.enumerated().map { "\($0 + 1) \($1.name)" }
    if !panels.isEmpty { say("Panels: \(panels.joined(separator: ", ")).") }
    let knobs = screen.knobs.map { "\($0.key) \(screen.workbench.value(of: $0))" }
    if !knobs.isEmpty { say("Knobs: \(knobs.joined(separator: ", ")).") }
    if let problem = screen.workbench.problem { say(problem.sentence) }
    let lanes = screen.workbench.lanes.map(\.name)
    if lanes.count > 1 { say("Runs side by side: \(lanes.joined(separator: ", ")).") }
  }

  /// What may be done next.
  mutating func tellWhatIsLeft() {
    guard let screen else { return }
    if let question = screen.openQuestion(world) {
      let what = question.kind == .quiz ? "A quiz waits" : "Predict before you run"
      return say("\(what): type a number from 1 to \(question.choices.count).")
    }
    let isLast = screen.pageIndex + 1 == screen.lesson.pages.count
    let isDone = world.journal.standing(of: screen.pageIndex, in: screen.lesson) == .done
    if world.journal.standing(of: screen.lesson) == .done, isLast {
      say("The lesson is done; \"next\" opens the next one, \"lessons\" lists all.")
    } else if isLast, isDone {
      let open = screen.lesson.pages.indices.filter {
        world.journal.standing(of: $0, in: screen.lesson) != .done
      }
      let pages = open.map { String($0 + 1) }.joined(separator: ", ")
      say("Something is left to do on page \(pages): \"page NUMBER\" turns there, \"next\" goes on.")
    } else if isDone {
      say(
        screen.hasExperiment && world.snapshot.lanes.first?.step == 0
          ? "Type run, or next." : "Type next to go on.")
    } else {
      say("Type run, set, hint, or next; help lists all.")
    }
  }

  // MARK: questions

  private mutating func tellQuestion(_ kind: QuestionFace.Kind, _ name: String) {
    guard let face = screen?.questions(world).first(where: { $0.kind == kind && $0.name == name }) else {
      return
    }
    tell(face)
  }

  mutating func tellOpenQuestion() {
    guard let face = screen?.openQuestion(world) else { return say("No question is open on this page.") }
    tell(face)
    tellWhatIsLeft()
  }

  private mutating func tell(_ face: QuestionFace) {
    text.say(face.ask, first: face.kind == .quiz ? "Quiz: " : "Prediction: ")
    for (index, choice) in face.choices.enumerated() { text.say(choice, first: "  \(index + 1). ") }
    tellVerdict(face)
  }

  private mutating func tellVerdict(_ face: QuestionFace) {
    guard let chosen = face.chosen else { return }
    if face.isWaiting {
      return say(
        "You said \(chosen + 1). Run it: the answer is told when the run has ended; \"answer\" tells it now.")
    }
    let isRight = chosen == face.answer
    let head: String
    switch face.kind {
    case .quiz: head = isRight ? "Right, \(chosen + 1)." : "Not \(chosen + 1)."
    case .prediction:
      head =
        isRight
        ? "You said \(chosen + 1), and so it is." : "You said \(chosen + 1); it is \(face.answer + 1)."
    }
    let reason = face.reasons.indices.contains(chosen) ? face.reasons[chosen].map(\.text).joined() : ""
    say("\(head) \(reason)" + (face.isOpen ? " Choose again." : ""))
  }

  /// What the run has answered since those names were known.
  mutating func tellAnswers(since known: Set<String>) {
    guard let screen else { return }
    for face in screen.questions(world)
    where face.kind == .prediction && screen.revealed.subtracting(known).contains(face.name) {
      text.say(face.ask, first: "Prediction: ")
      tellVerdict(face)
    }
  }

  mutating func answer(_ words: [String]) {
    guard var present = screen else { return }
    if words.isEmpty, present.openQuestion(world) == nil, let waiting = present.waitingPrediction(world) {
      let known = present.revealed
      _ = present.reveal(waiting)
      screen = present
      return tellAnswers(since: known)
    }
    guard let question = present.openQuestion(world) else {
      return say("No question is open here; \"panels\" tells the pictures, \"next\" goes on.")
    }
    guard let number = words.first.flatMap(Int.init), question.choices.indices.contains(number - 1) else {
      return say("Type a number from 1 to \(question.choices.count) to answer.")
    }
    let outcome = present.answer(number - 1, world)
    screen = present
    apply(outcome.effects)
    observe()
    if let face = screen?.questions(world).first(where: {
      $0.kind == question.kind && $0.name == question.name
    }) {
      tellVerdict(face)
      if face.isOpen { return }
    }
    if let next = screen?.openQuestion(world) {
      text.gap()
      tell(next)
    }
    tellWhatIsLeft()
  }
}
