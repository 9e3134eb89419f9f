public import Experiments

/// A lesson as its file describes it, proof-read and ready to be shown.
public struct Lesson: Sendable, Hashable {
  /// Never renamed: the key in progress files.
  public var id: String
  public var title: String
  /// Numbers of the topics it teaches, 1 to 31.
  public var topics: [Int]
  public var chapter: String
  public var minutes: Int
  /// Ids of lessons to read before.
  public var requires: [String]
  /// One or two sentences for the home screen.
  public var summary: String
  /// In the order of the file; the first is the lesson's headline effect.
  public var experiments: [LabExperiment]
  public var pages: [Page]
  /// What an instructor shows, in order; empty where the pages serve.
  public var scenes: [Scene]
  /// The file it was read from.
  public var path: String

  public init(
    id: String, title: String, topics: [Int], chapter: String, minutes: Int, requires: [String] = [],
    summary: String = "", experiments: [LabExperiment] = [], pages: [Page] = [], scenes: [Scene] = [],
    path: String = ""
  ) {
    self.id = id
    self.title = title
    self.topics = topics
    self.chapter = chapter
    self.minutes = minutes
    self.requires = requires
    self.summary = summary
    self.experiments = experiments
    self.pages = pages
    self.scenes = scenes
    self.path = path
  }

  public func experiment(named name: String) -> LabExperiment? { experiments.first { $0.name == name } }
}

/// An experiment of a lesson with its variants and the knobs it offers.
public struct LabExperiment: Sendable, Hashable {
  public struct Variant: Sendable, Hashable {
    public var name: String
    public var settings: [Setting]

    public init(name: String, settings: [Setting]) {
      self.name = name
      self.settings = settings
    }
  }

  public var name: String
  public var experiment: Experiment
  /// Keys of the knobs shown, in order.
  public var knobs: [String]
  /// The values that a knob goes through where the lesson names them.
  public var knobValues: [String: [String]] = [:]
  /// What the lane with the experiment itself is called in a race.
  public var label: String
  /// Further lanes: the same experiment with some settings changed.
  public var lanes: [Variant]
  /// Steps a second at which the effect is best followed; nil is flat out.
  public var pace: Double?

  public init(
    name: String, experiment: Experiment, knobs: [String] = [], label: String = "", lanes: [Variant] = [],
    pace: Double? = nil
  ) {
    self.name = name
    self.experiment = experiment
    self.knobs = knobs
    self.label = label
    self.lanes = lanes
    self.pace = pace
  }
}

/// One screenful: a text, the experiment it talks about, what to look at and what to do.
public struct Page: Sendable, Hashable {
  public var title: String
  public var blocks: [Block]
  /// The experiment on the bench while this page is open; nil keeps the panels away.
  public var experiment: String?
  /// Which naming of an experiment the page follows: pages with the same number share one run, and each naming begins it
  /// afresh.
  public var run = 0
  /// Made on entering, on top of the experiment as shipped.
  public var settings: [Setting]
  /// Which lanes run: names of variants; empty means the experiment alone.
  public var lanes: [String]
  public var panels: [PanelChoice]
  public var tasks: [LessonTask]
  public var quizzes: [Quiz]
  public var predictions: [Prediction]

  public init(
    title: String, blocks: [Block] = [], experiment: String? = nil, settings: [Setting] = [],
    lanes: [String] = [],
    panels: [PanelChoice] = [], tasks: [LessonTask] = [], quizzes: [Quiz] = [], predictions: [Prediction] = []
  ) {
    self.title = title
    self.blocks = blocks
    self.experiment = experiment
    self.settings = settings
    self.lanes = lanes
    self.panels = panels
    self.tasks = tasks
    self.quizzes = quizzes
    self.predictions = predictions
  }
}

/// A panel by its catalog name with its own options: `boundary`, `loss log`, `gradients fixed`…
public struct PanelChoice: Sendable, Hashable {
  public var name: String
  public var options: [String]

  public init(_ name: String, options: [String] = []) {
    self.name = name
    self.options = options
  }
}

/// A piece of page text.
public enum Block: Sendable, Hashable {
  case paragraph([Span])
  case heading(String)
  /// Items of an unordered (nil) or ordered (first number) list.
  case list([[Span]], first: Int?)
  /// Kept line by line, never wrapped: formulas and worked numbers.
  case code([String])
  case quote([Span])
  /// Where the task, quiz or prediction of that name stands in the text.
  case task(String)
  case quiz(String)
  case prediction(String)
}

/// A run of text in one manner.
public struct Span: Sendable, Hashable {
  public enum Manner: Sendable, Hashable { case plain, emphasis, strong, code }
  public var text: String
  public var manner: Manner

  public init(_ text: String, _ manner: Manner = .plain) {
    self.text = text
    self.manner = manner
  }
}

/// Something to do, whose success the engine checks.
public struct LessonTask: Sendable, Hashable {
  public var name: String
  /// What to achieve, as one sentence.
  public var say: String
  /// The experiment it is done on.
  public var experiment: String
  public var goal: Goal
  /// Settings that reach the goal; `check` proves it.
  public var solution: [Setting]
  /// From a nudge to the answer.
  public var hints: [String]

  public init(
    name: String, say: String, experiment: String, goal: Goal, solution: [Setting] = [], hints: [String] = []
  ) {
    self.name = name
    self.say = say
    self.experiment = experiment
    self.goal = goal
    self.solution = solution
    self.hints = hints
  }
}

public struct Quiz: Sendable, Hashable {
  public var name: String
  public var ask: [Span]
  public var choices: [[Span]]
  /// Index of the right choice.
  public var answer: Int
  /// Why each choice is right or wrong.
  public var because: [[Span]]

  public init(name: String, ask: [Span], choices: [[Span]], answer: Int, because: [[Span]]) {
    self.name = name
    self.ask = ask
    self.choices = choices
    self.answer = answer
    self.because = because
  }
}

/// A question answered before the run; the run gives the verdict. It has a right answer, and no score.
public struct Prediction: Sendable, Hashable {
  public var name: String
  public var ask: [Span]
  public var choices: [[Span]]
  public var answer: Int
  /// Shown once answered: what the run shows and why.
  public var reveal: [Span]

  public init(name: String, ask: [Span], choices: [[Span]], answer: Int, reveal: [Span]) {
    self.name = name
    self.ask = ask
    self.choices = choices
    self.answer = answer
    self.reveal = reveal
  }
}
