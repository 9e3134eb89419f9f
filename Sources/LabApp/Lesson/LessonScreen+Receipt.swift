import Experiments
import TerminalUI

extension LessonScreen {
  /// Shows the receipt of the run that the panels show, and asks for it on the clipboard.
  mutating func showReceipt(_ world: World) -> Outcome {
    guard hasExperiment else { return .ignored }
    let lanes = world.snapshot.lanes
    guard lanes.indices.contains(workbench.selected), let receipt = lanes[workbench.selected].receipt else {
      message = Message(
        text:
          "There is no receipt: this fork became another experiment on its way. Restart it with r for one.",
        ink: .warning)
      return .done
    }
    let line = receipt.description
    let moment =
      receipt.reading.map { ", \($0.meter) \(Numeral.text($0.value)) at step \(Figure.count($0.step))" } ?? ""
    message = Message(
      text:
        "Receipt, copied where the terminal allows\(moment): gradlab open and gradlab run repeat it. \(line)",
      isWhole: true)
    return .asking(.copy(line))
  }
}
