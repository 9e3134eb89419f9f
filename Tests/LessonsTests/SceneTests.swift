import Experiments
import Lessons
import Testing

@Suite struct SceneTests {
  static let scenes = """
    scenes:
      stuck:
        title: Stuck
        minutes: 0.5
        experiment: deep
        settings: {rate: 0.1}
        lanes: [relu]
        panels: [loss log, gradients fixed]
        prepare: {steps: 20}
        run: 30
        number: accuracy
        knob: depth
        say: |
          It *does not* move.

          - look at the bars
        press: [Space runs, n goes on]
      again:
        title: As on page one
        page: 1
        run: flat out
        say: The page's own race.
    ---

    ## Ten layers
    """

  /// The sample lesson with scenes, one piece of them replaced.
  static func text(replacing old: String = "", by new: String = "") -> String {
    precondition(old.isEmpty || scenes.contains(old), "the scenes have no \(old)")
    let changed = old.isEmpty ? scenes : scenes.replacing(old, with: new, maxReplacements: 1)
    return SampleLesson.text.replacing("---\n\n## Ten layers", with: changed)
  }

  @Test func aSceneIsReadWithAllItsParts() throws {
    let lesson = try SampleLesson.read(Self.text()).lesson
    #expect(lesson.scenes.map(\.name) == ["stuck", "again"])
    let stuck = lesson.scenes[0]
    #expect(stuck.settings == [Setting("rate", "0.1")])
    #expect(stuck.lanes == ["relu"])
    #expect(
      stuck.panels == [PanelChoice("loss", options: ["log"]), PanelChoice("gradients", options: ["fixed"])])
    #expect(stuck.preparedSteps == 20 && stuck.pace == 30 && stuck.minutes == 0.5)
    #expect(stuck.number == "accuracy" && stuck.knob == "depth")
    #expect(
      stuck.notes == [
        .paragraph([Span("It "), Span("does not", .emphasis), Span(" move.")]),
        .list([[Span("look at the bars")]], first: nil),
      ])
    #expect(stuck.press == ["Space runs", "n goes on"])
  }

  @Test func aSceneMayTakeThePlaceOfAPage() throws {
    let lesson = try SampleLesson.read(Self.text()).lesson
    let (scene, page) = (lesson.scenes[1], lesson.pages[0])
    #expect(scene.experiment == "deep" && scene.pace == nil)
    #expect(scene.settings == page.settings && scene.lanes == page.lanes && scene.panels == page.panels)
  }

  @Test func theExperimentsPaceHoldsWhereTheSceneHasNone() throws {
    let lesson = try SampleLesson.read(Self.text(replacing: "    run: 30\n", by: "")).lesson
    #expect(lesson.scenes[0].pace == 60)
  }

  @Test func withoutScenesThePagesArePresented() throws {
    let lesson = try SampleLesson.read().lesson
    #expect(lesson.scenes.isEmpty)
    let scenes = lesson.presentation
    #expect(scenes.map(\.title) == ["Ten layers", "Revive it"])
    #expect(scenes.map(\.minutes) == [6, 6])
    #expect(scenes[0].notes.contains(.paragraph([Span("Answer 2.", .strong)])))
    #expect(
      scenes[1].notes.contains(.paragraph([Span("Task. ", .strong), Span("Lift the accuracy to 0.9.")])))
  }

  static let mistakes: [(String, String, String)] = [
    ("title: Stuck", "titel: Stuck", "did you mean \"title\"?"),
    ("experiment: deep", "experiment: deeep", "did you mean \"deep\"?"),
    ("settings: {rate: 0.1}", "settings: {rat: 0.1}", "did you mean \"rate\"?"),
    ("lanes: [relu]", "lanes: [rleu]", "did you mean \"relu\"?"),
    ("[loss log, gradients fixed]", "[loss, gradients, loss log]", "one or two"),
    ("prepare: {steps: 20}", "prepare: {steps: -1}", "whole number from 0"),
    ("prepare: {steps: 20}", "prepare: {stops: 20}", "did you mean \"steps\"?"),
    ("prepare: {steps: 20}", "prepare: {steps: 41}", "more than the 40"),
    ("run: 30", "run: quick", "steps a second"),
    ("knob: depth", "knob: depht", "did you mean \"depth\"?"),
    ("minutes: 0.5", "minutes: 90", "from 0.1"),
    ("page: 1", "page: 4", "whole number from 1 to 3"),
    ("say: The page's own race.", "see: The page's own race.", "write what the speaker says"),
    ("- look at the bars", "## look at the bars", "a scene has no pages"),
  ]

  @Test(arguments: mistakes) func oneSentenceForEachMistake(_ old: String, new: String, says: String) {
    let text = Self.text(replacing: old, by: new)
    let problems = SampleLesson.problems(in: text)
    #expect(problems.contains { $0.sentence.contains(says) }, "\(problems)")
    #expect(problems.allSatisfy { $0.sentence.contains("scene") })
    let first = text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex {
      $0.contains("scenes:")
    }
    #expect(problems.allSatisfy { $0.line > first ?? 0 })
  }

  private let reader = Proofreader(
    panels: ["loss": ["log"], "gradients": ["fixed"]], keys: ["Space", "n"],
    make: { try RampLearner($0) })

  @Test func nothingIsWrongWithTheScenes() throws {
    #expect(reader.problems(of: try SampleLesson.read(Self.text())) == [])
  }

  @Test(arguments: [
    ("loss log, gradients fixed", "loss log, gradient fixed", "did you mean \"gradients\"?"),
    ("gradients fixed]", "gradients fixt]", "no option \"fixt\""),
    ("number: accuracy", "number: acuracy", "did you mean \"accuracy\"?"),
    ("[Space runs, n goes on]", "[Spcae runs, n goes on]", "no key \"Spcae\""),
    ("settings: {rate: 0.1}", "settings: {rate: 200}", "diverges at step 0"),
  ]) func whatTrainingTells(_ old: String, new: String, says: String) throws {
    let text = Self.text(replacing: old, by: new)
      .replacing("lanes: [relu]\n    panels", with: "panels")
    let problems = reader.problems(of: try SampleLesson.read(text))
    #expect(problems.count == 1)
    #expect(problems.first?.sentence.contains(says) == true, "\(problems)")
    #expect(problems.first?.line ?? 1 > 1)
  }
}
