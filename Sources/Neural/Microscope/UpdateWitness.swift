/// Notes what happens to one parameter while an update is performed; nil in training, so that a step costs nothing more.
final class UpdateWitness {
  /// The moments of an update at which numbers change.
  enum Moment: Int, CaseIterable { case arrived, joined, clipped, shrunk, moved, ended }

  /// Its place in the memory's parameters.
  let place: Int
  var gradients = [Float](repeating: .nan, count: Moment.allCases.count)
  var parameters = [Float](repeating: .nan, count: Moment.allCases.count)
  /// The optimizer's moments before and after.
  var first: (before: Float, after: Float) = (0, 0)
  var second: (before: Float, after: Float) = (0, 0)
  var rate: Float = .nan
  var configuration: UpdateConfiguration?
  /// Number of the update, from 0.
  var step = 0
  var isPenalized = false
  /// Whether all gradients are kept as they arrived, and those.
  var keepsAll = false
  var all: [Float] = []

  init(_ place: Int) { self.place = place }

  /// Whether the update was performed at all.
  var isDone: Bool { configuration != nil }

  func note(_ moment: Moment, _ gradients: Floats, _ parameters: Floats) {
    self.gradients[moment.rawValue] = gradients[place]
    self.parameters[moment.rawValue] = parameters[place]
  }

  func gradient(_ moment: Moment) -> Double { Double(gradients[moment.rawValue]) }
  func parameter(_ moment: Moment) -> Double { Double(parameters[moment.rawValue]) }
}
