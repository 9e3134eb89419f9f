public import Foundation
public import Lessons

/// Something a person did that is worth keeping.
public enum Deed: Sendable, Hashable {
  case visited(page: Int, of: Lesson)
  case answered(Quiz, of: Lesson, choice: Int)
  case predicted(Prediction, of: Lesson, choice: Int)
  case met(task: String, of: Lesson, step: Int)
  case spent(seconds: Double, on: Lesson)
}

extension Journal {
  public mutating func note(_ deed: Deed, at time: Date) {
    switch deed {
    case .visited(let page, let lesson): visit(page, of: lesson, at: time)
    case .answered(let quiz, let lesson, let choice): answer(quiz, of: lesson, choice: choice, at: time)
    case .predicted(let prediction, let lesson, let choice): predict(prediction, of: lesson, choice: choice)
    case .met(let task, let lesson, let step): meet(task, of: lesson, step: step, at: time)
    case .spent(let seconds, let lesson): spend(seconds, on: lesson)
    }
  }
}
