import Datasets
public import Experiments
import Foundation
import Neural

/// Writes an experiment as `gradlab run FILE.yaml` reads it.
public enum ExperimentText {
  /// The text of the file at `path`; read again there, it gives the same experiment, tidied.
  ///
  /// Errors: one sentence where the file could not say the same, such as for a column whose name has a comma in it.
  public static func text(of experiment: Experiment, path: String) throws(SettingError) -> String {
    let tidy = experiment.tidied
    let text = lines(tidy).joined(separator: "\n") + "\n"
    let read: LabExperiment
    do throws(LessonProblems) {
      read = try ExperimentFile.read(path: path, bytes: Array(text.utf8))
    } catch {
      throw SettingError(
        "this experiment cannot be written as a file: \(error.problems.first?.sentence ?? "it cannot be read again")"
      )
    }
    guard read.experiment == tidy else {
      throw SettingError(
        "this experiment cannot be written as a file: \(difference(tidy, read.experiment)) would be read differently; "
          + "its receipt (c) keeps it")
    }
    return text
  }

  private static func difference(_ wanted: Experiment, _ read: Experiment) -> String {
    if wanted.data != read.data { return "its data" }
    if wanted.layers != read.layers || wanted.discriminator != read.discriminator { return "its layers" }
    if wanted.optimizer != read.optimizer { return "its optimizer" }
    let names = Set(wanted.options.keys).union(read.options.keys).union(wanted.choices.keys).sorted()
    let name = names.first {
      wanted.options[$0] != read.options[$0] || wanted.choices[$0] != read.choices[$0]
    }
    return name.map { "\"\($0)\"" } ?? "one of its numbers"
  }

  private static func lines(_ experiment: Experiment) -> [String] {
    let plain = Experiment()
    let kind = LearnerCatalog.all[experiment.learner]
    var lines = ["learner: \(YAMLText.scalar(experiment.learner))"]
    if kind?.usesData != false || experiment.data != plain.data {
      lines.append("data: \(YAMLText.mapping(experiment.dataPairs))")
    }
    lines += list("layers", experiment.layers) + list("discriminator", experiment.discriminator)
    if kind?.hasNetwork == true || experiment.initializer != plain.initializer {
      lines.append("init: \(initializer(experiment))")
    }
    if kind?.hasLoss == true || experiment.loss != plain.loss {
      lines.append("loss: \(YAMLText.scalar(experiment.loss))")
    }
    lines.append("optimizer: \(YAMLText.mapping(experiment.optimizerPairs))")
    lines += ["batch", "order", "seed", "steps"].map {
      "\($0): \(YAMLText.scalar(experiment.value(of: $0) ?? ""))"
    }
    let numbers = experiment.options.sorted { $0.key < $1.key }.map { ($0.key, experiment.text(of: $0)) }
    let words = experiment.choices.keys.sorted().map { ($0, experiment.value(of: $0) ?? "") }
    return lines + (numbers + words).map { "\($0): \(YAMLText.scalar($1))" }
  }

  private static func initializer(_ experiment: Experiment) -> String {
    let name = experiment.initializer.kind.rawValue
    guard experiment.initializer.gain != 1 else { return name }
    return YAMLText.mapping([("name", name), ("gain", Numeral.text(experiment.initializer.gain))])
  }

  private static func list(_ key: String, _ layers: [LayerChoice]) -> [String] {
    layers.isEmpty ? [] : ["\(key):"] + layers.map { "  - \(YAMLText.mapping($0.pairs))" }
  }
}

extension Experiment {
  /// The number as it is, where that can be read again; else its word. A 0 that was chosen is more than the word `off`,
  /// which only says that nothing was.
  fileprivate func text(of option: (key: String, value: Float)) -> String {
    let number = Numeral.text(option.value)
    let isRead = (try? setting(Setting(option.key, number)))?.options[option.key] == option.value
    return isRead ? number : value(of: option.key) ?? number
  }

  fileprivate var optimizerPairs: [(String, String)] {
    [("name", optimizer.name), ("rate", Numeral.text(optimizer.rate))]
      + optimizer.options.sorted { $0.key < $1.key }.map { ($0.key, Numeral.text($0.value)) }
  }

  fileprivate var dataPairs: [(String, String)] {
    var pairs: [(String, String)] = data.file.map { [("file", $0)] } ?? [("name", data.name)]
    func add(_ key: String, _ value: String?) { if let value { pairs.append((key, value)) } }
    add("target", data.target)
    add("task", data.task)
    add("count", data.count.map(String.init))
    add("noise", data.noise.map { Numeral.text($0) })
    for (name, number) in data.options.sorted(by: { $0.key < $1.key }) { add(name, Numeral.text(number)) }
    add("scaling", data.scaling == data.assumedScaling ? nil : data.scaling)
    add("validation", data.validation == 0 ? nil : Numeral.text(data.validation))
    add("limit", data.limit.map(String.init))
    add("seed", data.seed.map { String($0) })
    for (key, names) in [("features", data.features), ("classes", data.classes)] where !names.isEmpty {
      pairs.append((key, YAMLText.list(names)))
    }
    return pairs
  }
}

extension DataChoice {
  /// The scaling that is read where a file names none.
  fileprivate var assumedScaling: String {
    guard file == nil else { return "z-score" }
    return (try? DatasetCatalog.entry(named: name))?.usualScaling ?? "none"
  }
}

extension LayerChoice {
  fileprivate var pairs: [(String, String)] {
    var pairs = [(kind, size.map(String.init) ?? "on")]
    func add(_ key: String, _ value: String, where isNeeded: Bool) {
      if isNeeded { pairs.append((key, value)) }
    }
    add("activation", activation ?? "", where: activation != nil)
    add("repeat", String(self.repeat), where: self.repeat != 1)
    add("batch-norm", "on", where: batchNorm)
    add("layer-norm", "on", where: layerNorm)
    add("weight-norm", "on", where: weightNorm)
    add("dropout", Numeral.text(dropout), where: dropout != 0)
    add("skip", "on", where: skip)
    add("skip-over", String(skipOver), where: skipOver != 1)
    for (name, number) in options.sorted(by: { $0.key < $1.key }) {
      add(name, Numeral.text(number), where: true)
    }
    return pairs
  }
}

/// Pieces of YAML in one line.
enum YAMLText {
  /// `{a: 1, b: two words}`; values that are lists already stay as they are.
  static func mapping(_ pairs: [(String, String)]) -> String {
    let texts = pairs.map { key, value in
      "\(scalar(key)): \(["features", "classes"].contains(key) ? value : scalar(value))"
    }
    return "{" + texts.joined(separator: ", ") + "}"
  }

  static func list(_ texts: [String]) -> String { "[" + texts.map(scalar).joined(separator: ", ") + "]" }

  /// The text as it is where YAML reads it as that, else in quotation marks.
  static func scalar(_ text: String) -> String {
    let letters = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    let isPlain =
      !text.isEmpty && text.allSatisfy { letters.contains($0) || "._/+-".contains($0) }
      && text.first.map { letters.contains($0) || "./-".contains($0) } == true
      && !["null", "-", "--", "---", "..."].contains(text.lowercased())
    if isPlain { return text }
    let escaped = text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(
      of: "\"", with: "\\\"")
    return "\"\(escaped)\""
  }
}
