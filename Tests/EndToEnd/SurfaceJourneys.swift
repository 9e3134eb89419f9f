import Foundation
import Testing

extension Journeys {
  /// The same picture on rich terminals, a plainer one on others, and a sentence where there can be none.
  @Suite struct Surfaces {
    private func recording(term: String, _ variables: [String: String?] = [:], options: String = "") throws
      -> String
    {
      let pane = try Pane(term: term, variables)
      try pane.startTest(options)
      pane.press("q")
      try pane.waitForStatus(0)
      return String(decoding: pane.bytes, as: UTF8.self)
    }

    @Test func richTerminalsShowTheSamePicture() throws {
      let pictures = try ["xterm-256color", "tmux-256color", "screen-256color", "screen.xterm-256color"].map {
        term in
        let pane = try Pane(term: term)
        try pane.startTest()
        return pane.colouredScreen
      }
      #expect(pictures[0].contains("[48;5;208m"))
      for picture in pictures { #expect(picture == pictures[0]) }
    }

    @Test func theConsoleGetsEightColoursAndBlocks() throws {
      let sent = try recording(term: "linux")
      #expect(sent.contains("eight · block · dark"))
      #expect(!sent.contains("38;5;") && !sent.contains("48;5;"))
      #expect(!sent.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
      #expect(sent.contains("\u{1B}[3") && sent.contains("█"))
    }

    @Test func aTerminalWithoutColoursGetsNone() throws {
      let sent = try recording(term: "vt100")
      #expect(sent.contains("mono"))
      #expect(sent.firstRange(of: /\u{1B}\[[0-9;]*[34][0-9][;m]/) == nil)
      #expect(sent.contains(";7m"))
    }

    @Test func anotherCharacterSetGetsASCII() throws {
      for term in ["xterm-256color", "linux", "vt100"] {
        let pane = try Pane(term: term, ["LANG": nil, "LC_ALL": "C"])
        pane.run("\"$GRADLAB\" terminal-test; echo status=$?")
        try pane.wait(for: "bottom right")
        pane.press("Up", "q")
        try pane.waitForStatus(0)
        #expect(pane.bytes.allSatisfy { $0 < 0x80 })
        #expect(String(decoding: pane.bytes, as: UTF8.self).contains("+------+------+"))
      }
    }

    @Test func asciiCanBeAskedFor() throws {
      #expect(try recording(term: "xterm-256color", options: "--ascii").utf8.allSatisfy { $0 < 0x80 })
    }

    @Test func noColorIsHeardUnlessOverruled() throws {
      #expect(try !recording(term: "xterm-256color", ["NO_COLOR": "1"]).contains("8;5;"))
      #expect(try recording(term: "xterm-256color", ["NO_COLOR": ""]).contains("38;5;"))
      #expect(try recording(term: "xterm-256color", ["NO_COLOR": "1"], options: "--color").contains("38;5;"))
    }

    @Test func theLevelsChangeWhileItRuns() throws {
      let pane = try Pane()
      try pane.startTest()
      let before = pane.colouredScreen
      pane.press("a", "a")
      try pane.wait(for: "+------+------+")
      pane.press("a", "k", "k")
      try pane.wait(for: "mono · braille")
      #expect(!pane.colouredScreen.contains("8;5;"))
      pane.press("k")
      try pane.wait(for: "full · braille")
      #expect(
        pane.colouredScreen.split(separator: "\n").dropFirst(4) == before.split(separator: "\n").dropFirst(4))
    }

    @Test(arguments: ["dumb", "nosuch", nil])
    func withoutAScreenThereIsASentence(term: String?) throws {
      let pane = try Pane(width: 300, term: term)
      pane.run("clear; \"$GRADLAB\" terminal-test; echo status=$?")
      try pane.waitForStatus(2)
      let sentence = pane.screen.split(separator: "\n").first { $0.hasPrefix("gradlab: ") } ?? ""
      #expect(sentence.contains("TERM") && sentence.contains("`run`, `list` or `draw`"))
      #expect(pane.isOrdinary)
    }

    @Test func withoutATerminalThereIsASentence() throws {
      let pane = try Pane(width: 300)
      pane.run("{ \"$GRADLAB\" terminal-test; echo status=$? >&2; } | cat >kept")
      try pane.waitForStatus(2)
      #expect(pane.screen.contains("standard output is none"))
      #expect(try Data(contentsOf: pane.folder.appending(path: "kept")).isEmpty)
      pane.run("clear; \"$GRADLAB\" terminal-test </dev/null; echo status=$?")
      try pane.wait(for: "standard input is none")
      try pane.waitForStatus(2)
      let outcome = Program(Pane.program, ["terminal-test"]).run()
      #expect(outcome.status == 2 && !outcome.output.contains("\u{1B}"))
    }
  }

  /// Keys and pastes arrive as what they are.
  @Suite struct Keyboard {
    @Test func keysInEverySpelling() throws {
      let pane = try Pane()
      try pane.startTest()
      for (sequence, name) in [
        ("[A", "up"), ("OB", "down"), ("[6~", "pageDown"), ("[Z", "backTab"), ("OH", "home"),
      ] {
        pane.send(bytes: [0x1B] + Array(sequence.utf8))
        try pane.wait(for: "event: key(\(name))")
      }
      for (key, name) in [
        ("Escape", "escape"), ("BSpace", "backspace"), ("Enter", "enter"), ("F5", "function(5)"),
      ] {
        pane.press(key)
        try pane.wait(for: "event: key(\(name))")
      }
      pane.type("é")
      try pane.wait(for: "event: key(character(\"\\u{00E9}\"))")
    }

    @Test func aPasteRunsNoCommands() throws {
      let pane = try Pane()
      try pane.startTest()
      pane.tmux("set-buffer", "q\nq c", ";", "paste-buffer", "-p")
      try pane.wait(for: "event: paste(\"q\\nq c\")")
      pane.press("q")
      try pane.waitForStatus(0)
    }

    @Test func anyBytesAreSurvived() throws {
      let pane = try Pane()
      try pane.startTest()
      // Those that the terminal itself turns into signals, and the command to quit, are left out.
      let leftOut: [UInt8] = [0x03, 0x1A, 0x1C, UInt8(ascii: "q")]
      var state: UInt64 = 7
      for _ in 0..<10 {
        pane.send(
          bytes: (0..<1000).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let byte = UInt8(truncatingIfNeeded: state >> 56)
            return leftOut.contains(byte) ? UInt8(ascii: "x") : byte
          })
      }
      try pane.wait("for the end") {
        pane.press("q")
        return pane.screen.contains("status=0\n")
      }
    }
  }
}
