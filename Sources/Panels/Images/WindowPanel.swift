public import Experiments
import Neural
public import TerminalUI

/// One place of a sliding window in numbers: patch times kernel, pixel by pixel, their sum and bias, the output.
public enum WindowPanel: Panel {
  public static let name = "window"
  public static let probes = ["window/*", "window-sum/*"]
  /// The number of the layer; without one, the first convolution.
  public static let options = (1...32).map(String.init)
  public static let minimum = Size(width: 36, height: 4)

  private static let missing =
    "The window of a convolution appears here: patch times kernel, in numbers. Space runs it."

  private static func work(_ snapshot: Snapshot, _ view: PanelView) -> WindowWork? {
    guard let lane = snapshot.shownLane(view) else { return nil }
    let wanted = view.options.compactMap(Int.init).min()
    return lane.layerProbes("window").lazy.filter { wanted == nil || $0.number == wanted }
      .compactMap { WindowWork($0.probe, in: lane) }.first
  }

  public static func title(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let lane = snapshot.shownLane(view), let work = work(snapshot, view) else { return "window" }
    let place = "row \(lane.place("window-row") + 1), column \(lane.place("window-column") + 1)"
    let example = work.example.map { " · \($0)" } ?? ""
    return "window of \(work.layer) · \(place), filter \(lane.place("filter") + 1)\(example)"
      + lane.workTag(layer: Int(work.layer.prefix { $0.isNumber }) ?? 0) + snapshot.laneTag(view)
  }

  public static func draw(
    _ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect
  ) {
    guard lane(snapshot, view, on: &canvas, in: area) != nil, fits(area, on: &canvas) else { return }
    guard let work = work(snapshot, view) else { return canvas.message(missing, in: area) }
    work.draw(on: &canvas, in: area.inset(left: 1))
  }

  public static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String {
    guard let work = work(snapshot, view) else { return missing }
    return "Window of \(work.layer): \(work.products.count) products of patch and kernel; \(work.ending)."
  }
}

/// The numbers of a window: as many planes of patch, kernel and products as the kernel has channels.
struct WindowWork {
  let layer: String
  /// Whose window it is.
  let example: String?
  let rows: Int
  let columns: Int
  let channels: Int
  let patch: [Double]
  let kernel: [Double]
  let products: [Double]
  let sum: Double
  let bias: Double
  let output: Double
  /// So many that products and sum are right as shown.
  let decimals: Int

  init?(_ probe: Probe, in lane: LaneSnapshot) {
    layer = String(probe.name.dropFirst("window/".count))
    example = probe.labels.count > 3 ? probe.labels[3] : nil
    rows = probe.shape.rows
    columns = probe.shape.columns
    channels = probe.shape.channels / 3
    let count = rows * columns * channels
    guard count > 0, probe.values.count >= 3 * count, let sums = lane.probes["window-sum/\(layer)"]?.values,
      sums.count >= 3
    else { return nil }
    let values = probe.values.map { Double($0) }
    patch = Array(values[..<count])
    kernel = Array(values[count..<2 * count])
    products = Array(values[2 * count..<3 * count])
    (sum, bias, output) = (Double(sums[0]), Double(sums[1]), Double(sums[2]))
    decimals = Rounding.decimals(products: Array(zip(patch, kernel)), bias: bias, sum: sum + bias)
  }

  func text(_ value: Double) -> String { Digits.fixed(value, decimals: decimals) }

  /// `sum 0.420 + bias 0.100 = 0.520, the output`.
  var ending: String {
    let total = "sum \(text(sum)) + bias \(text(bias)) = \(text(sum + bias))"
    let difference = abs(sum + bias - output)
    let agrees = !difference.isFinite || difference <= 1e-4 * (abs(sum) + abs(bias)) + 1e-5
    return agrees ? "\(total), the output" : "\(total), but the output is \(text(output))"
  }

  private var numberWidth: Int {
    ((patch + kernel + products).map { Width.of(text($0)) }.max() ?? 6) + 1
  }

  func draw(on canvas: inout Canvas, in area: Rect) {
    let parts = area.splitBottom(1)
    let block = columns * numberWidth
    let room = parts.rest.height >= 4 ? parts.rest.splitBottom(1).rest : parts.rest
    let end =
      3 * block + 6 <= area.width ? drawBlocks(block, on: &canvas, in: room) : drawList(on: &canvas, in: room)
    let y = min(end + (parts.rest.height > room.height ? 1 : 0), parts.bottom.y)
    canvas.spell(ending, x: area.x, y: y, .accent, in: area)
  }

  /// Patch × kernel = products side by side, channel below channel; returns the first row below.
  private func drawBlocks(_ block: Int, on canvas: inout Canvas, in area: Rect) -> Int {
    let starts = [area.x, area.x + block + 3, area.x + 2 * block + 6]
    for (start, head) in zip(starts, ["patch", "kernel", "products"]) {
      canvas.writeRight(head, end: start + block, y: area.y, .dim, in: area)
    }
    let pitch = rows + (channels > 1 ? 1 : 0)
    keepBlocks(starts, pitch, on: &canvas, in: area)
    let shown = min(channels, max((area.height - 1 + (channels > 1 ? 1 : 0)) / pitch, 1))
    for channel in 0..<shown {
      let y = area.y + 1 + channel * pitch
      if channels > 1, channel == 0, shown < channels {
        canvas.write("1…\(shown) of \(channels) channels", x: area.x, y: area.y, .dim, in: area)
      }
      for (start, values) in zip(starts, [patch, kernel, products]) {
        draw(values, channel, x: start, y: y, on: &canvas, in: area)
      }
      let middle = y + rows / 2
      canvas.spell("×", x: starts[1] - 1, y: middle, .dim, in: area)
      canvas.write("=", x: starts[2] - 1, y: middle, .dim, in: area)
    }
    return min(area.y + shown * pitch + 1, area.maxY)
  }

  /// Patch, kernel and products side by side as one grid.
  private func keepBlocks(_ starts: [Int], _ pitch: Int, on canvas: inout Canvas, in area: Rect) {
    let (work, width, room) = (self, numberWidth, area.intersection(canvas.bounds))
    canvas.keep(
      Readout(rows: rows * channels, columns: 3 * columns) { row, column in
        let y = area.y + 1 + row / work.rows * pitch + row % work.rows
        let x = starts[column / work.columns] + (column % work.columns + 1) * width
        return Spot(Rect(x: x - width + 1, y: y, width: width - 1, height: 1).intersection(room))
      } reading: { row, column in
        work.reading(row * work.columns + column % work.columns)
      })
  }

  private func reading(_ index: Int) -> Reading {
    let place = "row \(index / columns % rows + 1), column \(index % columns + 1)"
    let channel = channels > 1 ? "channel \(index / (rows * columns) + 1), " : ""
    return Reading(
      "\(channel)\(place) · patch \(Digits.exact(patch[index])) × kernel \(Digits.exact(kernel[index])) = "
        + Digits.exact(products[index]))
  }

  private func draw(
    _ values: [Double], _ channel: Int, x: Int, y: Int, on canvas: inout Canvas, in area: Rect
  ) {
    for row in 0..<rows {
      for column in 0..<columns {
        let value = values[(channel * rows + row) * columns + column]
        let ink: Ink = value == 0 ? .dim : value < 0 ? .negative : .text
        canvas.writeRight(text(value), end: x + (column + 1) * numberWidth, y: y + row, ink, in: area)
      }
    }
  }

  /// One product a row, in as many columns as fit, where blocks are too wide; returns the first row below.
  private func drawList(on canvas: inout Canvas, in area: Rect) -> Int {
    let width = numberWidth
    let lead = (0..<products.count).map { Width.of(place(of: $0)) }.max() ?? 0
    let pitch = lead + 6 + 3 * width + 4
    let room = max(area.height - 1, 1)
    let across = max(min((area.width + 3) / pitch, (products.count + room - 1) / room), 1)
    let isWhole = products.count <= room * across
    let rows = isWhole ? (products.count + across - 1) / across : max(room - 1, 0)
    let shown = min(products.count, rows * across)
    func start(_ index: Int) -> Point {
      Point(x: area.x + index / max(rows, 1) * pitch, y: area.y + 1 + index % max(rows, 1))
    }
    for column in 0..<across {
      for (end, head) in zip(listEnds(lead, width), ["patch", "kernel", "product"]) {
        canvas.writeRight(head, end: area.x + column * pitch + end, y: area.y, .dim, in: area)
      }
    }
    let spots = (0..<shown).map { Rect(x: start($0).x, y: start($0).y, width: lead, height: 1) }
    canvas.keep(
      Readout(rows: rows, columns: across) { row, column in
        let index = column * rows + row
        return spots.indices.contains(index) ? Spot(spots[index].intersection(area)) : nil
      } reading: { [self] row, column in
        reading(column * rows + row)
      })
    for index in 0..<shown {
      drawProduct(index, ends: listEnds(lead, width), at: start(index), on: &canvas, in: area)
    }
    if !isWhole {
      canvas.write("\(products.count - shown) more products", x: area.x, y: area.y + 1 + rows, .dim, in: area)
    }
    return min(area.y + 1 + rows + (isWhole ? 0 : 1), area.maxY)
  }

  /// Where the three numbers of a product end.
  private func listEnds(_ lead: Int, _ width: Int) -> [Int] {
    (1...3).map { lead + 3 * ($0 - 1) + $0 * width }
  }

  /// `1,4`, with several channels `2: 1,4`.
  private func place(of index: Int) -> String {
    let channel = channels > 1 ? "\(index / (rows * columns) + 1): " : ""
    return "\(channel)\(index / columns % rows + 1),\(index % columns + 1)"
  }

  private func drawProduct(
    _ index: Int, ends: [Int], at start: Point, on canvas: inout Canvas, in area: Rect
  ) {
    canvas.write(place(of: index), x: start.x, y: start.y, .dim, in: area)
    for (end, value) in zip(ends, [patch[index], kernel[index], products[index]]) {
      canvas.writeRight(text(value), end: start.x + end, y: start.y, .text, in: area)
    }
    canvas.spell("×", x: start.x + ends[0] + 1, y: start.y, .dim, in: area)
    canvas.write("=", x: start.x + ends[1] + 1, y: start.y, .dim, in: area)
  }
}
