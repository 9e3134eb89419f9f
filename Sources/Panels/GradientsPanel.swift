public import Experiments
import Neural
public import TerminalUI

/// The size of each layer's gradient now: one bar a layer on a logarithmic axis, the input layer on top.
public enum GradientsPanel: Panel {
  public static let name = "gradients"
  public static let probes: [String] = []
  public static let options = ["recent", "delta"]
  public static let minimum = Size(width: 26, height: 2)
  public static let scales: [PanelScale] = [.fixed, .net]

  static let fixed = Scale(.logarithmic, 1e-8, 1e2)

  static func family(_ view: PanelView) -> String { view.options.contains("delta") ? "delta" : "gradient" }

  /// Measured by the largest and least gradient of the net, as chosen by hand or else by the lesson.
  static func isOfNet(_ view: PanelView) -> Bool {
    view.scale.map { $0 != .fixed } ?? view.options.contains("recent")
  }

  static func scale(_ snapshot: Snapshot, _ view: PanelView) -> Scale {
    guard isOfNet(view) else { return fixed }
    let values = snapshot.lanes.flatMap { $0.layers(of: family(view)) }.map { Double($0.value) }
      .filter { $0.isFinite && $0 > 0 }
    guard let low = values.min(), let high = values.max() else { return fixed }
    return .fitting(.logarithmic, low: low / 2, high: high)
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let scale = scale(snapshot, view)
    let what = view.options.contains("delta") ? "delta ‖∂L/∂z‖ by layer" : "gradient ‖∂L/∂W‖ by layer"
    let mode = view.scale?.rawValue ?? (view.options.contains("recent") ? "recent" : "fixed")
    return "\(what) · log, \(mode) \(Digits.power(scale.low))…\(Digits.power(scale.high))"
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard let shown = lane(snapshot, view, on: &canvas, in: area) else { return }
    guard fits(area, on: &canvas) else { return }
    let family = family(view)
    guard
      snapshot.lanes.contains(where: { lane in
        lane.layers(of: family).contains { !$0.value.isNaN || lane.step > 0 }
      })
    else {
      return canvas.message(
        "One bar a layer appears here: how large its gradient is. Space runs it.", in: area)
    }
    let scale = scale(snapshot, view)
    let isRace = snapshot.lanes.count > 1
    let places = LanePlaces.places(
      snapshot.lanes.count, least: Size(width: 15, height: area.height), shown: view.lane, in: area)
    for (index, room) in places {
      let lane = isRace ? snapshot.lanes[index] : shown
      let header: (String, Ink)? =
        isRace ? (lane.name, places.count == 1 ? .strong : .lane(index)) : nil
      let ink: Ink = isRace && places.count > 1 ? .lane(index) : .positive
      var bars = GradientBars(layers: lane.layers(of: family), scale: scale, header: header, ink: ink)
      bars.present = lane.part.map { String($0.operation.layer) }
      bars.draw(on: &canvas, in: room)
    }
    LanePlaces.note(snapshot.lanes.count - places.count, beside: places.last, snapshot, on: &canvas)
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    let parts = snapshot.lanes.compactMap { lane -> String? in
      let layers = lane.layers(of: family(view)).filter { !$0.value.isNaN || lane.step > 0 }
      guard let first = layers.first, let last = layers.last else { return nil }
      // One bar after the other, where a single net is told.
      let between =
        snapshot.lanes.count > 1 || layers.count < 3
        ? "" : "; then " + layers[1..<layers.count - 1].map(reading).joined(separator: ", ") + "; and"
      let name = snapshot.lanes.count > 1 ? "\(lane.name): " : ""
      let state =
        GradientState.of(first.value, last: last.value).map { ", \($0.rawValue.lowercased())" } ?? ""
      return
        "\(name)gradient norm \(reading(first)) in layer \(first.label) (nearest the input)\(state)"
        + "\(between.isEmpty ? "," : between) \(reading(last)) in layer \(last.label) (nearest the output)"
    }
    return parts.isEmpty ? "No gradients yet. Space runs it." : parts.joined(separator: "; ") + "."
  }

  private static func reading(_ layer: LayerMeter) -> String { Digits.reading(layer.value, digits: 3) }
}

/// The rows of one lane.
struct GradientBars {
  var layers: [LayerMeter]
  var scale: Scale
  var header: (text: String, ink: Ink)?
  var ink: Ink
  /// Number of the layer that is at work while a step is followed part by part.
  var present: String?

  private enum Row {
    case layer(LayerMeter)
    case group([LayerMeter])
  }

  private static let valueWidth = 8
  /// Below this width the bars get the room of their values.
  private static let crowded = 20
  /// From this width on, layers have their names.
  private static let spacious = 36
  /// From this width on, states have their words. Lanes side by side rather have long bars, and signs.
  private var wordy: Int { header == nil ? Self.spacious : 46 }

  func draw(on canvas: inout Canvas, in area: Rect) {
    var area = area
    if let header, area.height >= 3 {
      canvas.write(header.text.shortened(to: area.width), x: area.x, y: area.y, header.ink, in: area)
      area = area.splitTop(1).rest
    }
    let isSpacious = area.width >= Self.spacious
    // Bars a row apart read better than an axis under bars that touch; the title tells the scale as well.
    let isLooseAlone = area.height == 2 * layers.count - 1
    let hasAxis = area.height >= min(layers.count, 4) + 1 && area.width >= 18 && !isLooseAlone
    let rows = rows(in: area.height - (hasAxis ? 1 : 0))
    let widest = layers.map { Width.of(isSpacious ? $0.label : $0.number) }.max() ?? 0
    let names = min(widest, max(area.width / 4, 4))
    let left = area.x + names + 1
    let values = area.width < Self.crowded ? 0 : Self.valueWidth
    let room = area.width - names - 1 - values - (area.width >= wordy ? 12 : 2)
    let height = area.height - (hasAxis ? 1 : 0)
    let isLoose = height >= 2 * rows.count - 1
    // Where there is room the bars are thick, with a gap of one row between them.
    let pitch = isLoose ? (height + 1) / max(rows.count, 1) : 1
    let thickness = max(pitch - 1, 1)
    let bars = Rect(
      x: left, y: area.y, width: max(room, 0),
      height: isLoose ? rows.count * pitch - 1 : min(rows.count, area.height))
    let tops = rows.indices.map { area.y + $0 * pitch }
    let shown = rows.indices.filter { tops[$0] < bars.maxY }
    for index in shown {
      draw(rows[index], names: names, bars: bars, y: tops[index], thickness, on: &canvas, in: area)
    }
    let middles = shown.map { tops[$0] + (thickness - 1) / 2 }
    canvas.keepRows(middles, x: area.x, width: names, in: area) { [self] index in reading(rows[index]) }
    if hasAxis, bars.height < area.height { drawAxis(bars, on: &canvas, in: area) }
  }

  /// All layers, or the first and the last ones with those between in one row.
  private func rows(in height: Int) -> [Row] {
    guard layers.count > height else { return layers.map(Row.layer) }
    guard height >= 3 else { return layers.prefix(max(height, 0)).map(Row.layer) }
    let tail = max((height - 1) / 3, 1)
    let head = height - 1 - tail
    return layers.prefix(head).map(Row.layer) + [.group(Array(layers.dropFirst(head).dropLast(tail)))]
      + layers.suffix(tail).map(Row.layer)
  }

  private func draw(
    _ row: Row, names: Int, bars: Rect, y: Int, _ thickness: Int, on canvas: inout Canvas, in area: Rect
  ) {
    let middle = y + (thickness - 1) / 2
    switch row {
    case .group(let hidden):
      let values = hidden.map(\.value).filter(\.isFinite)
      let span =
        values.isEmpty
        ? ""
        : "  \(Digits.reading(values.min() ?? 0, digits: 2))…\(Digits.reading(values.max() ?? 0, digits: 2))"
      canvas.spell("┊".leftPadded(to: min(names, 2)), x: area.x, y: middle, .dim, in: area)
      let words = "\(hidden.count) more"
      // Half a number would be another number.
      let fits = bars.x + Width.of(words + span) <= area.maxX
      canvas.spell(fits ? words + span : words, x: bars.x, y: middle, .dim, in: area)
    case .layer(let layer):
      let name = area.width >= Self.spacious ? layer.label : layer.number
      let isPresent = layer.number == present
      canvas.write(name.shortened(to: names), x: area.x, y: middle, isPresent ? .selection : .text, in: area)
      for line in y..<y + thickness { drawGuides(bars, y: line, on: &canvas) }
      let state = GradientState.of(layer.value, last: layers.last?.value ?? .nan)
      if layer.value > 0, layer.value.isFinite {
        for line in y..<y + thickness {
          let strip = Rect(x: bars.x, y: line, width: bars.width, height: 1)
          canvas.bar(scale.fraction(Double(layer.value)), canvas.look.style(ink), in: strip)
        }
      }
      var end = bars.maxX
      if area.width >= Self.crowded {
        end += Self.valueWidth
        let value = Digits.reading(layer.value, digits: 3)
        canvas.writeRight(value, end: end, y: middle, state == nil ? .text : .strong, in: area)
      }
      if let state {
        let word = area.width >= wordy ? state.rawValue : state.sign
        canvas.spell(word, x: end + 1, y: middle, state.ink, in: area)
      }
    }
  }

  private func reading(_ row: Row) -> Reading {
    guard case .layer(let layer) = row else { return Reading("layers that have no row here; z zooms") }
    let name = header.map { "\($0.text): " } ?? ""
    let last = layers.last?.value ?? .nan
    let share = last > 0 ? " · \(Digits.reading(layer.value / last, digits: 4)) of the last layer's" : ""
    return Reading(
      "\(name)layer \(layer.label) · \(Digits.exact(layer.value))\(share)",
      subject: Int(layer.number).map(Subject.layer))
  }

  private var guides: [Double] { [1e-6, 1e-3, 1, 1e3, 1e6] }

  private func drawGuides(_ bars: Rect, y: Int, on canvas: inout Canvas) {
    for value in guides {
      guard let x = column(value, bars) else { continue }
      canvas.put(Cell(canvas.look.glyph("┊", or: ":"), canvas.look.style(.border)), x: x, y: y, in: bars)
    }
  }

  private func column(_ value: Double, _ bars: Rect) -> Int? {
    let fraction = scale.fraction(value)
    guard fraction > 0, fraction < 1, bars.width > 0 else { return nil }
    return bars.x + min(Int(fraction * Double(bars.width)), bars.width - 1)
  }

  private func drawAxis(_ bars: Rect, on canvas: inout Canvas, in area: Rect) {
    let y = bars.maxY
    canvas.write(Digits.power(scale.low), x: bars.x, y: y, .dim, in: area)
    var free = bars.x + Width.of(Digits.power(scale.low)) + 1
    for value in guides {
      guard let x = column(value, bars) else { continue }
      let label = Digits.power(value)
      let start = x - Width.of(label) / 2
      guard start >= free, start + Width.of(label) < bars.maxX - 3 else { continue }
      free = canvas.write(label, x: start, y: y, .dim, in: area) + 1
    }
    let high = Digits.power(scale.high)
    guard bars.maxX - Width.of(high) >= free else { return }
    canvas.writeRight(high, end: bars.maxX, y: y, .dim, in: area)
  }
}
