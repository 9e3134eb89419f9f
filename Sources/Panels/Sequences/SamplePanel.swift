public import Experiments
import Neural
public import TerminalUI

/// Text that the network invents behind a prompt.
public enum SamplePanel: Panel {
  public static let name = "sample"
  public static let probes = ["sample"]
  public static let options: [String] = []
  public static let minimum = Size(width: 16, height: 2)

  private static let missing =
    "Invented text appears here if the learner is a sequence that reads text. Space runs it."

  private static func text(_ lane: LaneSnapshot?) -> InventedText? {
    guard let lane, let labels = lane.probes["sample"]?.labels, !labels.isEmpty else { return nil }
    return InventedText(lane, labels)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard snapshot.lanes.count == 1, let text = text(snapshot.lanes.first) else { return "sample" }
    return "sample · \(text.settings)"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    var texts = snapshot.drawn { text($0) }
    guard !texts.isEmpty else { return canvas.message(missing, in: area) }
    if snapshot.lanes.count == 1 {
      return texts[0].part.draw(on: &canvas, in: area.inset(left: 1, right: 1))
    }
    // Three rows a lane at least; where they do not fit, the shown lane first.
    let count = max(min(texts.count, (area.height + 1) / 4), 1)
    if count < texts.count, let place = texts.firstIndex(where: { $0.lane.name == shown.name }) {
      texts.insert(texts.remove(at: place), at: 0)
    }
    let each = (area.height + 1) / count
    for (place, entry) in texts.prefix(count).enumerated() {
      let room = Rect(x: area.x, y: area.y + place * each, width: area.width, height: max(each - 1, 1))
      let x = canvas.write(
        entry.lane.name.shortened(to: 16), x: room.x, y: room.y, .lane(entry.index), in: room)
      canvas.spell(" · \(entry.part.settings)", x: x, y: room.y, .dim, in: room)
      entry.part.draw(on: &canvas, in: room.inset(left: 1, top: 1, right: 1))
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let text = text(lane) else { return missing }
    return "Sample, \(text.settings)\(snapshot.laneTag(view)): \(text.plain)"
  }
}

/// The characters of an invented text and what it began with.
struct InventedText {
  /// Characters as data names them.
  private let labels: [String]
  private let prompt: String
  private let temperature: Float

  init(_ lane: LaneSnapshot, _ labels: [String]) {
    self.labels = labels
    prompt = lane.experiment.choices["prompt"] ?? ""
    temperature =
      lane.experiment.options["temperature"]
      ?? LearnerCatalog.all["sequence"]?.options.first { $0.name == "temperature" }.map { Float($0.standard) }
      ?? 1
  }

  var settings: String {
    let start = prompt.isEmpty ? "no prompt" : "prompt \"\(prompt.shortened(to: 20))\""
    return "temperature \(Digits.short(Double(temperature))) · \(start)".replacing("\n", with: "⏎")
  }

  /// On one line, line ends as `⏎`.
  var plain: String { labels.map { $0 == "␣" ? " " : $0 }.joined() }

  /// The lines as the text breaks them, none wider than `width`; the prompt is strong.
  func lines(_ width: Int, _ look: Look) -> [[Cell]] {
    let ink = look.style(.text)
    var lines: [[Cell]] = [[]]
    var pending = labels.enumerated().map { (index: $0, label: $1) }[...]
    while let (_, label) = pending.first {
      if label == "⏎" || label == "\n" {
        // A text that begins behind a line end has no empty first line.
        if !(lines.count == 1 && lines[0].isEmpty) { lines.append([]) }
        pending = pending.dropFirst()
        continue
      }
      let word = pending.prefix { $0.label != "⏎" && $0.label != "\n" && $0.label != "␣" }
      let taken = word.isEmpty ? pending.prefix(1) : word
      let cells = taken.flatMap { index, label in
        Paragraph.cells(
          [
            Words(
              label == "␣" ? " " : label, index < prompt.count ? look.style(.strong) : ink)
          ],
          at: look.capability.glyphs)
      }
      if lines[lines.count - 1].count + cells.count > width, !lines[lines.count - 1].isEmpty {
        lines.append([])
      }
      var rest = cells[...]
      while rest.count > max(width, 1) {
        lines[lines.count - 1] += rest.prefix(max(width, 1))
        rest = rest.dropFirst(max(width, 1))
        lines.append([])
      }
      if !(word.isEmpty && lines.count > 1 && lines[lines.count - 1].isEmpty) {
        lines[lines.count - 1] += rest
      }
      pending = pending.dropFirst(taken.count)
    }
    return lines
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let lines = lines(area.width, canvas.look)
    for (row, line) in lines.prefix(area.height).enumerated() {
      canvas.put(line, x: area.x, y: area.y + row, in: area)
    }
    guard lines.count > area.height, area.height > 0 else { return }
    canvas.spell("…", x: area.maxX - 1, y: area.maxY - 1, .dim, in: area)
  }
}
