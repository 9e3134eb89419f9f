import Experiments
import Lessons
import TerminalUI

/// Quizzes, predictions, tasks and hints.
extension LessonScreen {
  /// The questions of the page in the order of its text.
  func questions(_ world: World) -> [QuestionFace] {
    let record = world.journal[lesson.id]
    var faces = page.blocks.compactMap { block -> QuestionFace? in
      switch block {
      case .quiz(let name):
        page.quizzes.first { $0.name == name }.map { quiz in
          let known = record.quizzes[name]
          return QuestionFace(quiz, chosen: known?.isRight == true ? quiz.answer : known?.choice)
        }
      case .prediction(let name):
        page.predictions.first { $0.name == name }.map {
          QuestionFace(
            $0, chosen: record.predictions[name], isRevealed: !hasExperiment || revealed.contains(name))
        }
      default: nil
      }
    }
    if let open = faces.firstIndex(where: \.isOpen) {
      faces[open].cursor = min(cursor, max(faces[open].choices.count - 1, 0))
    }
    return faces
  }

  func openQuestion(_ world: World) -> QuestionFace? { questions(world).first(where: \.isOpen) }

  /// Whether a prediction has to be made before the run may answer it.
  func isGated(_ world: World) -> Bool { questions(world).contains { $0.kind == .prediction && $0.isOpen } }

  /// A digit answers the open question; without one it chooses a panel.
  mutating func number(_ key: Key, _ world: World) -> Outcome {
    guard case .character(let scalar) = key, let digit = Int(String(scalar)) else { return .ignored }
    if openQuestion(world) != nil { return answer(digit - 1, world) }
    guard page.panels.indices.contains(digit - 1) else {
      message = Message(text: "There is no panel \(digit); this page has \(page.panels.count).")
      return .done
    }
    selectedPanel = digit - 1
    focus = .panels
    return .done
  }

  mutating func answer(_ choice: Int, _ world: World) -> Outcome {
    guard let question = openQuestion(world) else { return .ignored }
    guard question.choices.indices.contains(choice) else {
      message = Message(text: "There is no choice \(choice + 1); press 1-\(question.choices.count).")
      return .done
    }
    pinned = question.name
    cursor = 0
    if let quiz = page.quizzes.first(where: { $0.name == question.name }), question.kind == .quiz {
      cursor = choice == quiz.answer ? 0 : choice
      return .asking(.record(.answered(quiz, of: lesson, choice: choice)))
    }
    guard let prediction = page.predictions.first(where: { $0.name == question.name }) else {
      return .ignored
    }
    return .asking(.record(.predicted(prediction, of: lesson, choice: choice)))
  }

  // MARK: answers to predictions

  /// The prediction that was made and whose answer is not shown yet.
  func waitingPrediction(_ world: World) -> QuestionFace? { questions(world).first(where: \.isWaiting) }

  /// The waiting prediction, unless a question above it is still open; one below it is answered by its digits.
  func answerShownByEnter(_ world: World) -> QuestionFace? {
    let unsettled = questions(world).first { $0.isOpen || $0.isWaiting }
    return unsettled?.isWaiting == true ? unsettled : nil
  }

  mutating func reveal(_ prediction: QuestionFace) -> Outcome {
    revealed.insert(prediction.name)
    pinned = prediction.name
    return .done
  }

  /// The run has answered what was predicted of it; the answer comes into view.
  mutating func observeEnd(_ world: World) {
    guard world.snapshot.phase == .finished || hasEnded(world) else { return }
    if let waiting = waitingPrediction(world) { pinned = waiting.name }
    revealed.formUnion(predicted(world))
  }

  /// The page's predictions that were made.
  func predicted(_ world: World) -> Set<String> {
    let made = world.journal[lesson.id].predictions
    return Set(page.predictions.map(\.name).filter { made[$0] != nil })
  }

  // MARK: tasks

  /// The task that H speaks about: the first unmet one with hints.
  func hintedTask(_ world: World) -> LessonTask? {
    page.tasks.first { !$0.hints.isEmpty && world.journal[lesson.id].tasks[$0.name] == nil }
  }

  mutating func showHint(_ world: World) -> Outcome {
    guard let task = hintedTask(world) else { return .ignored }
    hints[task.name] = (hints[task.name] ?? 0) % task.hints.count + 1
    return .done
  }

  func goalEntries(_ world: World) -> [GoalLines.Entry] {
    page.tasks.map { task in
      let status = status(of: task, world)
      let isMet = world.journal[lesson.id].tasks[task.name] != nil
      return GoalLines.Entry(
        task: task, isMet: isMet, status: status, hints: isMet ? 0 : hints[task.name] ?? 0)
    }
  }
}
