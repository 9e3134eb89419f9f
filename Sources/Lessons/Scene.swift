public import Experiments

/// One picture of a demonstration before a class: a prepared run, one or two panels, and what the speaker says.
public struct Scene: Sendable, Hashable {
  public var name: String
  public var title: String
  /// What the speaker says; for the notes, never on the screen of the class.
  public var notes: [Block]
  /// What to press, each beginning with the key's name: `Space: run to step 200`.
  public var press: [String]
  /// The experiment on the bench; nil shows the title alone.
  public var experiment: String?
  /// Made on entering, on top of the experiment as shipped.
  public var settings: [Setting]
  /// Variants that run beside the experiment.
  public var lanes: [String]
  public var panels: [PanelChoice]
  /// Steps performed before the scene is shown.
  public var preparedSteps: Int
  /// Steps a second when it runs; nil is flat out.
  public var pace: Double?
  /// The meter whose reading stands there in large figures.
  public var number: String
  /// Key of the one knob; nil is the first of the experiment.
  public var knob: String?
  /// Planned time.
  public var minutes: Double

  public init(
    name: String, title: String, notes: [Block] = [], press: [String] = [], experiment: String? = nil,
    settings: [Setting] = [], lanes: [String] = [], panels: [PanelChoice] = [], preparedSteps: Int = 0,
    pace: Double? = nil, number: String = "loss", knob: String? = nil, minutes: Double = 1
  ) {
    self.name = name
    self.title = title
    self.notes = notes
    self.press = press
    self.experiment = experiment
    self.settings = settings
    self.lanes = lanes
    self.panels = panels
    self.preparedSteps = preparedSteps
    self.pace = pace
    self.number = number
    self.knob = knob
    self.minutes = minutes
  }

  /// What it puts on the bench, as a page does.
  public var page: Page {
    Page(title: title, experiment: experiment, settings: settings, lanes: lanes, panels: panels)
  }
}

extension Lesson {
  /// The scenes of a presentation: those of the file, or else one for each page that has panels.
  public var presentation: [Scene] {
    if !scenes.isEmpty { return scenes }
    let shown = pages.indices.filter { !pages[$0].panels.isEmpty }
    let indices = shown.isEmpty ? Array(pages.indices) : shown
    let share = Double(minutes) / Double(max(indices.count, 1))
    return indices.map { scene(ofPage: $0, minutes: share) }
  }

  private func scene(ofPage index: Int, minutes: Double) -> Scene {
    let page = pages[index]
    return Scene(
      name: String(index + 1), title: page.title, notes: page.spoken, experiment: page.experiment,
      settings: page.settings, lanes: page.lanes, panels: Array(page.panels.prefix(2)),
      pace: page.experiment.flatMap { experiment(named: $0)?.pace }, minutes: minutes)
  }
}

extension Page {
  /// The text with its questions and their answers written out, for somebody who reads it to others.
  fileprivate var spoken: [Block] {
    blocks.flatMap { block -> [Block] in
      switch block {
      case .task(let name):
        return tasks.filter { $0.name == name }.map { .paragraph([Span("Task. ", .strong), Span($0.say)]) }
      case .quiz(let name):
        return quizzes.filter { $0.name == name }.flatMap { quiz in
          Self.asked(quiz.ask, quiz.choices, quiz.answer)
            + quiz.because.dropFirst(quiz.answer).prefix(1).map { .paragraph($0) }
        }
      case .prediction(let name):
        return predictions.filter { $0.name == name }.flatMap {
          Self.asked($0.ask, $0.choices, $0.answer) + [.paragraph($0.reveal)]
        }
      default: return [block]
      }
    }
  }

  private static func asked(_ ask: [Span], _ choices: [[Span]], _ answer: Int) -> [Block] {
    [
      .paragraph([Span("Ask. ", .strong)] + ask), .list(choices, first: 1),
      .paragraph([Span("Answer \(answer + 1).", .strong)]),
    ]
  }
}
