import Foundation
import Lessons
import Testing

/// A change to the sample, and what is said about it.
struct Mistake: CustomTestStringConvertible, Sendable {
  var old: String
  var new: String
  /// A piece of the changed line where the sentence points, and pieces of the sentence.
  var line: String
  var says: [String]

  init(_ old: String, _ new: String, at line: String? = nil, _ says: String...) {
    self.old = old
    self.new = new
    self.line = line ?? new
    self.says = says
  }

  var testDescription: String { new }

  var text: String { SampleLesson.text.replacing(old, with: new, maxReplacements: 1) }

  var lineNumber: Int {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return (lines.firstIndex { $0.contains(line) } ?? -1) + 1
  }
}

@Suite struct LessonErrorTests {
  static let mistakes = [
    Mistake("minutes: 12", "minuets: 12", "front matter", "no key \"minuets\"", "did you mean \"minutes\"?"),
    Mistake("title: A sample", "title:", "\"title\" has no value"),
    Mistake("title: A sample", "title: [a]", "\"title\" is a list", "a text"),
    Mistake("id: sample", "id: Big Sample", "small letters, digits and dashes"),
    Mistake("topics: [12, 17]", "topics: [32]", "\"topics\" is \"32\"", "from 1 to 31"),
    Mistake("topics: [12, 17]", "topics: []", "at least one number"),
    Mistake("minutes: 12", "minutes: soon", "\"soon\"", "whole number from 1 to 240"),
    Mistake("learner: supervised", "lerner: supervised", "experiment \"deep\"", "did you mean \"learner\"?"),
    Mistake("learner: supervised", "learner: suprvised", "learner", "did you mean \"supervised\"?"),
    Mistake("noise: 0.1,", "nose: 0.1,", "experiment \"deep\"", "data.nose", "did you mean \"noise\"?"),
    Mistake("two-moons, count", "two-mons, count", "did you mean \"two-moons\"?"),
    Mistake("count: 100", "count: many", "\"many\" is not a number"),
    Mistake("{dense: 4, a", "{dens: 4, a", "layer 0", "did you mean \"dense\"?"),
    Mistake("{dense: 4, a", "{dense: 40000, a", "\"dense\" is \"40000\"", "from 1 to 4096"),
    Mistake("repeat: 3", "repeat: 1000000", "\"repeat\" is \"1000000\"", "from 1 to 50"),
    Mistake("repeat: 3", "repaet: 3", "did you mean \"repeat\"?"),
    Mistake("activation: sigmoid, r", "activation: sigmoit, r", "did you mean \"sigmoid\"?"),
    Mistake("name: xavier-normal", "name: xavier-norml", "did you mean \"xavier-normal\"?"),
    Mistake("gain: 2", "gian: 2", "did you mean \"gain\"?"),
    Mistake(
      "loss: binary-cross-entropy", "loss: binary-cros-entropy", "did you mean \"binary-cross-entropy\"?"),
    Mistake("rate: 0.5}", "rate: fast}", "\"fast\" is not a number"),
    Mistake("{name: sgd, rate", "{name: sgd, momentun: 0.9, rate", "optimizer", "\"momentun\""),
    Mistake("batch: full", "batch: 0", "batch", "out of range"),
    Mistake("steps: 40", "steps: 1.5", "whole number"),
    Mistake("pace: 60", "pace: quick", "\"pace\" is \"quick\"", "a number from 0.1"),
    Mistake("knobs: [rate", "knobs: [rat", "no knob \"rat\"", "did you mean \"rate\"?"),
    Mistake(
      "relu: {activation: relu,", "relu: {activaton: relu,", "lane \"relu\"", "did you mean \"activation\"?"),
    Mistake("norm: {batch-norm: on}", "norm: {batch-norm: maybe}", "lane \"norm\"", "\"maybe\""),
    Mistake("answer: 1", "answer: 3", "quiz \"factor\"", "from 1 to 2"),
    Mistake("ask: Why is the *factor* near 4?", "", at: "choices: [the slope", "\"ask\" is missing"),
    Mistake("[Right., The factor is per layer.]", "[Right.]", "2 choices and 1 reasons", "each choice"),
    Mistake("choices: [the first, all]", "choices: [all]", "1 choices", "from 2 to 9"),
    Mistake("choices: [the first, all]", "choices: [all, all]", "the same"),
    Mistake(
      "on: deep", "on: dep", at: nil, "task \"revive\"",
      "did you mean \"deep\"?"),
    Mistake(
      "goal: accuracy >= 0.9 mean", "goal: accuracy at least 0.9 mean", "compares nothing",
      "write a goal such as"),
    Mistake("mean 5 within", "men 5 within", "did you mean \"mean\"?"),
    Mistake("below: 0.6", "under: 0.6", "no key \"under\""),
    Mistake("lanes: all", "lanes: al", "did you mean \"all\"?"),
    Mistake("keep depth=3", "keep depht=3", "no setting \"depht\" to keep", "did you mean \"depth\"?"),
    Mistake(
      "solution: {batch-norm: on}", "solution: {batch-nrm: on}", "task \"revive\", solution", "batch-norm"),
    Mistake("solution: {rate: 1}", "solution: {}", "it is empty"),
    Mistake("hints: Raise the rate.", "hints: []", "give at least one"),
    Mistake("lanes: [relu]", "lanes: [rleu]", "no lane \"rleu\"", "did you mean \"relu\"?"),
    Mistake("experiment: deep", "experiment: deeep", "no experiment \"deeep\"", "did you mean \"deep\"?"),
    Mistake("rate: 0.2", "rates: 0.2", "set", "did you mean \"rate\"?"),
    Mistake("```task revive", "```task revve", "no task \"revve\"", "did you mean \"revive\"?"),
    Mistake("```quiz factor", "```quizz factor", "no fenced block \"quizz\"", "did you mean \"quiz\"?"),
    Mistake("```task calm", "```task calm now", "has to begin with \"task NAME\""),
    Mistake(
      "```task revive\n", "```task revive\nLift it.\n", at: "```task revive", "described in the front matter"),
    Mistake("## Revive it", "# Revive it", "a page begins with \"## \""),
    Mistake("## Ten layers", "Hello\n\n## Ten layers", at: "Hello", "before the first page"),
    Mistake("A sigmoid passes", "| a | b |", "tables are not shown"),
  ]

  @Test(arguments: mistakes) func oneSentenceWithItsLine(_ mistake: Mistake) {
    let problems = SampleLesson.problems(in: mistake.text)
    let match = problems.contains { problem in
      problem.line == mistake.lineNumber && mistake.says.allSatisfy(problem.sentence.contains)
    }
    #expect(match, "line \(mistake.lineNumber): \(problems.map(\.description).joined(separator: "\n"))")
    #expect(problems.allSatisfy { !$0.sentence.contains("\n") && $0.path == "sample.md" })
  }

  @Test func allAtOnceInTheOrderOfLines() {
    let text = SampleLesson.text.replacing("minutes: 12", with: "minutes: soon")
      .replacing("answer: 1", with: "answer: 9").replacing("rate: 0.2", with: "rate: quick")
    let problems = SampleLesson.problems(in: text)
    #expect(problems.count == 3)
    #expect(problems.map(\.line) == problems.map(\.line).sorted())
    #expect(LessonProblems(problems).description.split(separator: "\n").count == 3)
  }

  @Test func aBrokenPartIsReportedOnce() {
    #expect(
      SampleLesson.problems(replacing: "goal: accuracy >= 0.9 mean", by: "goal: accuracy 0.9 mean").count == 1
    )
    #expect(SampleLesson.problems(replacing: "ask: Which layers stop learning?", by: "ask: ''").count == 1)
  }

  @Test func unplacedAndDoublePlaced() {
    let unplaced = SampleLesson.problems(replacing: "```task calm\n```\n", by: "")
    #expect(unplaced.count == 1)
    #expect(unplaced[0].sentence.contains("\"task calm\" stands on no page"))
    let twice = SampleLesson.problems(
      replacing: "```task calm\n```\n", by: "```task calm\n```\n```task calm\n```\n")
    #expect(twice.count == 1)
    #expect(twice[0].sentence.contains("second time"))
  }

  @Test func aTaskNeedsItsExperimentOnThePage() {
    let problems = SampleLesson.problems(
      replacing: "## Revive it\n", by: "## Revive it\n```set\nexperiment: shallow\n```\n")
    #expect(problems.count == 2)
    #expect(problems[0].sentence.contains("done on \"deep\", but the experiment of this page is \"shallow\""))
  }

  @Test func aNewerFormatIsRefusedWithOneSentence() {
    let problems = SampleLesson.problems(in: "---\nformat: 2\nfrom-the-future: yes\n---\n## Page\n\nText.\n")
    #expect(problems.map(\.line) == [2])
    #expect(problems[0].sentence.contains("format 2") && problems[0].sentence.contains("update gradlab"))
  }

  @Test(arguments: [
    ("", 1, "front matter"),
    ("# Hello\n", 1, "first line has to be ---"),
    ("---\nformat: 1\n", 1, "never ends"),
    ("---\n---\n", 2, "front matter is nothing"),
    ("---\n- a\n---\n", 2, "front matter is a list"),
    ("---\ntitle: [a\n---\n## P\n", 2, "not YAML"),
    ("---\ntitle: \"a\n---\n## P\n", 2, "not YAML"),
    ("---\ntitle: *star\n---\n## P\n", 2, "quotation marks"),
    ("---\ntitle: a: b\n---\n## P\n", 2, "quotation marks"),
    ("---\n\ttitle: a\n---\n## P\n", 2, "not YAML"),
    ("---\ntitle: a\nid: b\ntitle: c\n---\n## P\n", 2, "\"title\" stands twice"),
    ("---\ntitle: a\u{7}\n---\n## P\n", 2, "control character (code 7 hex)"),
    ("---\na: &x [1]\nb: [*x, *x]\n---\n## P\n", 2, "anchors"),
    ("---\n? [a, b]\n: c\n---\n## P\n", 2, "plain name"),
  ]) func structure(_ text: String, line: Int, says: String) {
    let problems = SampleLesson.problems(in: text)
    let match = problems.contains { $0.line == line && $0.sentence.contains(says) }
    #expect(match, "\(problems.map(\.description).joined(separator: "\n"))")
  }

  @Test func deepNestingIsRefused() {
    for depth in [30, 900, 5000] {
      let nested = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      #expect(!SampleLesson.problems(replacing: "title: A sample", by: "title: \(nested)").isEmpty)
    }
  }

  @Test func largeAndBinaryFilesAreRefused() {
    let large = Array(repeating: UInt8(ascii: "x"), count: 1_100_000)
    #expect(throws: LessonProblems.self) { try LessonFile(path: "large.md", bytes: large) }
    do throws(LessonProblems) {
      _ = try LessonFile(path: "binary.md", bytes: Array("---\ntitle: ".utf8) + [0xFF, 0xFE])
      Issue.record("read a file that is not UTF-8")
    } catch {
      #expect(error.problems.map(\.line) == [2])
      #expect(error.problems[0].sentence.contains("UTF-8"))
    }
  }

  @Test func missingFilesAndFolders() {
    for (path, says) in [("/nowhere/lesson.md", "no such file"), ("/", "not a regular file")] {
      do throws(LessonProblems) {
        _ = try LessonFile.read(path)
        Issue.record("read \(path)")
      } catch {
        #expect(error.description.contains(says))
      }
    }
  }

  @Test(arguments: ["", "\n", "\r", "\r\n", "\n\n"])
  func aProblemOfTheBodyStandsOnALineThatIsThere(_ end: String) {
    let front = SampleLesson.text.split(separator: "## ", maxSplits: 1)[0].trimmingCharacters(in: .newlines)
    let lineCount = front.split(separator: "\n", omittingEmptySubsequences: false).count
    do throws(LessonProblems) {
      _ = try LessonFile(path: "cut.md", bytes: Array((front + end).utf8))
      Issue.record("read a lesson without a page")
    } catch {
      let found = error.problems.first { $0.sentence.contains("has no page") }
      #expect(found.map { (lineCount...lineCount + 1).contains($0.line) } == true)
      if end != "\n\n" { #expect(found?.line == lineCount) }
    }
  }

  @Test(arguments: ["\r", "\u{85}", "\u{2028}", "\u{2029}"])
  func onlyLineFeedsEndLines(_ separator: String) {
    let problems = SampleLesson.problems(replacing: "title: A sample", by: "title: A\(separator)sample")
    #expect(problems.map(\.line) == [4])
    #expect(problems.first?.sentence.contains("control character") == true)
  }
}
