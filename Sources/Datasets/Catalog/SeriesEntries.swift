extension DatasetCatalog {
  static let seriesEntries: [DatasetEntry] = [
    series(
      "sunspots", "Yearly sunspots",
      "Sunspot numbers of 1700 to 2008: an irregular wave of about eleven years.",
      credit: "Yearly sunspot numbers: NOAA National Geophysical Data Center (public domain)",
      columns: [DataColumn("year"), DataColumn("sunspots")], features: ["sunspots"], target: "sunspots",
      rows: (247, 62), series: CatalogSeries(file: "sunspots/sunspots.csv", trainingRows: 247)),
    series(
      "co2", "Carbon dioxide at Mauna Loa",
      "Monthly CO2 of 1958 to 2001: a rising trend with a yearly breath.",
      credit: "Mauna Loa CO2: Keeling & Whorf, CDIAC (public domain)",
      columns: [
        DataColumn("year"), DataColumn("month"), DataColumn("co2_ppm", unit: "ppm"),
        DataColumn("interpolated"),
      ], features: ["co2_ppm"], target: "co2_ppm", rows: (420, 106),
      series: CatalogSeries(file: "co2/co2.csv", trainingRows: 420)),
    series(
      "weather", "Seattle weather",
      "Four years of daily weather, where a modest gain over \"same as today\" is honest.",
      credit: "Seattle daily weather: NOAA (public domain)",
      columns: [
        DataColumn("date", .text), DataColumn("precipitation_mm", unit: "mm"),
        DataColumn("temp_max_c", unit: "°C"),
        DataColumn("temp_min_c", unit: "°C"), DataColumn("wind_m_s", unit: "m/s"),
      ], features: ["precipitation_mm", "temp_max_c", "temp_min_c", "wind_m_s"], target: "temp_max_c",
      rows: (1168, 293),
      options: [NumberOption("wet", "1: predict whether it rains rather than a number", 0...1, initial: 0)],
      series: CatalogSeries(
        file: "weather/weather.csv", trainingRows: 1168,
        threshold: ("wet", "precipitation_mm", ["dry", "wet"]))),
    series(
      "ecg-strip", "One minute of heartbeats",
      "The trace of one minute of heartbeats, 120 samples a second; no medical use.",
      credit: "Electrocardiogram: MIT-BIH Arrhythmia Database (Moody & Mark), PhysioNet, ODC-By 1.0",
      columns: [DataColumn("mv", unit: "mV"), DataColumn("beat", .text)], features: ["mv"], target: "mv",
      rows: (5760, 1440), series: CatalogSeries(file: "ecg/strip.csv", trainingRows: 5760)),
  ]

  /// With windows of 12 rows, the first 12 rows have no example of their own.
  private static func series(
    _ name: String, _ title: String, _ summary: String, credit: String, columns: [DataColumn],
    features: [String],
    target: String, rows: (training: Int, test: Int), options: [NumberOption] = [], series: CatalogSeries
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, title: title, summary: summary, kind: .series) {
      request throws(DataError) in try series.parts(request)
    }
    let window = 12
    entry.credit = credit
    entry.columns = columns
    entry.features = features
    entry.target = target
    entry.options =
      [
        NumberOption("window", "rows that are seen", 1...128, initial: Double(window)),
        NumberOption("horizon", "rows ahead that are predicted", 1...32, initial: 1),
        NumberOption(
          "changes", "1: differences between neighbouring rows instead of levels", 0...1, initial: 0),
      ] + options + [flipsOption, scaleTargetOption]
    entry.scaling = "z-score"
    (entry.trainingCount, entry.testCount) = (rows.training - window, rows.test)
    return entry
  }
}
