import Datasets
import Experiments
import Foundation
import LabApp
import TerminalUI
import TestSupport
import Testing

/// The microscope on a run that trains: its printed numbers come out, its keys point elsewhere.
@Suite struct MicroscopeTests {
  /// The rows of a sheet: what stands left of the last number, and the number.
  private func rows(_ canvas: Canvas) -> [String] {
    (0..<canvas.size.height).map { canvas.text(row: $0) }
  }

  /// The last number before each `·` and the last of all; names stand before their numbers.
  private func factors(_ text: Substring) -> [Double] {
    text.split(separator: " ").split(separator: "·").compactMap { $0.last.flatMap { Double($0) } }
  }

  /// A bench at step 30, the microscope laid over it, on a screen that holds the whole sheet in one column.
  private func stage(_ experiment: Experiment = RealStage.moons, _ keys: Key...) -> RealStage {
    var stage = RealStage(experiment, 90, 80)
    stage.press("g", ".", ".", ".", "m")
    for key in keys { stage.press(key) }
    return stage
  }

  @Test(arguments: [[], [Key.down], [.right, .right], [.tab], [">", ">", .tab, .right]])
  func thePrintedProductsAndSumsComeOut(keys: [Key]) {
    var stage = stage()
    for key in keys { stage.press(key) }
    expectWorkedNumbers(stage.canvas())
  }

  /// Through every layer of both networks: encoder and decoder, generator and discriminator.
  @Test(arguments: ["autoencoder", "gan"]) func bothNetworksOfAPairComeOut(learner: String) throws {
    let data = DataChoice(name: learner == "gan" ? "ring" : "two-moons", count: 60)
    let start = try StartingPoint(learner: learner, data: data, seed: 2, library: .standard)
    var experiment = start.experiment(seed: 2)
    experiment.layers = experiment.layers.map { layer in
      var small = layer
      small.size = min(layer.size ?? 1, 5)
      small.repeat = 1
      return small
    }
    experiment.discriminator = experiment.discriminator.map { layer in
      var small = layer
      small.size = min(layer.size ?? 1, 5)
      return small
    }
    var stage = stage(experiment)
    var titles: Set<String> = []
    for _ in 0..<8 {
      let canvas = stage.canvas()
      titles.insert(canvas.text(row: 1))
      expectWorkedNumbers(canvas)
      stage.press(.tab)
    }
    #expect(titles.count >= 4, "\(titles)")
  }

  private func expectWorkedNumbers(_ canvas: Canvas) {
    var terms: [String] = []
    var (products, sums) = (0, 0)
    for row in rows(canvas) {
      let value = row.split(separator: " ").last { Double($0) != nil }.map(String.init)
      if let equals = row.range(of: " = "), row.contains("·"), !row.hasPrefix(" = "), let value {
        let factors = factors(row[..<equals.lowerBound])
        if factors.count > 1 {
          expectProduct(factors.reduce(1, *), value, row)
          products += 1
        }
      }
      if row.hasPrefix(" = "), let value {
        let total = terms.compactMap(Double.init).reduce(0, +)
        expectSame(total, value, row)
        sums += 1
        terms = []
      } else if let value, row.hasPrefix("     ") || row.hasPrefix(" ▸ ") {
        terms.append(value)
      } else {
        terms = []
      }
    }
    #expect(products >= 4 && sums >= 4, "\(products) products and \(sums) sums were read")
  }

  private func expectProduct(_ product: Double, _ shown: String, _ row: String) {
    let digits = shown.contains("e") ? 1e-5 : 0
    let value = Double(shown) ?? .nan
    let decimals = shown.split(separator: ".").last.map { $0.prefix { $0 != "e" }.count } ?? 0
    var unit = 0.500001
    for _ in 0..<decimals { unit /= 10 }
    #expect(abs(product - value) <= max(unit, digits * abs(value)), "\(row)")
  }

  private func expectSame(_ sum: Double, _ shown: String, _ row: String) {
    let value = Double(shown) ?? .nan
    #expect(abs(sum - value) <= 1e-9 * max(abs(value), 1e-300) + 1e-15, "\(row): \(sum)")
  }

  @Test func keysPointElsewhere() {
    var stage = stage()
    #expect(stage.canvas().contains("1 dense · unit 1 of 4 · w·"))
    stage.press(.down, .right)
    #expect(stage.canvas().contains("unit 2 of 4"))
    stage.press(">")
    #expect(stage.canvas().contains("example 2 of"))
    stage.press("<", "<")
    #expect(!stage.canvas().contains("example 1 of"))
    stage.press(.tab)
    #expect(stage.canvas().contains("2 dense · w·h2") || stage.canvas().contains("2 dense"))
  }

  @Test func noKeyOfItTrains() {
    var stage = stage()
    for key: Key in [.tab, .down, .right, ">", "<", .pageDown, .pageUp, ")", "o", .up, .left, .backTab] {
      stage.press(key)
    }
    #expect(stage.application.world.snapshot.lanes[0].step == 30)
    stage.press(".")
    #expect(stage.application.world.snapshot.lanes[0].step == 40)
    #expect(stage.canvas().contains("microscope · "))
  }

  @Test func itGoesAway() {
    var stage = stage(RealStage.moons, "m")
    #expect(!stage.canvas().contains("microscope · "))
    #expect(stage.application.world.snapshot.lanes[0].magnification == nil)
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func screens(width: Int, height: Int) {
    var stage = RealStage(RealStage.moons, width, height)
    // Of two steps of one batch every digit that is shown is the same, however sums are rounded.
    stage.press(".", ".", "m", .tab)
    expectScreen(stage.canvas(), "microscope-\(width)x\(height)")
    stage.press(.escape, "G")
    expectScreen(stage.canvas(), "gradient-check-\(width)x\(height)")
  }

  @Test(arguments: [
    ("perceptron", "separable", "y·(w·x)"), ("som", "two-moons", "lattice d²"),
    ("descent", "separable", "step"),
  ])
  func otherLearnersShowTheirOwnRule(learner: String, data: String, word: String) {
    let experiment = Experiment(
      learner: learner, data: DataChoice(name: data), optimizer: OptimizerChoice(rate: 0.1))
    var stage = RealStage(experiment, 100, 50)
    stage.press(".", ".", "m")
    #expect(stage.canvas().contains(word))
    stage.press(.escape, "G")
    #expect(stage.canvas().contains("to check."))
  }
}
