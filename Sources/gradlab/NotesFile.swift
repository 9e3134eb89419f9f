import Datasets
import Foundation
import LabApp
import Lessons

/// The file through which the speaker's notes reach a second terminal.
struct NotesFile {
  private static let sizeLimit = 100_000

  private let path: String
  init(_ path: String) { self.path = path }

  /// Refuses a file that holds something else, which would be lost.
  func checkItIsOurs() throws {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    let folder = url.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
      throw LookupError("--notes: there is no folder \(folder.visible); make it first, or give another path")
    }
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
    let text = isFolder.boolValue ? nil : read()
    guard let text, text.isEmpty || text.hasPrefix(Application.notesMark) else {
      throw LookupError(
        "--notes: \(path.visible) holds something else; give another name, or delete it first")
    }
  }

  /// Puts the text in place of the old one in a single stroke; what is wrong, if that fails.
  func write(_ text: String) -> String? {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
      return nil
    } catch {
      return "The notes cannot be written to \(path.visible); check the folder's permissions."
    }
  }

  /// The text, its control characters made visible; nil if there is no such file.
  func read() -> String? {
    guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? handle.close() }
    guard let data = try? handle.read(upToCount: Self.sizeLimit) ?? Data() else { return nil }
    return String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .map(\.visible).joined(separator: "\n")
  }
}
