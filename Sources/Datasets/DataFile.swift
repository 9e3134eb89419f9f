import Foundation

/// What tells one state of a file from another.
struct FileStamp: Sendable, Hashable {
  var path: String
  var size: Int
  var modified: Double
}

/// A file that is read whole.
struct DataFile {
  /// A table larger than this is refused rather than read into memory.
  static let largest = 200_000_000

  /// Symbolic links followed.
  let path: String
  /// How the file is called in sentences.
  let name: String

  /// `~/` at the start of the path is the home folder.
  init(path: String, name: String) {
    let expanded = path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst(1) : path
    self.path = URL(fileURLWithPath: expanded).resolvingSymlinksInPath().path
    self.name = name
  }

  /// Errors: no such file, a folder, a device, too large, unreadable.
  func stamp() throws(DataError) -> FileStamp {
    guard let attributes = try? FileManager.default.attributesOfItem(atPath: path) else {
      throw DataError(
        "The file \"\(name)\" does not exist here; "
          + "check the path (relative ones start at the current folder)."
      )
    }
    let type = attributes[.type] as? FileAttributeType
    if type == .typeDirectory { throw DataError("\"\(name)\" is a folder; name a CSV file in it.") }
    guard type == .typeRegular else {
      throw DataError("\"\(name)\" is not an ordinary file; save the table to one.")
    }
    let size = (attributes[.size] as? NSNumber)?.intValue ?? 0
    guard size <= Self.largest else {
      throw DataError(
        "The file \"\(name)\" has \(size / 1_000_000) MB, "
          + "but at most \(Self.largest / 1_000_000) MB are read; cut it down."
      )
    }
    let modified = (attributes[.modificationDate] as? Date)?.timeIntervalSinceReferenceDate ?? 0
    return FileStamp(path: path, size: size, modified: modified)
  }

  /// Errors: as for `stamp`.
  func bytes() throws(DataError) -> [UInt8] {
    _ = try stamp()
    guard let data = FileManager.default.contents(atPath: path) else {
      throw DataError("The file \"\(name)\" cannot be read; check its permissions.")
    }
    return [UInt8](data)
  }
}
