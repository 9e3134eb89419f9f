import Neural

/// An LSTM that guesses the next of some characters after each character of a window.
struct TextWorkload: Sendable {
  var characters: Int
  var hidden: Int
  var window: Int
  var batch: Int

  func learner() throws -> any Learner {
    var random = RandomStream(seed: 1, .data)
    let text = SequenceText(
      names: (0..<characters).map(String.init),
      training: (0..<2000).map { _ in random.index(below: characters) })
    return try SequenceLearner(
      SequenceConfiguration(
        stages: stages, loss: CategoricalCrossEntropy(),
        update: UpdateConfiguration(optimizer: Adam(), rate: 1e-3, clip: 1),
        source: .text(text, window: window), batch: batch))
  }

  private var stages: [Stage] {
    let unit = RecurrentUnit(
      .lstm, Shape(rows: window), hidden: hidden, vocabulary: characters, gateBias: 1)
    let layer = LSTM(unit)
    return [Stage(layer), Stage(Dense(eachRowOf: layer.output, outputs: characters))]
  }
}
