import Neural
import Testing

/// The first ten losses and the parameters after them, against the same runs in double precision.
@Suite struct GenerativeFixtureTests {
  struct Case: Decodable, CustomTestStringConvertible, Sendable {
    var kind: String
    var name: String
    var lattice: String?
    var neighbourhood: String?
    var decay: String?
    var rows: Int?
    var columns: Int?
    var width: Int?
    var game: String?
    var turns: Int?
    var smoothing: Float?
    var instanceNoise: Float?
    var epsilon: Float?
    var variational: Bool?
    var loss: String?
    var corruption: String?
    var sparsity: Float?
    var beta: Float?
    var examples: [Float]
    var parameters: [[Float]]
    var losses: [Double]
    var opposed: [Double]?
    var winners: [Int]?
    var after: [[Double]]

    var testDescription: String { "\(kind) \(name)" }
  }

  private static let cases = fixture("generative", Case.self)

  private func splits(_ inputs: [Float], width: Int) -> Splits {
    let count = inputs.count / width
    return ToyData.splits(
      Examples(
        inputShape: .vector(width), inputs: inputs, targets: Array(repeating: 0, count: count),
        problem: .regression))
  }

  private func learner(_ test: Case) throws -> any Learner {
    switch test.kind {
    case "som": try map(test)
    case "gan": try game(test)
    default: try autoencoder(test)
    }
  }

  private func map(_ test: Case) throws -> any Learner {
    let decay = try #require(Decay(rawValue: test.decay ?? ""))
    return try SelfOrganizingMap(
      SelfOrganizingMapConfiguration(
        splits: splits(test.examples, width: test.width ?? 0),
        lattice: Lattice(
          try #require(Lattice.Kind(rawValue: test.lattice ?? "")), rows: test.rows ?? 0,
          columns: test.columns ?? 0),
        neighbourhood: try #require(Neighbourhood(rawValue: test.neighbourhood ?? "")), rateDecay: decay,
        radius: 3, radiusDecay: decay, horizon: 10, order: .sequential))
  }

  private func game(_ test: Case) throws -> any Learner {
    let adam = Adam(beta1: 0.5, epsilon: try #require(test.epsilon))
    let inner = Shape.vector(8)
    return try GenerativeAdversarialLearner(
      GenerativeAdversarialConfiguration(
        generator: [
          Stage(Dense(.vector(2), outputs: 8)), Stage(ReLU(inner)), Stage(Dense(inner, outputs: 2)),
        ],
        discriminator: [
          Stage(Dense(.vector(2), outputs: 8)), Stage(LeakyReLU(inner, slope: 0.2)),
          Stage(Dense(inner, outputs: 1)),
        ],
        game: try #require(AdversarialGame(rawValue: test.game ?? "")),
        generatorUpdate: UpdateConfiguration(optimizer: adam, rate: 0.01),
        discriminatorUpdate: UpdateConfiguration(optimizer: adam, rate: 0.02), batch: 16, order: .sequential,
        discriminatorSteps: test.turns ?? 1, smoothing: test.smoothing ?? 0,
        instanceNoise: test.instanceNoise ?? 0, weightLimit: 0.1, splits: splits(test.examples, width: 2),
        seed: 3))
  }

  private func autoencoder(_ test: Case) throws -> any Learner {
    let inner = Shape.vector(5)
    let isVariational = test.variational == true
    return try AutoencoderLearner(
      AutoencoderConfiguration(
        encoder: [
          Stage(Dense(.vector(6), outputs: 5)), Stage(Tanh(inner)),
          Stage(Dense(inner, outputs: isVariational ? 4 : 2)),
        ],
        decoder: [
          Stage(Dense(.vector(2), outputs: 5)), Stage(Tanh(inner)), Stage(Dense(inner, outputs: 6)),
        ],
        loss: test.loss == "mse" ? MeanSquaredError() : BinaryCrossEntropy(),
        update: UpdateConfiguration(optimizer: Adam(), rate: 0.01), batch: nil, order: .sequential,
        isVariational: isVariational, beta: test.beta ?? 0,
        corruption: try #require(Corruption(rawValue: test.corruption ?? "")), sparsity: test.sparsity ?? 0,
        splits: splits(test.examples, width: 6), seed: 3))
  }

  @Test(arguments: cases) func theFirstTenStepsAgree(test: Case) throws {
    let run = Run(try learner(test))
    run.begin(with: test.parameters)
    let found = run.firstTen("loss", test.kind == "gan" ? "discriminator/loss" : "divergence")
    #expect(worstError(found[0], test.losses, floor: 0.1) < 1e-5, "\(found[0])")
    if let expected = test.opposed, test.kind == "gan" || test.variational == true {
      #expect(worstError(found[1], expected, floor: 0.1) < 1e-5, "\(found[1])")
    }
    run.expectParameters(test.after, floor: 0.1, within: 1e-5)
    if let winners = test.winners {
      let trail = run.probe("winner-trail")
      let found = (0..<10).map { row in
        Int(trail.values[4 * row + 1]) * (test.columns ?? 0) + Int(trail.values[4 * row + 2])
      }
      #expect(found == winners)
    }
  }
}
