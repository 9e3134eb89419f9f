public import Experiments
import Neural
public import TerminalUI

/// The loss over the learning rate of one run whose rate rises, and the rate that follows from it.
public enum SweepPanel: Panel {
  public static let name = "sweep"
  public static let probes: [String] = []
  public static let options: [String] = []
  public static let minimum = Size(width: 24, height: 6)

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    "loss by learning rate\(snapshot.laneTag(view)) · log"
  }

  public static func enter(_ snapshot: Snapshot, _ view: PanelView) -> PanelDeed? {
    guard let lane = snapshot.shownLane(view), lane.experiment.value(of: "rate") != nil else { return nil }
    guard let sweep = snapshot.searches.rates else { return .search(.rates) }
    return sweep.suggestion.map { .adopt(Setting("rate", Numeral.text($0))) }
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    if let problem = snapshot.searches.problem { return canvas.message(problem, .bad, in: area) }
    guard let sweep = snapshot.searches.rates else {
      let key = view.hasFocus ? "Enter" : "Tab comes here, Enter"
      return canvas.message(
        "The loss over the learning rate appears here, from a run whose rate rises. \(key) runs it.", in: area
      )
    }
    let parts = area.splitTop(area.height - (area.height >= 9 ? 2 : 0))
    draw(sweep, on: &canvas, in: parts.top)
    canvas.message(sweep.sentence(hasFocus: view.hasFocus), in: parts.rest)
  }

  private static func draw(_ sweep: RateSweep, on canvas: inout Canvas, in area: Rect) {
    let points = sweep.points.filter { $0.smoothed.isFinite && $0.smoothed > 0 }
    guard let first = points.first, let last = points.last, points.count > 1 else {
      return canvas.message(sweep.reason, .bad, in: area)
    }
    let rates = Scale(.logarithmic, Double(first.rate), Double(last.rate))
    let losses = points.map { Double($0.smoothed) }
    let scale = Scale.fitting(.logarithmic, low: losses.min() ?? 0.1, high: losses.max() ?? 1)
    var chart = Chart(x: rates, y: scale, xTitle: "learning rate", look: canvas.look, in: area)
    let raw = points.map { (x: Double($0.rate), y: Double($0.loss)) }
    chart.line(raw, .dim, dash: .dotted, letter: ".", text: "each step")
    let smooth = points.map { (x: Double($0.rate), y: Double($0.smoothed)) }
    chart.line(smooth, .training, letter: "A", layer: 2, text: "smoothed")
    chart.readLine(smooth) { index in
      let point = points[index]
      return Reading(
        "rate \(Digits.exact(point.rate)) · loss \(Digits.exact(point.loss)), smoothed "
          + Digits.exact(point.smoothed))
    }
    if let rate = sweep.suggestion { mark(rate, sweep, &chart, canvas.look) }
    chart.draw(on: &canvas)
  }

  private static func mark(_ rate: Float, _ sweep: RateSweep, _ chart: inout Chart, _ look: Look) {
    let glyph = look.glyph("▲", or: "^")
    let near = sweep.points.last { $0.rate <= rate } ?? sweep.points[0]
    chart.mark((Double(rate), Double(near.smoothed)), glyph, .accent)
    chart.explain(glyph, "rate \(Numeral.text(rate))", .accent)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let sweep = snapshot.searches.rates else {
      return "No sweep of the learning rate yet. Enter runs it."
    }
    let last = sweep.points.last.map { ", up to a rate of \(Digits.reading($0.rate))" } ?? ""
    return "One run with a rising rate\(last): \(sweep.reason)."
  }
}

extension RateSweep {
  fileprivate func sentence(hasFocus: Bool) -> String {
    let adopt = suggestion.map {
      "; \(hasFocus ? "Enter" : "Tab and Enter") adopt\(hasFocus ? "s" : "") \(Numeral.text($0))"
    }
    guard let limit, let adopt else { return reason.capitalizedSentence }
    return
      "Doubled from its lowest at \(Digits.reading(limit, digits: 2)); a fifth of that is marked\(adopt)."
  }
}

extension String {
  fileprivate var capitalizedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
