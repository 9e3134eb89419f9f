public import Experiments
import Neural
public import TerminalUI

/// The shown example as an image, and beside it how probable the network holds each class.
public enum ImagePanel: Panel {
  public static let name = "image"
  public static let probes = ["image", "answer"]
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 4)

  private static let missing =
    "The shown image and the class probabilities appear here if the network sees images. Space runs it."

  private static func image(_ lane: LaneSnapshot?) -> Probe? {
    guard let probe = lane?.probes["image"], !probe.planes.isEmpty else { return nil }
    return probe
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let image = image(lane) else { return "image" }
    let face = ShownImageWords(image, lane)
    let truth = face.truth.map { " · true \($0)" } ?? ""
    let answer = face.answer.map { (truth.isEmpty ? " · " : ", ") + "answered \($0)" } ?? ""
    let note = face.note.isEmpty ? "" : " · \(face.note)"
    return "image of \(face.name)\(truth)\(answer)\(note)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let image = image(lane) else { return canvas.message(missing, in: area) }
    let bars = ClassBars(lane.probes["answer"])
    let hasBars = bars != nil && area.width >= 40
    let room = hasBars ? area.splitLeft(max(area.width - max(area.width / 2, 26), 8)).left : area
    let tone = ImageTone(image.values)
    let hasScale = room.height >= 6
    let grid = ImageGrid(
      images: image.images(tone, "pixel") { Subject.pixel(row: $0, column: $1) })
    let end = grid.draw(on: &canvas, in: room.splitBottom(hasScale ? 2 : 0).rest).maxY
    if hasScale {
      canvas.scaleBar(
        tone.ramp, tone.labels,
        in: Rect(x: room.x, y: min(end + 1, room.maxY - 1), width: room.width, height: 1))
    }
    if hasBars { bars?.draw(on: &canvas, in: area.inset(left: room.width + 2)) }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let image = image(lane) else { return missing }
    let face = ShownImageWords(image, lane)
    let note = face.note.isEmpty ? "" : ", \(face.note)"
    let shape = "\(image.shape.rows) by \(image.shape.columns) pixels\(note)"
    let truth = face.truth.map { ", true class \($0)" } ?? ""
    let best = ClassBars(lane.probes["answer"])?.ranked.prefix(3) ?? []
    let answers = best.map { "\($0.name) \(Digits.fixed($0.probability * 100, decimals: 1))%" }
    return "\(face.name.prefix(1).uppercased())\(face.name.dropFirst()), \(shape)\(truth)"
      + (answers.isEmpty ? "." : "; answered \(answers.joined(separator: ", ")).")
  }
}

/// Which image it is and what became of it, as its probe says.
private struct ShownImageWords {
  /// `example 5`, `test example 5`, `drawing`.
  let name: String
  let truth: String?
  let answer: String?
  /// What was done to it before the network got it.
  let note: String

  init(_ image: Probe, _ lane: LaneSnapshot) {
    let labels = image.labels
    name = labels.count > 2 ? labels[2] : lane.shownExample
    truth = name == "drawing" ? nil : labels.first
    answer = labels.count > 1 ? labels[1] : nil
    note = labels.count > 3 ? labels[3] : ""
  }
}

/// The probability of every class as bars, the true one marked.
struct ClassBars {
  struct Class {
    var name: String
    var probability: Double
    var isTrue: Bool
  }

  let classes: [Class]
  let ranked: [Class]

  init?(_ probe: Probe?) {
    guard let probe, probe.rowCount >= 2 else { return nil }
    classes = (0..<probe.shape.columns).map { column in
      Class(
        name: probe.labels.indices.contains(column) ? probe.labels[column] : "\(column)",
        probability: Double(probe.value(0, column)), isTrue: probe.value(1, column) == 1)
    }
    ranked = classes.filter(\.probability.isFinite).sorted { $0.probability > $1.probability }
  }

  /// In the order of the classes; where they are too many, the most probable and the true one.
  private func shown(_ rows: Int) -> [Class] {
    guard classes.count > rows else { return classes }
    let best = Array(ranked.prefix(max(rows, 0)))
    guard !best.contains(where: \.isTrue), let truth = classes.first(where: \.isTrue) else { return best }
    return best.dropLast() + [truth]
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let hasHead = area.height >= 4
    let rows = hasHead ? area.splitTop(1).rest : area
    let classes = shown(rows.height)
    let names = min(classes.map { Width.of($0.name) }.max() ?? 0, max(area.width / 3, 4))
    let bars = Rect(x: area.x + names + 1, y: area.y, width: area.width - names - 16, height: 1)
    if hasHead {
      canvas.write("0", x: bars.x, y: area.y, .dim, in: area)
      canvas.writeRight("100%", end: bars.maxX, y: area.y, .dim, in: area)
    }
    let best = ranked.first?.name
    canvas.keepRows(classes.indices.map { rows.y + $0 }, x: area.x, width: names, in: area) { index in
      let entry = classes[index]
      return Reading(
        "class \(entry.name)\(entry.isTrue ? ", the true one" : "") · probability \(Digits.exact(entry.probability))"
      )
    }
    for (index, entry) in classes.enumerated() {
      let y = rows.y + index
      let ink: Ink = entry.isTrue ? .good : entry.name == best ? .bad : .dim
      canvas.spell(entry.name.shortened(to: names), x: area.x, y: y, .text, in: area)
      canvas.bar(
        entry.probability, canvas.look.style(ink), in: Rect(x: bars.x, y: y, width: bars.width, height: 1))
      let number =
        entry.probability.isFinite ? Digits.fixed(entry.probability * 100, decimals: 1) + "%" : "NaN"
      canvas.writeRight(number, end: bars.maxX + 8, y: y, .text, in: area)
      let mark = entry.isTrue ? "◂ true" : entry.name == best ? "◂ said" : ""
      canvas.spell(
        canvas.look.text(mark, or: mark.isEmpty ? "" : "< \(mark.dropFirst(2))"), x: bars.maxX + 9, y: y, ink,
        in: area)
    }
  }
}
