import Datasets
import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

/// What one can point at in the panels.
@Suite struct ReadoutTests {
  private static let snapshots: [Snapshot] = [
    Fixtures.single, Fixtures.race, Fixtures.diverged, Fixtures.perceptron, Fixtures.gate, Fixtures.worked,
    Fixtures.chained, Fixtures.wide, Fixtures.units, Fixtures.starts, Fixtures.images, Fixtures.sequences,
    Fixtures.sequenceRace, Fixtures.lossShape, Fixtures.lossShapes, Fixtures.fit, Fixtures.fits,
    Fixtures.numbers, Fixtures.classes, Fixtures.digits, Fixtures.receiver, Fixtures.descents, Fixtures.rates,
    Fixtures.spread, Fixtures.moments, Fixtures.initializers, Fixtures.stopping, Fixtures.normalized,
    Fixtures.broken, Fixtures.brokenFits,
    GenerativeFixtures.snapshot(), MapFixtures.snapshot(), searched,
  ]

  /// Both searches around a small run.
  private static let searched: Snapshot = {
    let experiment = Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)],
      optimizer: OptimizerChoice(rate: 0.1), batch: 16, steps: 30)
    let loop = Loop(lanes: [Lane(name: "a", experiment: experiment)], library: .standard)
    loop.search(.rates, lane: 0)
    loop.search(.grid(key: "rate", values: ["0.03", "0.1", "10"], seeds: [1, 2, 3]), lane: 0)
    return loop.snapshot()
  }()

  private static let looks = [Look(), Look(capability: Capability(colours: .mono, glyphs: .ascii))]

  private func recorded(_ panel: any Panel.Type, _ snapshot: Snapshot, _ size: Size, _ look: Look = Look())
    -> (canvas: Canvas, area: Rect)
  {
    var canvas = Canvas(size: size, look: look)
    canvas.keepsReadouts = true
    let area = canvas.bounds.inset(left: 1, top: 1, right: 1, bottom: 3)
    panel.draw(snapshot, PanelView(), on: &canvas, in: area)
    return (canvas, area)
  }

  /// Every datum has words, and lies inside the panel.
  @Test(arguments: PanelCatalog.names)
  func everySpotTellsSomething(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    var told = 0
    for look in Self.looks {
      for size in [Size(width: 80, height: 24), Size(width: 120, height: 40)] {
        for snapshot in Self.snapshots {
          let (canvas, area) = recorded(panel, snapshot, size, look)
          for readout in canvas.readouts {
            for index in Self.some(of: readout.reachable) {
              let spot = try #require(readout.spot(index))
              #expect(spot.area.intersection(area) == spot.area, "\(name) \(spot.area)")
              let text = try #require(readout.reading(index)).text
              #expect(text.count > 3 && !text.contains("Optional"), "\(name): \(text)")
              told += 1
            }
          }
        }
      }
    }
    // A text that was invented has no numbers to point at.
    if name != "sample" { #expect(told > 0, "nothing to point at in \(name)") }
  }

  /// People count examples, rows, columns, maps and units from 1, in every panel's title, sentence and readings.
  @Test(arguments: PanelCatalog.names)
  func nothingIsCountedFromZero(_ name: String) throws {
    let panel = try #require(PanelCatalog.panel(named: name))
    let zero = try Regex(
      "(?i)(example|row|column|map|filter|channel|window|unit|layer|pair|pixel|place) 0([ ,:;.]|$)")
    for snapshot in Self.snapshots {
      let (canvas, _) = recorded(panel, snapshot, Size(width: 120, height: 40))
      var texts = [panel.title(snapshot, PanelView()), panel.describe(snapshot, PanelView())]
      for readout in canvas.readouts {
        texts += readout.reachable.prefix(3).compactMap { readout.reading($0)?.text }
      }
      for text in texts { #expect(text.firstMatch(of: zero) == nil, "\(name): \(text)") }
    }
  }

  /// A cursor over the census goes from layers to their units, which can be silenced.
  @Test func theCensusHasUnits() throws {
    let experiment = Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [
        LayerChoice(size: 5, activation: "relu"), LayerChoice(size: 3, activation: "sigmoid"),
        LayerChoice(size: 1),
      ], optimizer: OptimizerChoice(rate: 0.1), batch: 16, steps: 30)
    let loop = Loop(lanes: [Lane(name: "a", experiment: experiment)], library: .standard)
    loop.touch(.set(layer: 1, unit: 2, input: nil, to: -50))
    loop.show(Set(CensusPanel.probes))
    let (canvas, _) = recorded(CensusPanel.self, loop.snapshot(), Size(width: 60, height: 14))
    let units = canvas.readouts.flatMap { readout in readout.reachable.compactMap { readout.reading($0) } }
      .compactMap { reading -> (subject: Subject, text: String)? in
        guard let subject = reading.subject as? Subject, case .unit = subject else { return nil }
        return (subject, reading.text)
      }
    #expect(units.map(\.subject).contains(.unit(layer: 2, unit: 3)) && units.count == 8)
    #expect(units.contains { $0.subject == .unit(layer: 1, unit: 2) && $0.text.contains("dead") })
    #expect((0..<14).contains { canvas.text(row: $0).contains("×") })
    let small = recorded(CensusPanel.self, loop.snapshot(), Size(width: 60, height: 7)).canvas
    #expect((0..<7).contains { small.text(row: $0).contains("flat") } && small.readouts.count == 1)
  }

  /// All of few; of many the ends and some between.
  private static func some(of indices: [Int]) -> [Int] {
    guard indices.count > 60 else { return indices }
    return indices.enumerated().filter { $0.offset % (indices.count / 40) == 0 }.map(\.element)
      + indices.suffix(2)
  }

  @Test func drawingIsTheSameWithAndWithoutReadouts() {
    for panel in PanelCatalog.all {
      for snapshot in Self.snapshots.prefix(8) + [Self.searched] {
        var plain = Canvas(size: Size(width: 80, height: 24))
        panel.draw(snapshot, PanelView(), on: &plain, in: plain.bounds)
        var keeping = Canvas(size: Size(width: 80, height: 24))
        keeping.keepsReadouts = true
        panel.draw(snapshot, PanelView(), on: &keeping, in: keeping.bounds)
        #expect(plain == keeping && plain.readouts.isEmpty, "\(panel.name)")
      }
    }
  }

  /// The words of a datum as numbers of the probe.
  private func words(_ panel: any Panel.Type, _ snapshot: Snapshot, readout: Int = 0, _ index: Int) throws
    -> String
  {
    let canvas = recorded(panel, snapshot, Size(width: 120, height: 40)).canvas
    try #require(canvas.readouts.indices.contains(readout))
    return try #require(canvas.readouts[readout].reading(index)).text
  }

  @Test func aWeightIsReadWithAllItsDigits() throws {
    let lane = Fixtures.single.lanes[0]
    let probe = try #require(lane.layerProbes("weights").first?.probe)
    for index in probe.values.indices.prefix(20) {
      let text = try words(WeightsPanel.self, Fixtures.single, index)
      #expect(text.contains("weight \(Digits.exact(probe.values[index]))"), "\(text)")
      #expect(text.contains("unit \(index / probe.shape.columns + 1)"))
    }
  }

  @Test func aWeightTellsItsGradientWhereThatIsAsked() throws {
    var snapshot = Fixtures.single
    let probe = try #require(snapshot.lanes[0].layerProbes("weights").first?.probe)
    var gradients = probe
    gradients.name = "gradients/\(probe.name.dropFirst(8))"
    gradients.values = probe.values.map { $0 / 7 }
    snapshot.lanes[0].probes[gradients.name] = gradients
    let text = try words(WeightsPanel.self, snapshot, 1)
    #expect(text.contains("gradient \(Digits.exact(gradients.values[1]))"))
  }

  @Test func aCurveIsReadStepByStep() throws {
    let lane = Fixtures.single.lanes[0]
    let curve = try #require(lane.curve("loss"))
    let canvas = recorded(LossPanel.self, Fixtures.single, Size(width: 80, height: 24)).canvas
    let readout = try #require(canvas.readouts.first)
    #expect(readout.columns == readout.steps.count)
    let column = try #require(readout.column(at: 200))
    let reading = try #require(readout.reading(column))
    #expect(reading.step == 200)
    let value = curve.recent[200 - (curve.recentEnd - curve.recent.count)]
    #expect(reading.text.hasPrefix("step 200 · loss \(Digits.exact(value)) · "), "\(reading.text)")
    let axis = try #require(canvas.timeAxes.first)
    #expect(axis.column(200) == readout.spot(column)?.area.x)
    // Only pairs of steps are kept of what lies further back than the last 512.
    let joined = try #require(readout.column(at: 101).flatMap { readout.reading($0) })
    #expect(joined.step == 100 && joined.text.hasPrefix("steps 100…101 · loss mean "), "\(joined.text)")
    #expect(axis.column(1_000_000) == nil)
  }

  @Test func joinedStepsTellTheirExtremes() throws {
    let values = (0..<2000).map { Float($0 % 10) }
    let snapshot = Snapshot(lanes: [Fixtures.lane("run", [("loss", values)], width: 8)])
    let canvas = recorded(LossPanel.self, snapshot, Size(width: 80, height: 24)).canvas
    let readout = try #require(canvas.readouts.first)
    let first = try #require(readout.reading(0))
    #expect(first.text == "steps 0…7 · loss mean 3.5, from 0 to 7.0", "\(first.text)")
    let last = try #require(readout.reading(readout.columns - 1))
    #expect(last.text == "step 1999 · loss 9.0", "\(last.text)")
  }

  @Test func thePlaneTellsTheFieldAndTheExampleThere() throws {
    let lane = Fixtures.single.lanes[0]
    let field = try #require(lane.probes["field"])
    let points = try #require(lane.probes["points"])
    let readout = try #require(
      recorded(BoundaryPanel.self, Fixtures.single, Size(width: 120, height: 40)).canvas.readouts.first)
    // The first datum is the upper left sample: the last row of the probe.
    let corner = try #require(readout.reading(0)?.text)
    #expect(
      corner.contains("p \(Digits.exact(field.values[(field.shape.rows - 1) * field.shape.columns]))"),
      "\(corner)")
    let all = readout.reachable.compactMap { readout.reading($0) }
    let example = all.first {
      $0.text.contains("training example 4 at (\(Digits.exact(points.value(3, 0))),")
    }
    #expect(example?.text.contains("answer \(Digits.exact(points.value(3, 3)))") == true)
    #expect(all.contains { if case .place(_, _, 3)? = $0.subject as? Subject { true } else { false } })
  }

  @Test func unitsAndWeightsOfTheDiagram() throws {
    let canvas = recorded(NetworkPanel.self, Fixtures.worked, Size(width: 80, height: 24)).canvas
    let readout = try #require(canvas.readouts.first)
    let subjects = readout.reachable.compactMap { readout.reading($0)?.subject as? Subject }
    #expect(subjects.contains(.unit(layer: 1, unit: 1)))
    #expect(subjects.contains(.weight(layer: 1, unit: 2, input: 1)))
  }

  @Test func cellsOfATable() throws {
    let probe = try #require(Fixtures.classes.lanes[0].probes["confusion"])
    let size = probe.shape.columns
    let text = try words(ConfusionPanel.self, Fixtures.classes, size)
    #expect(text.contains("\(Digits.exact(probe.value(1, 0))) of"), "\(text)")
    #expect(text.hasPrefix("true \(probe.labels[1]), answered \(probe.labels[0]), wrong"))
  }
}
