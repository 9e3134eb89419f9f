import Experiments
import Neural
import Panels
import TerminalUI

/// The pad, and beside and below it what the network makes of the drawing.
extension DrawingPad {
  func draw(over screen: LessonScreen, _ layout: LessonLayout, _ world: World, on canvas: inout Canvas) {
    guard !pixels.isEmpty, !layout.header.isEmpty else { return }
    let places = PadPlaces(self, layout, world)
    let area = places.area
    let title = use == .classified ? "draw: what does it answer?" : "draw: what comes through the code?"
    canvas.clearInstrument(area, title: title)
    drawPad(places, on: &canvas)
    let lane = screen.shownLane(world)
    let view = PanelView(lane: screen.workbench.selected)
    switch use {
    case .classified:
      drawAnswers(lane, on: &canvas, in: places.side.inset(left: 2, top: 1, right: 1))
      let hasMaps = lane?.probes.keys.contains { $0.hasPrefix("feature-maps") } == true
      guard hasMaps, places.below.height >= 5 else { return }
      drawPanel(FeatureMapsPanel.self, "feature maps", world.snapshot, view, on: &canvas, in: places.below)
    case .rebuilt:
      drawRebuilt(lane, places, on: &canvas)
      guard places.side.height >= 6 else { return }
      drawPanel(
        LatentPanel.self, "codes, yours in brackets", world.snapshot, view, on: &canvas, in: places.side)
    }
  }

  private func drawPanel(
    _ panel: any Panel.Type, _ title: String, _ snapshot: Snapshot, _ view: PanelView,
    on canvas: inout Canvas, in area: Rect
  ) {
    canvas.write(title.clipped(to: area.width - 2), x: area.x + 1, y: area.y, .title, in: area)
    panel.draw(snapshot, view, on: &canvas, in: area.inset(left: 1, top: 1, right: 1))
  }

  private func drawPad(_ places: PadPlaces, on canvas: inout Canvas) {
    let room = canvas.frame(
      places.pad, title: "\(size.rows)×\(size.columns)", ink: .accent, titleInk: .accent)
    paint(pixels, places, on: &canvas, in: room)
    let spot = places.cells(pen.row, pen.column, in: room)
    let half: Spot.Half? = places.isHalved ? (pen.row % 2 == 0 ? .upper : .lower) : nil
    canvas.point(at: Spot(spot.intersection(room), half: half))
    canvas.cursor = Point(x: spot.x, y: spot.y)
  }

  private func paint(_ pixels: [Float], _ places: PadPlaces, on canvas: inout Canvas, in room: Rect) {
    guard pixels.count >= size.count else { return }
    let ramp = Ramp(.grey)
    func ink(_ row: Int, _ column: Int) -> Double? {
      guard row < size.rows else { return 0 }
      let value = Double(pixels[row * size.columns + column])
      return value.isFinite ? min(max(value, 0), 1) : nil
    }
    for row in stride(from: places.firstRow, to: size.rows, by: places.isHalved ? 2 : 1) {
      for column in 0..<size.columns {
        let cell =
          places.isHalved
          ? ramp.cell(top: ink(row, column), bottom: ink(row + 1, column), canvas.look)
          : ramp.cell(ink(row, column), canvas.look)
        let spot = places.cells(row, column, in: room).intersection(room)
        for y in spot.y..<max(spot.maxY, spot.y) {
          for x in spot.x..<max(spot.maxX, spot.x) { canvas.put(cell, x: x, y: y, in: room) }
        }
      }
    }
  }

  private func drawRebuilt(_ lane: LaneSnapshot?, _ places: PadPlaces, on canvas: inout Canvas) {
    let error = lane?.probes["drawn-code"]?.values.dropFirst(2).first
    let words = error.map { "rebuilt, error \(Digits.reading(Double($0), digits: 2))" } ?? "rebuilt"
    let title = Width.of(words) + 6 <= places.rebuilt.width ? words : "rebuilt"
    let room = canvas.frame(places.rebuilt, title: title, titleInk: .text)
    guard let probe = lane?.probes["drawn"], probe.values.count >= 2 * size.count else { return }
    paint(Array(probe.values[size.count..<2 * size.count]), places, on: &canvas, in: room)
  }

  private func drawAnswers(_ lane: LaneSnapshot?, on canvas: inout Canvas, in room: Rect) {
    let answers = Self.answers(lane)
    let names = min(answers.map { Width.of($0.name) }.max() ?? 0, max(room.width / 3, 1))
    for (index, answer) in answers.prefix(max(room.height, 0)).enumerated() {
      let y = room.y + index
      canvas.write(answer.name.clipped(to: names), x: room.x, y: y, index == 0 ? .strong : .text, in: room)
      let bar = Rect(x: room.x + names + 1, y: y, width: max(room.width - names - 9, 0), height: 1)
      canvas.bar(answer.probability, canvas.look.style(index == 0 ? .accent : .dim), in: bar)
      let text = Digits.fixed(answer.probability * 100, decimals: 1) + "%"
      canvas.write(text, x: room.maxX - Width.of(text), y: y, index == 0 ? .strong : .text, in: room)
    }
  }
}
