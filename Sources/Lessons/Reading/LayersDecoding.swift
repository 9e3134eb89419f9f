import Experiments
import Neural

/// Reads the list of layers: `[{dense: 16, activation: sigmoid, repeat: 10}, {dense: 1}]`.
enum LayersDecoding {
  private static let blockLimit = 100
  private static let sizes = 1...4096
  /// Keys of a block that are also names of layers: beside another layer they mean the block's own.
  private static let blockKeys = ["batch-norm", "layer-norm", "weight-norm", "dropout"]

  static func read(
    _ entry: Entry, _ what: String, _ findings: Findings, key: String = "layers"
  ) -> [LayerChoice] {
    guard case .list(let entries) = entry.value else {
      findings.add(
        entry.line,
        "\(what): \"\(key)\" is \(entry.kind); it has to be a list such as [{dense: 8}, {dense: 1}]")
      return []
    }
    let layers = entries.enumerated().compactMap { index, entry in
      layer(entry, "\(what), \(key == "layers" ? "" : key + " ")layer \(index)", findings)
    }
    let count = layers.reduce(0) { $0 + $1.repeat }
    if count > blockLimit {
      findings.add(entry.line, "\(what): \(count) layers are too many; a network has at most \(blockLimit)")
    }
    return layers
  }

  private static func layer(_ entry: Entry, _ what: String, _ findings: Findings) -> LayerChoice? {
    if let name = entry.text { return bare(name, what, entry.line, findings) }
    guard var fields = Fields(entry, what, findings) else { return nil }
    let names = LayerCatalog.all.entries.flatMap { [$0.name] + $0.aliases }
    let candidates = fields.remaining.filter { names.contains($0.key) }
    guard let pair = candidates.first(where: { !blockKeys.contains($0.key) }) ?? candidates.first,
      let kind = LayerCatalog.all[pair.key]
    else {
      let key = fields.remaining.first?.key ?? ""
      fields.add(
        entry.line,
        "there is no layer \"\(key)\"; \(Spelling.advice(for: key, among: LayerCatalog.all.names))")
      return nil
    }
    return decode(kind, pair.key, &fields)
  }

  /// A layer without a size may stand as a word: `relu`.
  private static func bare(_ name: String, _ what: String, _ line: Int, _ findings: Findings) -> LayerChoice?
  {
    guard let kind = LayerCatalog.all[name] else {
      let advice = Spelling.advice(for: name, among: LayerCatalog.all.names)
      findings.add(line, "\(what): there is no layer \"\(name)\"; \(advice)")
      return nil
    }
    guard kind.takesSize else { return LayerChoice(kind: kind.name) }
    findings.add(line, "\(what): \"\(name)\" needs a size, such as \(kind.example)")
    return LayerChoice(kind: kind.name, size: kind.usualSize)
  }

  private static func decode(_ kind: LayerKind, _ key: String, _ fields: inout Fields) -> LayerChoice {
    var layer = LayerChoice(kind: kind.name)
    if kind.takesSize, let nested = nested(kind, key, &fields, &layer) {
      layer.size = nested
    } else if kind.takesSize {
      layer.size = fields.integer(key, in: sizes)
    } else if let entry = fields.take(key), entry.text != "on" {
      readMainOption(kind, key, entry, &fields, into: &layer)
    }
    layer.activation = fields.text("activation")
    layer.repeat = fields.integer("repeat", in: 1...50) ?? 1
    readBlockKeys(&fields, into: &layer)
    for option in kind.options {
      if let value = fields.number(option.name, in: option.range) { layer.options[option.name] = value }
    }
    for option in layer.activation.flatMap({ ActivationCatalog.all[$0] })?.options ?? [] {
      if let value = fields.number(option.name, in: option.range) { layer.options[option.name] = value }
    }
    fields.finish()
    return layer
  }

  /// Reads the longer spelling `{max-pooling: {size: 2, stride: 1}}`; nil where the key has no mapping of its own. A size
  /// that cannot be read is reported and becomes the smallest one.
  private static func nested(
    _ kind: LayerKind, _ key: String, _ fields: inout Fields, _ layer: inout LayerChoice
  ) -> Int? {
    guard let pair = fields.remaining.first(where: { $0.key == key }), case .mapping = pair.entry.value,
      let entry = fields.take(key), var inner = Fields(entry, "\(fields.what), \(key)", fields.findings)
    else { return nil }
    let size = inner.integer("size", in: sizes)
    if size == nil { inner.add(entry.line, "\"\(key)\" needs a size, such as {\(key): {size: 2}}") }
    for option in kind.options {
      if let value = inner.number(option.name, in: option.range) { layer.options[option.name] = value }
    }
    inner.finish()
    return size ?? sizes.lowerBound
  }

  private static func readBlockKeys(_ fields: inout Fields, into layer: inout LayerChoice) {
    layer.batchNorm = fields.flag("batch-norm") ?? false
    layer.layerNorm = fields.flag("layer-norm") ?? false
    layer.weightNorm = fields.flag("weight-norm") ?? false
    layer.dropout = fields.number("dropout", in: 0...0.95) ?? 0
    layer.skip = fields.flag("skip") ?? false
    layer.skipOver = fields.integer("skip-over", in: 1...50) ?? 1
  }

  /// A layer without a size may carry its first option: `{dropout: 0.5}`.
  private static func readMainOption(
    _ kind: LayerKind, _ key: String, _ entry: Entry, _ fields: inout Fields, into layer: inout LayerChoice
  ) {
    guard let option = kind.options.first else {
      return fields.add(entry.line, "\"\(key)\" has no size; write \(key) alone or {\(key): on}")
    }
    if let value = fields.number(entry, key, in: option.range) { layer.options[option.name] = value }
  }
}
