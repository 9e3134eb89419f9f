public import Experiments
public import TerminalUI

/// The loss of all lanes by step, training and validation.
public enum LossPanel: Panel {
  public static let name = "loss"
  public static let probes: [String] = []
  public static let options = ["log", "linear", "ln2", "xor"]
  public static let minimum = Size(width: 12, height: 1)

  private static func curves(_ snapshot: Snapshot, _ view: PanelView) -> MeterCurves {
    var guides: [Guide] = []
    if view.options.contains("ln2") || view.options.contains("xor") { guides.append(Guide(0.693147, "ln 2")) }
    // Where a stuck XOR network stays: three rows share 1/3, or two rows are solved and two answered 1/2.
    if view.options.contains("xor") {
      guides += [Guide(0.477386, "0.75 H(1/3)"), Guide(0.346574, "0.5 ln 2")]
    }
    return MeterCurves(meter: "loss", snapshot: snapshot, view: view, guides: guides)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let curves = curves(snapshot, view)
    let score = verdict(snapshot, view).map { ["drawn \($0.score)/100"] } ?? []
    return curves.title((curves.yScale(curves.series).kind == .logarithmic ? ["log"] : []) + score)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil else { return }
    let curves = curves(snapshot, view)
    guard !curves.isEmpty else {
      return canvas.message("The loss appears here, step by step. Space runs it.", in: area)
    }
    curves.draw(curves.yScale(curves.series), on: &canvas, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let said = curves(snapshot, view).describe()
    guard let verdict = verdict(snapshot, view) else { return said }
    return said + " " + sentence(verdict)
  }

  /// How the curve that was drawn before the run compares with the one of the shown lane.
  public static func verdict(_ snapshot: Snapshot, _ view: PanelView) -> ExpectedCurve.Verdict? {
    view.expected?.verdict(snapshot.shownLane(view)?.curve("loss"))
  }

  /// The comparison as a sentence.
  public static func sentence(_ verdict: ExpectedCurve.Verdict) -> String {
    "Your curve scores \(verdict.score) of 100; it is furthest off at step \(verdict.step), where you drew "
      + "\(Digits.reading(verdict.drawn, digits: 3)) and \(Digits.reading(verdict.real, digits: 3)) came."
  }
}
