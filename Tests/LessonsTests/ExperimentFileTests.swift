import Datasets
import Experiments
import Foundation
import Lessons
import Testing

@Suite struct ExperimentFileTests {
  private func read(_ text: String, path: String = "runs/moons.yaml") throws(LessonProblems) -> LabExperiment
  {
    try ExperimentFile.read(path: path, bytes: Array(text.utf8))
  }

  @Test func theKeysOfALesson() throws {
    let lab = try read(
      "learner: supervised\ndata: {name: two-moons}\nlayers:\n  - dense: 3\n    activation: relu\n  - {dense: 1}\nseed: 5\n"
    )
    #expect(lab.name == "moons")
    #expect(lab.experiment.layers.map(\.size) == [3, 1])
    #expect(lab.experiment.layers[0].activation == "relu")
    #expect(lab.experiment.seed == 5)
  }

  @Test func aTableBesideTheFile() throws {
    let folder = try Folder()
    try folder.write("a,b\n1,2\n", to: "own.csv")
    try folder.write(
      "learner: supervised\ndata: {file: own.csv, target: b, task: regression, features: [a]}\n",
      to: "own.yaml")
    let data = try ExperimentFile.read("\(folder.path)/own.yaml").experiment.data
    #expect(data.file == "\(folder.path)/own.csv")
    #expect(data.target == "b")
    #expect(data.task == "regression")
    #expect(data.features == ["a"])
  }

  @Test(arguments: [
    ("", 1, "empty"), ("format: 9\nlearner: x\n", 1, "\"format\""),
    ("learner: supervised\n", 1, "\"data\" is missing"),
    ("learner: supervised\ndata: {count: 3}\n", 2, "either a \"name\""),
    ("learner: supervised\ndata: two-moons\nlayers: dense\n", 3, "\"layers\" is a text"),
    ("learner: supervised\ndata: two-moons\nlayers: [dense]\n", 3, "\"dense\" needs a size"),
    (
      "learner: supervised\ndata: two-moons\nlayers: [{dense: 3, repeat: 50}, {dense: 3, repeat: 50}, {dense: 1}]\n",
      3,
      "101 layers"
    ),
    ("learner: supervised\ndata: two-moons\nknob: [rate]\n", 3, "did you mean \"knobs\"?"),
    ("- learner\n", 1, "experiment is a list"),
  ]) func problems(_ text: String, line: Int, says: String) {
    do throws(LessonProblems) {
      _ = try read(text)
      Issue.record("read \(text)")
    } catch {
      #expect(error.problems.contains { $0.line == line && $0.sentence.contains(says) }, "\(error)")
    }
  }
}
