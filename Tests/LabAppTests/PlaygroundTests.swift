import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Neural
import TerminalUI
import TestSupport
import Testing

@Suite struct PlaygroundTests {
  @Test func itOpensFromHomeAndIsLeftAsItWas() throws {
    let stage = try PlaygroundStage()
    stage.press("p")
    #expect(stage.screen.contains("gradlab ▸ playground"))
    stage.go(to: "rate")
    stage.press("]")
    #expect(stage.experiment.optimizer.rate == 0.02)
    stage.press(.escape)
    #expect(stage.screen.contains("of 31 done"))
    stage.press("p")
    #expect(stage.experiment.optimizer.rate == 0.02)
    #expect(stage.application.world.journal.lastLesson == nil)
  }

  @Test func linesAreTurnedAndTyped() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.go(to: "data")
    stage.press(.right)
    #expect(stage.experiment.data.name == "spirals")
    stage.go(to: "rate")
    stage.press(.enter)
    stage.type("0.3")
    stage.press(.enter)
    #expect(stage.experiment.optimizer.rate == 0.3)
    stage.press(.enter)
    stage.type("fast")
    stage.press(.enter)
    #expect(stage.screen.contains("\"fast\" is not a number"))
    stage.press(.escape)
    #expect(stage.experiment.optimizer.rate == 0.3)
    stage.go(to: "optimizer")
    stage.press(.enter)
    stage.type("adem")
    stage.press(.enter)
    #expect(stage.screen.contains("did you mean \"adam\"?"))
  }

  @Test func aLiveLineKeepsTheRunAndAnotherBeginsAnew() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.run(30)
    #expect(stage.lane.step == 30)
    stage.go(to: "rate")
    stage.press("[")
    #expect(stage.lane.step == 30)
    #expect(stage.lane.marks.count == 1)
    stage.go(to: "batch")
    stage.press("]")
    #expect(stage.lane.step == 0)
    #expect(stage.experiment.batch == 64)
  }

  @Test func layersComeAndGo() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.go(to: "1 dense")
    stage.press("]")
    #expect(stage.experiment.layers.map(\.size) == [16, 8, 1])
    stage.press("a")
    #expect(stage.experiment.layers.map(\.size) == [16, 16, 8, 1])
    stage.go(to: "activation")
    stage.press("]")
    #expect(stage.experiment.layers[0].activation != "tanh")
    stage.go(to: "2 dense")
    stage.press("D", .delete)
    #expect(stage.experiment.layers.count == 2)
    stage.go(to: "2 dense")
    stage.press("D")
    #expect(stage.screen.contains("the last layer is the output and has to stay"))
    #expect(stage.experiment.layers.count == 2)
  }

  /// Every learner is reached by turning its line, and what stands then runs.
  @Test func everyLearnerRuns() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.go(to: "learner")
    var seen: Set<String> = []
    for _ in LearnerCatalog.names {
      stage.press("]")
      seen.insert(stage.experiment.learner)
      stage.press(".")
      #expect(stage.lane.step == 1, "\(stage.experiment.learner): \(stage.screen)")
      #expect(!stage.screen.contains("There is no panel"))
    }
    #expect(seen == Set(LearnerCatalog.names))
  }

  @Test func whatCannotRunSaysWhy() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.go(to: "batch")
    stage.press(.enter)
    stage.type("4000")
    stage.press(.enter)
    #expect(stage.screen.contains("this run cannot be made"))
    #expect(stage.screen.contains("batch is 4000"))
    #expect(stage.screen.contains("Change the marked line"))
  }

  @Test func aRunThatBreaksIsExplained() throws {
    let stage = try PlaygroundStage(120, 40)
    let data = DataChoice(name: "sine")
    let start = try StartingPoint(learner: "supervised", data: data, seed: 1, library: .standard)
    let wild = try start.experiment(seed: 1).setting([Setting("optimizer", "sgd"), Setting("rate", "1000")])
    stage.open(try Sketch(wild, library: .standard))
    stage.press("?")
    #expect(!stage.screen.contains("why the run diverged"))
    stage.press(.escape)
    stage.run(200)
    #expect(stage.screen.contains("autopsy · step"))
    stage.press(.escape)
    #expect(!stage.screen.contains("autopsy · step"))
    stage.press("?")
    #expect(stage.screen.contains("why the run diverged"))
    stage.press(.escape, "A")
    #expect(stage.screen.contains("autopsy · step"))
    stage.press(.escape, "a")
    #expect(stage.experiment.layers.count == wild.layers.count + 1)
  }

  /// What was said about the speed gives way to how the run ended.
  @Test func theEndOfARunIsSaid() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press(" ", "+")
    #expect(stage.screen.contains("200 steps a second."))
    stage.bench.advance(stage.experiment.steps)
    _ = stage.application.refresh()
    #expect(stage.screen.contains("finished"))
    stage.press("-")
    #expect(stage.screen.contains("100 steps a second."))
  }

  @Test func aForkIsTurnedAlone() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.run(20)
    stage.press("f")
    stage.go(to: "rate")
    stage.press("]", "]")
    let lanes = stage.application.world.snapshot.lanes
    #expect(lanes.map { $0.experiment.optimizer.rate } == [0.01, 0.05])
    stage.go(to: "1 dense")
    stage.press("x")
    #expect(stage.screen.contains("The panels show"))
  }

  @Test func keysOfThePanelsStillWork() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press("2", "d")
    #expect(stage.screen.contains("loss") || stage.screen.contains("Loss"))
    stage.press(.tab, .tab, .up, "z", "z", "R")
    #expect(stage.experiment.seed == 2)
    stage.press(.tab)
    stage.go(to: "seed")
    #expect(stage.markedLine.contains("2"))
  }

  // MARK: tables

  @Test func aTableOfOnesOwn() throws {
    let stage = try PlaygroundStage(120, 40)
    let path = try stage.write(PlaygroundStage.flowers, to: "flowers.csv")
    stage.open()
    stage.go(to: "your own table")
    stage.press(.enter)
    stage.type(stage.folder.path + "/flo")
    stage.press(.tab)
    #expect(stage.screen.contains("flowers.csv"))
    stage.press(.enter)
    #expect(stage.screen.contains("60 rows, 4 columns."))
    #expect(stage.screen.contains("Proposed from the values"))
    #expect(
      stage.experiment.data
        == DataChoice(
          file: path, target: "kind", task: "classification", scaling: "z-score", validation: 0.2))
    stage.go(to: "inputs")
    stage.press(.down, .enter)
    #expect(stage.experiment.data.features == ["length", "width"])
    stage.press(".")
    #expect(stage.lane.step == 1)
    stage.go(to: "target")
    stage.press(.left)
    #expect(stage.experiment.data.target == "width")
    #expect(stage.experiment.data.task == "regression")
    #expect(stage.experiment.loss == "mean-squared-error")
    stage.press(".")
    #expect(stage.lane.step == 1)
  }

  @Test(arguments: [
    ("nowhere.csv", "does not exist"), ("ragged.csv", ":3:1: the row has 1 field"), ("empty.csv", "empty"),
    ("words.csv", "no column but the target holds numbers"),
  ])
  func aTableThatCannotBeReadIsExplained(_ name: String, _ part: String) throws {
    let stage = try PlaygroundStage(200, 60)
    _ = try stage.write("a,b\n1,2\n3\n", to: "ragged.csv")
    _ = try stage.write("", to: "empty.csv")
    _ = try stage.write("a\nx\ny\n", to: "words.csv")
    stage.open()
    let before = stage.experiment
    stage.go(to: "your own table")
    stage.press(.enter)
    stage.type(stage.folder.path + "/" + name)
    stage.press(.enter)
    let words = stage.screen.replacing("\n", with: " ").split(separator: " ").joined(separator: " ")
    #expect(words.contains(part), "\(stage.screen)")
    #expect(stage.experiment == before)
  }

  @Test func aMixedColumnIsLeftOutAndSaid() throws {
    let stage = try PlaygroundStage(200, 60)
    let path = try stage.write("a,b,c\n1,2,x\n3,oops,y\n5,6,x\n7,8,y\n9,1,x\n", to: "mixed.csv")
    stage.open(try Sketch(table: path, library: .standard))
    #expect(stage.experiment.data.features == ["a"])
    #expect(stage.screen.contains("Column b is left out"))
    #expect(stage.screen.contains(":3:3:"))
  }

  @Test func aMissingTargetIsOneSentence() throws {
    let stage = try PlaygroundStage()
    let path = try stage.write(PlaygroundStage.flowers, to: "flowers.csv")
    do {
      _ = try Sketch(table: path, target: "kinds", library: .standard)
      Issue.record("a column that is not there was accepted")
    } catch {
      #expect(error.description.contains("there is no column \"kinds\" to predict; did you mean \"kind\"?"))
    }
  }

  // MARK: files and receipts

  @Test func savedAndOpenedAgain() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.go(to: "1 dense")
    stage.press("a", "]")
    stage.press("S")
    stage.retype("mine")
    stage.press(.enter)
    #expect(stage.screen.contains("Saved."))
    let wanted = stage.experiment
    let text = try stage.read("mine.yaml")
    let read = try ExperimentFile.read(path: "mine.yaml", bytes: Array(text.utf8)).experiment
    #expect(read == wanted)
    stage.press("S", .enter)
    #expect(stage.screen.contains("mine.yaml exists."))
    stage.press(.escape)
    stage.go(to: "rate")
    stage.press("]", "S", .enter)
    #expect(try stage.read("mine.yaml") == text)
    stage.press(.enter)
    #expect(try stage.read("mine.yaml") != text)
  }

  @Test func aFileThatCannotBeWrittenIsExplained() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.press("S")
    stage.retype("no/such/folder/x.yaml")
    stage.press(.enter)
    #expect(stage.screen.contains("cannot be written"))
    stage.retype("notes.txt")
    stage.press(.enter)
    #expect(stage.screen.contains("ends in .yaml"))
  }

  @Test func theReceiptIsShownCopiedAndOpensTheRun() throws {
    let stage = try PlaygroundStage(120, 40)
    stage.open()
    stage.run(25)
    stage.go(to: "rate")
    stage.press("]")
    stage.run(15)
    stage.press("c")
    let copied = stage.application.takeClipboard()
    let line = try #require(copied)
    #expect(stage.application.takeClipboard() == nil)
    #expect(stage.screen.contains(line.prefix(40)))
    #expect(stage.screen.replacing("\n", with: "").replacing(" ", with: "").contains(line.suffix(20)))
    let receipt = try Receipt(parsing: line)
    #expect(receipt.turns.map(\.step) == [25])
    let other = try PlaygroundStage(120, 40)
    other.open(try Sketch(receipt, library: .standard))
    #expect(other.lane.step == 40)
    #expect(other.lane.readings[0] == stage.lane.readings[0])
    #expect(other.screen.contains("replay agrees"))
  }

  @Test func theReceiptOfALesson() {
    var stage = Stagecraft()
    stage.open(page: 1)
    stage.press("c")
    #expect(stage.canvas().contains("There is no receipt"))
  }

  /// The autopsy needs a run that diverged; it has a test of its own.
  @Test(arguments: Bindings.of(.playground).filter { $0.action != .autopsy })
  func everyKeyActs(binding: Binding) throws {
    for key in binding.keys {
      let preparations: [[Key]] = [
        [], [.down, .down], [.tab], ["."], [".", "f"], ["2"], Array(repeating: .down, count: 14), [.end],
        [" "], [".", ","],
      ]
      #expect(try preparations.contains { try acts(key, after: $0) }, "\(key.name) does nothing")
    }
  }

  private func acts(_ key: Key, after preparation: [Key]) throws -> Bool {
    let stage = try PlaygroundStage(80, 24)
    stage.open()
    for key in preparation { stage.press(key) }
    let before = (stage.canvas(), stage.application.world.snapshot.serial)
    stage.press(key)
    return stage.canvas() != before.0 || stage.application.world.snapshot.serial != before.1
      || stage.application.exitStatus != nil || stage.application.takeWantedMouse() != nil
  }
}

/// The playground as recorded.
@Suite struct PlaygroundScreenTests {
  private func expectBoth(_ name: String, _ prepare: (PlaygroundStage) throws -> Void) throws {
    for (width, height) in [(80, 24), (120, 40)] {
      let stage = try PlaygroundStage(width, height)
      try prepare(stage)
      expectScreen(stage.canvas(), "\(name)-\(width)x\(height)")
    }
  }

  @Test func begun() throws { try expectBoth("playground") { stage in stage.open() } }

  @Test func trained() throws {
    try expectBoth("playground-trained") { stage in
      stage.open()
      stage.run(60)
      stage.go(to: "1 dense")
    }
  }

  @Test func anImageNetwork() throws {
    try expectBoth("playground-images") { stage in
      let entry = try DatasetCatalog.entry(named: "digits8")
      let data = StartingPoint.choice(of: entry, for: "supervised")
      let start = try StartingPoint(learner: "supervised", data: data, seed: 1, library: .standard)
      stage.open(try Sketch(start.experiment(seed: 1), library: .standard))
      stage.press(".")
    }
  }

  @Test func ownTable() throws {
    try expectBoth("playground-table") { stage in
      let path = try stage.write(PlaygroundStage.flowers, to: "flowers.csv")
      stage.open(try Sketch(table: path, library: .standard))
      stage.go(to: "inputs")
    }
  }

  @Test func typing() throws {
    try expectBoth("playground-typing") { stage in
      stage.open()
      stage.go(to: "rate")
      stage.press(.enter)
      stage.type("1e")
      stage.press(.enter)
    }
  }

  @Test func ascii() throws {
    let stage = try PlaygroundStage(80, 24, look: Stagecraft.ascii)
    stage.open()
    expectScreen(stage.canvas(), "playground-80x24-ascii")
    #expect(stage.canvas().cells.allSatisfy { $0.glyph.value < 0x7F })
  }
}
