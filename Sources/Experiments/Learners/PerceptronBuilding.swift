import Datasets
import Foundation
import Neural

extension Experiment {
  /// Everything that decides a run of the perceptron rule on these data.
  ///
  /// The option `start` is a multiple of the line that the data were made with, where there is one; on other data every
  /// starting weight has this value.
  func perceptron(_ splits: Splits) -> PerceptronConfiguration {
    let line = generatingLine
    let start = options["start"].flatMap { factor in factor == 0 ? nil : factor }
    let ones = [Float](repeating: 1, count: splits.training.inputShape.count + 1)
    return PerceptronConfiguration(
      splits: splits, rate: optimizer.rate, start: start.map { factor in (line ?? ones).map { factor * $0 } },
      averaged: options["averaged"] ?? 0 != 0, separator: line)
  }

  /// The line that parts the set `separable`: its generator draws the angle of the normal and the offset first.
  private var generatingLine: [Float]? {
    guard data.name == "separable" || data.name == "sep", data.file == nil, data.scaling == "none" else {
      return nil
    }
    var stream = RandomStream(seed: data.seed ?? seed, .data)
    let angle = 2 * Double.pi * stream.uniform()
    return [Float(cos(angle)), Float(sin(angle)), Float(stream.uniform(-0.3, 0.3))]
  }
}
