import Experiments
import Foundation
import Neural

/// What networks that read sequences show: an LSTM over a line of text, a GRU beside it, a forecast of a wave.
extension Fixtures {
  private static let read = Array("the␣cat␣sat␣on␣the␣mat").map(String.init)

  private static func units(_ name: String, _ count: Int, signed: Bool, pace: Float) -> Probe {
    let steps = read.count
    let values = (0..<count * steps).map { place -> Float in
      let (unit, step) = (Float(place / steps), Float(place % steps))
      let wave = sin(step * pace + unit)
      return signed ? wave : (wave + 1) / 2
    }
    return Probe(name, shape: Shape(rows: count, columns: steps), values: values, labels: read)
  }

  private static func lag(_ factor: Float) -> Probe {
    Probe("lag", shape: Shape(columns: 24), values: (0..<24).map { 0.5 * pow(factor, Float($0)) })
  }

  private static func forecast(_ error: Float) -> Probe {
    let rows = (0..<40).flatMap { step -> [Float] in
      let target = sin(Float(step) * 0.35)
      return [Float(step), target, target * (1 - error) + 0.1 * error * noise(step)]
    }
    return Probe("predictions", shape: Shape(rows: 40, columns: 3), values: rows)
  }

  private static func sample(_ text: String) -> Probe {
    let names = text.map { $0 == " " ? "␣" : $0 == "\n" ? "⏎" : String($0) }
    return Probe("sample", shape: Shape(columns: names.count), values: names.map { _ in 0 }, labels: names)
  }

  private static let next = Probe(
    "next", shape: Shape(columns: 6), values: [0.0625, 0.5, 0.25, 0.125, 0.03125, 0.03125],
    labels: ["⏎", "␣", "e", "s", "t", "a"])

  private static func sequence(_ name: String, _ probes: [Probe]) -> LaneSnapshot {
    var run = lane(name, [("loss", [2.5, 1.5])], probes: probes)
    run.experiment.learner = "sequence"
    run.experiment.options = ["temperature": 0.5]
    run.experiment.choices = ["prompt": "the "]
    return run
  }

  private static let lstm = sequence(
    "lstm",
    [
      units("hidden", 8, signed: true, pace: 0.4), units("cell", 8, signed: true, pace: 0.1),
      units("gates/input", 8, signed: false, pace: 0.3), units("gates/forget", 8, signed: false, pace: 0.2),
      units("gates/cell", 8, signed: true, pace: 0.7), units("gates/output", 8, signed: false, pace: 0.5),
      lag(0.8), forecast(0.1), next,
      sample("the king was a good man and the sea\nwent over the long road to the house of the old queen"),
    ])

  private static let gru = sequence(
    "gru",
    [
      units("hidden", 5, signed: true, pace: 0.6), units("gates/reset", 5, signed: false, pace: 0.3),
      units("gates/update", 5, signed: false, pace: 0.2),
      units("gates/candidate", 5, signed: true, pace: 0.7),
      lag(0.3), forecast(0.6), next, sample("the the the t\nthe the"),
    ])

  static let sequences = Snapshot(serial: 6, lanes: [lstm], phase: .paused)
  static let sequenceRace = Snapshot(serial: 7, lanes: [lstm, gru], phase: .paused)
}
