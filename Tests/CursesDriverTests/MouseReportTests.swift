import TerminalUI
import TestSupport
import Testing

@testable import CursesDriver

/// What terminals report of the mouse, whole, cut and broken.
@Suite struct MouseReportTests {
  private func events(_ pieces: [String], silence: Int = 0) -> [Event] {
    var decoder = KeyDecoder()
    var time = Duration.zero
    var events: [Event] = []
    func take() { while let event = decoder.next(at: time) { events.append(event) } }
    for piece in pieces {
      decoder.feed(Array(piece.utf8), at: time)
      take()
      time += .milliseconds(silence)
      take()
    }
    time += .seconds(3)
    take()
    return events
  }

  @Test(arguments: [
    ("0;1;1M", Mouse(.press, x: 0, y: 0)), ("0;300;96M", Mouse(.press, x: 299, y: 95)),
    ("0;10;20m", Mouse(.release, x: 9, y: 19)), ("32;5;6M", Mouse(.drag, x: 4, y: 5)),
    ("64;5;6M", Mouse(.wheelUp, x: 4, y: 5)), ("65;5;6M", Mouse(.wheelDown, x: 4, y: 5)),
  ])
  func reportsAreEvents(report: String, mouse: Mouse) {
    #expect(
      events(["\u{1B}[<\(report)x"]) == [.mouse(mouse), .key(.character("x"))])
    #expect(events(("\u{1B}[<" + report).map(String.init), silence: 5) == [.mouse(mouse)])
  }

  @Test(arguments: [
    "1;5;5M", "2;5;5M", "4;5;5M", "16;5;5M", "35;5;5M", "66;5;5M", "0;0;5M", "0;5;0M", "0;5M", ";;M",
    "0;5;5;5M",
    "0;99999999999999999999;5M", "-1;5;5M", "0;5;5~", "0;5;5A", "64;5;5m",
  ])
  func otherButtonsAndNonsenseVanish(report: String) {
    #expect(events(["\u{1B}[<\(report)q"]) == [.key(.character("q"))])
  }

  @Test func oldFormsVanish() {
    #expect(events(["\u{1B}[M !!q", "\u{1B}[M\u{20}\u{71}\u{71}q"]) == [.key("q"), .key("q")])
    #expect(events(["\u{1B}[0;12;13Mq"]) == [.key("q")])
  }

  /// A report that is cut off by a dead line must not press `[` or a digit.
  @Test func aReportThatNeverEndsIsNoKey() {
    for cut in ["\u{1B}[<", "\u{1B}[<0", "\u{1B}[<0;1", "\u{1B}[<0;12;1"] {
      #expect(events([cut]) == [], "\(cut.dropFirst())")
      #expect(events([cut, "q"], silence: 1500) == [.key("q")])
    }
    #expect(events(["\u{1B}[<0;1", "2;13M"], silence: 600) == [.mouse(Mouse(.press, x: 11, y: 12))])
  }

  @Test func modesAreLeftInTheOrderThatUndoesThem() {
    let modes = PrivateModes(Surroundings(name: "xterm-256color"))
    #expect(modes.mouseOn.contains("?1002h") && modes.mouseOn.contains("?1006h"))
    #expect(modes.leaving.hasSuffix(modes.mouseOff) && !modes.mouseOff.isEmpty)
    #expect(!modes.entering.contains("?100"))
    let console = PrivateModes(Surroundings(name: "linux"))
    #expect(console.mouseOn.isEmpty && console.leaving.isEmpty)
  }

  @Test(arguments: 0..<3) func noiseOfReportsIsDecodedToItsEnd(_ seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array("\u{1B}[<0;10;20M\u{1B}[<32;11;20M\u{1B}[<0;11;20m\u{1B}[<64;100;200M".utf8)
    for _ in 0..<Mutator.count(1000) {
      var decoder = KeyDecoder()
      decoder.feed(mutator.damaged(original), at: .zero)
      while decoder.next(at: .zero) != nil {}
      for second in 1...4 { while decoder.next(at: .seconds(second)) != nil {} }
      #expect(decoder.deadline == nil)
      decoder.feed(Array("k".utf8), at: .seconds(9))
      #expect(decoder.next(at: .seconds(12)) == .key("k"))
    }
  }
}
