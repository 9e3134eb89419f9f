import Datasets
import Experiments
import Foundation
import Neural

/// Reads one experiment: the keys of `experiments: NAME:` and of a bare experiment file.
///
/// Whatever `--set` knows is checked by the same rules here, so that a name or a range is told the same way in both.
struct ExperimentDecoding {
  private static let laneLimit = 7
  private static let knobLimit = 20

  private var fields: Fields
  private var experiment = Experiment()
  /// Where a table named by a relative path is looked for first.
  private let folder: String

  /// Nil after reporting an entry that is no mapping.
  ///
  /// - Parameter what: the beginning of every sentence, such as `experiment "deep"`.
  static func read(
    _ entry: Entry, name: String, what: String, folder: String, _ findings: Findings
  ) -> LabExperiment? {
    guard let fields = Fields(entry, what, findings) else { return nil }
    var decoding = ExperimentDecoding(fields: fields, folder: folder)
    return decoding.decode(name)
  }

  private init(fields: Fields, folder: String) {
    self.fields = fields
    self.folder = folder
  }

  private mutating func decode(_ name: String) -> LabExperiment {
    if let entry = fields.require("learner", "name one, such as supervised") { set("learner", entry) }
    if LearnerCatalog.all[experiment.learner]?.usesData == false {
      if let entry = fields.take("data") { readData(entry) }
    } else if let entry = fields.require("data", "name a data set, such as {name: two-moons}") {
      readData(entry)
    }
    if let entry = fields.take("layers") {
      experiment.layers = LayersDecoding.read(entry, fields.what, fields.findings)
      checkActivations(entry.line)
    }
    if let entry = fields.take("discriminator") {
      experiment.discriminator = LayersDecoding.read(
        entry, fields.what, fields.findings, key: "discriminator")
    }
    if let entry = fields.take("init") { readInitializer(entry) }
    if let entry = fields.take("loss") { set("loss", entry) }
    if let entry = fields.take("optimizer") { readOptimizer(entry) }
    for key in ["batch", "order", "seed", "steps"] {
      if let entry = fields.take(key) { set(key, entry) }
    }
    let pace = fields.number("pace", in: 0.1...1_000_000)
    let label = fields.text("label")
    let knobs = fields.take("knobs")
    let lanes = fields.take("lanes")
    readPlainSettings()
    var lab = LabExperiment(
      name: name, experiment: experiment, label: label ?? name, lanes: lanes.map { readLanes($0) } ?? [],
      pace: pace)
    if let knobs { readKnobs(knobs, into: &lab) }
    return lab
  }

  /// Makes one setting, or reports why it cannot be made.
  private mutating func set(_ key: String, _ entry: Entry, shown: String? = nil) {
    guard let value = fields.settingValue(entry, shown ?? key) else { return }
    apply(Setting(key, value), entry.line)
  }

  private mutating func apply(_ setting: Setting, _ line: Int) {
    do throws(SettingError) {
      experiment = try experiment.setting(setting)
    } catch {
      fields.add(line, error.description)
    }
  }

  /// Settings that stand as plain keys, such as `clip: 1` or `averaged: on`.
  private mutating func readPlainSettings() {
    let known = experiment.settingKeys.filter { !$0.contains(".") }
    for key in known {
      if let entry = fields.take(key) { set(key, entry) }
    }
    for key in fields.remaining.map(\.key) where Experiment.namesParameter(key) {
      if let entry = fields.take(key) { set(key, entry) }
    }
    fields.finish()
  }
}

/// Data, initializer and optimizer.
extension ExperimentDecoding {
  private mutating func readData(_ entry: Entry) {
    if entry.text != nil { return set("data.name", entry, shown: "data") }
    guard var data = Fields(entry, "\(fields.what), data", fields.findings) else { return }
    let name = data.take("name")
    let file = data.take("file")
    if let name { set("data.name", name, shown: "name") }
    if let file { readFile(file) }
    if (name == nil) == (file == nil) {
      fields.add(entry.line, "data need either a \"name\" of a data set or a \"file\" of their own")
    }
    for key in [
      "count", "noise", "seed", "scaling", "validation", "limit", "features", "classes", "target", "task",
    ] {
      if let value = data.take(key) { set("data.\(key)", value, shown: key) }
    }
    for pair in data.remaining { set("data.\(pair.key)", pair.entry, shown: pair.key) }
  }

  /// A relative path means a table beside this file, if there is one.
  private mutating func readFile(_ entry: Entry) {
    set("data.file", entry, shown: "file")
    experiment.data.scaling = "z-score"
    guard let file = experiment.data.file, !file.hasPrefix("/") else { return }
    // In the present folder the table keeps the name by which it was called.
    guard folder != "." else { return }
    let beside = URL(fileURLWithPath: folder).appendingPathComponent(file).path
    if FileManager.default.fileExists(atPath: beside) { experiment.data.file = beside }
  }

  private mutating func readInitializer(_ entry: Entry) {
    if entry.text != nil { return set("init", entry) }
    guard var initializer = Fields(entry, "\(fields.what), init", fields.findings) else { return }
    if let name = initializer.require("name", "name one, such as xavier-normal") { set("init", name) }
    if let gain = initializer.take("gain") { set("gain", gain) }
    initializer.finish()
  }

  private mutating func readOptimizer(_ entry: Entry) {
    if entry.text != nil { return set("optimizer", entry) }
    guard var optimizer = Fields(entry, "\(fields.what), optimizer", fields.findings) else { return }
    if let name = optimizer.require("name", "name one, such as sgd") { set("optimizer", name) }
    if let rate = optimizer.take("rate") { set("rate", rate) }
    let options = OptimizerCatalog.all[experiment.optimizer.name]?.options ?? []
    for option in options {
      guard let value = optimizer.number(option.name, in: option.range) else { continue }
      experiment.optimizer.options[option.name] = Float(value)
    }
    optimizer.finish()
  }

  /// The names of activations are known to the settings.
  private mutating func checkActivations(_ line: Int) {
    for (index, layer) in experiment.layers.enumerated() {
      guard let activation = layer.activation else { continue }
      apply(Setting("layers.\(index).activation", activation), line)
    }
  }
}

/// Knobs and lanes.
extension ExperimentDecoding {
  private func readKnobs(_ entry: Entry, into lab: inout LabExperiment) {
    let entries = entry.text != nil ? [entry] : fields.entries(entry, "knobs") ?? []
    for entry in entries {
      guard case .mapping(let pairs) = entry.value else {
        if let key = fields.text(entry, "knobs") { lab.knobs.append(key) }
        continue
      }
      for pair in pairs { readKnob(pair.key.visible, pair.entry, into: &lab) }
    }
    for key in lab.knobs where experiment.knob(for: key) == nil {
      let known = experiment.settingKeys.filter { experiment.knob(for: $0) != nil }
      fields.add(entry.line, "there is no knob \"\(key)\"; \(Spelling.advice(for: key, among: known))")
    }
    if lab.knobs.count > Self.knobLimit {
      fields.add(entry.line, "\(lab.knobs.count) knobs are too many; keep \(Self.knobLimit)")
    }
  }

  /// A knob with the values it goes through: `{warm-start: [none, spirals turns=1.2]}`.
  private func readKnob(_ key: String, _ entry: Entry, into lab: inout LabExperiment) {
    lab.knobs.append(key)
    let values = fields.texts(entry, key)
    if values.count < 2 {
      fields.add(entry.line, "knob \"\(key)\" has \(values.count) values; give 2 or more")
    }
    guard experiment.knob(for: key) != nil else { return }
    for value in values {
      do throws(SettingError) {
        _ = try experiment.setting(Setting(key, value))
      } catch {
        fields.add(entry.line, error.description)
      }
    }
    lab.knobValues[key] = values
  }

  private func readLanes(_ entry: Entry) -> [LabExperiment.Variant] {
    guard let lanes = Fields(entry, "\(fields.what), lanes", fields.findings) else { return [] }
    if lanes.remaining.count > Self.laneLimit {
      lanes.add(
        entry.line,
        "there are \(lanes.remaining.count); beside the experiment itself at most \(Self.laneLimit) can race")
    }
    return lanes.remaining.prefix(Self.laneLimit).compactMap { pair in
      let what = "\(fields.what), lane \"\(pair.key.visible)\""
      guard let lane = Fields(pair.entry, what, fields.findings) else { return nil }
      let settings = lane.settings()
      _ = experiment.making(settings, lane)
      return LabExperiment.Variant(name: pair.key.visible, settings: settings.map(\.setting))
    }
  }
}

extension Experiment {
  /// The experiment with the settings made one after the other; those that cannot be made are reported and left out.
  func making(_ settings: [LocatedSetting], _ fields: Fields) -> Experiment {
    var changed = self
    for located in settings {
      do throws(SettingError) {
        changed = try changed.setting(located.setting)
      } catch {
        fields.add(located.line, error.description)
      }
    }
    return changed
  }
}
