import Experiments
import Neural
import TerminalUI

/// How far the example has come where a step is followed part by part.
extension WorkedExample {
  enum Standing { case past, present, future }

  /// How layer number `layer` (as meters count) stands on the way forward; nil where the example is seen as a whole.
  func forward(_ layer: Int) -> Standing? { standing(layer, .forward) }

  /// The same on the way back.
  func backward(_ layer: Int) -> Standing? { standing(layer, .backward) }

  private func standing(_ layer: Int, _ kind: StepOutline.Operation.Kind) -> Standing? {
    guard let part else { return nil }
    guard part.row != nil else { return .past }
    let present = part.position.operation
    guard let place = part.round.each.firstIndex(where: { $0.kind == kind && $0.layer == layer }) else {
      return nil
    }
    return place < present ? .past : place == present ? .present : .future
  }

  /// Whether the loss has been worked out; true where the example is seen as a whole.
  var hasLoss: Bool {
    guard let part, part.row != nil else { return true }
    return part.position.operation >= part.round.each.firstIndex { $0.kind == .loss } ?? 0
  }

  /// What is at work now, such as `forward, layer 2 dense, tanh`; nil where the example is seen as a whole.
  var work: String? {
    part.map {
      $0.operation.kind.rawValue == $0.operation.title
        ? $0.operation.title
        : "\($0.operation.kind.rawValue), \($0.operation.title)"
    }
  }
}

extension WorkedExample.Standing? {
  /// What is not worked out yet stands back.
  func ink(_ usual: Ink) -> Ink { self == .future ? .dim : self == .present ? .accent : usual }

  /// Points at what is at work.
  func mark(_ look: Look) -> String { self == .present ? look.text("▸", or: ">") : " " }
}
