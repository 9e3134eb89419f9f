import CursesDriver
import Foundation
import LabApp
import Lessons
import TerminalUI

/// The look that was chosen last.
struct KeptLook: Codable, Hashable {
  var theme: String
  var glyphs: String

  /// The look with what was chosen; what the command line says goes before it.
  func applied(to look: Look, unless options: TerminalOptions) -> Look {
    var look = look
    if options.theme == nil, let kept = Look.Theme(rawValue: theme) { look.theme = kept }
    if !options.ascii, let kept = Capability.Glyphs.allCases.first(where: { "\($0)" == glyphs }) {
      look.capability.glyphs = kept
    }
    return look
  }
}

/// Keeps it in a small file beside the progress.
struct LookStore {
  let path: String

  /// Nil if the environment names no place for it.
  static func standard() -> LookStore? {
    JournalStore.standard().map { LookStore(path: "\($0.folder)/look.json") }
  }

  /// Nil if nothing was kept, or not in a form that can be read.
  func load() -> KeptLook? {
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    return try? JSONDecoder().decode(KeptLook.self, from: data)
  }

  func save(_ look: Look) throws(OutletProblem) {
    let kept = KeptLook(theme: look.theme.rawValue, glyphs: "\(look.capability.glyphs)")
    let place = URL(fileURLWithPath: path)
    do {
      try FileManager.default.createDirectory(
        at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
      try JSONEncoder().encode(kept).write(to: place, options: .atomic)
    } catch {
      throw OutletProblem("The choice holds until you leave; it cannot be kept in \(path).")
    }
  }
}
