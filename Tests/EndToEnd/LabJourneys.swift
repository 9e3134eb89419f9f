import Foundation
import Testing

extension Journeys {
  /// A student's way through a lesson, on every kind of terminal: read, predict, train, answer, meet a task, leave,
  /// and come back.
  @Suite struct Lab {
    struct Surface: CustomTestStringConvertible {
      var term: String
      var locale: String
      var testDescription: String { "\(term) \(locale)" }
      var variables: [String: String?] { locale == "C" ? ["LANG": nil, "LC_ALL": "C"] : ["LANG": locale] }
    }

    @Test(arguments: [
      Surface(term: "xterm-256color", locale: "C.UTF-8"), Surface(term: "linux", locale: "C.UTF-8"),
      Surface(term: "vt100", locale: "C.UTF-8"), Surface(term: "xterm-256color", locale: "C"),
    ])
    func aStudentFindsTheProgressAgain(_ surface: Surface) throws {
      let pane = try Pane(term: surface.term, surface.variables)
      try open(pane)
      try predictAndTrain(pane)
      try answerAQuiz(pane)
      try meetATask(pane)
      try leave(pane)
      #expect(pane.isOrdinary)
      if surface.locale == "C" { #expect(pane.bytes.allSatisfy { $0 < 0x80 }) }
      try comeBack(pane)
    }

    private func start(_ pane: Pane) throws {
      pane.run("clear; \"$GRADLAB\"; echo status=$?")
      try pane.wait(for: "of 31 done")
    }

    private func open(_ pane: Pane) throws {
      try start(pane)
      try pane.wait(for: "0 of 31 done")
      pane.press("Right", "Right")
      try pane.wait(for: "The perceptron and its rule")
      pane.press("Enter")
      try pane.wait(for: "page 1/7")
    }

    private func predictAndTrain(_ pane: Pane) throws {
      pane.press("Space")
      try pane.wait(for: "Predict first")
      pane.press("1")
      try pane.wait(for: "You said 1. Try it")
      pane.press("+", "+", "+", "Space")
      try pane.wait(for: "settled")
      try pane.wait(for: "Three, at the penguins")
      try pane.wait(for: "accuracy 1.000")
    }

    private func answerAQuiz(_ pane: Pane) throws {
      pane.press("n")
      try pane.wait(for: "page 2/7")
      pane.press("1")
      try pane.wait(for: "Choose again")
      pane.press("2")
      try pane.wait(for: "So x is taken away")
    }

    private func meetATask(_ pane: Pane) throws {
      pane.press("n", "n")
      try pane.wait(for: "page 4/7")
      try pane.wait(for: "none")
      pane.press("1", "]")
      try pane.wait(for: "z-score")
      pane.press("Space")
      try pane.wait(for: "met at step")
    }

    private func leave(_ pane: Pane) throws {
      pane.press("q")
      try pane.waitForStatus(0)
    }

    private func comeBack(_ pane: Pane) throws {
      try start(pane)
      try pane.wait(for: "continue 3/4")
      pane.press("c")
      try pane.wait(for: "page 4/7")
      pane.press("Escape", "P")
      try pane.wait(for: "1 of")
      pane.press("q")
      try pane.waitForStatus(0)
    }
  }
}
