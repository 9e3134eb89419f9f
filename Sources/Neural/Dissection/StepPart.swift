/// One part of a training step in numbers: those of the very batch, as the step computes them.
public struct StepPart: Sendable, Hashable {
  /// Numbers that stand side by side, such as the sums of a layer.
  public struct Series: Sendable, Hashable {
    public var name: String
    public var values: [Float]

    public init(_ name: String, _ values: [Float]) {
      self.name = name
      self.values = values
    }

    /// L2 norm.
    public var norm: Double { values.reduce(0) { $0 + Double($1) * Double($1) }.squareRoot() }
  }

  /// L2 norms of a gradient: what one example adds, what the examples up to it come to, and that of the batch.
  public struct Shares: Sendable, Hashable {
    public var own: Double
    public var soFar: Double
    public var batch: Double
  }

  public var outline: StepOutline
  /// Counted from 1 within the step.
  public var place: Int
  /// The example's number among the training examples, from 0; nil where it has none.
  public var example: Int?
  /// Where it lies in the data, in their units; empty with more than two features.
  public var point: [Float] = []
  /// The unit of a map that wins it, from 0.
  public var winner: Int?
  public var series: [Series] = []
  /// Numbers by themselves: a loss, a rate, a length.
  public var quantities: [Quantity] = []
  /// Worked arithmetic, for learners whose step is one example.
  public var lines: [WorkedLine] = []
  /// On the way back: ∂loss/∂parameters of the layer.
  public var layerGradient: Shares?
  /// The same of all layers.
  public var gradient: Shares?
  /// What is said beside the numbers.
  public var note = ""
  /// The example as its batch has it, for panels: the probes that were asked for and that show one example.
  public var probes: [String: Probe] = [:]

  public init(_ outline: StepOutline, place: Int) {
    self.outline = outline
    self.place = place
  }

  public var operation: StepOutline.Operation { outline.operation(at: place) }
  public var position: StepOutline.Position { outline.position(of: place) }
  public var round: StepOutline.Round { outline.rounds[position.round] }
  /// Which example of its round, from 0; nil for what happens once.
  public var row: Int? { position.row }
}

/// A learner whose training steps can be followed part by part.
public protocol Dissected: Learner {
  /// The parts of step number `step`.
  func outline(of step: Int) -> StepOutline
  /// Part number `place` of a step, for the state before that step; changes no state. Nil where no such step is taken.
  ///
  /// - Parameter probes: names of those that are wanted of the example.
  func part(_ place: Int, of step: Int, probes: [String]) -> StepPart?
}
