import Datasets
import Neural

extension LearnerCatalog {
  static let selfOrganizingMap = LearnerKind(
    name: "som", aliases: ["self-organizing-map"],
    summary: "a lattice of prototypes that examples pull into order", hasNetwork: false, hasTargets: false,
    options: [
      CatalogOption(
        "map-rows", 12, in: 1...64, "rows of the map", usual: [1, 4, 8, 10, 12, 16, 20, 24], isWhole: true),
      CatalogOption(
        "map-columns", 16, in: 1...64, "columns of the map", usual: [1, 4, 8, 10, 12, 16, 20, 24],
        isWhole: true),
      CatalogOption(
        "rate-end", 0.02, in: 0.0001...1, "rate at the end", usual: [0.001, 0.01, 0.02, 0.05, 0.1]),
      CatalogOption(
        "radius", 0, in: 0...100, "radius of the neighbourhood at the start", zero: "auto",
        usual: [0.5, 1, 2, 3, 4, 5, 6, 8, 10], isLive: true),
      CatalogOption(
        "radius-end", 0.5, in: 0.05...100, "radius at the end", usual: [0.3, 0.5, 1, 2, 4, 6]),
      CatalogOption(
        "decay-steps", 0, in: 0...1_000_000_000, "steps in which rate and radius reach their ends",
        zero: "auto", usual: [500, 1000, 2000, 5000, 10_000], isWhole: true),
    ],
    choices: [
      word("lattice", Lattice.Kind.rectangular, "how the units lie"),
      word("neighbourhood", Neighbourhood.gaussian, "how far a winner takes its neighbours along"),
      word("rate-decay", Decay.exponential, "how the rate goes to its end"),
      word("radius-decay", Decay.exponential, "how the radius goes to its end"),
      word("map-start", CodebookStart.mean, "where the prototypes begin"),
    ]
  ) { experiment, dataset in
    try SelfOrganizingMap(experiment.selfOrganizingMap(dataset.splits))
  }

  /// A choice among the cases of an enumeration.
  static func word<Word: RawRepresentable & CaseIterable>(
    _ name: String, _ standard: Word, _ summary: String
  ) -> CatalogChoice where Word.RawValue == String {
    CatalogChoice(name, standard.rawValue, among: Word.allCases.map(\.rawValue), summary)
  }
}

extension Experiment {
  /// The word of a choice as a case; the standard one where it is none.
  func word<Word: RawRepresentable>(_ name: String, _ standard: Word) -> Word where Word.RawValue == String {
    Word(rawValue: choice(name)) ?? standard
  }

  /// Everything that decides the run of a map on these data.
  func selfOrganizingMap(_ splits: Splits) -> SelfOrganizingMapConfiguration {
    let radius = option("radius")
    let horizon = Int(option("decay-steps"))
    return SelfOrganizingMapConfiguration(
      splits: splits,
      lattice: Lattice(
        word("lattice", .rectangular), rows: Int(option("map-rows")), columns: Int(option("map-columns"))),
      neighbourhood: word("neighbourhood", .gaussian), start: word("map-start", .mean), rate: optimizer.rate,
      rateEnd: option("rate-end"), rateDecay: word("rate-decay", .exponential),
      radius: radius > 0 ? radius : nil, radiusEnd: option("radius-end"),
      radiusDecay: word("radius-decay", .exponential), horizon: horizon > 0 ? horizon : steps,
      order: SampleOrder(rawValue: order.rawValue) ?? .shuffled, seed: seed)
  }
}
