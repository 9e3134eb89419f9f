import CKernels

/// Invents text: draws each character from what the network expects after the ones before it.
///
/// Has a network of its own that goes one step at a time and keeps its state; it borrows the weights of the learner's.
final class TextSampler {
  var temperature: Float
  private let network: Network
  private let memory: Memory
  private let seed: UInt64
  private var prompt: [Int]
  private let names: [String]
  private let lineEnd: Int?
  private let input: Floats

  init(_ configuration: SequenceConfiguration, _ text: SequenceText) throws(NetworkFault) {
    temperature = configuration.temperature
    seed = configuration.seed
    prompt = configuration.prompt
    names = text.names
    lineEnd = text.lineEnd
    var plan = MemoryPlan()
    let stages = configuration.stepStages.map { stage in
      Stage((stage.layer as? any RecurrentLayer)?.continuing ?? stage.layer, skipFrom: stage.skipFrom)
    }
    let layout = try NetworkLayout(stages, maximalBatch: 1, in: &plan)
    let room = plan.reserveWorkspace(1)
    memory = Memory(plan)
    input = memory.workspace[room]
    network = Network(layout, memory: memory)
    guard layout.output.count == text.names.count else {
      throw NetworkFault(
        "The last layer gives \(layout.output.count) outputs for \(text.names.count) characters.")
    }
  }

  /// Begins with the characters it knows; returns them. Capitals are read as small letters where it has no capitals.
  func begin(with text: String) -> String {
    var kept = ""
    prompt = []
    for character in text {
      let shown = character == " " ? "␣" : character.isNewline ? "⏎" : String(character)
      guard let number = names.firstIndex(of: shown) ?? names.firstIndex(of: shown.lowercased()) else {
        continue
      }
      prompt.append(number)
      kept.append(character)
    }
    return kept
  }

  /// The prompt and `count` characters behind it, as numbers; the same for equal weights and temperature.
  func invent(_ count: Int, weights: Floats, state: Floats) -> [Int] {
    begin(weights, state)
    var random = RandomStream(seed: seed, .sampling)
    var text = prompt.isEmpty ? [lineEnd ?? 0] : prompt
    for character in text.dropLast() { feed(character) }
    for _ in 0..<count {
      feed(text[text.count - 1])
      text.append(draw(network.output, &random))
    }
    return text
  }

  /// The probability of each character behind the given ones.
  func expectation(after characters: [Int], weights: Floats, state: Floats) -> [Float] {
    begin(weights, state)
    for character in characters { feed(character) }
    return probabilities(network.output)
  }

  /// Takes the weights over and forgets what was read.
  private func begin(_ weights: Floats, _ state: Floats) {
    memory.workspace.fill(0)
    memory.parameters.copy(from: weights)
    memory.state.copy(from: state.prefix(memory.state.count))
  }

  private func feed(_ character: Int) {
    input[0] = Float(character)
    network.forward(input, batch: 1)
  }

  private func probabilities(_ logits: Floats) -> [Float] {
    let scale = 1 / max(temperature, 1e-3)
    var largest = -Float.infinity
    for i in 0..<logits.count where logits[i] > largest { largest = logits[i] }
    let powers = (0..<logits.count).map { expf((logits[$0] - largest) * scale) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  private func draw(_ logits: Floats, _ random: inout RandomStream) -> Int {
    var rest = Float(random.uniform())
    let probabilities = probabilities(logits)
    for (character, probability) in probabilities.enumerated() {
      rest -= probability
      if rest < 0 { return character }
    }
    // Rounding, or probabilities that are not numbers.
    return probabilities.count - 1
  }
}
