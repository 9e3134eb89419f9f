import Experiments

/// Reads the questions of a lesson: quizzes and predictions.
enum QuestionDecoding {
  private static let choiceCounts = 2...9

  private struct Question {
    var ask: [Span] = []
    var choices: [[Span]] = []
    var answer = 0
  }

  static func quiz(_ pair: Entry.Pair, _ findings: Findings) -> Quiz? {
    let what = "quiz \"\(pair.key)\""
    guard var fields = Fields(pair.entry, what, findings) else { return nil }
    let question = question(&fields)
    let because = fields.require("because", "give a reason for each choice")
    let reasons = because.map { fields.texts($0, "because") } ?? []
    if let because, reasons.count != question.choices.count {
      fields.add(
        because.line,
        "there are \(question.choices.count) choices and \(reasons.count) reasons; each choice needs its own")
    }
    fields.finish()
    return Quiz(
      name: pair.key, ask: question.ask, choices: question.choices, answer: question.answer,
      because: reasons.map(Inline.spans))
  }

  static func prediction(_ pair: Entry.Pair, _ findings: Findings) -> Prediction? {
    guard var fields = Fields(pair.entry, "prediction \"\(pair.key)\"", findings) else { return nil }
    let question = question(&fields)
    let reveal = fields.require("reveal", "say what the run shows and why").flatMap {
      fields.text($0, "reveal")
    }
    fields.finish()
    return Prediction(
      name: pair.key, ask: question.ask, choices: question.choices, answer: question.answer,
      reveal: Inline.spans(reveal ?? ""))
  }

  private static func question(_ fields: inout Fields) -> Question {
    var question = Question()
    let ask = fields.require("ask", "write the question").flatMap { fields.text($0, "ask") }
    question.ask = Inline.spans(ask ?? "")
    if let entry = fields.require("choices", "list the answers to choose from") {
      let choices = fields.texts(entry, "choices")
      question.choices = choices.map(Inline.spans)
      if !choiceCounts.contains(choices.count) {
        fields.add(entry.line, "there are \(choices.count) choices; a question has from 2 to 9")
      }
      if Set(choices).count < choices.count {
        fields.add(entry.line, "two choices are the same; make them differ")
      }
    }
    if let entry = fields.require("answer", "give the number of the right choice, counted from 1") {
      let range = 1...max(1, question.choices.count)
      question.answer = (fields.integer(entry, "answer", in: range) ?? 1) - 1
    }
    return question
  }
}
