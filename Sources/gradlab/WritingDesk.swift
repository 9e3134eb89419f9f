import Foundation
import LabApp

/// Writes what is taken out of the lab; never over something that is there.
struct WritingDesk {
  /// Where names without a folder belong.
  let folder: String
  var home = ProcessInfo.processInfo.environment["HOME"]

  /// Writes to the file, or to the first of `name-2.txt`, `name-3.txt`, … that is free, and returns where.
  func write(_ bytes: Data, to name: String) throws(OutletProblem) -> String {
    let wanted = place(of: name)
    for number in 1...999 {
      guard let file = try NewFile(path: Self.numbered(wanted, number)) else { continue }
      do throws(OutletProblem) {
        try file.write(bytes)
      } catch {
        file.remove()
        throw error
      }
      return file.path
    }
    throw OutletProblem("There are a thousand files of the name \(wanted); give another name.")
  }

  private func place(of name: String) -> String {
    if name.hasPrefix("/") { return name }
    if name.hasPrefix("~/"), let home, !home.isEmpty { return home + name.dropFirst() }
    return (folder.hasSuffix("/") ? folder : folder + "/") + name
  }

  private static func numbered(_ path: String, _ number: Int) -> String {
    guard number > 1 else { return path }
    guard let point = path.lastIndex(of: "."), !path[point...].contains("/") else {
      return "\(path)-\(number)"
    }
    return "\(path[..<point])-\(number)\(path[point...])"
  }
}
