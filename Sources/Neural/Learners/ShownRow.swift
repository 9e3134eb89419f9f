/// One row of a forward pass, as the pictures of an image network show it.
struct ShownRow {
  /// What the network got of it.
  var inputs: Floats
  /// Nil for a drawing.
  var target: Float?
  /// Which of the rows that went forward together it is.
  var place = 0
  var count = 1
  /// What it is called: `example 5`, `test example 5`.
  var name: String
  /// What was done to it before the network got it; empty: nothing.
  var note = ""
}

extension SupervisedLearner {
  /// The example that the knob `example` chose, as the network gets it.
  ///
  /// Of the examples held out for validation; without those of the test examples, if they were moved, since the
  /// training examples would not show it; else of the training examples.
  func shownRow() -> ShownRow {
    if let drawn { return ShownRow(inputs: drawn.inputs, name: "drawing") }
    let splits = configuration.splits
    if validation.count > 0 { return row(of: validation, splits.validation, "validation example") }
    if test.count > 0, splits.test.areMoved { return row(of: test, splits.test, "test example") }
    return movedTrainingRow() ?? row(of: training, splits.training, "example")
  }

  private func row(of block: ExampleBlock, _ examples: Examples, _ kind: String) -> ShownRow {
    let index = shown.place("example", below: block.count)
    return ShownRow(
      inputs: block.inputs(index..<index + 1), target: block.targets[index * block.targetWidth],
      name: "\(kind) \(index + 1)", note: examples.areMoved ? "moved" : "")
  }

  /// A training image as it was moved when a step read it last, or as it will be when one reads it first; nil: it lies
  /// still, or no step of an epoch reads it.
  private func movedTrainingRow() -> ShownRow? {
    let example = shown.place("example", below: training.count)
    guard training.mover != nil, let reading = samples.reading(of: example, before: shown.step) else {
      return nil
    }
    let inputs = batchInputs.prefix(training.inputWidth)
    move(example, row: reading.row, into: inputs, step: reading.step)
    let (number, isPast) = (reading.step + 1, reading.step < shown.step)
    return ShownRow(
      inputs: inputs, target: training.targets[example * training.targetWidth],
      name: "example \(example + 1)",
      note: isPast ? "as step \(number) moved it" : "as step \(number) will move it")
  }

  /// A row of the batch that a step takes, after it went forward.
  func shownRow(_ place: Int, in step: Int) -> ShownRow {
    let rows = samples.range(of: step)
    let (inputs, targets) = load(rows, step: step)
    let width = training.inputWidth
    return ShownRow(
      inputs: inputs[place * width..<(place + 1) * width], target: targets[place * training.targetWidth],
      place: place, count: rows.count, name: "training example \(samples.example(place, of: step) + 1)",
      note: training.mover == nil ? "" : "as this step moved it")
  }
}
