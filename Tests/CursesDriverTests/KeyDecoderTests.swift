import TerminalUI
import TestSupport
import Testing

@testable import CursesDriver

/// Bytes and silences in, events out.
private struct Line {
  private var decoder: KeyDecoder
  private(set) var time = Duration.zero
  private(set) var events: [Event] = []

  init(_ decoder: KeyDecoder = KeyDecoder()) { self.decoder = decoder }

  mutating func send(_ text: String) { send(Array(text.utf8)) }

  mutating func send(_ bytes: [UInt8]) {
    decoder.feed(bytes, at: time)
    take()
  }

  mutating func wait(_ milliseconds: Int) {
    time += .milliseconds(milliseconds)
    take()
  }

  var keys: [Key] {
    events.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  var deadline: Duration? { decoder.deadline }

  private mutating func take() {
    while let event = decoder.next(at: time) { events.append(event) }
  }
}

private func keys(of text: String) -> [Key] {
  var line = Line()
  line.send(text)
  line.wait(1000)
  return line.keys
}

@Suite struct KeyDecoderTests {
  @Test func plainKeysAreThemselves() {
    #expect(keys(of: "aé漢") == [.character("a"), .character("é"), .character("漢")])
    #expect(keys(of: "\r\n\t") == [.enter, .enter, .tab])
    #expect(keys(of: "\u{7F}\u{08}") == [.backspace, .backspace])
    #expect(keys(of: "\u{01}\u{00}\u{1C}") == [.control("a"), .control("@"), .control("\\")])
  }

  @Test(arguments: [
    ("[A", Key.up), ("OA", .up), ("[B", .down), ("OD", .left), ("[C", .right), ("[1;5A", .up), ("[H", .home),
    ("OF", .end), ("[1~", .home), ("[8~", .end), ("[3~", .delete), ("[5~", .pageUp), ("[6;2~", .pageDown),
    ("[Z", .backTab), ("OP", .function(1)), ("[[E", .function(5)), ("[24~", .function(12)),
  ])
  func sequencesAreKeys(sequence: String, key: Key) {
    #expect(keys(of: "\u{1B}\(sequence)x") == [key, .character("x")])
  }

  @Test(arguments: ["[I", "[?62;22c", "[M !!", "[99~", "Oj"])
  func sequencesWithoutMeaningVanish(sequence: String) {
    #expect(keys(of: "\u{1B}\(sequence)x") == [.character("x")])
  }

  @Test func theTerminalsOwnSpellingComesFirst() {
    var line = Line(KeyDecoder(ownKeys: [Array("[V".utf8): .pageUp, Array("[A".utf8): .end]))
    line.send("\u{1B}[V\u{1B}[A")
    #expect(line.keys == [.pageUp, .end])
  }

  @Test func escapeActsAfterItsDelay() {
    var line = Line()
    line.send("\u{1B}")
    #expect(line.keys.isEmpty)
    #expect(line.deadline == .milliseconds(25))
    line.wait(25)
    #expect(line.keys == [.escape])
    #expect(line.deadline == nil)
  }

  @Test func escapeActsAtOnceBeforeAnotherKey() {
    #expect(keys(of: "\u{1B}q") == [.escape, .character("q")])
    #expect(keys(of: "\u{1B}\u{1B}[A") == [.escape, .up])
    #expect(keys(of: "\u{1B}[") == [.escape, .character("[")])
    #expect(keys(of: "\u{1B}O") == [.escape, .character("O")])
  }

  @Test func splitSequencesAreJoined() {
    var line = Line()
    for byte in "\u{1B}[1;5A".utf8 {
      line.send([byte])
      line.wait(byte == 0x1B ? 20 : 90)
    }
    #expect(line.keys == [.up])
  }

  @Test func aLateRestOfASequenceIsNoCommand() {
    var line = Line()
    line.send("\u{1B}")
    line.wait(40)
    line.send("[A")
    line.wait(200)
    line.send("[")
    #expect(line.keys == [.escape, .character("[")])
  }

  @Test func aBracketLongAfterEscapeIsAKey() {
    var line = Line()
    line.send("\u{1B}")
    line.wait(25)
    line.wait(100)
    line.send("[A")
    #expect(line.keys == [.escape, .character("["), .character("A")])
  }

  @Test func charactersSplitAnywhereAreJoined() {
    var line = Line()
    for byte in "漢".utf8 { line.send([byte]) }
    #expect(line.keys == [.character("漢")])
  }

  @Test func brokenTextVanishes() {
    var line = Line()
    line.send([0xFF, 0xC3, 0x61, 0xE6, 0xBC])
    line.wait(1000)
    line.send("x")
    #expect(line.keys == [.character("a"), .character("x")])
  }

  @Test func aPasteIsOneEventWithoutKeys() {
    var line = Line()
    line.send("\u{1B}[200~q\r\nq\u{1B}")
    line.wait(50)
    line.send("[A\u{1B}[201")
    line.send("~x")
    #expect(line.events == [.paste("q\nq\u{1B}[A"), .key(.character("x"))])
  }

  @Test func aPasteThatNeverEndsEndsItself() {
    var line = Line()
    line.send("\u{1B}[200~abc")
    line.wait(999)
    #expect(line.events.isEmpty)
    line.wait(1)
    line.send("q")
    #expect(line.events == [.paste("abc"), .key(.character("q"))])
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func anyBytesAreSurvivedAndTheNextKeyCounts(seed: UInt64) {
    var state = seed
    var line = Line()
    for _ in 0..<200 {
      let burst = (0..<50).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return UInt8(truncatingIfNeeded: state >> 56)
      }
      line.send(burst)
      line.wait(burst[0] < 128 ? 0 : 30)
    }
    line.wait(2000)
    line.wait(2000)
    line.send("q")
    #expect(line.events.last == .key(.character("q")))
  }
}

/// Whatever bytes arrive, in whatever pieces: they end, and everything typed after a silence counts again.
@Suite struct KeyNoiseTests {
  @Test(arguments: 0..<3) func noiseIsDecodedToItsEnd(_ seed: UInt64) {
    var mutator = Mutator(seed: seed)
    let original = Array("\u{1B}[A\u{1B}OB\u{1B}[200~paste\u{1B}[201~é\u{1B}[1;5C日\u{1B}[6~x\u{7F}\r".utf8)
    for _ in 0..<Mutator.count(2000) {
      var line = Line()
      var rest = (mutator.below(2) == 0 ? mutator.damaged(original) : mutator.noise(mutator.below(60)))[...]
      while !rest.isEmpty {
        let piece = rest.prefix(1 + mutator.below(9))
        rest = rest.dropFirst(piece.count)
        line.send(Array(piece))
        if mutator.below(4) == 0 { line.wait(mutator.below(150)) }
      }
      line.wait(3000)
      line.wait(3000)
      #expect(line.deadline == nil)
      let before = line.events.count
      line.send("k")
      line.wait(3000)
      #expect(line.events.count == before + 1 && line.keys.last == .character("k"))
    }
  }
}
