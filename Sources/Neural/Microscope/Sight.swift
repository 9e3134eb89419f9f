/// What a microscope points at; everything is counted from 0 and brought into range by whoever looks.
public struct Sight: Sendable, Hashable {
  /// Number among the training examples.
  public var example = 0
  /// Number among the layers that carry weights.
  public var layer = 0
  public var unit = 0
  /// Which input of the unit; behind the last one stands its bias.
  public var input = 0
  /// Where a filter lies on its image, or the step of a sequence; nil: the middle, or the last step.
  public var place: Int?
  /// Which gate of a recurrent unit.
  public var gate = 0

  public init() {}

  private static let prefix = "microscope/"

  /// How it is asked for among the probes: `microscope/3/1/0/2/-1/0`.
  public var probe: String {
    Self.prefix + [example, layer, unit, input, place ?? -1, gate].map(String.init).joined(separator: "/")
  }

  /// Nil if a probe of this name is no sight.
  public init?(probe name: String) {
    guard name.hasPrefix(Self.prefix) else { return nil }
    let numbers = name.dropFirst(Self.prefix.count).split(separator: "/").compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    (example, layer, unit, input) = (numbers[0], numbers[1], numbers[2], numbers[3])
    place = numbers[4] < 0 ? nil : numbers[4]
    gate = numbers[5]
  }
}

/// What a microscope sees: worked lines, and what else it could be pointed at.
public struct Magnification: Sendable, Hashable {
  /// Where it points, brought into range.
  public var sight: Sight
  /// What the lines are about, such as `2 dense`; one name for each layer that can be chosen.
  public var layers: [String] = []
  public var exampleCount = 1
  public var unitCount = 1
  /// Inputs of the unit, its bias among them; 0: there is no weight to choose.
  public var inputCount = 0
  public var placeCount = 1
  /// What a place is called: `position`, `row` or `time`.
  public var placeName = ""
  public var gates: [String] = []
  /// The chosen weight, such as `w·x3` or `bias`.
  public var weight = ""
  public var lines: [WorkedLine] = []
  /// Why there are no numbers; one sentence.
  public var refusal: String?

  public init(_ sight: Sight) { self.sight = sight }
}

/// A learner whose numbers can be followed one by one.
public protocol Magnified: Learner {
  /// The worked numbers at this sight, for the state before step number `step`; changes no state.
  func magnify(_ sight: Sight, step: Int) -> Magnification
}
