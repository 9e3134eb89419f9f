public import Experiments
import Neural
public import TerminalUI

/// Examples and what the decoder makes of their codes, in pairs.
public enum ReconstructionsPanel: Panel {
  public static let name = "reconstructions"
  public static let probes = ["reconstructions", "corrupted"]
  /// What the encoder saw, between the two.
  public static let options = ["corrupted"]
  public static let minimum = Size(width: 16, height: 5)

  private static let missing =
    "Examples and their reconstructions appear here in pairs if the learner is an autoencoder. Space runs it."

  private struct Pairs {
    var rows: ExampleRows
    var corrupted: ExampleRows?
    var names: [String]
    var count: Int { rows.rows.count / 2 }

    /// Mean squared difference of one pair.
    func error(_ index: Int) -> Double {
      let (input, output) = (rows.rows[2 * index], rows.rows[2 * index + 1])
      let sum = zip(input, output).reduce(0.0) { $0 + Double(($1.0 - $1.1) * ($1.0 - $1.1)) }
      return sum / Double(max(input.count, 1))
    }

    var meanError: Double { (0..<count).reduce(0) { $0 + error($1) } / Double(max(count, 1)) }

    func caption(_ index: Int) -> String {
      let name = names.indices.contains(index) && !names[index].isEmpty ? names[index] + " " : ""
      return name + Digits.reading(error(index), digits: 2)
    }
  }

  private static func pairs(_ lane: LaneSnapshot?, _ view: PanelView) -> Pairs? {
    guard let probe = lane?.probes["reconstructions"] else { return nil }
    let count = probe.labels.isEmpty ? nil : 2 * probe.labels.count
    guard let rows = ExampleRows(probe, count: count), rows.rows.count >= 2 else { return nil }
    let corrupted =
      view.options.contains("corrupted")
      ? ExampleRows(lane?.probes["corrupted"], count: count.map { $0 / 2 }, isPicture: rows.picture != nil)
      : nil
    let fits = corrupted.map { $0.rows.count * 2 >= rows.rows.count && $0.picture == rows.picture } ?? false
    return Pairs(rows: rows, corrupted: fits ? corrupted : nil, names: probe.labels)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let pairs = pairs(snapshot.shownLane(view), view) else { return "reconstructions" }
    let lane = snapshot.shownLane(view)
    let example = lane.flatMap { $0.isFollowed(name) ? " · \($0.shownExample)" : nil } ?? ""
    return
      "reconstructions\(example) · error \(Digits.reading(pairs.meanError, digits: 3))\(snapshot.laneTag(view))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let lane = lane(snapshot, view, on: &canvas, in: area), fits(area, on: &canvas) else { return }
    guard let pairs = pairs(lane, view) else { return canvas.message(missing, in: area) }
    pairs.rows.picture == nil
      ? drawCurves(pairs, on: &canvas, in: area) : drawPictures(pairs, on: &canvas, in: area)
  }

  /// How pairs are laid: their pictures one above the other, or side by side where that shows all pixels.
  private struct Arrangement {
    var size: Size
    var isBeside: Bool
    var pitch: Size
    var across: Int
    var down: Int
    var count: Int { across * down }

    init(_ size: Size, isBeside: Bool, deep: Int, caption: Int, in room: Size) {
      self.size = size
      self.isBeside = isBeside
      let width = isBeside ? size.width * deep + 3 * (deep - 1) : size.width
      pitch = Size(width: max(width, caption) + 2, height: (isBeside ? 1 : deep) * size.height + 2)
      across = (room.width - (isBeside ? 0 : 4) + 2) / pitch.width
      down = (room.height + 1) / pitch.height
    }
  }

  private static func arrangement(_ pairs: Pairs, _ caption: Int, in room: Size, _ look: Look) -> Arrangement?
  {
    let picture = pairs.rows.picture ?? Shape()
    let deep = pairs.corrupted == nil ? 2 : 3
    let sizes = SmallImage.sizes(rows: picture.rows, columns: picture.columns, in: room, look)
    let possible = [false, true].flatMap { isBeside in
      sizes.map { Arrangement($0, isBeside: isBeside, deep: deep, caption: caption, in: room) }
    }.filter { $0.count > 0 }
    // Fewer pairs with all their pixels tell more than all pairs as blots.
    let whole = possible.filter {
      $0.size.height * Ramp.pixelsPerRow(look) >= picture.rows && $0.size.width >= picture.columns
    }
    return whole.first { $0.count >= pairs.count } ?? whole.max { $0.count < $1.count } ?? possible.first
  }

  private static func drawPictures(_ pairs: Pairs, on canvas: inout Canvas, in area: Rect) {
    let tone = ImageTone(pairs.rows.values)
    let parts = area.splitBottom(area.height >= 8 ? 1 : 0)
    let captions = (0..<pairs.count).map(pairs.caption)
    let caption = captions.map { Width.of($0) }.max() ?? 0
    guard let plan = arrangement(pairs, caption, in: parts.rest.size, canvas.look) else {
      return canvas.hiddenNote(name, needs: Size(width: minimum.width, height: 9), in: area)
    }
    let field = parts.rest.inset(left: plan.isBeside ? 0 : 4)
    for index in 0..<min(pairs.count, plan.count) {
      let x = field.x + index % plan.across * plan.pitch.width
      let y = field.y + index / plan.across * plan.pitch.height
      let stack = stack(pairs, index, tone)
      for (level, (word, image)) in stack.enumerated() {
        let (right, down) = plan.isBeside ? (level * (plan.size.width + 3), 0) : (0, level * plan.size.height)
        if plan.isBeside, level > 0 {
          canvas.spell("→", x: x + right - 2, y: y + (plan.size.height - 1) / 2, .dim, in: field)
        } else if !plan.isBeside, index % plan.across == 0 {
          canvas.write(word, x: area.x, y: y + down, .dim, in: area)
        }
        let place = Rect(x: x + right, y: y + down, width: plan.size.width, height: plan.size.height)
        image.draw(on: &canvas, in: place.intersection(field))
      }
      canvas.spell(captions[index], x: x, y: y + plan.pitch.height - 2, .dim, in: field)
    }
    if parts.bottom.height > 0 { canvas.scaleBar(tone.ramp, tone.labels, in: parts.bottom) }
  }

  /// The pictures of a pair with their names: what went in, what the encoder saw if that differs, what came out.
  private static func stack(
    _ pairs: Pairs, _ index: Int, _ tone: ImageTone
  ) -> [(word: String, image: SmallImage)] {
    let which = "pair \(index + 1)"
    var stack = [("in", pairs.rows.image(2 * index, tone, "\(which), original"))]
    if let corrupted = pairs.corrupted {
      stack.append(("saw", corrupted.image(index, tone, "\(which), what the encoder saw")))
    }
    stack.append(("out", pairs.rows.image(2 * index + 1, tone, "\(which), reconstruction")))
    return stack
  }

  private static func drawCurves(_ pairs: Pairs, on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitTop(1)
    let scale = pairs.rows.scale
    let grid = FieldGrid(count: pairs.count, least: Size(width: 22, height: 4), in: parts.rest)
    let look = canvas.look
    let drawn = pairs.corrupted == nil ? ["in", "out"] : ["saw", "in", "out"]
    let kinds: [String: (ink: Ink, dash: Dash, letter: Unicode.Scalar)] = [
      "saw": (.dim, .dotted, "."), "in": (.text, .dashed, "i"), "out": (.training, .solid, "o"),
    ]
    canvas.legend(
      drawn.compactMap { name in
        kinds[name].map { LegendEntry(sign: Chart.sign($0.dash, $0.letter, look), text: name, ink: $0.ink) }
      } + [LegendEntry(sign: "y", text: scale.ends, ink: .dim)], in: parts.top)
    for index in 0..<min(pairs.count, grid.count) {
      let field = grid.rect(index).splitBottom(1)
      let values = [
        "in": pairs.rows.rows[2 * index], "out": pairs.rows.rows[2 * index + 1],
        "saw": pairs.corrupted?.rows[index] ?? [],
      ]
      let curves = drawn.compactMap { name -> SmallCurves.Curve? in
        guard let kind = kinds[name], let values = values[name] else { return nil }
        return SmallCurves.Curve(
          values: values, ink: kind.ink, dash: kind.dash, letter: kind.letter,
          name: "pair \(index + 1), \(name)")
      }
      SmallCurves(curves: curves, scale: scale).draw(on: &canvas, in: field.rest)
      canvas.spell(
        pairs.caption(index), x: field.bottom.x, y: field.bottom.y, .dim, in: field.bottom)
    }
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let pairs = pairs(snapshot.shownLane(view), view) else { return missing }
    let worst = (0..<pairs.count).max { pairs.error($0) < pairs.error($1) } ?? 0
    return
      "\(pairs.count) examples and their reconstructions, mean squared error "
      + "\(Digits.reading(pairs.meanError, digits: 3)); the worst is number \(worst + 1), "
      + "\(pairs.caption(worst))."
  }
}
