extension DatasetCatalog {
  static let planeEntries: [DatasetEntry] = [
    plane(
      "disc", "Disc in a ring", "A disc of points inside a ring of points: no straight line parts them.",
      classes: ["ring", "disc"], even: 1, draw: Planes.disc),
    plane(
      "blobs", "Two clouds", "Two round clouds of points that one line parts.",
      classes: ["lower left", "upper right"], even: 1, noise: (0.4, "spread of each cloud"),
      options: [
        NumberOption("distance", "of each cloud from the middle", 0...5, initial: 1, isWhole: false),
        NumberOption("offset", "of both clouds from the origin", -10...10, initial: 0, isWhole: false),
      ], draw: Planes.blobs),
    plane(
      "two-moons", "Two moons", "Two half moons that reach into each other.", aliases: ["moons"],
      classes: ["upper", "lower"], even: 0, noise: (0.15, "deviation of the points from the curve"),
      draw: Planes.moons),
    plane(
      "spirals", "Two spirals", "Two arms wound around each other.", aliases: ["spiral"],
      classes: ["first arm", "second arm"], even: 0, noise: (0.02, "deviation of the points from the arm"),
      options: [NumberOption("turns", "of each arm", 0.1...4, initial: 1, isWhole: false)],
      draw: Planes.spirals),
    separableEntry,
  ]

  private static var separableEntry: DatasetEntry {
    var entry = DatasetEntry(
      name: "separable", aliases: ["sep"], title: "Two sides of a line",
      summary: "Points on both sides of a line, with an empty strip along it.", kind: .plane
    ) { request in Planes.separable(request) }
    entry.classes = ["−", "+"]
    entry.columns = planeColumns
    entry.count = countOption(initial: 100)
    entry.options = [
      NumberOption("margin", "half the width of the empty strip", 0...0.6, initial: 0.1, isWhole: false),
      flipsOption, testOption(1000),
    ]
    return entry
  }

  private static func plane(
    _ name: String, _ title: String, _ summary: String, aliases: [String] = [], classes: [String], even: Int,
    noise: (initial: Double, summary: String)? = nil, options: [NumberOption] = [],
    draw: @escaping Planes.Draw
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, aliases: aliases, title: title, summary: summary, kind: .plane) {
      request in
      Planes.make(request, classes: classes, even: even, draw: draw)
    }
    entry.classes = classes
    entry.columns = planeColumns
    entry.count = countOption(initial: 200)
    entry.noise = noise.map { NumberOption("noise", $0.summary, 0...2, initial: $0.initial, isWhole: false) }
    entry.options = options + [flipsOption, testOption(1000)]
    return entry
  }

  static let gateEntries: [DatasetEntry] = [
    gate("and", [0, 0, 0, 1], "1 if both inputs are 1."),
    gate("or", [0, 1, 1, 1], "1 if at least one input is 1."),
    gate("nand", [1, 1, 1, 0], "1 unless both inputs are 1."),
    gate("nor", [1, 0, 0, 0], "1 if no input is 1."),
    gate("xor", [0, 1, 1, 0], "1 if the inputs differ: the gate that no line can part."),
    gate("copy", [0, 0, 1, 1], "the first input, whatever the second."),
  ]

  private static func gate(_ name: String, _ outputs: [Int], _ summary: String) -> DatasetEntry {
    var entry = DatasetEntry(
      name: name, title: "Logic gate \(name.uppercased())", summary: "Four rows of a logic gate: \(summary)",
      kind: .plane
    ) { _ in Planes.gate(outputs) }
    entry.classes = ["0", "1"]
    entry.columns = planeColumns
    return entry
  }

  static let curveEntries: [DatasetEntry] = [
    curve(
      "line", "Line with outliers",
      "Points on y = 2x + 0.5, of which the rightmost few were measured wrongly.",
      columns: ["x"], count: 40, noise: 0.1, test: 201,
      options: [
        outliersOption("points with the largest x that are moved", initial: 6),
        NumberOption("shift", "by which they are moved", -20...20, initial: -6, isWhole: false),
      ], make: Curves.line),
    curve(
      "surface", "Curved surface", "Heights y = sin(3 x1) · x2 + 0.5 x2 over a square.",
      columns: ["x1", "x2"],
      count: 128, noise: nil, test: 1000, make: Curves.surface),
    curve(
      "sine", "Noisy sine", "A few noisy points on a sine curve: easy to fit too closely.", columns: ["x"],
      count: 16, noise: 0.3, test: 201,
      options: [
        NumberOption("frequency", "f of y = sin(f x)", 0.1...20, initial: 3, isWhole: false),
        outliersOption("points that are moved, drawn by lot", initial: 0),
        NumberOption("shift", "by which they are moved", -20...20, initial: 3, isWhole: false),
      ], make: Curves.sine),
    curve(
      "scale", "Two scales", "Two inputs that matter equally, one up to 1 and one up to 10,000.",
      columns: ["a", "b"], count: 200, noise: 0.05, test: 1000, scaling: "z-score",
      options: [NumberOption("sign", "1: predict the class y > 0, without noise", 0...1, initial: 0)],
      make: Curves.scale),
    curve(
      "sparse", "Three inputs of many", "Many inputs of which only the first three matter.",
      columns: (1...30).map { "x\($0)" }, count: 40, noise: 0.5, test: 500,
      options: [NumberOption("inputs", "how many inputs there are", 3...1000, initial: 30)],
      make: Curves.sparse),
    pointEntry,
  ]

  private static var pointEntry: DatasetEntry {
    func number(_ name: String, _ summary: String, _ initial: Double) -> NumberOption {
      NumberOption(name, summary, -100...100, initial: initial, isWhole: false)
    }
    var entry = DatasetEntry(
      name: "point", title: "One example", summary: "A single example to follow number by number.",
      kind: .curve
    ) { request in Curves.point(request) }
    entry.columns = [DataColumn("x1"), DataColumn("x2"), DataColumn("y")]
    entry.options = [
      NumberOption("inputs", "1 or 2", 1...2, initial: 2), number("x1", "the first input", 0.6),
      number("x2", "the second input", -0.4), number("y", "the target", 1), scaleTargetOption,
    ]
    entry.features = ["x1", "x2"]
    entry.target = "y"
    return entry
  }

  private static func curve(
    _ name: String, _ title: String, _ summary: String, columns: [String], count: Double, noise: Double?,
    test: Double, scaling: String = "none", options: [NumberOption] = [],
    make: @escaping @Sendable (DataRequest) -> DataParts
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, title: title, summary: summary, kind: .curve) { request in
      make(request)
    }
    entry.columns = columns.map { DataColumn($0) } + [DataColumn("y")]
    entry.count = countOption(initial: count)
    entry.noise = noise.map {
      NumberOption("noise", "standard deviation added to y", 0...5, initial: $0, isWhole: false)
    }
    entry.options = options + [testOption(test), scaleTargetOption]
    entry.features = columns
    entry.target = "y"
    entry.scaling = scaling
    return entry
  }

  private static let planeColumns = [DataColumn("x1"), DataColumn("x2"), DataColumn("class", .label)]

  private static func countOption(initial: Double) -> NumberOption {
    NumberOption("count", "how many training points are drawn", 2...100_000, initial: initial)
  }

  private static func testOption(_ initial: Double) -> NumberOption {
    NumberOption("test", "how many test points are drawn", 0...100_000, initial: initial)
  }

  private static func outliersOption(_ summary: String, initial: Double) -> NumberOption {
    NumberOption("outliers", summary, 0...100_000, initial: initial)
  }

  static let flipsOption = NumberOption(
    "flips", "training examples that are given a wrong class", 0...100_000, initial: 0)

  static let scaleTargetOption = NumberOption(
    "scale-target", "1: the number to predict is brought to mean 0 and deviation 1", 0...1, initial: 0)
}
