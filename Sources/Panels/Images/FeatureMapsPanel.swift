public import Experiments
import Neural
public import TerminalUI

/// What each stage of the network makes of the shown example: a row of maps a stage.
public enum FeatureMapsPanel: Panel {
  public static let name = "feature-maps"
  public static let probes = ["feature-maps/*"]
  /// The number of the one stage that is shown, larger; without one, all.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 20, height: 4)
  public static let scales: [PanelScale] = [.layer, .net, .fixed]

  private static let missing =
    "The maps of every stage that gives images appear here, row by row. Space runs it."

  private static func stages(_ snapshot: Snapshot, _ view: PanelView) -> [MapRow] {
    let wanted = view.options.compactMap(Int.init).min()
    let all = snapshot.shownLane(view)?.mapStages ?? []
    let common: [Float]? =
      switch scale(view) {
      case .layer: nil
      case .net: all.flatMap(\.probe.values)
      case .fixed: all.contains { $0.probe.values.contains { $0 < 0 } } ? [-1, 1] : [0, 1]
      }
    return all.filter { wanted == nil || $0.number == wanted }.map { stage in
      MapRow(
        stage.number, stage.name, stage.probe, tone: ImageTone(common ?? stage.probe.values),
        isAtWork: snapshot.shownLane(view)?.isAtWork(stage: stage.number) ?? false)
    }
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let first = stages(snapshot, view).first else {
      return "feature maps"
    }
    let isOne = view.options.contains { Int($0) != nil }
    let stage = isOne ? " after stage \(first.number) \(first.name) [\(first.probe.shape)]" : ""
    let example = first.probe.labels.first ?? lane.shownExample
    return "feature maps\(stage) · scale \(scale(view).rawValue) · \(example)\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    let rows = stages(snapshot, view)
    guard let first = rows.first else { return canvas.message(missing, in: area) }
    if rows.count == 1 { return first.drawAlone(on: &canvas, in: area) }
    // A gap row between stages, and at least three rows a stage.
    let shown = min(rows.count, max((area.height + 1) / 4, 1))
    let each = (area.height + 1) / shown - 1
    for (index, row) in rows.prefix(shown).enumerated() {
      row.draw(
        on: &canvas, in: Rect(x: area.x, y: area.y + index * (each + 1), width: area.width, height: each))
    }
    guard shown < rows.count else { return }
    canvas.writeRight(
      "\(rows.count - shown) more stages", end: area.maxX, y: area.maxY - 1, .dim, in: area)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let rows = stages(snapshot, view)
    guard !rows.isEmpty else { return missing }
    return "Feature maps: \(rows.map(\.sentence).joined(separator: "; "))."
  }
}

/// The maps of one stage.
struct MapRow {
  let number: Int
  let name: String
  let probe: Probe
  private let tone: ImageTone
  private let isAtWork: Bool

  init(_ number: Int, _ name: String, _ probe: Probe, tone: ImageTone, isAtWork: Bool = false) {
    self.isAtWork = isAtWork
    self.number = number
    self.name = name
    self.probe = probe
    self.tone = tone
  }

  private static let nameWidth = 15

  func draw(on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitLeft(min(Self.nameWidth + 1, area.width / 2))
    let mark = isAtWork ? canvas.look.text("▸", or: ">") : ""
    let lines = ["\(mark)\(number) \(name)", "\(probe.shape)", tone.text]
    for (index, line) in lines.enumerated() where index < area.height {
      let text = line.shortened(to: parts.left.width - 1)
      let ink: Ink = index > 0 ? .dim : isAtWork ? .accent : .text
      canvas.spell(text, x: area.x, y: area.y + index, ink, in: parts.left)
    }
    let images = probe.images(tone, "stage \(number) \(name), map")
    let drawn = ImageGrid(images: images).draw(on: &canvas, in: parts.rest)
    if drawn.shown < images.count, area.height >= 4 {
      canvas.write("\(images.count - drawn.shown) more", x: area.x, y: area.y + 3, .dim, in: parts.left)
    }
  }

  /// As large as fits, each map with its number, as the knob `filter` counts.
  func drawAlone(on canvas: inout Canvas, in area: Rect) {
    let hasBar = area.height >= 6
    let parts = area.splitBottom(hasBar ? 1 : 0)
    let images = probe.images(tone, "stage \(number) \(name), map")
    let names = area.height >= 8 ? images.indices.map { String($0 + 1) } : []
    let drawn = ImageGrid(images: images, names: names).draw(on: &canvas, in: parts.rest)
    guard hasBar else { return }
    var bar = parts.bottom
    if drawn.shown < images.count {
      let note = "\(images.count - drawn.shown) more"
      canvas.writeRight(note, end: bar.maxX, y: bar.y, .dim, in: bar)
      bar = bar.inset(right: Width.of(note) + 1)
    }
    canvas.scaleBar(tone.ramp, tone.labels, in: bar)
  }

  var sentence: String {
    let finite = probe.values.filter(\.isFinite)
    return
      "stage \(number) \(name), \(probe.planes.count) maps of \(probe.shape.rows) by \(probe.shape.columns), "
      + "from \(Digits.reading(finite.min() ?? .nan, digits: 3)) to \(Digits.reading(finite.max() ?? .nan, digits: 3))"
  }
}
