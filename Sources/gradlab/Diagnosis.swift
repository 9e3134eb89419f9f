import CursesDriver
import Datasets
import Foundation
import LabApp
import Lessons
import TerminalUI

/// What the program found around itself, and what of it is wrong.
struct Diagnosis {
  private(set) var facts: [(name: String, value: String)] = []
  /// One sentence each: what is wrong and how to mend it.
  private(set) var complaints: [String] = []

  mutating func examineTerminal(_ surroundings: Surroundings, _ options: TerminalOptions) {
    let look = surroundings.look(options)
    note("terminal", surroundings.name ?? "TERM is not set")
    note("size", surroundings.size.map { "\($0.width)×\($0.height)" } ?? "unknown, output is no terminal")
    let used = Self.describe(look.capability.colours)
    note("colours", "\(surroundings.colours) there, \(used) used, theme \(look.theme)")
    note("locale", "\(surroundings.locale), \(surroundings.isUnicode ? "UTF-8" : "not UTF-8")")
    note("glyphs", Self.describe(look.capability.glyphs))
    // Where this report goes says nothing of the terminal that the lab will have.
    var elsewhere = surroundings
    (elsewhere.isInputTerminal, elsewhere.isOutputTerminal) = (true, true)
    if let problem = elsewhere.problem { complaints.append("\(problem)") }
    if !surroundings.isUnicode {
      complaints.append(
        "The locale \(surroundings.locale) is not UTF-8, so pictures are drawn in ASCII; "
          + "set \(surroundings.localeVariable)=C.UTF-8.")
    }
    if let size = surroundings.size { examine(size) }
  }

  private mutating func examine(_ size: Size) {
    guard size.width < 80 || size.height < 24 else { return }
    let least = Application.minimum
    let consequence =
      size.width < least.width || size.height < least.height
      ? "is too small for the lab, which needs \(least.width)×\(least.height)" : "shows one panel at a time"
    complaints.append(
      "The window of \(size.width)×\(size.height) \(consequence); enlarge it to 80×24 or more.")
  }

  mutating func examineProcessor() {
    note("processor", Processor.model)
    note("kernels", Processor.kernels)
  }

  mutating func examineProgram(_ path: String?) { note("program", path ?? "unknown") }

  mutating func examineLook(_ store: LookStore?) {
    let kept = store?.load().map { "theme \($0.theme), glyphs \($0.glyphs), kept in \(store?.path ?? "")" }
    note("look", kept ?? "as the terminal suggests; L in the lab chooses another")
  }

  mutating func examineWriting(_ folder: String) {
    note("files", "written to \(folder)\(Self.canWrite(folder) ? "" : ", where no file can be made")")
  }

  mutating func examineLessons(_ library: Library) {
    let shelf = library.load()
    let places = library.folders.filter { !Library.lessonFiles(in: $0).isEmpty }
    note(
      "lessons",
      "\(shelf.lessons.count) in \(places.isEmpty ? "none of the folders" : places.joined(separator: ", "))")
    complaints += shelf.problems.map { "\($0)" }
    if shelf.lessons.isEmpty {
      complaints.append(
        "No lesson was found in \(library.folders.joined(separator: " or ")); set GRADLAB_LESSONS to the folder `lessons`."
      )
    }
  }

  mutating func examineData(_ library: DataLibrary) {
    do throws(DataError) {
      note("data", try library.root)
    } catch {
      note("data", "not found")
      complaints.append("\(error)")
    }
  }

  mutating func examineProgress(_ store: JournalStore?, now: Date) {
    guard let store else {
      note("progress", "kept in memory only")
      complaints.append("Progress has no place to be saved; set HOME or XDG_STATE_HOME.")
      return
    }
    note("progress", store.path)
    if let warning = store.load(now: now).warning {
      complaints.append("\(warning.prefix(1).uppercased())\(warning.dropFirst()).")
    }
    if !Self.canWrite(store.folder) {
      complaints.append(
        "Progress cannot be saved: no file can be made in \(store.folder); set XDG_STATE_HOME to another folder."
      )
    }
  }

  /// Whether files can be made in a folder, or in the one that it would be made in. Permissions do not tell it all: one
  /// is made and taken away.
  private static func canWrite(_ folder: String) -> Bool {
    let files = FileManager.default
    var place = URL(fileURLWithPath: folder)
    while !files.fileExists(atPath: place.path) && place.path != "/" { place.deleteLastPathComponent() }
    let trial = place.appending(path: ".gradlab-\(UUID().uuidString)").path
    guard files.createFile(atPath: trial, contents: nil) else { return false }
    try? files.removeItem(atPath: trial)
    return true
  }

  private mutating func note(_ name: String, _ value: String) { facts.append((name, value)) }

  private static func describe(_ colours: Capability.Colours) -> String {
    switch colours {
    case .mono: "none"
    case .eight: "8"
    case .full: "256"
    }
  }

  private static func describe(_ glyphs: Capability.Glyphs) -> String {
    switch glyphs {
    case .ascii: "ASCII only"
    case .block: "lines and blocks"
    case .braille: "lines, blocks and braille"
    }
  }
}
