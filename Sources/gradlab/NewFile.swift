import Foundation
import Glibc
import LabApp

/// A file that did not exist before. Every write reaches it at once; trouble is one sentence.
final class NewFile {
  let path: String
  private let descriptor: Int32

  /// Makes the file; nil if there is one of that name.
  init?(path: String) throws(OutletProblem) {
    self.path = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor < 0 else { return }
    if errno == EEXIST { return nil }
    throw Self.problem(path, errno)
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  func write(_ bytes: Data) throws(OutletProblem) {
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw Self.problem(path, errno) }
      rest = rest.dropFirst(count)
    }
  }

  /// Takes back a file that could not be finished.
  func remove() { unlink(path) }

  private static func problem(_ path: String, _ number: Int32) -> OutletProblem {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
    return switch number {
    case EACCES, EROFS, EPERM:
      OutletProblem("Nothing can be written in \(folder), which is read-only for you; give another folder.")
    case ENOENT, ENOTDIR: OutletProblem("There is no folder \(folder); make it, or give another one.")
    case ENOSPC, EDQUOT: OutletProblem("The disk of \(folder) is full; make room, or give another folder.")
    case ENAMETOOLONG: OutletProblem("The name is too long for a file; give a shorter one.")
    default: OutletProblem("\(path) cannot be written: \(String(cString: strerror(number))).")
    }
  }
}
