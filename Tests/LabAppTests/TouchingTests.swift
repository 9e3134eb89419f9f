import Experiments
import LabApp
import Panels
import TerminalUI
import TestSupport
import Testing

/// What is done by hand with the cursor.
@Suite struct TouchingTests {
  private func stage(_ panels: [any Panel.Type] = Stagecraft.readable) -> Stagecraft {
    var stage = Stagecraft(120, 40, panels: panels)
    stage.open(page: 1)
    stage.press(".")
    return stage
  }

  private func typed(_ text: String, _ stage: inout Stagecraft) {
    for scalar in text.unicodeScalars { stage.press(.character(scalar)) }
  }

  @Test func aWeightIsSetByTyping() {
    var stage = stage()
    stage.press("i", .tab, .down, .enter)
    #expect(stage.canvas().contains("New value of the weight from 2 to 2, layer 1: _"))
    typed("-1.25", &stage)
    #expect(stage.canvas().contains(": -1.25_"))
    stage.press(.backspace, .enter)
    #expect(stage.bench.commands.last == "touch weight 2→2 of layer 1 set to -1.2 lane 0")
    #expect(stage.canvas().contains("bar 2 is 7 long"))
  }

  @Test func escapeLeavesTheWeightAsItIs() {
    var stage = stage()
    stage.press("i", .tab, .enter)
    typed("3q", &stage)
    #expect(stage.application.exitStatus == nil)
    stage.press(.escape)
    #expect(!stage.bench.commands.contains { $0.hasPrefix("touch") })
    #expect(stage.canvas().contains("bar 1 is 4 long"))
  }

  @Test func whatIsNoNumberIsToldInOneSentence() {
    var stage = stage()
    stage.press("i", .tab, .enter)
    stage.handle(.paste("half"))
    stage.press(.enter)
    #expect(stage.canvas().contains("\"half\" is not a number; type one such as -0.5"))
    #expect(!stage.bench.commands.contains { $0.hasPrefix("touch") })
    stage.press(.backspace, .backspace, .backspace, .backspace, "2", .enter)
    #expect(stage.bench.commands.last == "touch weight 2→1 of layer 1 set to 2.0 lane 0")
  }

  @Test func layersAndUnits() {
    var stage = stage()
    stage.press("i", "F")
    #expect(stage.canvas().contains("F freezes the layer under the cursor"))
    stage.press(.tab, "F")
    #expect(stage.bench.commands.last == "touch layer 1 frozen lane 0")
    stage.press("0")
    #expect(stage.bench.commands.last == "touch unit 1 of layer 1 silenced lane 0")
    stage.press("a")
    #expect(stage.canvas().contains("Examples are changed in the plane"))
  }

  @Test func examplesOfAPlane() {
    var stage = stage([ReadablePlane.self, ReadableBars.self])
    stage.press("i", .home, .pageUp, .up)
    for _ in 0..<40 { stage.press(.up) }
    stage.press(.home)
    #expect(stage.canvas().contains("Nothing lies further") || stage.canvas().contains("place 0, 0"))
    stage.press(.right, .right, .right)
    #expect(stage.canvas().contains("place 3, 0"))
    stage.press(.delete)
    #expect(stage.bench.commands.last == "touch example 4 removed lane 0")
    stage.press("t")
    #expect(stage.bench.commands.last == "touch example 4 is now 1 lane 0")
    stage.press("v", .down, .right)
    #expect(stage.canvas().contains("carrying example 4"))
    stage.press("v")
    #expect(stage.bench.commands.last == "touch example 4 moved lane 0")
    stage.press("a")
    #expect(stage.bench.commands.last == "touch example added lane 0")
    stage.press("c")
    #expect(stage.canvas().contains("a adds examples of class 0"))
    stage.press("o")
    #expect(stage.bench.commands.last == "touch example added lane 0")
    stage.press(.left, .left, .backspace)
    #expect(
      stage.canvas().contains("no training example under the cursor")
        || stage.bench.commands.last?.hasSuffix("removed lane 0") == true)
  }

  @Test func escapePutsACarriedExampleBack() {
    var stage = stage([ReadablePlane.self, ReadableBars.self])
    stage.press("i", .home)
    for _ in 0..<40 { stage.press(.up) }
    stage.press("v", .right, .escape)
    #expect(!stage.bench.commands.contains { $0.contains("moved") })
    #expect(stage.canvas().contains("place 1, 0"))
  }

  @Test func theScaleIsChosenAndPrinted() {
    var stage = stage([ReadablePlane.self, ReadableBars.self])
    let count = stage.bench.commands.count
    stage.press("s")
    #expect(stage.canvas().contains("plane · whole net"))
    stage.press("s")
    #expect(stage.canvas().contains("plane · fixed"))
    stage.press("s")
    #expect(stage.canvas().contains("plane · per layer"))
    stage.press(.tab, .right, "s")
    #expect(stage.canvas().contains("This panel has one scale"))
    #expect(stage.bench.commands.count == count)
  }
}
