import Datasets
import Experiments
import Lessons
import Neural
import Testing

@Suite struct LessonFileTests {
  let lesson: Lesson
  let lines: LessonLines

  init() throws {
    let file = try SampleLesson.read()
    lesson = file.lesson
    lines = file.lines
  }

  @Test func header() {
    #expect(lesson.id == "sample")
    #expect(lesson.title == "A sample")
    #expect(lesson.topics == [12, 17])
    #expect(lesson.chapter == "Depth")
    #expect(lesson.minutes == 12)
    #expect(lesson.requires == ["activation-functions"])
    #expect(lesson.path == "sample.md")
  }

  @Test func experiment() throws {
    let lab = try #require(lesson.experiments.first)
    #expect(lab.name == "deep")
    #expect(lab.knobs == ["rate", "activation", "depth"])
    #expect(lab.label == "sigmoid")
    #expect(lab.pace == 60)
    let experiment = lab.experiment
    #expect(experiment.data.name == "two-moons")
    #expect(experiment.data.count == 100)
    #expect(experiment.data.noise == 0.1)
    #expect(experiment.data.seed == 7)
    #expect(
      experiment.layers == [
        LayerChoice(size: 4, activation: "sigmoid", repeat: 3), LayerChoice(size: 1),
      ])
    #expect(experiment.initializer == Initializer(.xavierNormal, gain: 2))
    #expect(experiment.optimizer.rate == 0.5)
    #expect(experiment.batch == nil)
    #expect(experiment.seed == 42)
    #expect(experiment.steps == 40)
    #expect(experiment.options["clip"] == 5)
  }

  @Test func lanesKeepTheirOrder() {
    let lanes = lesson.experiments[0].lanes
    #expect(lanes.map(\.name) == ["relu", "norm"])
    #expect(lanes[0].settings.map(\.key) == ["activation", "init", "rate"])
    #expect(lanes[1].settings == [Setting("batch-norm", "on")])
  }

  @Test func shortForms() {
    #expect(lesson.experiments[1].experiment.data.name == "two-moons")
    #expect(lesson.experiments[1].label == "shallow")
  }

  @Test func pagesOwnWhatStandsOnThem() {
    #expect(lesson.pages.map(\.title) == ["Ten layers", "Revive it", "The reason"])
    #expect(lesson.pages[0].settings == [Setting("rate", "0.2")])
    #expect(lesson.pages[0].lanes == ["relu"])
    #expect(
      lesson.pages[0].panels == [
        PanelChoice("loss", options: ["log"]), PanelChoice("gradients", options: ["fixed"]),
      ])
    #expect(lesson.pages[0].predictions.map(\.name) == ["which"])
    #expect(lesson.pages[0].blocks.last == .prediction("which"))
  }

  @Test func experimentAndPanelsStayAndSettingsDoNot() {
    #expect(lesson.pages[1].experiment == "deep")
    #expect(lesson.pages[1].panels == lesson.pages[0].panels)
    #expect(lesson.pages[1].settings.isEmpty)
    #expect(lesson.pages[1].lanes.isEmpty)
    #expect(lesson.pages[2].experiment == nil)
    #expect(lesson.pages[2].panels.isEmpty)
  }

  @Test func anExperimentThatIsNamedAgainIsARunOfItsOwn() throws {
    #expect(lesson.pages[0].run == lesson.pages[1].run)
    let again = SampleLesson.text.replacing(
      "## Revive it", with: "## Revive it\n\n```set\nexperiment: deep\n```")
    let pages = try SampleLesson.read(again).lesson.pages
    #expect(pages[0].run != pages[1].run && pages[1].experiment == "deep")
  }

  @Test func goals() {
    let tasks = lesson.pages[1].tasks
    #expect(
      tasks.map(\.goal) == [
        Goal(meter: "accuracy", .atLeast, 0.9, within: 40, mean: 5, keep: [Setting("depth", "3")]),
        Goal(meter: "loss", .atMost, 0.6, within: 40, lanes: .all, keep: [Setting("activation", "sigmoid")]),
      ])
    #expect(tasks[0].solution == [Setting("batch-norm", "on")])
    #expect(tasks[1].hints == ["Raise the rate."])
  }

  @Test func questions() throws {
    let quiz = try #require(lesson.pages[2].quizzes.first)
    #expect(quiz.answer == 0)
    #expect(quiz.ask == [Span("Why is the "), Span("factor", .emphasis), Span(" near 4?")])
    #expect(quiz.choices[0] == [Span("the slope is at most "), Span("1/4", .code)])
    #expect(quiz.because.count == 2)
    let prediction = try #require(lesson.pages[0].predictions.first)
    #expect(prediction.answer == 1)
    #expect(prediction.reveal == [Span("All of them do.")])
  }

  @Test func linesAreRemembered() {
    #expect(lines[.id] == 3)
    #expect(lines[.experiment("deep")] == SampleLesson.line(of: "deep:"))
    #expect(lines[.goal("calm")] == SampleLesson.line(of: "meter: loss"))
    #expect(lines[.page(1)] == SampleLesson.line(of: "## Revive it"))
    #expect(lines[.panel(page: 1, 1)] == SampleLesson.line(of: "gradients fixed"))
  }

  @Test func windowsLineEndsAndByteOrderMark() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array(SampleLesson.text.replacing("\n", with: "\r\n").utf8)
    var other = try LessonFile(path: "sample.md", bytes: bytes).lesson
    other.path = lesson.path
    #expect(other == lesson)
  }

  @Test func controlCharactersInTextsAreMadeVisible() throws {
    let text = SampleLesson.text
      .replacing("say: Lift the accuracy to 0.9.", with: "say: \"Lift\\e[2J it.\"")
      .replacing("A sigmoid passes", with: "A \u{1B}[31msigmoid passes")
    let lesson = try SampleLesson.read(text).lesson
    #expect(lesson.pages[1].tasks[0].say == "Lift␛[2J it.")
    guard case .paragraph(let spans) = lesson.pages[0].blocks[0] else { return #expect(Bool(false)) }
    #expect(spans[0].text.hasPrefix("A ␛[31msigmoid"))
  }
}
