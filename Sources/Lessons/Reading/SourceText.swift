import Foundation

/// The lines of a text file, read with care: a file is data from somebody else.
struct SourceText {
  static let sizeLimit = 1_048_576

  var path: String
  /// Without their ends; index 0 is line 1.
  var lines: [String]

  /// Reads a regular file of at most one megabyte of UTF-8.
  static func read(_ path: String) throws(LessonProblems) -> SourceText {
    func refuse(_ line: Int, _ sentence: String) -> LessonProblems {
      LessonProblems([LessonProblem(path: path, line: line, sentence: sentence)])
    }
    let data: Data
    do {
      let attributes = try FileManager.default.attributesOfItem(
        atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path)
      guard attributes[.type] as? FileAttributeType == .typeRegular else {
        throw refuse(1, "this is not a regular file; give the path of a text file")
      }
      guard let size = attributes[.size] as? Int, size <= sizeLimit else {
        throw refuse(1, "the file is larger than 1 MB, which no lesson needs; shorten it")
      }
      data = try Data(contentsOf: URL(fileURLWithPath: path))
    } catch let problems as LessonProblems {
      throw problems
    } catch {
      let exists = FileManager.default.fileExists(atPath: path)
      throw refuse(
        1, exists ? "the file cannot be read; check its permissions" : "there is no such file; check the path"
      )
    }
    return try SourceText(path: path, bytes: Array(data))
  }

  init(path: String, bytes: [UInt8]) throws(LessonProblems) {
    self.path = path
    lines = []
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    for piece in content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      let line = piece.last == UInt8(ascii: "\r") ? piece.dropLast() : piece
      guard let text = String(validating: line, as: UTF8.self) else {
        let sentence = "this line is not UTF-8 text; save the file as UTF-8"
        throw LessonProblems([LessonProblem(path: path, line: lines.count + 1, sentence: sentence)])
      }
      lines.append(text)
    }
    if lines.last == "" { lines.removeLast() }
  }
}
