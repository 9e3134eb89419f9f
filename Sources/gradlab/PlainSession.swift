import CursesDriver
import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels

/// The lab in lines, on whatever standard input and output are.
enum PlainSession {
  /// What a program ends with whose reader has gone.
  private static let brokenPipe: Int32 = 128 + 13

  /// Runs until it is left; `prepare` may open a lesson first. Returns the exit status.
  static func perform(ascii: Bool, shelf: Shelf, prepare: (inout PlainLab) -> Void = { _ in }) -> Int32 {
    var terminal = LineTerminal(ascii: ascii)
    var lab = PlainLab(
      shelf: shelf, panels: Gallery(PanelCatalog.all), width: terminal.width, glyphs: terminal.glyphs,
      bench: StillBench(make: LearnerCatalog.factory(.standard)), keeper: Laboratory.keeper())
    prepare(&lab)
    let status = converse(&lab, &terminal)
    lab.close()
    _ = terminal.write(lab.farewell)
    return status
  }

  private static func converse(_ lab: inout PlainLab, _ terminal: inout LineTerminal) -> Int32 {
    var lines = lab.begin()
    while true {
      guard terminal.write(lines) else { return brokenPipe }
      if let status = lab.exitStatus { return status }
      let event: LineTerminal.Event?
      if lab.isRunning {
        event = terminal.interruption()
      } else {
        terminal.prompt()
        event = terminal.next()
      }
      switch event {
      case nil: lines = lab.work()
      case .line(let line): lines = lab.read(line)
      case .interrupted: lines = lab.interrupt()
      case .terminate(let signal): return 128 + signal
      case .ended: return 0
      }
    }
  }
}
