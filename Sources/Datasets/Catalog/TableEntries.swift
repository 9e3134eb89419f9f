extension DatasetCatalog {
  static let tableEntries: [DatasetEntry] = [
    penguins, wine, breastCancer, sonar, letters, autoMPG, concrete, colours, countries, ecg,
  ]

  private static func entry(
    _ name: String, _ title: String, _ summary: String, credit: String, columns: [DataColumn], target: String,
    features: [String]? = nil, classes: [String] = [], options: [NumberOption] = [],
    scaling: String = "z-score",
    sizes: (training: Int, test: Int), table: CatalogTable
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, title: title, summary: summary, kind: .table) {
      request throws(DataError) in try table.parts(request)
    }
    entry.credit = credit
    entry.columns = columns
    entry.classes = classes
    entry.target = target
    entry.features = features ?? columns.filter { $0.kind == .number && $0.name != target }.map(\.name)
    entry.options = options + [flipsOption, scaleTargetOption]
    entry.scaling = scaling
    (entry.trainingCount, entry.testCount) = sizes
    return entry
  }

  private static let sharesOption = NumberOption(
    "shares",
    "targets become the shares of the classes among so many of the most similar training rows; 0: off",
    0...100, initial: 0)

  private static var penguins: DatasetEntry {
    entry(
      "penguins", "Palmer penguins", "Body measurements of 333 penguins of three species.",
      credit: "Palmer penguins: Gorman, Williams & Fraser 2014; Horst, Hill & Gorman 2020 (CC0)",
      columns: [
        DataColumn("species", .label), DataColumn("island", .label), DataColumn("bill_length_mm", unit: "mm"),
        DataColumn("bill_depth_mm", unit: "mm"), DataColumn("flipper_length_mm", unit: "mm"),
        DataColumn("body_mass_g", unit: "g"), DataColumn("sex", .label), DataColumn("year"),
      ],
      target: "species", features: ["bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"],
      classes: ["Adelie", "Chinstrap", "Gentoo"], options: [sharesOption], sizes: (266, 67),
      table: CatalogTable(file: "penguins/penguins.csv", cut: .rows(266)))
  }

  private static var wine: DatasetEntry {
    let numbers = [
      "alcohol", "malic_acid", "ash", "alcalinity_of_ash", "magnesium", "total_phenols", "flavanoids",
      "nonflavanoid_phenols", "proanthocyanins", "color_intensity", "hue", "od280_od315", "proline",
    ]
    return entry(
      "wine", "Wine of three cultivars",
      "Chemical analysis of 178 wines from three cultivars, on wildly different scales.",
      credit: "Wine: Aeberhard & Forina, UCI ML Repository, CC BY 4.0",
      columns: [DataColumn("cultivar", .label)] + numbers.map { DataColumn($0) }, target: "cultivar",
      classes: ["1", "2", "3"], options: [sharesOption], sizes: (142, 36),
      table: CatalogTable(file: "wine/wine.csv", cut: .rows(142)))
  }

  private static var breastCancer: DatasetEntry {
    let measures = [
      "radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave_points",
      "symmetry", "fractal_dimension",
    ]
    let numbers =
      measures.map { "mean_\($0)" } + measures.map { "\($0)_error" } + measures.map { "worst_\($0)" }
    return entry(
      "breast-cancer", "Breast cancer, Wisconsin",
      "Thirty shape measures of cell nuclei in 569 biopsy images, benign or malignant; for teaching only.",
      credit:
        "Breast Cancer Wisconsin (Diagnostic): Wolberg, Street & Mangasarian, UCI ML Repository, CC BY 4.0",
      columns: [DataColumn("diagnosis", .label)] + numbers.map { DataColumn($0) }, target: "diagnosis",
      classes: ["benign", "malignant"], sizes: (456, 113),
      table: CatalogTable(file: "breast-cancer/breast-cancer.csv", cut: .rows(456)))
  }

  private static var sonar: DatasetEntry {
    let bands = (1...60).map { ($0 < 10 ? "band0" : "band") + "\($0)" }
    return entry(
      "sonar", "Sonar: mine or rock", "Energy in 60 frequency bands of 208 sonar echoes from metal or rock.",
      credit: "Sonar, Mines vs. Rocks: Gorman & Sejnowski 1988, UCI ML Repository, CC BY 4.0",
      columns: [DataColumn("class", .label)] + bands.map { DataColumn($0) }, target: "class",
      classes: ["rock", "mine"], sizes: (104, 104),
      table: CatalogTable(file: "sonar/sonar.csv", cut: .rows(104)))
  }

  private static var letters: DatasetEntry {
    let numbers = [
      "x_box", "y_box", "width", "height", "on_pixels", "x_mean", "y_mean", "x2_mean", "y2_mean", "xy_mean",
      "x2y_mean", "xy2_mean", "x_edge", "x_edge_vs_y", "y_edge", "y_edge_vs_x",
    ]
    return entry(
      "letters", "Letter recognition", "Sixteen measures of 5,200 distorted printed capital letters.",
      credit: "Letter Recognition: Frey & Slate, UCI ML Repository, CC BY 4.0",
      columns: [DataColumn("letter", .label)] + numbers.map { DataColumn($0) }, target: "letter",
      classes: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { String($0) }, sizes: (4160, 1040),
      table: CatalogTable(file: "letters/letters.csv", cut: .rows(4160)))
  }

  private static var autoMPG: DatasetEntry {
    entry(
      "auto-mpg", "Auto MPG", "Fuel use of 392 car models of 1970 to 1982, by engine, weight and origin.",
      credit: "Auto MPG: Ramos & Donoho, StatLib; UCI ML Repository",
      columns: [
        DataColumn("mpg", unit: "miles per gallon"), DataColumn("cylinders"),
        DataColumn("displacement_in3", unit: "in³"), DataColumn("horsepower", unit: "hp"),
        DataColumn("weight_lb", unit: "lb"), DataColumn("acceleration_s", unit: "s"),
        DataColumn("model_year"),
        DataColumn("origin", .label), DataColumn("name", .text),
      ],
      target: "mpg", sizes: (314, 78), table: CatalogTable(file: "auto-mpg/auto-mpg.csv", cut: .rows(314)))
  }

  private static var concrete: DatasetEntry {
    let parts = [
      "cement", "blast_furnace_slag", "fly_ash", "water", "superplasticizer", "coarse_aggregate",
      "fine_aggregate",
    ]
    return entry(
      "concrete", "Concrete strength", "1,030 laboratory mixes of concrete and the strength they reached.",
      credit: "Concrete Compressive Strength: I-Cheng Yeh, UCI ML Repository, CC BY 4.0",
      columns: parts.map { DataColumn($0, unit: "kg/m³") }
        + [DataColumn("age_days", unit: "days"), DataColumn("strength_mpa", unit: "MPa")],
      target: "strength_mpa", sizes: (824, 206),
      table: CatalogTable(file: "concrete/concrete.csv", cut: .rows(824)))
  }

  private static var colours: DatasetEntry {
    entry(
      "colours", "Named colours",
      "Colours with the name most people gave them; 547 belong to ten basic families.",
      credit: "Colour names: xkcd colour survey, Randall Munroe (CC0)",
      columns: [
        DataColumn("name", .text), DataColumn("r", unit: "of 255"), DataColumn("g", unit: "of 255"),
        DataColumn("b", unit: "of 255"), DataColumn("family", .label),
      ],
      target: "family",
      classes: ["green", "blue", "pink", "purple", "brown", "yellow", "red", "grey", "orange", "teal"],
      options: [
        NumberOption("all", "1: also the 358 colours without a family, as class \"other\"", 0...1, initial: 0)
      ],
      scaling: "min-max", sizes: (437, 110),
      table: CatalogTable(file: "colours/colours.csv", cut: .share(0.8), unnamedClass: "other"))
  }

  private static var countries: DatasetEntry {
    entry(
      "countries", "Countries in 2010",
      "Wealth, life expectancy, births and child deaths of 173 countries in 2010.",
      credit: "Free data from Gapminder.org, CC BY 4.0; via dslabs (Irizarry & Gill)",
      columns: [
        DataColumn("country", .text), DataColumn("continent", .label), DataColumn("region", .label),
        DataColumn("population"), DataColumn("gdp_per_person_usd2000", unit: "US$ of 2000"),
        DataColumn("life_expectancy", unit: "years"), DataColumn("babies_per_woman"),
        DataColumn("infant_deaths_per_1000", unit: "per 1,000 births"),
      ],
      target: "continent",
      features: ["gdp_per_person_usd2000", "life_expectancy", "babies_per_woman", "infant_deaths_per_1000"],
      classes: ["Africa", "Americas", "Asia", "Europe", "Oceania"],
      options: [NumberOption("log", "1: logarithms of people, money and deaths", 0...1, initial: 1)],
      sizes: (173, 0),
      table: CatalogTable(
        file: "countries/countries.csv", cut: .rows(173),
        logarithms: ["population", "gdp_per_person_usd2000", "infant_deaths_per_1000"]))
  }

  private static var ecg: DatasetEntry {
    let samples = (0..<64).map { DataColumn(($0 < 10 ? "v0" : "v") + "\($0)", unit: "mV") }
    return entry(
      "ecg", "Heartbeats",
      "498 heartbeats of 64 samples: trained on usual (narrow) beats only, tested on all shapes; "
        + "no medical use.",
      credit: "Electrocardiogram: MIT-BIH Arrhythmia Database (Moody & Mark), PhysioNet, ODC-By 1.0",
      columns: [DataColumn("time_s", .text, unit: "s"), DataColumn("shape", .label)] + samples,
      target: "shape",
      classes: ["narrow", "wide", "other"],
      options: [
        NumberOption("mixed", "1: train on the first 80 % of beats of every shape", 0...1, initial: 0)
      ],
      scaling: "none", sizes: (258, 240), table: CatalogTable(file: "ecg/beats.csv", cut: .firstClass(0.8)))
  }
}
