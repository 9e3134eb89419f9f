/// Everything that decides a run over sequences.
public struct SequenceConfiguration: Sendable {
  /// What the sequences are.
  public enum Source: Sendable {
    /// Sequences with one target each or one a step; the targets of an example lie side by side.
    case examples(Splits)
    /// Text whose next character is to be guessed after each character of a window.
    case text(SequenceText, window: Int)
  }

  public var stages: [Stage]
  /// The same network for a single step, which text is invented with; empty: none is invented.
  public var stepStages: [Stage]
  public var initializer: Initializer
  public var loss: any Loss
  public var update: UpdateConfiguration
  public var source: Source
  /// Sequences per step; nil: all of them (of a text 16 windows).
  public var batch: Int?
  public var order: SampleOrder
  public var seed: UInt64
  /// Divides the logits before characters are drawn: below 1 the likely ones are preferred.
  public var temperature: Float
  /// What invented text begins with, as character numbers.
  public var prompt: [Int]

  public init(
    stages: [Stage], stepStages: [Stage] = [], initializer: Initializer = Initializer(.xavierUniform),
    loss: any Loss, update: UpdateConfiguration, source: Source, batch: Int? = nil,
    order: SampleOrder = .shuffled, seed: UInt64 = 1, temperature: Float = 0.8, prompt: [Int] = []
  ) {
    self.stages = stages
    self.stepStages = stepStages
    self.initializer = initializer
    self.loss = loss
    self.update = update
    self.source = source
    self.batch = batch
    self.order = order
    self.seed = seed
    self.temperature = temperature
    self.prompt = prompt
  }

  var decidesAtZero: Bool {
    let name = type(of: loss).name
    return name.hasSuffix("cross-entropy") || name.hasSuffix("hinge")
  }

  /// The parts as examples; of a text the training part is the first windows, for probes, and a pass over the others is
  /// limited to 640 windows.
  func splits() throws(NetworkFault) -> Splits {
    switch source {
    case .examples(let splits):
      if splits.training.count == 0 { throw NetworkFault("There are no training sequences to learn from.") }
      return splits
    case .text(let text, let window):
      guard window > 0, text.training.count > window else {
        throw NetworkFault(
          "A window of \(window) characters does not fit a text of \(text.training.count); use a shorter one."
        )
      }
      return Splits(
        training: text.windows(of: text.training, length: window, limit: 64),
        validation: text.windows(of: text.validation, length: window, limit: 640),
        test: text.windows(of: text.test, length: window, limit: 640))
    }
  }

  /// Throws one sentence when the network and the sequences do not fit each other.
  func check(_ splits: Splits) throws(NetworkFault) {
    if let batch, batch < 1 { throw NetworkFault("A batch holds at least one sequence, not \(batch).") }
    guard let first = stages.first, let last = stages.last else {
      throw NetworkFault("A network needs at least one layer.")
    }
    let examples = splits.training
    if examples.inputShape.count != first.layer.input.count {
      throw NetworkFault(
        "The first layer takes \(first.layer.input.count) inputs, but a sequence has \(examples.inputShape.count)."
      )
    }
    var expected = examples.targetWidth
    if case .classes(let count) = examples.problem { expected *= count }
    if last.layer.output.count != expected {
      let steps = examples.targetWidth > 1 ? " (\(examples.targetWidth) steps)" : ""
      throw NetworkFault(
        "The last layer gives \(last.layer.output.count) outputs, but the targets of a sequence need "
          + "\(expected)\(steps); a recurrent layer gives every step unless \"last\" is 1, and a dense layer "
          + "answers every step with \"each-row\".")
    }
  }
}
