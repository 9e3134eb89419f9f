import Experiments
import Neural
import Panels
import TerminalUI

/// What a person does by hand to what lies under the cursor: weights, layers, units.
extension Inspector {
  /// A value that is being typed.
  struct Entry: Sendable, Hashable {
    var layer: Int
    var unit: Int
    var input: Int?
    var text = ""

    var name: String {
      let what = input.map { "weight from \($0) to \(unit)" } ?? "bias of unit \(unit)"
      return "\(what), layer \(layer)"
    }
  }

  func subject(of screen: LessonScreen, _ world: World) -> Subject? {
    sight(of: screen, world)?.reading.subject as? Subject
  }

  /// Sends what was done to the lane that the panels show.
  func touch(_ intervention: Intervention, _ screen: LessonScreen) -> Outcome {
    .asking(.bench(.touch(intervention, lane: screen.workbench.selected)))
  }

  // MARK: a value

  /// Begins to ask for the value of the weight under the cursor; nil if there is none.
  mutating func ask(_ screen: LessonScreen, _ world: World) -> Outcome? {
    switch subject(of: screen, world) {
    case .weight(let layer, let unit, let input): entry = Entry(layer: layer, unit: unit, input: input)
    case .bias(let layer, let unit): entry = Entry(layer: layer, unit: unit, input: nil)
    default: return nil
    }
    return .done
  }

  mutating func answer(_ action: Action, _ screen: LessonScreen) -> Outcome {
    guard var entry else { return .ignored }
    switch action {
    case .back: self.entry = nil
    case .erase:
      if !entry.text.isEmpty { entry.text.removeLast() }
      self.entry = entry
    case .open:
      guard let value = Float(entry.text.replacing(",", with: ".")), value.isFinite else {
        return say(
          "\"\(entry.text)\" is not a number; type one such as -0.5, or Esc leaves the weight as it is.")
      }
      self.entry = nil
      return touch(.set(layer: entry.layer, unit: entry.unit, input: entry.input, to: value), screen)
    default: return .ignored
    }
    return .done
  }

  mutating func type(_ text: String, on screen: inout LessonScreen, in world: World) -> Outcome {
    guard entry != nil else { return .ignored }
    note = nil
    entry?.text.append(typed: text, limit: 24)
    return .done
  }

  /// What the status line asks while a value is typed.
  func prompt(_ screen: LessonScreen, _ world: World) -> LessonScreen.Message? {
    guard let entry else { return nil }
    return LessonScreen.Message(text: "New value of the \(entry.name): \(entry.text)_", ink: .accent)
  }

  // MARK: layers and units

  mutating func freeze(_ screen: LessonScreen, _ world: World) -> Outcome {
    let layer: Int
    switch subject(of: screen, world) {
    case .layer(let number), .unit(let number, _), .weight(let number, _, _), .bias(let number, _):
      layer = number
    default: return say("F freezes the layer under the cursor: point at one of its weights, units or bars.")
    }
    let isFrozen = screen.shownLane(world)?.frozenLayers.contains(layer) ?? false
    return touch(.freeze(layer: layer, isOn: !isFrozen), screen)
  }

  mutating func silence(_ screen: LessonScreen, _ world: World) -> Outcome {
    let place: (layer: Int, unit: Int)
    switch subject(of: screen, world) {
    case .unit(let layer, let unit), .weight(let layer, let unit, _), .bias(let layer, let unit):
      place = (layer, unit)
    default: return say("0 silences the unit under the cursor: point at a unit or at one of its weights.")
    }
    let isSilent = screen.shownLane(world)?.isSilenced(layer: place.layer, unit: place.unit) ?? false
    return touch(.silence(layer: place.layer, unit: place.unit, isOn: !isSilent), screen)
  }

  /// Tells what became of it: it is said on the curves, so the newest mark is the answer.
  mutating func observe(_ world: World) {
    let marks = world.snapshot.lanes.map(\.marks)
    let count = marks.reduce(0) { $0 + $1.count }
    defer { markCount = count }
    guard let markCount, count > markCount, let last = marks.compactMap(\.last).max(by: { $0.step < $1.step })
    else {
      return
    }
    let isRefused = last.text.hasSuffix(".")
    note = LessonScreen.Message(
      text: (isRefused ? last.text : "\(last.text).").capitalizedFirst, ink: isRefused ? .warning : .good)
  }
}
