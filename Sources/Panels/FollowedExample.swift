import Experiments
import Neural
import TerminalUI

/// The example that is followed through a step, as the panels name and mark it.
extension LaneSnapshot {
  /// What pictures call the example they show: `training example 118` while one is followed, else by the knob.
  var shownExample: String {
    guard let part, part.row != nil else { return "example \(place("example") + 1)" }
    return part.example.map { "training example \($0 + 1)" } ?? "row \((part.row ?? 0) + 1) of the batch"
  }

  /// Whether the probe that a panel shows is that of the followed example.
  func isFollowed(_ probe: String) -> Bool { part?.probes[probe] != nil }

  /// ` · now forward` where that layer is at work.
  func workTag(layer number: Int) -> String {
    guard let part, part.operation.layer == number else { return "" }
    return " · now \(part.operation.kind.rawValue)"
  }

  /// Whether a stage, counted from 1, is at work.
  func isAtWork(stage: Int) -> Bool { part?.operation.stages.contains(stage - 1) ?? false }

  /// Where the example lies in the plane of the data.
  var followedPlace: (x: Double, y: Double)? {
    guard let point = part?.point, point.count == 2 else { return nil }
    return (Double(point[0]), Double(point[1]))
  }
}

extension Canvas {
  /// Brackets around a place of a plane; one beyond the axes gets none.
  mutating func ring(_ place: (x: Double, y: Double), _ axes: Axes, _ ink: Ink = .strong) {
    guard let column = axes.column(of: place.x), let row = axes.row(of: place.y) else { return }
    for (offset, glyph) in [(-1, "["), (1, "]")] as [(Int, Unicode.Scalar)] {
      var style = look.style(ink)
      let ground = self[column + offset, row].style.background
      if ground != .standard {
        style = Style(Colour(XtermColour.isLight(ground.index) ? 16 : 231), on: ground)
      }
      style.attributes.insert(.bold)
      put(Cell(glyph, style), x: column + offset, y: row, in: axes.field)
    }
  }
}
