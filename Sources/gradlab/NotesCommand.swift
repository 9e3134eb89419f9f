import ArgumentParser
import CursesDriver
import Foundation
import LabApp
import TerminalUI

/// Follows the notes that `gradlab present --notes` keeps, in another terminal.
struct NotesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes", abstract: "Shows a speaker's notes and follows them.",
    discussion: "Example: gradlab notes notes.txt (Ctrl-C ends it)")

  @Argument(
    help: ArgumentHelp("The file of gradlab present --notes.", valueName: "file"), completion: .file())
  var file: String

  @Flag(help: "Shows them once and ends.")
  var once = false

  /// Microseconds between two looks. The file may lie on any file system, so that none can be asked to tell of changes.
  private static let pause: UInt32 = 200_000

  func run() throws {
    let notes = NotesFile(file)
    if once {
      guard let text = notes.read() else {
        throw ValidationError(
          "there is no file \(file); begin with gradlab present LESSON --notes \(file)")
      }
      let width = Surroundings.outputSize?.width ?? .max
      return print(SceneNotes.fitted(text, to: Size(width: width, height: .max)), terminator: "")
    }
    var shown: String?
    while true {
      let kept = notes.read() ?? "Waiting for \(file): gradlab present LESSON --notes \(file)\n"
      let text = Surroundings.outputSize.map { SceneNotes.fitted(kept, to: $0) } ?? kept
      if text != shown { Self.show(text) }
      shown = text
      usleep(Self.pause)
    }
  }

  /// Draws from the top: on a terminal the old text is overwritten line by line, so that nothing flickers.
  private static func show(_ text: String) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    let body =
      isTerminal
      ? "\u{1B}[H" + text.replacing("\n", with: "\u{1B}[K\n") + "\u{1B}[J" : text + "\n"
    FileHandle.standardOutput.write(Data(body.utf8))
  }
}
