import Datasets
import Experiments
import Lessons

/// A course that uses every part of a lesson screen.
enum SampleCourse {
  static let shelf = Shelf(
    lessons: names.enumerated().map { index, entry in
      entry.id == "vanishing-gradients" ? vanishing : stub(entry.id, entry.chapter, topic: index + 1)
    })

  private static let names: [(id: String, chapter: String)] = [
    ("neuron-and-network", "Neurons"), ("parts-of-a-neuron", "Neurons"), ("perceptron", "Neurons"),
    ("perceptron-vs-mlp", "Neurons"), ("forward-propagation", "How nets learn"),
    ("backpropagation", "How nets learn"), ("chain-rule", "How nets learn"),
    ("loss-functions", "How nets learn"),
    ("kinds-of-loss", "How nets learn"), ("optimizers", "Optimization"), ("exploding-gradients", "Depth"),
    ("vanishing-gradients", "Depth"), ("regularization", "Generalizing"), ("normalization", "Generalizing"),
    ("activation-functions", "Depth"), ("batch-normalization", "Depth"), ("weight-initialization", "Depth"),
    ("momentum", "Optimization"), ("l1-vs-l2", "Generalizing"), ("early-stopping", "Generalizing"),
    ("dropout", "Generalizing"), ("learning-rate", "Optimization"), ("deep-vs-shallow", "Depth"),
    ("cnn", "Architectures"), ("pooling", "Architectures"), ("rnn", "Architectures"),
    ("lstm", "Architectures"),
    ("gan", "Architectures"), ("autoencoder", "Architectures"), ("self-organizing-map", "Architectures"),
    ("regression", "Architectures"),
  ]

  private static func stub(_ id: String, _ chapter: String, topic: Int) -> Lesson {
    Lesson(
      id: id, title: "About " + id.replacing("-", with: " "), topics: [topic], chapter: chapter, minutes: 10,
      summary: "What \(id.replacing("-", with: " ")) means, seen on a small net.",
      pages: [Page(title: "Only page", blocks: [.paragraph([Span("A short text.")])])])
  }

  static let goal = Goal(
    meter: "accuracy", .atLeast, 0.96, within: 600, keep: [Setting("activation", "sigmoid")])

  static let vanishing = Lesson(
    id: "vanishing-gradients", title: "The vanishing gradient problem", topics: [12], chapter: "Depth",
    minutes: 12,
    summary:
      "Why ten sigmoid layers do not learn at all, and three ways to make them. You will run a deep net, "
      + "watch the gradient die on its way back, and revive it.",
    experiments: [deep], pages: [intro, race, task, check])

  static let deep = LabExperiment(
    name: "deep",
    experiment: Experiment(
      data: .init(name: "two-moons", count: 200, noise: 0.15),
      layers: [LayerChoice(size: 16, activation: "sigmoid", repeat: 10), LayerChoice(size: 1)],
      optimizer: OptimizerChoice(rate: 0.5), seed: 42, steps: 600),
    knobs: ["rate", "activation", "depth", "init", "batch-norm", "skip"], label: "sigmoid",
    lanes: [.init(name: "relu + he", settings: [Setting("activation", "relu"), Setting("rate", "0.1")])],
    pace: 50)

  static let prediction = Prediction(
    name: "which", ask: [Span("Which layers will stop learning?")],
    choices: [[Span("only the first two")], [Span("all of them")], [Span("none, it is only slower")]],
    answer: 1,
    reveal: [Span("The first layers receive next to nothing; what reaches the last carries no news.")])

  static let quiz = Quiz(
    name: "four",
    ask: [Span("Why does the gradient shrink about "), Span("fourfold", .emphasis), Span(" per layer?")],
    choices: [[Span("the slope of a sigmoid is at most 1/4")], [Span("there are four inputs")]], answer: 0,
    because: [
      [Span("Each layer multiplies by that slope.")], [Span("There are two, and they play no part.")],
    ])

  private static let intro = Page(
    title: "Ten layers of sigmoid",
    blocks: [
      .paragraph([
        Span("A sigmoid passes back at most a "), Span("quarter", .strong),
        Span(" of the signal that reaches it. Ten of them in a row pass back at most a millionth."),
      ]),
      .code(["σ′(z) = σ(z)(1 − σ(z)) ≤ 1/4"]),
      .paragraph([
        Span("Run it, and watch the bars: the first layer's gradient is the shortest. Before you do:")
      ]),
      .prediction("which"),
    ],
    experiment: "deep", panels: [PanelChoice("curve", options: ["log"]), PanelChoice("bars")],
    predictions: [prediction])

  private static let race = Page(
    title: "Against ReLU",
    blocks: [.paragraph([Span("The same net with ReLU and He's initialization, on the same batches.")])],
    experiment: "deep", lanes: ["relu + he"], panels: [PanelChoice("curve"), PanelChoice("bars")])

  private static let task = Page(
    title: "Revive it",
    blocks: [
      .paragraph([Span("Everything is allowed but another activation.")]), .task("revive"),
      .list([[Span("the "), Span("init", .code), Span(" knob")], [Span("the normalization")]], first: nil),
      .list([[Span("one")], [Span("two")]], first: 9),
      .quote([Span("A net that does not learn is not a net that cannot.")]),
    ],
    experiment: "deep", panels: [PanelChoice("curve"), PanelChoice("nowhere")],
    tasks: [
      LessonTask(
        name: "revive", say: "Lift the accuracy to 0.96, still sigmoid and ten deep.", experiment: "deep",
        goal: goal, solution: [Setting("batch-norm", "on")],
        hints: ["The bars shrink where the sums are flat.", "One knob normalizes every layer's sums."])
    ])

  private static let check = Page(
    title: "What stays", blocks: [.paragraph([Span("One question to the end.")]), .quiz("four")],
    quizzes: [quiz])
}
