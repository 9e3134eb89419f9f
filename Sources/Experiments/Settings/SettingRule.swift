import Neural

/// How one key of an experiment is read, written and turned.
struct SettingRule: Sendable {
  typealias Read = @Sendable (Experiment) -> String?
  typealias Write = @Sendable (inout Experiment, SettingValue) throws(SettingError) -> Void

  var key: String
  /// What the screen calls it.
  var label: String
  var form: SettingForm
  /// How it is turned where that differs from the form.
  var knob: Knob.Kind?
  var isLive = false
  /// Nil where the experiment has no such thing.
  var read: Read
  var write: Write

  /// All keys that every experiment knows, in the order of help.
  static let all: [SettingRule] = training + network + sequence + batches + worked + data

  /// Other spellings of a key.
  static let aliases = [
    "hidden": "width", "units": "width", "window": "data.window", "lr": "rate", "learning-rate": "rate",
    "initializer": "init", "data": "data.name",
    "noise": "data.noise", "batchnorm": "batch-norm",
  ]

  /// The rule of a key as it applies to this experiment.
  static func rule(for key: String, in experiment: Experiment) throws(SettingError) -> SettingRule {
    let name = aliases[key] ?? key
    if let rule = all.first(where: { $0.key == name }) { return rule }
    if let rule = constant(name, in: experiment) { return rule }
    if let rule = loss(name, in: experiment) { return rule }
    if let rule = learner(name, in: experiment) { return rule }
    if let place = ParameterPlace(name) { return start(name, place) }
    if let list = LayerList.of(name) { return try layer(name, of: list, in: experiment) }
    if let rule = dataset(name, in: experiment) { return rule }
    if name.hasPrefix("data.") { throw noDataKey(key, in: experiment) }
    let known = keys(of: experiment)
    let plain = known.filter { !$0.contains(".") }
    let advice = Spelling.advice(
      for: key, among: known + optimizerConstants + learnerNames + aliases.keys.sorted(), listing: plain)
    throw SettingError("there is no setting \"\(key)\"; \(advice)")
  }

  /// Keys that mean nothing without a recurrent layer.
  private static let sequenceKeys = Set(sequence.map(\.key))

  /// Every key that can be read from this experiment.
  static func keys(of experiment: Experiment) -> [String] {
    all.filter { experiment.isRecurrent || !sequenceKeys.contains($0.key) }.map(\.key)
      + constantKeys(of: experiment) + lossKeys(of: experiment) + learnerKeys(of: experiment)
      + datasetKeys(of: experiment) + layerKeys(of: experiment) + startKeys(of: experiment)
  }
}

extension Experiment {
  /// The value of a dotted key as it would be written after `--set key=`; nil if the experiment has no such thing.
  public func value(of key: String) -> String? {
    guard let rule = try? SettingRule.rule(for: key, in: self) else { return nil }
    return rule.read(self)
  }

  /// The experiment with one setting changed.
  ///
  /// Throws one sentence naming the nearest known key or value and the allowed range.
  public func setting(_ setting: Setting) throws(SettingError) -> Experiment {
    let rule = try SettingRule.rule(for: setting.key, in: self)
    let value = try rule.form.parse(setting.value, key: setting.key)
    var changed = self
    try rule.write(&changed, value)
    return changed
  }

  /// The experiment with several settings changed, one after the other.
  public func setting(_ settings: [Setting]) throws(SettingError) -> Experiment {
    var changed = self
    for setting in settings { changed = try changed.setting(setting) }
    return changed
  }

  /// Every key that can be set in this experiment, aliases left out.
  public var settingKeys: [String] { SettingRule.keys(of: self) }

  /// How the key is turned; nil for an unknown key, and for one that is text, such as a file name.
  ///
  /// A present value that is not among the knob's choices is added to them in its place.
  public func knob(for key: String) -> Knob? {
    guard let rule = try? SettingRule.rule(for: key, in: self), var kind = rule.knob ?? rule.form.knob else {
      return nil
    }
    if case .choice(let choices) = kind, let present = rule.read(self), !choices.contains(present) {
      kind = .choice(Self.insert(present, into: choices))
    }
    return Knob(key: rule.key, label: rule.label, kind: kind, isLive: rule.isLive)
  }

  private static func insert(_ present: String, into choices: [String]) -> [String] {
    guard let value = Numeral.value(present) else { return choices + [present] }
    let place = choices.firstIndex { Numeral.value($0).map { $0 > value } ?? false }
    let afterNumbers = choices.lastIndex { Numeral.value($0) != nil }.map { $0 + 1 } ?? choices.count
    var longer = choices
    longer.insert(present, at: place ?? afterNumbers)
    return longer
  }
}

extension Setting {
  /// Reads `key=value` as typed after `--set`.
  public init(parsing text: String) throws(SettingError) {
    guard let sign = text.firstIndex(of: "=") else {
      throw SettingError("\"\(text)\" is not a setting; write key=value, such as rate=0.3")
    }
    let key = text[..<sign].trimmed
    let value = text[text.index(after: sign)...].trimmed
    guard !key.isEmpty else {
      throw SettingError("\"\(text)\" has no key before the \"=\"; write key=value, such as rate=0.3")
    }
    self.init(key, value)
  }
}

extension Substring {
  /// Without spaces and tabs at either end.
  var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
