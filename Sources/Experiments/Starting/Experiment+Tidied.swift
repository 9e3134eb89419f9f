import Datasets
import Neural

extension Experiment {
  /// Without numbers and words that nothing in it reads any more, such as the momentum of an optimizer chosen before.
  ///
  /// It runs as the experiment does, step by step.
  public var tidied: Experiment {
    var tidy = self
    tidy.options = options.filter { value(of: $0.key) != nil }
    let words = LearnerCatalog.all[learner]?.choices ?? []
    tidy.choices = choices.filter { chosen in
      words.contains { $0.name == chosen.key && $0.standard != chosen.value }
    }
    let constants = OptimizerCatalog.all[optimizer.name]?.options.map(\.name) ?? []
    tidy.optimizer.options = optimizer.options.filter { constants.contains($0.key) }
    tidy.layers = layers.map(\.tidied)
    tidy.discriminator = discriminator.map(\.tidied)
    return tidy
  }
}

extension LayerChoice {
  fileprivate var tidied: LayerChoice {
    var tidy = self
    tidy.activation = activation.flatMap { written($0) }
    let known =
      (LayerCatalog.all[kind]?.options ?? [])
      + (tidy.activation.flatMap { ActivationCatalog.all[$0] }?.options ?? [])
    tidy.options = options.filter { chosen in known.contains { $0.name == chosen.key } }
    return tidy
  }
}
