import Foundation
import Testing

@testable import Neural

/// Invented text is drawn from what the network expects, sharpened or flattened by the temperature.
@Suite struct SamplingTests {
  /// A network without memory: what comes next hangs on the last character alone, so transitions can be counted.
  private func sampler() throws -> (sampler: TextSampler, memory: Memory) {
    let learner = try SequenceTests.learner(.tanh)
    let memory = learner.memory
    for slot in memory.slots {
      let isRecurrent = slot.claim.name == "weight_hh"
      let values = noise(slot.range.count, seed: UInt64(slot.range.lowerBound))
      memory.parameters[slot.range].copy(from: values.map { isRecurrent ? 0 : 1.2 * $0 })
    }
    return (try #require(learner.sampler), memory)
  }

  private func expectations(_ sampler: TextSampler, _ memory: Memory) -> [[Float]] {
    (0..<5).map { sampler.expectation(after: [$0], weights: memory.parameters, state: memory.state) }
  }

  /// Σ (counted − expected)² / expected over all transitions, and its degrees of freedom.
  private func chiSquare(_ text: [Int], _ expected: [[Float]]) -> (sum: Double, freedom: Int) {
    var counts = [[Double]](repeating: Array(repeating: 0, count: 5), count: 5)
    for (from, to) in zip(text, text.dropFirst()) { counts[from][to] += 1 }
    var (sum, freedom) = (0.0, 0)
    for from in 0..<5 {
      let total = counts[from].reduce(0, +)
      guard total > 50 else { continue }
      for to in 0..<5 {
        let mean = total * Double(expected[from][to])
        sum += (counts[from][to] - mean) * (counts[from][to] - mean) / mean
      }
      freedom += 4
    }
    return (sum, freedom)
  }

  @Test(arguments: [Float(1), 0.5, 3])
  func transitionsAreAsOftenAsExpected(temperature: Float) throws {
    let (sampler, memory) = try sampler()
    sampler.temperature = temperature
    let text = sampler.invent(6000, weights: memory.parameters, state: memory.state)
    let (sum, freedom) = chiSquare(text, expectations(sampler, memory))
    // Chance exceeds mean + 4 deviations in about 1 of 5000 runs, and these are always the same draws.
    let bound = Double(freedom) + 4 * Double(2 * freedom).squareRoot()
    #expect(sum < bound, "\(sum)")
    sampler.temperature = 1.5 * temperature
    let other = chiSquare(text, expectations(sampler, memory)).sum
    #expect(other > bound, "another temperature would be noticed")
  }

  @Test func aTemperatureIsAPowerOfTheProbabilities() throws {
    let (sampler, memory) = try sampler()
    sampler.temperature = 1
    let plain = expectations(sampler, memory)
    for temperature in [Float(0.25), 0.8, 2] {
      sampler.temperature = temperature
      for (row, other) in zip(expectations(sampler, memory), plain) {
        let powers = other.map { pow(Double($0), 1 / Double(temperature)) }
        let sum = powers.reduce(0, +)
        #expect(worstError(row, powers.map { $0 / sum }) < 1e-5)
      }
    }
  }

  @Test func nearZeroOnlyTheLikeliestIsLeft() throws {
    let learner = try SequenceTests.learner(.lstm)
    _ = SequenceTests.train(learner, 0..<40)
    let (sampler, memory) = (try #require(learner.sampler), learner.memory)
    sampler.temperature = 0.01
    let text = sampler.invent(60, weights: memory.parameters, state: memory.state)
    sampler.temperature = 1
    for place in 1..<text.count {
      let next = sampler.expectation(
        after: Array(text.prefix(place)), weights: memory.parameters, state: memory.state)
      #expect(text[place] == next.indices.max { next[$0] < next[$1] })
    }
  }

  @Test func equalSeedsInventEqually() throws {
    let (first, second) = (try sampler(), try sampler())
    for made in [first, second] { made.sampler.temperature = 1 }
    let texts = [first, second].map {
      $0.sampler.invent(50, weights: $0.memory.parameters, state: $0.memory.state)
    }
    #expect(texts[0] == texts[1])
    #expect(Set(texts[0]).count > 2)
  }
}
