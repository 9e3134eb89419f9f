/// Something done by hand to a learner between two steps.
///
/// Layers are counted as probes and meters count them, units and inputs from 1, training examples from 0. Places are in
/// the units of the data.
public enum Intervention: Sendable, Hashable, Codable {
  /// Gives a weight (or, without an input, a bias) a value; later steps go on from it.
  case set(layer: Int, unit: Int, input: Int?, to: Float)
  /// A frozen layer keeps its weights.
  case freeze(layer: Int, isOn: Bool)
  /// A silenced unit puts out zero.
  case silence(layer: Int, unit: Int, isOn: Bool)
  /// A training example more; with a single feature y is its target.
  case add(x: Float, y: Float, target: Float)
  case move(example: Int, x: Float, y: Float)
  case relabel(example: Int, target: Float)
  /// Takes a training example out; those behind it move up.
  case remove(example: Int)

  /// Whether it stands from then on beside the memory; else all it does is written into the memory.
  public var isStanding: Bool {
    if case .set = self { return false }
    return true
  }

  /// Whether it changes the training examples.
  public var changesExamples: Bool {
    switch self {
    case .add, .move, .relabel, .remove: true
    case .set, .freeze, .silence: false
    }
  }

  /// What is said about it on the curves.
  public var words: String {
    switch self {
    case .set(let layer, let unit, let input, let value):
      let what = input.map { "weight \($0)→\(unit)" } ?? "bias of unit \(unit)"
      return "\(what) of layer \(layer) set to \(value)"
    case .freeze(let layer, let isOn): return "layer \(layer) \(isOn ? "frozen" : "thawed")"
    case .silence(let layer, let unit, let isOn):
      return "unit \(unit) of layer \(layer) \(isOn ? "silenced" : "heard again")"
    case .add: return "example added"
    case .move(let example, _, _): return "example \(example + 1) moved"
    case .relabel(let example, let target):
      let isClass = target == target.rounded() && abs(target) < 1e6
      return "example \(example + 1) is now \(isClass ? String(Int(target)) : String(target))"
    case .remove(let example): return "example \(example + 1) removed"
    }
  }
}
