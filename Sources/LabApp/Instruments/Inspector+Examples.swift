import Experiments
import Neural
import Panels
import TerminalUI

/// Surgery on the training examples of a plane, while it trains.
extension Inspector {
  private struct Place {
    var x: Double
    var y: Double
    var example: Int?
  }

  private func place(_ screen: LessonScreen, _ world: World) -> Place? {
    guard case .place(let x, let y, let example)? = subject(of: screen, world) else { return nil }
    return Place(x: x, y: y, example: example)
  }

  mutating func operate(_ action: Action, _ screen: LessonScreen, _ world: World) -> Outcome {
    if let learner = screen.shownLane(world)?.experiment.learner,
      !["perceptron", "supervised"].contains(learner)
    {
      return say("Only a perceptron and a supervised network let their examples be changed by hand.")
    }
    guard let place = place(screen, world), let lane = screen.shownLane(world) else {
      return say("Examples are changed in the plane: point into a decision boundary or a fit.")
    }
    let (x, y) = (Float(place.x), Float(place.y))
    switch action {
    case .chooseClass: return chooseClass(lane)
    case .addExample: return touch(.add(x: x, y: y, target: hasClasses(lane) ? Float(label) : y), screen)
    case .plantOutlier: return touch(outlier(x, y, lane), screen)
    case .moveExample: return move(place, screen)
    default: break
    }
    guard let example = place.example else { return say("There is no training example under the cursor.") }
    if action == .removeExample { return touch(.remove(example: example), screen) }
    guard hasClasses(lane) else { return say("These targets are numbers, not classes; v moves the example.") }
    let target = lane.probes["points"]?.target(of: example) ?? 0
    return touch(.relabel(example: example, target: Float((Int(target) + 1) % classCount(lane))), screen)
  }

  private func hasClasses(_ lane: LaneSnapshot) -> Bool { lane.index(of: "accuracy") != nil }

  private func classCount(_ lane: LaneSnapshot) -> Int {
    guard let points = lane.probes["points"] else { return 2 }
    let most =
      (0..<points.shape.rows).map { points.target(of: $0) }.filter { $0.isFinite && $0 < 100 }.max() ?? 1
    return max(points.labels.count, Int(most) + 1, 2)
  }

  private mutating func chooseClass(_ lane: LaneSnapshot) -> Outcome {
    guard hasClasses(lane) else {
      return say("These targets are numbers: a puts an example where the cursor is.")
    }
    label = (label + 1) % classCount(lane)
    let names = lane.probes["points"]?.labels ?? []
    return say("a adds examples of \(names.indices.contains(label) ? names[label] : "class \(label)").")
  }

  /// Picks up the example under the cursor, or puts down the one that is carried.
  private mutating func move(_ place: Place, _ screen: LessonScreen) -> Outcome {
    if let example = carried {
      carried = nil
      return touch(.move(example: example, x: Float(place.x), y: Float(place.y)), screen)
    }
    guard let example = place.example else {
      return say("There is no training example under the cursor to pick up.")
    }
    carried = example
    return say("Carrying example \(example + 1): the arrows go, v puts it down, Esc leaves it where it was.")
  }

  /// What the net is surest to be wrong about: the other class here, or a target far beyond the others.
  private func outlier(_ x: Float, _ y: Float, _ lane: LaneSnapshot) -> Intervention {
    guard !hasClasses(lane) else {
      let answer = lane.probes["field"]?.nearest(x, y) ?? 0
      let count = classCount(lane)
      let sure = count == 2 ? (answer > 0.5 ? 1 : 0) : Int(min(max(answer, 0), 99))
      return .add(x: x, y: y, target: Float((sure + 1) % count))
    }
    let points = lane.probes["points"]
    let targets = (0..<(points?.shape.rows ?? 0)).compactMap { points?.target(of: $0) }.filter(\.isFinite)
    let (low, high) = (targets.min() ?? 0, targets.max() ?? 1)
    let span = max(high - low, 1e-3)
    let far = y >= (low + high) / 2 ? high + span : low - span
    return .add(x: x, y: far, target: far)
  }
}

extension Probe {
  /// The target of an example of the points in the plane.
  fileprivate func target(of row: Int) -> Float {
    let index = row * shape.columns + 2
    return shape.columns >= 4 && values.indices.contains(index) ? values[index] : .nan
  }

  /// The sample of a field nearest to a place.
  fileprivate func nearest(_ x: Float, _ y: Float) -> Float? {
    guard let xRange, let yRange, shape.rows > 0, shape.columns > 0 else { return nil }
    func index(_ value: Float, _ range: ClosedRange<Float>, _ count: Int) -> Int {
      let fraction = (value - range.lowerBound) / max(range.upperBound - range.lowerBound, 1e-30)
      return min(max(Int(min(max(fraction, 0), 1) * Float(count)), 0), count - 1)
    }
    let place = index(y, yRange, shape.rows) * shape.columns + index(x, xRange, shape.columns)
    return values.indices.contains(place) ? values[place] : nil
  }
}
