import Foundation
import Testing

extension Journeys {
  /// The commands that scripts rely on, run as programs.
  @Suite struct Commands {
    @Test func everyLessonIsProved() {
      let outcome = Program(Pane.program, ["check"]).run()
      #expect(outcome.status == 0, "\(outcome.output)")
      #expect(outcome.output.contains("nothing is wrong"))
    }

    @Test func aHeadlessRunEndsWithItsFinalLine() {
      let outcome = Program(
        Pane.program, ["run", "perceptron", "--format", "jsonl", "--until", "accuracy >= 1"]
      ).run()
      #expect(outcome.status == 0)
      let last = outcome.output.split(separator: "\n").last ?? ""
      #expect(last.contains("\"final\":true") && last.contains("\"phase\":\"goal\""))
    }

    @Test func aTimingIsALineOfThreeFields() {
      let outcome = Program(
        Pane.program, ["bench", "mlp-playground", "--seconds", "0.01", "--format", "tsv"]
      ).run()
      #expect(outcome.status == 0)
      let fields = outcome.output.split(separator: "\n").last?.split(separator: "\t") ?? []
      #expect(fields.count == 3 && fields.first == "mlp-playground" && Double(fields.last ?? "") ?? 0 > 0)
    }

    @Test func anyLaneOfARaceIsDrawn() {
      for (lane, name) in [("1", "network 2-16-1"), ("2", "one neuron")] {
        let outcome = Program(
          Pane.program, ["draw", "perceptron-vs-mlp/6", "--lane", lane, "--size", "80x24"]
        ).run()
        #expect(outcome.output.contains("decision boundary · \(name)"), "\(outcome.output)")
      }
    }

    /// Its plain net ends at step 600; the others go on.
    @Test func theStepOfARaceIsThatOfTheLanesThatGoOn() {
      let outcome = Program(
        Pane.program, ["draw", "vanishing-gradients/4", "--steps", "620", "--size", "100x30"]
      ).run()
      #expect(outcome.output.contains("paused · step 620"), "\(outcome.output)")
    }

    @Test(arguments: ["pytorch", "csv", "safetensors"])
    func anExperimentIsTakenElsewhere(_ form: String) throws {
      let file = FileManager.default.temporaryDirectory.appending(
        path: "gradlab-\(UUID().uuidString).\(form)")
      defer { try? FileManager.default.removeItem(at: file) }
      let outcome = Program(
        Pane.program,
        ["export", "perceptron-vs-mlp#xor", "--to", form, "--steps", "30", "-o", file.path]
      ).run()
      #expect(outcome.status == 0, "\(outcome.output)")
      let text = String(decoding: try Data(contentsOf: file), as: UTF8.self)
      switch form {
      case "pytorch": #expect(text.contains("nn.Linear(2, ") && text.contains("torch.optim"))
      case "csv": #expect(text.split(separator: "\n").count == 32 && text.hasPrefix("step,epoch,loss"))
      default: #expect(text.contains("1.weight"))
      }
    }

    @Test func theDoctorNamesWhatWouldMendIt() throws {
      let pane = try Pane(width: 200, height: 10, ["LC_ALL": "C", "XDG_STATE_HOME": "/proc"])
      try pane.perform("\"$GRADLAB\" doctor", status: 0)
      #expect(pane.screen.contains("drawn in ASCII; set LC_ALL=C.UTF-8."))
      #expect(pane.screen.contains("is too small for the lab, which needs 60"))
      #expect(pane.screen.contains("no file can be made in /proc/gradlab; set XDG_STATE_HOME"))
    }

    @Test func progressTellsEveryLesson() {
      let outcome = Program(Pane.program, ["progress", "--json"]).run()
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("\"id\" : \"self-organizing-map\""))
    }

    @Test(arguments: [
      ["run", "perceptro"], ["run", "perceptron", "--set", "rat=1"], ["draw", "perceptron/99"],
      ["draw", "perceptron", "--lane", "2"], ["nonsense"],
      ["export", "perceptron", "--to", "pytorch", "-o", "/nowhere/at/all.py"], ["bench", "mlp"],
      ["bench", "mlp-digit"], ["bench", "--format", "tvs"],
    ])
    func aWrongRequestIsOneSentence(_ arguments: [String]) {
      let outcome = Program(Pane.program, arguments).run()
      #expect(outcome.status == 2)
      #expect(!outcome.output.isEmpty && !outcome.output.contains("\u{1B}"))
    }
  }
}
