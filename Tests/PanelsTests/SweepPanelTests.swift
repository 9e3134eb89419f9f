import Datasets
import Experiments
import Panels
import TerminalUI
import TestSupport
import Testing

@Suite struct SweepPanelTests {
  private func snapshot(_ plan: SearchPlan?, rate: Float = 0.01) -> Snapshot {
    let experiment = Experiment(
      data: DataChoice(name: "two-moons", count: 60),
      layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)],
      optimizer: OptimizerChoice(rate: rate), batch: 16, steps: 30)
    let loop = Loop(lanes: [Lane(name: "a", experiment: experiment)], library: .standard)
    if let plan { loop.search(plan, lane: 0) }
    return loop.snapshot()
  }

  private func text(_ panel: any Panel.Type, _ snapshot: Snapshot, focus: Bool = true) -> String {
    var canvas = Canvas(size: Size(width: 64, height: 14))
    panel.draw(snapshot, PanelView(hasFocus: focus), on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  @Test func beforeTheSweepEnterRunsItAndThenAdoptsItsRate() throws {
    let fresh = snapshot(nil)
    #expect(SweepPanel.enter(fresh, PanelView()) == .search(.rates))
    #expect(SweepPanel.enter(Snapshot(), PanelView()) == nil)
    let swept = snapshot(.rates)
    let rate = try #require(swept.searches.rates?.suggestion)
    #expect(SweepPanel.enter(swept, PanelView()) == .adopt(Setting("rate", Numeral.text(rate))))
    let drawn = text(SweepPanel.self, swept)
    #expect(drawn.contains("learning rate") && drawn.contains("Enter adopts \(Numeral.text(rate))"))
    #expect(SweepPanel.describe(swept, PanelView()).contains("One run with a rising rate"))
  }

  @Test func aGridOffersFiveValuesAroundThePresentOne() throws {
    let fresh = snapshot(nil, rate: 0.3)
    guard case .search(let plan)? = GridPanel.enter(fresh, PanelView()) else {
      Issue.record("no search")
      return
    }
    #expect(
      plan == .grid(key: "rate", values: ["0.03", "0.1", "0.3", "1", "3"], seeds: [1, 2, 3]))
    let found = snapshot(plan, rate: 0.3)
    let best = try #require(found.searches.grid?.best)
    #expect(GridPanel.enter(found, PanelView()) == .adopt(Setting("rate", best)))
    let drawn = text(GridPanel.self, found)
    #expect(drawn.contains("seed 3") && drawn.contains("median") && drawn.contains("*"))
    #expect(GridPanel.describe(found, PanelView()).contains("The lowest is that of \(best)."))
    let width = GridPanel.enter(fresh, PanelView(options: ["width"]))
    #expect(width == .search(.grid(key: "width", values: ["1", "2", "4", "8", "16"], seeds: [1, 2, 3])))
  }
}
