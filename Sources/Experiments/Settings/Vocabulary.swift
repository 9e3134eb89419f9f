import Neural

/// The names that settings choose from, taken from the catalogs.
enum Vocabulary {
  static let activations = form(ActivationCatalog.all)
  static let losses = form(LossCatalog.all)
  static let optimizers = form(OptimizerCatalog.all)
  static let initializers = SettingForm.choice(
    Initializer.Kind.allCases.map(\.rawValue),
    aliases: ["xavier": "xavier-normal", "glorot": "xavier-normal", "he": "he-normal"])
  static let scalings = SettingForm.choice(["none", "z-score", "min-max", "robust"])

  private static func form(_ catalog: Catalog<some CatalogEntry>) -> SettingForm {
    var aliases: [String: String] = [:]
    for entry in catalog.entries {
      for alias in entry.aliases { aliases[alias] = entry.name }
    }
    return .choice(catalog.names, aliases: aliases)
  }

  /// How a catalog's number is turned: even steps, or 1-2-5 where its standard is tiny.
  static func form(_ option: CatalogOption) -> SettingForm {
    if !option.usual.isEmpty {
      let words = (option.zero.map { [$0] } ?? []) + option.usual.map { Numeral.text($0) }
      return .number(option.range, whole: option.isWhole, word: option.zero, knob: .choice(words))
    }
    let isLogarithmic = option.range.lowerBound >= 0 && option.standard > 0 && option.standard < 0.005
    let isWhole = option.standard == option.standard.rounded() && option.range.upperBound > 1
    let span = option.range.upperBound - option.range.lowerBound
    let step = isWhole ? 1 : span <= 1.5 ? 0.05 : 0.5
    let lowest = max(option.range.lowerBound, option.standard * 1e-4)
    let knob =
      isLogarithmic
      ? Knob.Kind.number(lowest...option.range.upperBound, step: 0, logarithmic: true)
      : .number(option.range, step: step, logarithmic: false)
    return .number(option.range, whole: option.isWhole, word: option.zero, knob: knob)
  }
}
