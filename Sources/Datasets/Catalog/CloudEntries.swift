extension DatasetCatalog {
  /// Sets whose points are the whole story: for generators and for maps.
  static let cloudEntries: [DatasetEntry] = [
    cloud(
      "ring", "Ring of clouds", "Round clouds of points, evenly set around a circle.", aliases: ["blob-ring"],
      count: 8000, noise: 0.1,
      options: [
        NumberOption("modes", "how many clouds", 1...32, initial: 8),
        NumberOption("radius", "of the circle", 0...10, initial: 2, isWhole: false),
      ], make: Clouds.ring),
    cloud(
      "grid", "Grid of clouds", "Round clouds of points in the rows and columns of a square.", count: 8000,
      noise: 0.05,
      options: [
        NumberOption("side", "clouds in a row", 1...10, initial: 5),
        NumberOption("distance", "between neighbouring centres", 0...10, initial: 1, isWhole: false),
      ], make: Clouds.grid),
    cloud(
      "bells", "Bells on a line", "Numbers around one or more centres on a line.",
      aliases: ["gaussian-mixture"], columns: ["x"], count: 8000, noise: 0.5,
      options: [
        NumberOption("modes", "how many centres", 1...8, initial: 1),
        NumberOption("middle", "of all centres", -10...10, initial: 3, isWhole: false),
        NumberOption("distance", "between neighbouring centres", 0...10, initial: 3, isWhole: false),
      ], make: Clouds.line),
    cloud(
      "square", "Filled square", "Points spread evenly over a square.", count: 1000, make: Clouds.square),
    cloud(
      "random-colours", "Random colours", "Mixtures of red, green and blue, spread evenly from 0 to 1.",
      columns: ["r", "g", "b"], count: 500, make: Clouds.colours),
  ]

  private static func cloud(
    _ name: String, _ title: String, _ summary: String, aliases: [String] = [],
    columns: [String] = ["x1", "x2"], count: Double, noise: Double? = nil, options: [NumberOption] = [],
    make: @escaping @Sendable (DataRequest) -> DataParts
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, aliases: aliases, title: title, summary: summary, kind: .plane) {
      request in
      make(request)
    }
    entry.columns = columns.map { DataColumn($0) } + [DataColumn("class", .label)]
    entry.count = NumberOption("count", "how many training points are drawn", 2...100_000, initial: count)
    entry.noise = noise.map {
      NumberOption("noise", "deviation of the points from their centre", 0...5, initial: $0, isWhole: false)
    }
    entry.options =
      options + [
        flipsOption, NumberOption("test", "how many test points are drawn", 0...100_000, initial: 0),
      ]
    return entry
  }
}
