extension DatasetCatalog {
  static let textEntries: [DatasetEntry] = [shakespeare, names, places]

  private static var shakespeare: DatasetEntry {
    text(
      "shakespeare", "Shakespeare", "154 sonnets, or a whole play, to be learnt letter by letter.",
      credit:
        "Texts by William Shakespeare (public domain), from Open Shakespeare, "
        + "Open Knowledge Foundation, CC BY 2.5",
      options: [
        NumberOption("play", "0: the sonnets, 1: A Midsummer Night's Dream", 0...1, initial: 0),
        NumberOption("characters", "only the first so many; 0: all", 0...100_000, initial: 0),
        NumberOption("lower", "1: small letters only", 0...1, initial: 0),
        NumberOption("simple", "1: only a-z, space, full stop, comma and line end", 0...1, initial: 0),
        NumberOption("window", "characters that are seen", 1...128, initial: 12),
        NumberOption("stride", "characters from one window to the next", 1...128, initial: 12),
        oneHotOption,
      ], sizes: (7173, 797),
      source: .running(["shakespeare/sonnets.txt", "shakespeare/dream.txt"]))
  }

  private static var names: DatasetEntry {
    text(
      "names", "Given names", "5,163 given names: short words for a net that invents new ones.",
      credit: "Given names: US Census Bureau, 1990 (public domain)",
      options: [
        NumberOption("words", "only the first so many training names; 0: all", 0...4130, initial: 0),
        NumberOption("window", "letters that are seen", 1...16, initial: 8), oneHotOption,
      ], sizes: (28882, 7240), source: .words(file: "names/names.csv", trainingRows: 4130))
  }

  private static var places: DatasetEntry {
    let words = CatalogWords(
      file: "places/places.csv", trainingRows: 2304, steps: 20,
      alphabet: Array(" '-abcdefghijklmnopqrstuvwxyz".utf8))
    var entry = DatasetEntry(
      name: "places", title: "Place names",
      summary: "2,880 town names: guess the country, of twelve, from the spelling.",
      kind: .text
    ) { request throws(DataError) in try words.parts(request) }
    entry.credit = "Place names: GeoNames, CC BY 4.0"
    entry.classes = [
      "China", "Finland", "France", "Germany", "Greece", "India", "Italy", "Japan", "Poland", "Russia",
      "Turkey",
      "United Kingdom",
    ]
    entry.options = [
      NumberOption("bag", "0: letter by letter, 1: counts of letters, 2: of pairs too", 0...2, initial: 0),
      flipsOption,
    ]
    (entry.trainingCount, entry.testCount) = (2304, 576)
    return entry
  }

  private static func text(
    _ name: String, _ title: String, _ summary: String, credit: String, options: [NumberOption],
    sizes: (training: Int, test: Int), source: CatalogText
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, title: title, summary: summary, kind: .text) {
      request throws(DataError) in try source.parts(request)
    }
    entry.text = source
    entry.credit = credit
    entry.options = options
    (entry.trainingCount, entry.testCount) = sizes
    return entry
  }

  private static let oneHotOption = NumberOption(
    "one-hot", "0: each character as its number, for an embedding layer", 0...1, initial: 1)
}
