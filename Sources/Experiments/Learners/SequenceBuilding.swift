import Datasets
import Neural

extension LearnerCatalog {
  static let sequence = LearnerKind(
    name: "sequence", summary: "a network that reads sequences: text, series, tasks of remembering",
    hasNetwork: true,
    options: UpdateOptions.numbers + [
      CatalogOption(
        "temperature", 0.8, in: 0.01...10, "below 1, invented text prefers the likely characters",
        usual: [0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.5, 2], isLive: true)
    ],
    choices: UpdateOptions.words + [CatalogChoice("prompt", "", "what invented text begins with")]
  ) { experiment, dataset in
    try SequenceLearner(
      experiment.sequence(.examples(dataset.splits), input: dataset.splits.training.inputShape))
  }
}

extension Experiment {
  /// The learner of running text, which is read as windows instead of examples; nil for other data and learners.
  func textLearner(_ library: DataLibrary) throws -> SequenceLearner? {
    guard try readsText else { return nil }
    let text = try library.text(for: data)
    let source = SequenceConfiguration.Source.text(sequenceText(text), window: window)
    guard layers.last?.size == text.alphabet.count else {
      throw SettingError(
        "the last layer has \(layers.last?.size ?? 0) outputs, but \(data.name) has \(text.alphabet.count) characters: "
          + "end with {dense: \(text.alphabet.count)}")
    }
    let shape = Shape(rows: window)
    var configuration = try reading(text.alphabet.count).sequence(source, input: shape)
    configuration.stepStages = try reading(text.alphabet.count).stages(from: Shape())
    configuration.prompt = try prompt(in: text)
    return try SequenceLearner(configuration)
  }

  /// Whether it goes through a text letter by letter.
  private var readsText: Bool {
    get throws {
      try learner == LearnerCatalog.sequence.name && data.file == nil
        && DatasetCatalog.entry(named: data.name).isRunningText
    }
  }

  /// How many letters of a text make one example.
  private var window: Int { Int(data.options["window"] ?? 32) }

  /// The text that it is trained on; nil for other data and learners.
  func runningText(_ library: DataLibrary) throws -> RunningText? {
    guard try readsText else { return nil }
    let text = try library.text(for: data)
    let part = sequenceText(text)
    return RunningText(
      alphabet: text.alphabet, training: text.text(of: part.training), window: window,
      beginsAtLines: part.lineEnd != nil)
  }

  /// Everything that decides a run over sequences.
  func sequence(_ source: SequenceConfiguration.Source, input: Shape) throws -> SequenceConfiguration {
    SequenceConfiguration(
      stages: try stages(from: input), initializer: initializer,
      loss: try LossCatalog.all.entry(named: loss).make(), update: try update(), source: source, batch: batch,
      order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, seed: seed,
      temperature: option("temperature"))
  }

  /// The experiment with its first layer reading class numbers and its last one answering every step, as text asks for.
  private func reading(_ characters: Int) -> Experiment {
    var changed = self
    for index in layers.indices {
      let options = LayerCatalog.all[layers[index].kind]?.options.map(\.name) ?? []
      if index == 0, options.contains("vocabulary") {
        changed.layers[0].options["vocabulary"] = Double(characters)
      }
      if options.contains("each-row") { changed.layers[index].options["each-row"] = 1 }
    }
    return changed
  }

  /// The last share of the training part, `data.validation`, is held out.
  private func sequenceText(_ text: TextData) -> SequenceText {
    let kept = text.training.count - Int(Double(text.training.count) * data.validation)
    let isWords = data.name == "names"
    return SequenceText(
      names: text.names, training: Array(text.training[..<kept]), validation: Array(text.training[kept...]),
      test: text.test, lineEnd: isWords ? text.alphabet.firstIndex(of: "\n") : nil)
  }

  private func prompt(in text: TextData) throws(SettingError) -> [Int] {
    let words = choice("prompt")
    if let numbers = text.numbers(of: words) { return numbers }
    let small = words.lowercased()
    if let numbers = text.numbers(of: small) { return numbers }
    let strange = words.first { !text.alphabet.contains($0) } ?? " "
    throw SettingError("prompt: \(data.name) has no character \"\(strange)\"; leave it out")
  }
}
