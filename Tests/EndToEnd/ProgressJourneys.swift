import Foundation
import TestSupport
import Testing

extension Journeys {
  /// Progress outlives whatever happens to the program, the disk and the file.
  @Suite struct Progress {
    private let folder = FileManager.default.temporaryDirectory.appending(
      path: "gradlab-\(UUID().uuidString)")

    /// Runs a script for the shell, with a home folder of its own; `$LAB` is the program.
    private func perform(_ script: String) throws -> (status: Int32, output: String) {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let beginning =
        "cd '\(folder.path)'; export HOME=$PWD XDG_STATE_HOME=$PWD/state; LAB='\(Pane.program)'; "
      return Program("/bin/sh", ["-c", beginning + script]).run()
    }

    private func clean() { try? FileManager.default.removeItem(at: folder) }

    /// The program is killed while it saves again and again, each time a little later.
    @Test func aKilledProgramLeavesAWholeFile() throws {
      defer { clean() }
      let count = min(Mutator.count(12), 200)
      let outcome = try perform(
        """
        i=0
        while [ $i -lt \(count) ]; do
          i=$((i + 1))
          { echo 12; while echo next && echo back; do :; done; } 2>/dev/null |
            sh -c 'echo $$ >pid; exec "$0" --plain' "$LAB" | { head -n $((40 + i * 13)) >/dev/null; kill -9 $(cat pid); }
          "$LAB" progress --json >told 2>&1 || exit 3
          grep -q '"version" : 1' state/gradlab/progress.json || exit 4
          if grep -q -e damaged -e 'cannot be' told; then cat told; exit 5; fi
        done
        ls -a state/gradlab
        """)
      #expect(outcome.status == 0, "\(outcome.output)")
      #expect(!outcome.output.contains("damaged"))
    }

    /// A limit on the size of files stands for a full disk: the lab goes on and says so, the old file stays whole.
    @Test func aFullDiskIsToldAndLosesNothing() throws {
      defer { clean() }
      let outcome = try perform(
        """
        (ulimit -f 0; "$LAB" list >/dev/null); [ $? = 153 ] && exit 77
        printf '12\\nnext\\nquit\\n' | "$LAB" --plain >/dev/null || exit 3
        cp state/gradlab/progress.json before
        { ulimit -f 0; printf '12\\nnext\\n2\\nquit\\n' | "$LAB" --plain | cat; }
        cmp before state/gradlab/progress.json || exit 4
        printf 'progress\\nquit\\n' | "$LAB" --plain
        """)
      // Built with the thread sanitizer, no program can begin under such a limit: the sanitizer needs a file itself.
      if outcome.status == 77 { return }
      #expect(outcome.status == 0, "\(outcome.output)")
      #expect(outcome.output.replacing("\n", with: " ").contains("kept in memory until it can"))
      #expect(outcome.output.contains("2 of 7 pages"))
    }

    @Test func twoLabsAtOnceKeepBothDeeds() throws {
      defer { clean() }
      let outcome = try perform(
        """
        { echo 12; while echo next && echo back; do :; done; } 2>/dev/null | head -n 60 | "$LAB" --plain >/dev/null &
        { echo 3; while echo next && echo back; do :; done; } 2>/dev/null | head -n 60 | "$LAB" --plain >/dev/null &
        wait
        printf 'progress\\nquit\\n' | "$LAB" --plain
        """)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("12 The vanishing gradient problem: begun, 2 of 7 pages"))
      #expect(outcome.output.contains("3 The perceptron and its rule: begun, 2 of 7 pages"))
    }

    @Test func aDamagedFileIsNamedAndKept() throws {
      defer { clean() }
      let outcome = try perform(
        """
        mkdir -p state/gradlab; printf '{"version": 1, "less\\033[2J' >state/gradlab/progress.json
        printf 'quit\\n' | "$LAB" --plain
        ls state/gradlab; grep -c less state/gradlab/progress.damaged-*.json
        """)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("the progress file was damaged"))
      #expect(outcome.output.contains("progress.damaged-") && outcome.output.hasSuffix("1\n"))
    }
  }

  /// The lab line by line, through pipes.
  @Suite struct Lines {
    @Test func withoutATerminalLinesWork() {
      let outcome = Program(
        "/bin/sh",
        [
          "-c",
          "cd /; printf '3\\n1\\nrun\\nnxt\\n' | HOME=/nonexistent '\(Pane.program)' --plain --ascii; echo status=$?",
        ]
      ).run()
      #expect(outcome.output.contains("status=0"))
      #expect(outcome.output.contains("You said 1, and so it is."))
      #expect(outcome.output.contains("It has settled"))
      #expect(outcome.output.contains("did you mean \"next\"?"))
      #expect(outcome.output.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test func aSimpleTerminalGetsLinesByItself() throws {
      let pane = try Pane(term: "dumb")
      pane.run("clear; \"$GRADLAB\"; echo status=$?")
      try pane.wait(for: "Type the number of a lesson")
      pane.run("24")
      try pane.wait(for: "Page 1 of")
      pane.press("C-c")
      try pane.waitForStatus(130)
      #expect(pane.isOrdinary)
    }

    @Test func controlCStopsTheRunFirst() throws {
      let pane = try Pane()
      pane.run("clear; \"$GRADLAB\" open 12/1 --plain; echo status=$?")
      try pane.wait(for: "Predict before you run")
      pane.run("2")
      try pane.wait(for: "You said 2")
      pane.run("set steps 100000000")
      try pane.wait(for: "a new run at step 0")
      pane.run("run")
      pane.press("C-c")
      try pane.wait(for: "Stopped.")
      pane.run("quit")
      try pane.waitForStatus(0)
    }
  }
}
