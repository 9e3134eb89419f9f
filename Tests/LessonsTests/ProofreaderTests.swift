import Experiments
import Lessons
import Testing

@Suite struct ProofreaderTests {
  private let reader = Proofreader(
    panels: ["loss": ["log"], "gradients": ["fixed"], "table": []], make: { try RampLearner($0) })

  private func problems(replacing old: String, by new: String) throws -> [LessonProblem] {
    precondition(SampleLesson.text.contains(old))
    return reader.problems(
      of: try SampleLesson.read(SampleLesson.text.replacing(old, with: new, maxReplacements: 1)))
  }

  @Test func nothingIsWrongWithTheSample() throws {
    #expect(reader.problems(of: try SampleLesson.read()) == [])
  }

  @Test(arguments: [
    (
      "requires: [activation-functions]", "requires: [activation-function]",
      "did you mean \"activation-functions\"?"
    ),
    ("requires: [activation-functions]", "requires: [sample, lstm]", "requires itself"),
    ("loss log", "lossy log", "no panel \"lossy\"; did you mean \"loss\"?"),
    ("gradients fixed", "gradients fixt", "no option \"fixt\""),
    ("gradients fixed", "table wide", "it takes none"),
    ("goal: accuracy >= 0.9", "goal: acuracy >= 0.9", "did you mean \"accuracy\"?"),
    ("goal: accuracy >= 0.9", "goal: accuracy >= 0.2", "already met at the settings of its page (seed 42"),
    (
      "goal: accuracy >= 0.9 mean 5 within 40 keep depth=3", "goal: accuracy >= 0.9 keep depth=4",
      "does not begin with it"
    ),
    ("solution: {rate: 1}", "solution: {rate: 0.51}", "does not reach loss <= 0.6"),
    ("solution: {rate: 1}", "solution: {rate: 0.77}", "with seed 44 (loss came to 1.0)"),
    ("solution: {rate: 1}", "solution: {rate: 200}", "diverges with seed 42 at step 0"),
    (
      "solution: {rate: 1}", "solution: {rate: 1, activation: relu}",
      "changes activation=sigmoid, which the goal keeps"
    ),
    ("within: 40", "within: 2000000", "too many to prove"),
    ("data: two-moons", "data: penguins", "experiment \"shallow\": the penguins have left"),
  ]) func oneProblem(_ old: String, new: String, says: String) throws {
    let problems = try problems(replacing: old, by: new)
    #expect(problems.count == 1)
    #expect(problems.first?.sentence.contains(says) == true, "\(problems)")
    #expect(problems.first?.line ?? 1 > 1)
  }

  @Test func theLineIsThatOfTheGoalOrTheSolution() throws {
    let goal = try problems(replacing: "goal: accuracy >= 0.9", by: "goal: accuracy >= 0.2")
    #expect(goal.map(\.line) == [SampleLesson.line(of: "goal: accuracy")])
    let solution = try problems(replacing: "solution: {rate: 1}", by: "solution: {rate: 0.51}")
    #expect(solution.map(\.line) == [SampleLesson.line(of: "solution: {rate: 1}")])
    let panel = try problems(replacing: "loss log", by: "los log")
    #expect(Set(panel.map(\.line)) == [SampleLesson.line(of: "loss log")])
  }

  @Test func aBrokenExperimentIsToldOnceAndItsTasksAreNot() throws {
    let problems = try problems(
      replacing: "{name: two-moons, count: 100, noise: 0.1, seed: 7}", by: "penguins")
    #expect(Set(problems.map(\.line)) == [SampleLesson.line(of: "  deep:")])
    #expect(problems.allSatisfy { $0.sentence.contains("the penguins have left") })
  }

  @Test func everyLaneHasToMeetAGoalForAll() throws {
    let all = SampleLesson.text.replacing(
      "lanes:\n      relu:", with: "lanes:\n      wide: {width: 9}\n      relu:"
    )
    .replacing("## Revive it\n", with: "## Revive it\n```set\nlanes: [wide]\n```\n")
    #expect(reader.problems(of: try SampleLesson.read(all)) == [])
    let slow = all.replacing("{width: 9}", with: "{rate: 0.001}")
    let problems = reader.problems(of: try SampleLesson.read(slow))
    #expect(problems.count == 1)
    #expect(problems.first?.sentence.contains("\"calm\": its solution does not reach") == true)
  }

  @Test func theReportCountsAndFindsTwins() throws {
    let folder = try Folder()
    try folder.write(SampleLesson.text, to: "a.md")
    try folder.write(SampleLesson.text, to: "b.md")
    let one = reader.report(on: ["\(folder.path)/a.md"])
    #expect(one.summary == "1 lesson, 2 tasks: nothing is wrong")
    let both = reader.report(on: Library.lessonFiles(in: folder.path) + ["/nowhere.md"])
    #expect(both.summary == "3 lessons, 4 tasks: 2 problems")
    #expect(both.problems.map(\.description).joined().contains("give one of them another id"))
  }

  @Test func laneSettingsComeInOrder() throws {
    let lab = try SampleLesson.read().lesson.experiments[0]
    let race = try lab.race(
      settings: [Setting("rate", "0.3")], lanes: ["norm", "relu"],
      turned: [Setting("seed", "9"), Setting("rate", "0.4")])
    #expect(race.map(\.name) == ["sigmoid", "norm", "relu"])
    #expect(race.map(\.experiment.optimizer.rate) == [0.4, 0.4, 0.1])
    #expect(race.allSatisfy { $0.experiment.seed == 9 })
    #expect(throws: SettingError.self) { try lab.race(lanes: ["nrm"]) }
  }
}
