import Datasets
import Experiments
import LabApp
import TerminalUI
import TestSupport
import Testing

/// Commands that are typed.
@Suite struct CommandLineTests {
  private func stage(page: Int = 1) -> Stagecraft {
    var stage = Stagecraft(120, 40)
    stage.open(page: page)
    return stage
  }

  private func type(_ text: String, _ stage: inout Stagecraft) {
    stage.press(":")
    for scalar in text.unicodeScalars { stage.press(.character(scalar)) }
  }

  /// What was asked of the bench besides probes.
  private func sent(_ stage: Stagecraft) -> [String] {
    stage.bench.commands.filter { !$0.hasPrefix("show") }
  }

  private func obey(_ text: String, _ stage: inout Stagecraft) {
    type(text, &stage)
    stage.press(.enter)
  }

  /// What a line sends last.
  @Test(arguments: [
    ("set rate 0.3", "turn rate=0.3 lane 0"), ("set rate=0.3", "turn rate=0.3 lane 0"),
    ("set depth 3", "load sigmoid seed 42 rate 0.5; relu + he seed 42 rate 0.1"),
    ("set optimizer adam", "load sigmoid seed 42 rate 0.5; relu + he seed 42 rate 0.1"),
    ("seed 7", "load sigmoid seed 7 rate 0.5; relu + he seed 7 rate 0.1"),
    ("seed", "load sigmoid seed 43 rate 0.5; relu + he seed 43 rate 0.1"),
    ("restart", "load sigmoid seed 42 rate 0.5; relu + he seed 42 rate 0.1"),
    ("run", "run 50"), ("run 500", "step 500"), ("pause", "pause"), ("step", "step 1"),
    ("step 25", "step 25"),
    ("fork", "fork 0 B @10"), ("back 4", "back 4"), ("back", "back 1"), ("seek 3", "seek 3"),
    ("goto 3", "seek 3"), ("freeze 2", "touch layer 2 frozen lane 0"),
    ("thaw 2", "touch layer 2 thawed lane 0"), ("silence 1 4", "touch unit 4 of layer 1 silenced lane 0"),
    ("hear 1 4", "touch unit 4 of layer 1 heard again lane 0"),
    ("weight 1 2 3 -0.5", "touch weight 3→2 of layer 1 set to -0.5 lane 0"),
    ("weight 1 2 bias 1", "touch bias of unit 2 of layer 1 set to 1.0 lane 0"),
    ("add 0.5 -1 1", "touch example added lane 0"), ("move 3 0 0.5", "touch example 3 moved lane 0"),
    ("label 3 0", "touch example 3 is now 0 lane 0"), ("remove 3", "touch example 3 removed lane 0"),
  ])
  func aCommandActs(line: String, sent: String) {
    var stage = stage()
    stage.press("g", ".", "g")
    obey(line, &stage)
    #expect(self.sent(stage).last == sent)
    #expect(!stage.canvas().contains(":\(line)"))
  }

  @Test func settingsAndCommandsThatDoNotExistAreNamed() {
    for (line, words) in [
      ("sete rate 1", "did you mean \"set\"?"), ("set raet 1", "did you mean \"rate\"?"),
      ("set activation relo", "did you mean \"relu\"?"), ("set rate", "Set needs more: set KEY VALUE"),
      ("seek", "Seek needs more: seek STEP"), ("seek x", "not \"x\""), ("seek 99999", "was not reached yet"),
      ("restart now", "does not know what to do with \"now\""), ("open lstn", "did you mean \"lstm\"?"),
      ("open lstm/9", "lstm has the pages 1 to 1"), ("panel bar", "did you mean \"bars\"?"),
      ("lane zz", "there is no lane"), ("weight 1 2 x 3", "there is no \"x\""),
      ("add 1 2 red", "TARGET is a number such as -0.5, not \"red\""), ("freeze 0", "from 1 to"),
      ("pace 9223372036854775807", "there is no"),
      ("step 9223372036854775807", "a whole number from 1 to 1"),
      ("export word", "there is no \"word\""), ("load lstm", "load opens a file ending in .yaml or .csv"),
      ("load nowhere.csv", "nowhere.csv"), ("save notes.txt", "ends in .yaml"),
      ("goto 99999", "was not reached yet"), ("grain second", "there is no \"second\""),
      ("drop", "drop does nothing here now"), ("pace fast", "there is no \"fast\""),
      ("help wibble", "no command"),
    ] {
      var stage = stage()
      let before = sent(stage)
      obey(line, &stage)
      let text = stage.canvas().text
      #expect(text.lowercased().contains(words.lowercased()), "\(line): \(text.suffix(500))")
      #expect(text.contains(":\(line)"))
      #expect(self.sent(stage) == before)
    }
  }

  @Test func tabCompletes() {
    for (line, complete) in [
      ("rest", ":restart "), ("set ra", ":set rate "), ("set activation rel", ":set activation relu "),
      ("open vanishing-g", ":open vanishing-gradients "),
      ("open vanishing-gradients/3", ":open vanishing-gradients/3 "),
      ("panel ba", ":panel bars "), ("lane sig", ":lane sigmoid "), ("help qu", ":help quit "),
      ("pace f", ":pace flat "),
      ("set batch-norm o", ":set batch-norm o"),
    ] {
      var stage = stage()
      type(line, &stage)
      stage.press(.tab)
      #expect(stage.canvas().contains(complete), "\(line)")
    }
    var stage = stage()
    type("se", &stage)
    stage.press(.tab)
    #expect(stage.canvas().contains("set · seed · seek"))
  }

  @Test func linesComeBack() {
    var stage = stage()
    obey("set rate 0.3", &stage)
    obey("pace 20", &stage)
    type("he", &stage)
    stage.press(.up)
    #expect(stage.canvas().contains(":pace 20"))
    stage.press(.up, .up)
    #expect(stage.canvas().contains(":set rate 0.3"))
    stage.press(.down, .down)
    #expect(stage.canvas().contains(":he"))
    stage.press(.escape)
    #expect(!stage.canvas().contains(":he"))
  }

  @Test func lettersAreLettersThere() {
    var stage = stage()
    let before = sent(stage)
    type("q? .,fgnp", &stage)
    #expect(stage.canvas().contains(":q? .,fgnp"))
    #expect(stage.application.exitStatus == nil && sent(stage) == before)
    for _ in 0..<20 { stage.press(.backspace) }
    stage.handle(.paste("set rate 1\nquit"))
    #expect(stage.canvas().contains(":set rate 1"))
  }

  @Test func panelsAreAddedAndTakenAway() {
    var stage = stage(page: 2)
    obey("panel bars", &stage)
    #expect(stage.canvas().contains("gradient ‖∂L/∂W‖"))
    #expect(stage.bench.commands.last == "show gradients,weights/*")
    obey("panel bars", &stage)
    #expect(!stage.canvas().contains("gradient ‖∂L/∂W‖"))
  }

  @Test func otherPlacesOpen() {
    var stage = stage()
    obey("open vanishing-gradients/3", &stage)
    #expect(stage.canvas().contains("Revive it"))
    obey("previous", &stage)
    #expect(stage.canvas().contains("Against ReLU"))
    obey("progress", &stage)
    #expect(stage.canvas().contains("gradlab ▸ progress"))
    stage.press(.escape)
    obey("microscope", &stage)
    #expect(stage.canvas().contains("microscope"))
    stage.press(.escape)
    obey("home", &stage)
    #expect(stage.canvas().contains("c continue"))
  }

  @Test func quitQuits() {
    var stage = stage()
    obey("quit", &stage)
    #expect(stage.application.exitStatus == 0)
  }

  @Test func aPredictionStillComesFirst() {
    var stage = stage(page: 0)
    obey("run 100", &stage)
    #expect(!stage.bench.commands.contains { $0.hasPrefix("run") || $0.hasPrefix("step") })
    #expect(stage.canvas().contains("Predict first"))
    obey("answer 2", &stage)
    obey("run 100", &stage)
    #expect(sent(stage).last == "step 100")
  }

  /// Every key of a lesson that does more than move the focus has a command, and help knows each.
  @Test func everyKeyHasACommand() {
    var stage = stage()
    stage.press(":")
    for scalar in "help".unicodeScalars { stage.press(.character(scalar)) }
    stage.press(.enter)
    let text = stage.canvas().text.split(whereSeparator: { $0 == " " || $0 == "\n" || $0 == "," }).joined(
      separator: " ")
    for word in [
      "set KEY VALUE", "seed [N]", "restart", "fork", "drop", "lane [NAME]", "run [N]", "pause", "step [N]",
      "back [N]",
      "seek STEP", "grain", "pace N", "faster", "slower", "panel NAME", "microscope", "check", "zoom", "log",
      "describe", "open LESSON[/PAGE]", "next", "previous", "hint", "answer N", "progress", "home",
      "help [WORD]", "quit",
    ] { #expect(text.contains(word), "\(word)") }
    obey("help seek", &stage)
    #expect(stage.canvas().contains("seek STEP: goes to a step that was reached before."))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func screens(width: Int, height: Int) {
    var stage = RealStage(RealStage.moons, width, height)
    stage.press("g", ".", ":")
    stage.type("set optimizer ")
    stage.press(.tab)
    expectScreen(stage.canvas(), "command-line-\(width)x\(height)")
  }
}
