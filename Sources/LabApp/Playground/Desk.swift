public import Datasets
import Experiments
import Foundation

/// What a person's own files and data are reached by.
public struct Desk: Sendable {
  public var library: DataLibrary
  /// Relative paths start here.
  let folder: String

  /// - Parameter folder: an absolute path; nil for the folder the program was started in.
  public init(library: DataLibrary = .standard, folder: String? = nil) {
    self.library = library
    self.folder = folder ?? FileManager.default.currentDirectoryPath
  }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: whole(path)) }

  /// Writes a file all at once.
  ///
  /// Errors: one sentence.
  func save(_ text: String, to path: String) throws(SettingError) {
    do {
      try Data(text.utf8).write(to: URL(fileURLWithPath: whole(path)), options: .atomic)
    } catch {
      throw SettingError("\(path) cannot be written; check the folder and its permissions")
    }
  }

  /// The text with the rest of a file's name, as far as only one rest is possible, and the names there are.
  ///
  /// - Parameter endings: of files that count; folders always do.
  func complete(_ text: String, endings: [String]) -> (text: String, names: [String]) {
    let slash = text.lastIndex(of: "/").map { text.index(after: $0) } ?? text.startIndex
    let (place, beginning) = (String(text[..<slash]), String(text[slash...]))
    let here = place.isEmpty ? folder : whole(place)
    let all = (try? FileManager.default.contentsOfDirectory(atPath: here)) ?? []
    let names = all.filter { $0.hasPrefix(beginning) && (beginning.hasPrefix(".") || !$0.hasPrefix(".")) }
      .compactMap { name -> String? in
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: here + "/" + name, isDirectory: &isFolder)
        if isFolder.boolValue { return name + "/" }
        return endings.contains { name.lowercased().hasSuffix($0) } ? name : nil
      }.sorted()
    guard var common = names.first else { return (text, []) }
    for name in names { common = common.commonPrefix(with: name) }
    return (place + common, names)
  }

  private func whole(_ path: String) -> String {
    if path.hasPrefix("/") { return path }
    return path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst(1) : folder + "/" + path
  }
}
