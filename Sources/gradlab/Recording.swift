import Foundation
import LabApp
import TerminalUI

/// A session on its way into a file; whatever ends the program, the lines written so far can be played.
final class Recording {
  private let file: NewFile
  private var cast: Cast
  private var problem: String?
  private var frames = 0

  /// - Parameter now: when the session began.
  init(path: String, now: Date) throws(OutletProblem) {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    guard let file = try NewFile(path: whole) else {
      throw OutletProblem("--record: \(path) is there already; give another name, or remove it.")
    }
    self.file = file
    cast = Cast(
      timestamp: Int(now.timeIntervalSince1970),
      terminal: ProcessInfo.processInfo.environment["TERM"] ?? "xterm-256color", title: "gradlab")
  }

  func note(_ frame: Canvas, at time: Duration) {
    guard problem == nil else { return }
    let lines = cast.lines(for: frame, at: time)
    guard !lines.isEmpty else { return }
    do throws(OutletProblem) {
      try file.write(Data((lines.joined(separator: "\n") + "\n").utf8))
      frames += 1
    } catch {
      problem = error.description
    }
  }

  /// Where the recording is, or why it stopped.
  var farewell: String {
    problem.map { "The recording stopped: \($0)" }
      ?? "Recorded \(frames) \(frames == 1 ? "frame" : "frames") to \(file.path)"
  }
}
