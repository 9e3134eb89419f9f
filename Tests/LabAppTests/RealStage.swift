import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI

/// The application with one lesson on a bench that really trains, step by step.
struct RealStage {
  let bench = StillBench(make: LearnerCatalog.factory(.standard))
  var application: Application

  init(
    _ experiment: Experiment, _ width: Int = 80, _ height: Int = 24, knobs: [String] = ["rate"],
    panels: [String] = ["loss"]
  ) {
    let page = Page(
      title: "A page", blocks: [.paragraph([Span("Some text beside the panels.")])], experiment: "it",
      panels: panels.map { PanelChoice($0) })
    let lesson = Lesson(
      id: "sample", title: "A sample", topics: [1], chapter: "Neurons", minutes: 1, summary: "One page.",
      experiments: [
        LabExperiment(name: "it", experiment: experiment, knobs: knobs, label: "it", lanes: [], pace: nil)
      ],
      pages: [page])
    let world = World(
      shelf: Shelf(lessons: [lesson]), panels: Gallery(PanelCatalog.all),
      size: Size(width: width, height: height))
    application = Application(
      world: world, bench: bench, keeper: Keeper(Journal(), now: { Date(timeIntervalSince1970: 1_000_000) }))
    application.open("sample", page: 0)
    _ = application.refresh()
  }

  mutating func press(_ keys: Key...) {
    for key in keys {
      application.handle(.key(key))
      _ = application.refresh()
    }
  }

  mutating func handle(_ event: Event) {
    application.handle(event)
    _ = application.refresh()
  }

  mutating func type(_ text: String) {
    for scalar in text.unicodeScalars { press(.character(scalar)) }
  }

  mutating func canvas() -> Canvas { application.draw(look: Look()) }

  static let moons = Experiment(
    data: DataChoice(name: "two-moons", count: 60),
    layers: [LayerChoice(size: 4, activation: "tanh"), LayerChoice(size: 1)],
    optimizer: OptimizerChoice(name: "adam", rate: 0.02), batch: 16, seed: 3, steps: 200,
    options: ["l2": 0.01])
}
