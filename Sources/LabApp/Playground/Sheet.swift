import Datasets
import Experiments
import Neural

/// The lines of a sketch: data, network, training. Of what belongs to another line only the chosen one's is shown.
struct Sheet: Sendable {
  private(set) var rows: [SheetRow] = []
  private let sketch: Sketch
  private let chosen: SheetRow.Subject
  private var experiment: Experiment { sketch.experiment }

  /// - Parameter chosen: the line that is marked; it, or the line it belongs to, is unfolded.
  init(_ sketch: Sketch, chosen: SheetRow.Subject) {
    self.sketch = sketch
    self.chosen = chosen
    let kind = LearnerCatalog.all[sketch.experiment.learner]
    addData(usesData: kind?.usesData != false)
    if kind?.hasNetwork == true { addNetwork() }
    addTraining(kind)
    rows = unfolded(rows)
  }

  /// The index of the marked line, or of the line nearest to where it stood.
  var chosenIndex: Int {
    rows.firstIndex { $0.subject == chosen } ?? rows.firstIndex(where: \.isChoosable) ?? 0
  }

  func neighbour(of index: Int, by count: Int) -> Int {
    let places = rows.indices.filter { rows[$0].isChoosable }
    guard let place = places.firstIndex(where: { $0 >= index }) ?? places.indices.last else { return index }
    return places[min(max(place + count, 0), places.count - 1)]
  }

  private func unfolded(_ all: [SheetRow]) -> [SheetRow] {
    let open = all.first { $0.subject == chosen }.map { $0.owner ?? $0.subject }
    return all.filter { $0.owner == nil || $0.owner == open }
  }

  // MARK: lines

  private mutating func add(
    _ subject: SheetRow.Subject, _ label: String, _ value: String, owner: SheetRow.Subject? = nil
  ) {
    rows.append(
      SheetRow(subject: subject, label: label, value: value, depth: owner == nil ? 0 : 1, owner: owner))
  }

  private mutating func addHeading(_ text: String) { add(.heading(text), text, "") }

  /// A setting, if the experiment has it.
  private mutating func addSetting(_ key: String, _ label: String? = nil, owner: SheetRow.Subject? = nil) {
    guard let value = experiment.value(of: key) else { return }
    let name = label ?? experiment.knob(for: key)?.label ?? key
    add(.setting(key), name, value, owner: owner)
  }

  /// A line that stands for several settings, and says which of them are not as usual.
  private mutating func addGroup(_ name: String, _ keys: [String]) {
    let known = keys.filter { experiment.value(of: $0) != nil }
    guard !known.isEmpty else { return }
    let changed = known.filter { experiment.options[$0] != nil || experiment.choices[$0] != nil }
    let words = changed.map { "\($0) \(experiment.value(of: $0) ?? "")" }.joined(separator: ", ")
    add(.group(name), name, words.isEmpty ? "as usual" : words)
    for key in known { addSetting(key, owner: .group(name)) }
  }

  // MARK: data

  private mutating func addData(usesData: Bool) {
    addHeading("data")
    add(.learner, "learner", experiment.learner)
    guard usesData else { return }
    if let facts = sketch.facts, let file = experiment.data.file {
      add(.data, "data", "your own")
      add(.table, "your own table", file.split(separator: "/").last.map(String.init) ?? file)
      addTable(facts)
    } else {
      add(.data, "data", experiment.data.name)
      addStory()
      add(.table, "your own table", "a CSV file")
    }
    let numbers = (try? DatasetCatalog.entry(named: experiment.data.name))?.options.map(\.name) ?? []
    let seldom = ["flips", "test", "scale-target", "outliers", "shift"]
    addSetting("data.count", "examples")
    addSetting("data.noise", "noise")
    for name in numbers where !seldom.contains(name) { addSetting("data.\(name)", name) }
    guard experiment.learner != "sequence" || sketch.start.examples != nil else { return }
    addSetting("data.scaling", "scaling")
    addSetting("data.validation", "validation")
    let more = SheetRow.Subject.group("more of the data")
    let data = experiment.data
    let changed =
      seldom.compactMap { name in data.options[name].map { "\(name) \(Numeral.text($0))" } }
      + [data.limit.map { "limit \($0)" }, data.seed.map { "seed \($0)" }].compactMap { $0 }
    add(more, "more of the data", changed.isEmpty ? "as usual" : changed.joined(separator: ", "))
    for name in seldom where numbers.contains(name) || experiment.data.file != nil {
      guard name != "scale-target" || sketch.start.problem == .regression else { continue }
      addSetting("data.\(name)", name, owner: more)
    }
    addSetting("data.limit", "limit", owner: more)
    addSetting("data.seed", "data seed", owner: more)
  }

  /// What the set is, and whom it is owed to.
  private mutating func addStory() {
    guard let entry = try? DatasetCatalog.entry(named: experiment.data.name) else { return }
    add(.note(entry.summary), entry.summary, "", owner: .data)
    if !entry.credit.isEmpty {
      for line in [entry.credit, DatasetCatalog.changeNote] { add(.note(line), line, "", owner: .data) }
    }
  }

  private mutating func addTable(_ facts: TableFacts) {
    let size = "\(Figure.count(facts.rowCount)) rows, \(facts.columns.count) columns"
    add(.note(size), size, "", owner: .table)
    let target = experiment.data.target ?? ""
    let kind = facts.column(named: target).map { " · \($0.words)" } ?? ""
    add(.target, "target", target + kind)
    add(.task, "task", experiment.data.task ?? "")
    let inputs = Set(sketch.inputs)
    add(.columns, "inputs", "\(inputs.count) of \(facts.columns.count) columns")
    for column in facts.columns {
      let state = column.name == target ? "target" : inputs.contains(column.name) ? "on" : "off"
      add(.column(column.name), column.name, "\(state) · \(column.words)", owner: .columns)
    }
  }

  // MARK: network

  private mutating func addNetwork() {
    addHeading("network")
    addSetting("init")
    addSetting("gain", owner: .setting("init"))
    for (list, layers) in sketch.layerLists {
      if list == "discriminator" { addHeading("discriminator") }
      for index in layers.indices {
        addLayer(layers[index], index, of: list, isLast: index == layers.count - 1)
      }
    }
  }

  private mutating func addLayer(_ layer: LayerChoice, _ index: Int, of list: String, isLast: Bool) {
    let owner = SheetRow.Subject.layer(list, index)
    let size = layer.size.map { " \($0)" } ?? ""
    add(owner, "\(index + 1) \(layer.kind)\(size)", summary(layer, isLast))
    add(.kind(list, index), "kind", layer.kind, owner: owner)
    let start = "\(list).\(index)."
    for key in experiment.settingKeys where key.hasPrefix(start) {
      let name = String(key.dropFirst(start.count))
      if isLast, ["repeat", "skip", "skip-over", "dropout", "batch-norm", "layer-norm"].contains(name) {
        continue
      }
      if name == "skip-over", !layer.skip { continue }
      if name == "weight-norm", layer.kind != "dense" { continue }
      addSetting(key, name == layer.kind ? "size" : name, owner: owner)
    }
  }

  /// What distinguishes the layer, in a few words.
  private func summary(_ layer: LayerChoice, _ isLast: Bool) -> String {
    var words = [layer.activation ?? (isLast ? "" : layer.kind == "dense" ? "linear" : "")]
    if layer.batchNorm { words.append("batch norm") }
    if layer.layerNorm { words.append("layer norm") }
    if layer.weightNorm { words.append("weight norm") }
    if layer.dropout > 0 { words.append("dropout \(Numeral.text(layer.dropout))") }
    if layer.skip { words.append("skip") }
    if layer.repeat > 1 { words.append("×\(layer.repeat)") }
    if isLast { words.append("output") }
    return words.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  // MARK: training

  private static let regularizers = [
    "l2", "l1", "l1-form", "weight-decay", "max-norm", "input-noise", "dropout-scaling", "patience",
    "min-delta",
    "restore", "measure-every",
  ]
  private static let schedules = [
    "schedule", "schedule-steps", "schedule-factor", "schedule-patience", "warm-up",
  ]
  private static let clips = ["clip", "clip-value"]

  private mutating func addTraining(_ kind: LearnerKind?) {
    addHeading("training")
    if kind?.hasLoss == true, kind?.hasNetwork == true {
      addSetting("loss")
      for option in LossCatalog.all[experiment.loss]?.options ?? [] { addSetting(option.name) }
    }
    let own = (kind?.options.map(\.name) ?? []) + (kind?.choices.map(\.name) ?? [])
    if own.contains("clip") { addSetting("optimizer") }
    addSetting("rate")
    if own.contains("clip") {
      for option in OptimizerCatalog.all[experiment.optimizer.name]?.options ?? [] { addSetting(option.name) }
    }
    if kind?.hasNetwork == true { addSetting("batch") }
    let grouped = Self.regularizers + Self.schedules + Self.clips
    // What makes such a learner what it is stands open.
    let isSpecial = kind?.name != "supervised" && kind?.name != "sequence"
    let rest = own.filter { !grouped.contains($0) }
    if isSpecial { for key in rest { addSetting(key) } }
    addSetting("steps")
    addSetting("seed")
    if own.contains("l2") {
      addGroup("regularization", Self.regularizers.filter { own.contains($0) || $0 == "dropout-scaling" })
      addGroup("schedule", Self.schedules)
      addGroup("clipping", Self.clips)
    } else if own.contains("schedule") {
      addGroup("schedule", Self.schedules)
    }
    if !isSpecial { addGroup("more", ["order"] + rest + ["bias"]) }
  }
}
