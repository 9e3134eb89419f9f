import Foundation
import Glibc
import TerminalUI
import TestSupport
import Testing

extension Journeys {
  /// What a session leaves behind: files, recordings, a chosen look.
  @Suite struct Takeaway {
    private func lab(_ options: String = "") throws -> Pane {
      let pane = try Pane(width: 100, height: 30)
      pane.run("sh -c 'echo $$ >pid; exec \"$GRADLAB\" open cnn/2 \(options)'; echo status=$?")
      try pane.wait(for: "page 2/")
      return pane
    }

    private func leave(_ pane: Pane) throws {
      pane.press("q")
      try pane.waitForStatus(0)
    }

    @Test func theScreenTheCurvesAndTheWeightsAreWritten() throws {
      let pane = try lab()
      pane.press(".")
      try pane.wait(for: "step 1")
      pane.press("w")
      try pane.wait(for: "gradlab-cnn-2-step1.txt")
      pane.press("Enter")
      try pane.wait(for: "Written: the screen as text")
      pane.press("w", "Enter")
      try pane.wait(for: "step1-2.txt")
      for (name, words) in [
        ("a.csv", "the curves"), ("b.safetensors", "the weights of"), ("c.svg", "a picture"),
      ] {
        pane.press("w")
        try pane.wait(for: "to a new file")
        pane.type(name)
        try pane.wait(for: "file \(name)")
        pane.press("Enter")
        try pane.wait(for: words)
        try pane.wait(for: "/\(name)")
      }
      try leave(pane)
      func bytes(_ name: String) throws -> Data { try Data(contentsOf: pane.folder.appending(path: name)) }
      let screen = String(decoding: try bytes("gradlab-cnn-2-step1.txt"), as: UTF8.self)
      #expect(
        screen.contains("page 2/")
          && screen.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
      #expect(String(decoding: try bytes("a.csv"), as: UTF8.self).hasPrefix("step,lane,loss"))
      #expect(String(decoding: try bytes("b.safetensors"), as: UTF8.self).contains("\"1.weight\""))
      #expect(String(decoding: try bytes("c.svg"), as: UTF8.self).contains("<desc>Step 1, seed "))
    }

    @Test func whereNothingCanBeWrittenASentenceSaysSo() throws {
      let pane = try lab()
      pane.press("w")
      try pane.wait(for: "to a new file")
      pane.type("nowhere/a.txt")
      pane.press("Enter")
      try pane.wait(for: "There is no folder")
      pane.press("Escape")
      try leave(pane)
    }

    @Test func aChosenLookIsThereTheNextTime() throws {
      let pane = try lab()
      pane.press("L")
      try pane.wait(for: "[dark]")
      pane.press("Right", "Down", "Left")
      try pane.wait(for: "[light]")
      try pane.wait(for: "[lines and blocks]")
      try leave(pane)
      pane.run("clear; \"$GRADLAB\"; echo status=$?")
      try pane.wait(for: "of 31 done")
      pane.press("L")
      try pane.wait(for: "[light]")
      #expect(pane.screen.contains("[lines and blocks]"))
      try leave(pane)
    }

    /// The events of a recording, the header first.
    private func events(_ pane: Pane) throws -> (header: [String: Any], events: [[Any]]) {
      let text = try String(contentsOf: pane.folder.appending(path: "a.cast"), encoding: .utf8)
      #expect(text.hasSuffix("\n"))
      let lines = try text.split(separator: "\n").map {
        try JSONSerialization.jsonObject(with: Data($0.utf8))
      }
      return (try #require(lines.first as? [String: Any]), lines.dropFirst().compactMap { $0 as? [Any] })
    }

    /// The screen that a recording ends with.
    private func lastScreen(_ pane: Pane) throws -> String {
      let (header, events) = try events(pane)
      let width = try #require(header["width"] as? Int)
      let height = try #require(header["height"] as? Int)
      var tape = Tape(size: Size(width: width, height: height), look: Look())
      for event in events {
        let text = try #require(event[2] as? String)
        if event[1] as? String == "r" {
          let size = text.split(separator: "x").compactMap { Int($0) }
          tape.resize(Size(width: size[0], height: size[1]))
        } else {
          tape.play(text)
        }
      }
      #expect(tape.unknown == [])
      return tape.canvas.plain
    }

    @Test func aRecordingEndsWithTheScreenThatWasSeenEvenAfterAKill() throws {
      let pane = try lab("--record a.cast")
      pane.press(".", ".")
      try pane.wait(for: "step 2")
      pane.resize(width: 90, height: 28)
      pane.press("?")
      try pane.wait(for: "keys")
      pane.press("Escape")
      try pane.wait("for the end of help") { !pane.screen.contains(" keys ") }
      try pane.wait("for the recording of it") {
        try lastScreen(pane).trimmingCharacters(in: .newlines)
          == pane.screen.trimmingCharacters(in: .newlines)
      }
      kill(try pane.process, SIGKILL)
      // Nobody cleared the screen: the shell writes over what it shows.
      try pane.wait(for: "status=137")
      let (header, events) = try events(pane)
      #expect(header["version"] as? Int == 2 && header["width"] as? Int == 100)
      #expect(events.contains { $0[1] as? String == "r" && $0[2] as? String == "90x28" })
    }

    @Test func aDemonstrationIsRecorded() throws {
      let pane = try Pane(width: 100, height: 30)
      pane.run(
        "sh -c 'echo $$ >pid; exec \"$GRADLAB\" present vanishing-gradients --record a.cast'; echo status=$?")
      try pane.wait(for: "1/8   step 0")
      pane.press(".", "n")
      try pane.wait(for: "2/8")
      let seen = "Watch it die"
      try pane.wait("for the recording of it") { try lastScreen(pane).contains(seen) }
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.screen.contains("a.cast"))
    }

    @Test func aRecordingNeverTakesThePlaceOfAFile() throws {
      let pane = try Pane()
      pane.run("echo mine >a.cast; \"$GRADLAB\" --record a.cast; echo status=$?")
      try pane.waitForStatus(2)
      #expect(pane.screen.contains("a.cast is there already"))
      #expect(try String(contentsOf: pane.folder.appending(path: "a.cast"), encoding: .utf8) == "mine\n")
    }
  }
}

/// The program as it is installed, away from the checkout.
@Suite struct Installation {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "gradlab-\(UUID().uuidString)")
  private static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func install(_ arguments: String...) -> (status: Int32, output: String) {
    Program(Self.checkout.appending(path: ".ci/install").path, arguments).run()
  }

  /// Runs a program from the root folder with an empty environment.
  private func run(_ program: String, _ arguments: String) -> (status: Int32, output: String) {
    Program("/bin/sh", ["-c", "cd / && exec env -i '\(program)' \(arguments)"]).run()
  }

  @Test func itFindsWhatItNeedsFromAnywhereAndGoesAgain() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let root = folder.appending(path: "usr/local").path
    let outcome = install(Pane.program, root)
    #expect(outcome.status == 0, "\(outcome.output)")
    let link = folder.appending(path: "link").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: root + "/bin/gradlab")
    for program in [root + "/bin/gradlab", link] {
      let doctor = run(program, "doctor").output
      #expect(doctor.contains("31 in \(root)/share/gradlab/lessons"), "\(doctor)")
      // Written to a file for somebody else to read, it does not complain of the file.
      #expect(!doctor.contains("needs a terminal"), "\(doctor)")
      #expect(doctor.contains("\(root)/share/gradlab/assets/data"), "\(doctor)")
      let picture = run(program, "draw cnn/2 --steps 1 --size 100x30")
      #expect(picture.status == 0 && picture.output.contains("step 1"), "\(picture.output)")
      #expect(!picture.output.contains("cannot be made"))
    }
    checkPapers(root)
    #expect(install("--remove", root).status == 0)
    #expect((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [] == [])
  }

  /// The manual page and the completions name every command, in words that their readers can read.
  private func checkPapers(_ root: String) {
    let commands = ["open", "list", "run", "check", "draw", "export", "progress", "bench", "doctor"]
    for path in [
      "man/man1/gradlab.1", "bash-completion/completions/gradlab", "zsh/site-functions/_gradlab",
      "fish/vendor_completions.d/gradlab.fish",
    ] {
      let text = (try? String(contentsOfFile: "\(root)/share/\(path)", encoding: .utf8)) ?? ""
      for command in commands { #expect(text.contains(command), "\(command) in \(path)") }
      // zsh keeps the values of an argument in a variable of the argument's name.
      for list in text.matches(of: /local -ar ([^=]+)=/) {
        #expect(list.1.allSatisfy { $0 == "_" || $0.isLetter || $0.isNumber }, "\(list.1) in \(path)")
      }
      #expect(!text.contains("terminal-test") || !path.hasPrefix("man"))
    }
  }

  @Test func aProgramThatIsNotBuiltIsASentence() {
    let outcome = install("/nowhere/gradlab", folder.path)
    #expect(outcome.status == 1 && outcome.output.contains("There is no program"))
  }
}
