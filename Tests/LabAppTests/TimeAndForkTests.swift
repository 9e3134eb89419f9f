import Experiments
import LabApp
import TerminalUI
import Testing

/// Keys that go back in time, and keys that fork.
@Suite struct TimeAndForkTests {
  /// The page with a race, where no prediction is asked for.
  private func stage() -> Stagecraft {
    var stage = Stagecraft(120, 40)
    stage.open(page: 1)
    return stage
  }

  @Test func theCommaGoesBackAsFarAsThePointGoesForward() {
    var stage = stage()
    stage.press(".", ".", ",")
    #expect(stage.bench.commands.suffix(3) == ["step 1", "step 1", "back 1"])
    stage.press("g", ".", ",")
    #expect(stage.bench.commands.suffix(2) == ["step 10", "back 10"])
  }

  @Test func atTheStartThereIsNoWayBack() {
    var stage = stage()
    stage.press(",")
    #expect(!stage.bench.commands.contains { $0.hasPrefix("back") })
  }

  @Test func theStatusTellsThatThisIsThePast() {
    var stage = stage()
    stage.press("g", ".", "g", ",")
    #expect(stage.canvas().contains("step 9 of 10") || stage.canvas().contains("step 0 of 10"))
  }

  @Test func afterADivergenceTheLastFiniteStateIsShown() {
    var stage = Stagecraft(120, 40)
    stage.open(page: 0)
    stage.press("1", ".")
    stage.bench.fail(.diverged(Divergence(step: 30, meter: "loss", value: .nan)))
    stage.refresh()
    stage.press(",")
    #expect(stage.bench.commands.last == "seek 29")
  }

  @Test func knobsTurnTheForkAlone() {
    var stage = stage()
    stage.press(".", "f")
    #expect(stage.bench.commands.last == "fork 0 B @1")
    stage.press("]")
    #expect(stage.bench.commands.last?.hasSuffix("lane 2") == true)
    #expect(stage.bench.commands.last?.hasPrefix("turn rate=") == true)
    stage.press("x", "]")
    #expect(stage.bench.commands.last?.hasSuffix("lane 0") == true)
  }

  @Test func withoutAForkTheKeyChangesTheLaneThatIsShown() {
    var stage = stage()
    let names = stage.bench.snapshot.lanes.map(\.name)
    stage.press("x")
    #expect(stage.canvas().contains("The panels show \(names[1])."))
    #expect(stage.canvas().contains("of lane 1"))
    stage.press("]")
    #expect(stage.bench.commands.last?.hasSuffix("lane 0") == true)
    stage.press("r")
    #expect(stage.canvas().contains("of lane 1"))
    stage.press("x")
    #expect(!stage.canvas().contains("of lane"))
  }

  @Test func everyForkHasALetterOfItsOwn() {
    var stage = stage()
    stage.press(".", "f", ".", "f")
    let forks = stage.bench.commands.filter { $0.hasPrefix("fork") }
    #expect(forks.count == 2)
    #expect(forks.first?.contains("B @1") == true && forks.last?.contains("C @") == true)
  }

  @Test func aForkIsTakenBack() {
    var stage = stage()
    stage.press(".", "f", "u")
    #expect(stage.bench.commands.last == "drop 2")
    let count = stage.bench.commands.count
    stage.press("u")
    #expect(stage.bench.commands.count == count)
  }

  @Test func whatCannotBeTurnedLiveForksAnew() {
    var stage = stage()
    stage.press(".", "f", .tab, .tab, .right, "]")
    let last = stage.bench.commands.suffix(2)
    #expect(last.first?.hasPrefix("fork 2 B @1 ") == true && last.last == "drop 2")
  }

  @Test func aRestartForgetsForks() {
    var stage = stage()
    stage.press(".", "f", "r", "]")
    #expect(!stage.bench.commands.contains { $0.hasPrefix("turn") && $0.hasSuffix("lane 2") })
  }

  @Test func thereIsRoomForSixLanes() {
    var stage = stage()
    stage.press(".", "f", "f", "f", "f", "f")
    #expect(stage.bench.commands.filter { $0.hasPrefix("fork") }.count == 4)
    #expect(stage.canvas().contains("6 lanes are running"))
  }
}
