import Experiments
import Lessons
import Neural
import Panels
import TerminalUI

/// A text that the network goes on with, at a temperature; what it invents follows every key.
struct PromptLine: Instrument {
  private var text: String
  private var temperature: Float
  var isClosed = false

  var context: Context { .beginning }
  var probes: Set<String> { ["sample"] }

  static func isOffered(on page: Page) -> Bool { page.panels.contains { $0.name == SamplePanel.name } }

  init(_ lane: LaneSnapshot?) {
    text = lane?.experiment.choices["prompt"] ?? ""
    temperature = lane?.experiment.options["temperature"] ?? 0.8
  }

  /// 1-2-5 steps would be too wide: a quarter more or less.
  private mutating func heat(_ isUp: Bool) {
    let next = temperature * (isUp ? 1.25 : 0.8)
    temperature = min(max((next * 100).rounded() / 100, 0.05), 5)
  }

  mutating func perform(_ action: Action, key: Key, on screen: inout LessonScreen, in world: World) -> Outcome
  {
    switch action {
    case .back, .open:
      isClosed = true
      return .done
    case .up, .down:
      heat(action == .up)
      return .asking(.bench(.display(.temperature(temperature), lane: nil)))
    case .erase:
      if !text.isEmpty { text.removeLast() }
      return .asking(.bench(.display(.prompt(text), lane: nil)))
    default: return .ignored
    }
  }

  mutating func type(_ text: String, on screen: inout LessonScreen, in world: World) -> Outcome {
    // A line end is a character that a text may go on with.
    self.text.append(typed: text, limit: 200, keepsLines: true)
    return .asking(.bench(.display(.prompt(self.text), lane: nil)))
  }

  func status(on screen: LessonScreen, in world: World) -> LessonScreen.Message? {
    let kept = world.snapshot.lanes.first?.experiment.choices["prompt"] ?? ""
    let note = kept == text || text.isEmpty ? "" : " · it knows only \"\(kept)\""
    let degree = Digits.short(Double(temperature))
    return LessonScreen.Message(
      text: "The text begins with \"\(text)_\" · temperature \(degree)\(note)", ink: .accent)
  }

  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {}
}
