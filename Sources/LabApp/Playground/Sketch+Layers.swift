import Experiments
import Neural

/// Layers come, go and change their kind.
extension Sketch {
  /// The lists of layers there are: `layers`, of an adversarial game also `discriminator`.
  var layerLists: [(name: String, layers: [LayerChoice])] {
    guard LearnerCatalog.all[experiment.learner]?.hasNetwork == true else { return [] }
    let own = [("layers", experiment.layers)]
    return experiment.learner == "gan" ? own + [("discriminator", experiment.discriminator)] : own
  }

  func layers(of list: String) -> [LayerChoice] {
    list == "discriminator" ? experiment.discriminator : experiment.layers
  }

  private mutating func setLayers(_ layers: [LayerChoice], of list: String) {
    if list == "discriminator" { experiment.discriminator = layers } else { experiment.layers = layers }
  }

  /// Puts a layer below another one, but above the output: one like it, or a dense one below an odd kind.
  /// Returns its index.
  mutating func addLayer(to list: String, below index: Int?) -> Int {
    var layers = layers(of: list)
    let place = min(max(index.map { $0 + 1 } ?? 0, 0), max(layers.count - 1, 0))
    let model = place > 0 ? layers[place - 1] : nil
    let isLikeable =
      model.map { ["dense", "lstm", "gru", "rnn"].contains($0.kind) && place < layers.count } ?? false
    var fresh = isLikeable ? model ?? LayerChoice() : LayerChoice(size: 8, activation: "relu")
    fresh.repeat = 1
    layers.insert(fresh, at: place)
    setLayers(layers, of: list)
    return place
  }

  /// Errors: the output has to stay.
  mutating func deleteLayer(_ index: Int, of list: String) throws(SettingError) {
    var layers = layers(of: list)
    guard layers.indices.contains(index) else { return }
    guard index < layers.count - 1 else {
      throw SettingError("the last layer is the output and has to stay; delete one above it")
    }
    layers.remove(at: index)
    setLayers(layers, of: list)
  }

  /// The kinds that make sense with the data.
  var kinds: [String] {
    if start.isImage {
      return [
        "dense", "convolution", "max-pooling", "average-pooling", "global-average-pooling", "flatten",
        "dropout",
      ]
    }
    return experiment.learner == "sequence"
      ? ["dense", "rnn", "lstm", "gru", "dropout"] : ["dense", "dropout"]
  }

  /// Makes a layer another kind, keeping what the new kind can have.
  mutating func setKind(_ name: String, at index: Int, of list: String) throws(SettingError) {
    guard let kind = LayerCatalog.all[name] else {
      throw SettingError(
        "there is no layer \"\(name)\"; \(Spelling.advice(for: name, among: LayerCatalog.all.names))")
    }
    var layers = layers(of: list)
    guard layers.indices.contains(index) else { return }
    guard index < layers.count - 1 || name == "dense" else {
      throw SettingError("the output is a dense layer; add another layer above it instead")
    }
    let old = layers[index]
    let isPooling = name.hasSuffix("pooling")
    layers[index] = LayerChoice(
      kind: kind.name, size: kind.takesSize ? (isPooling ? 2 : max(old.size ?? 8, 4)) : nil,
      activation: ["dense", "convolution"].contains(kind.name) ? old.activation ?? "relu" : nil)
    setLayers(layers, of: list)
    experiment = experiment.tidied
  }
}
