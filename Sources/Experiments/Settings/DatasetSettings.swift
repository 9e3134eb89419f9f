import Datasets
import Neural

/// Keys that depend on the chosen data set: its name and its own numbers, such as `data.noise` or `data.turns`.
extension SettingRule {
  private static let datasetForm: SettingForm = {
    var aliases: [String: String] = [:]
    for entry in DatasetCatalog.entries {
      for alias in entry.aliases { aliases[alias] = entry.name }
    }
    return .choice(DatasetCatalog.entries.map(\.name), aliases: aliases)
  }()

  private static func entry(of experiment: Experiment) -> DatasetEntry? {
    guard experiment.data.file == nil else { return nil }
    return try? DatasetCatalog.entry(named: experiment.data.name)
  }

  static func datasetKeys(of experiment: Experiment) -> [String] {
    guard experiment.data.file == nil else { return ["data.name", "data.\(ownTableNumber)"] }
    return ["data.name"] + (entry(of: experiment)?.numbers.map { "data.\($0.name)" } ?? [])
  }

  /// The only number that a table of a person's own lets one choose.
  private static let ownTableNumber = "scale-target"

  /// Any number that some data set has.
  private static let known: [NumberOption] = DatasetCatalog.entries.reduce(into: []) { known, entry in
    for number in entry.numbers where !known.contains(where: { $0.name == number.name }) {
      known.append(number)
    }
  }

  /// The rule of `data.name`; as a knob it goes round the sets of the same kind.
  private static func name(in experiment: Experiment) -> SettingRule {
    let kind = entry(of: experiment)?.kind
    let similar = DatasetCatalog.entries.filter { kind == nil || $0.kind == kind }.map(\.name)
    return SettingRule(
      key: "data.name", label: "data", form: datasetForm, knob: .choice(similar),
      read: { $0.data.file == nil ? $0.data.name : nil },
      write: { experiment, value in
        guard value.name != experiment.data.name || experiment.data.file != nil else { return }
        let chosen = try? DatasetCatalog.entry(named: value.name)
        experiment.data = chosen?.adapting(experiment.data) ?? DataChoice(name: value.name)
      })
  }

  /// The rule of a key that belongs to the chosen set; nil if no set has such a key.
  ///
  /// A number that only other sets have can be named but not written.
  static func dataset(_ key: String, in experiment: Experiment) -> SettingRule? {
    if key == "data.name" { return name(in: experiment) }
    guard key.hasPrefix("data.") else { return nil }
    let name = String(key.dropFirst("data.".count))
    let isOwnTable = experiment.data.file != nil
    let own =
      isOwnTable && name == ownTableNumber
      ? known.first { $0.name == name } : entry(of: experiment)?.numbers.first { $0.name == name }
    guard let number = own ?? known.first(where: { $0.name == name }) else { return nil }
    return SettingRule(
      key: key, label: number.label, form: number.form,
      read: { own == nil ? nil : Numeral.text($0.data.number(name) ?? number.initial) },
      write: { experiment, value throws(SettingError) in
        guard own != nil else {
          throw SettingError(
            "\(key): the data \"\(experiment.data.file ?? experiment.data.name)\" have no \"\(name)\" to choose"
          )
        }
        experiment.data.setNumber(name, value.number)
      })
  }

  /// The sentence about a key of the data that no set has.
  static func noDataKey(_ key: String, in experiment: Experiment) -> SettingError {
    let name = String(key.dropFirst("data.".count))
    let names = (data.map(\.key) + datasetKeys(of: experiment)).map { String($0.dropFirst("data.".count)) }
    let known = names + Self.known.map(\.name)
    return SettingError(
      "there is no setting \"\(key)\" of the data; \(Spelling.advice(for: name, among: known))")
  }
}

extension DatasetEntry {
  /// Everything about the set that is a number to choose.
  fileprivate var numbers: [NumberOption] { [count, noise].compactMap { $0 } + options }
}

extension NumberOption {
  fileprivate var label: String {
    name == "count" ? "examples" : name.split(separator: "-").joined(separator: " ")
  }

  fileprivate var form: SettingForm { .number(range, whole: isWhole, knob: knob) }

  private var knob: Knob.Kind {
    if name == "count" {
      let usual = [10, 20, 50, 100, 200, 500, 1000, 2000].filter { range.contains(Double($0)) }
      return .choice(usual.map(String.init))
    }
    if range.upperBound > 1000 {
      return .number(max(range.lowerBound, 1)...range.upperBound, step: 0, logarithmic: true)
    }
    let step = isWhole ? 1 : range.upperBound <= 1 ? 0.02 : name == "noise" ? 0.05 : 0.1
    return .number(range, step: step, logarithmic: false)
  }
}

extension DataChoice {
  fileprivate func number(_ name: String) -> Double? {
    switch name {
    case "count": count.map(Double.init)
    case "noise": noise
    default: options[name]
    }
  }

  fileprivate mutating func setNumber(_ name: String, _ value: Double?) {
    switch name {
    case "count": count = value.map { Int($0) }
    case "noise": noise = value
    default: options[name] = value
    }
  }
}
