import TerminalUI

/// The keys of the screen below it, made from the table.
struct HelpScreen: Screen {
  let subject: Context
  private let bindings: [Row]
  private var scroll = Scroll()

  var context: Context { .help }
  var isOverlay: Bool { true }

  init(about screen: any Screen, in world: World) {
    subject = screen.context
    let valid = Bindings.of(screen.context).filter {
      [.help, .quit, .progress].contains($0.action) || screen.isAvailable($0.action, in: world)
    }
    bindings = valid.reduce(into: []) { rows, binding in
      if rows.last?.label == binding.label {
        rows[rows.count - 1].keyNames += " " + binding.keyNames
      } else {
        rows.append(Row(keyNames: binding.keyNames, label: binding.label))
      }
    }
  }

  /// Neighbours in the table that say the same stand in one row.
  private struct Row: Sendable, Hashable {
    var keyNames: String
    var label: String
  }

  func isAvailable(_ action: Action, in world: World) -> Bool { true }

  mutating func point(_ mouse: Mouse, in world: World) -> Outcome { roll(mouse, in: world) }

  mutating func perform(_ action: Action, key: Key, in world: World) -> Outcome {
    let height = room(in: world.bounds).height
    switch action {
    case .back: return .asking(.back)
    case .up: scroll.move(by: -1, of: bindings.count, in: height)
    case .down: scroll.move(by: 1, of: bindings.count, in: height)
    case .scrollUp: scroll.move(by: -height, of: bindings.count, in: height)
    case .scrollDown: scroll.move(by: height, of: bindings.count, in: height)
    case .first: scroll = Scroll()
    case .last: scroll.move(by: bindings.count, of: bindings.count, in: height)
    default: return .ignored
    }
    return .done
  }

  private var keyWidth: Int { bindings.map { Width.of($0.keyNames) }.max() ?? 0 }
  private var width: Int { keyWidth + 3 + (bindings.map { Width.of($0.label) }.max() ?? 0) + 4 }

  private func box(in area: Rect) -> Rect {
    let height = min(bindings.count + 2, area.height - 2)
    let width = min(max(width, 30), area.width)
    return Rect(
      x: area.x + (area.width - width) / 2, y: area.y + max((area.height - 1 - height) / 2, 0), width: width,
      height: height)
  }

  private func room(in area: Rect) -> Rect { box(in: area).inset(left: 2, top: 1, right: 2, bottom: 1) }

  func draw(_ world: World, on canvas: inout Canvas, in area: Rect) {
    let box = box(in: area)
    canvas.fill(box)
    canvas.fill(area.splitBottom(1).bottom)
    canvas.frame(box, title: "keys", ink: .accent)
    let room = room(in: area)
    let first = scroll.first(of: bindings.count, in: room.height)
    for (row, binding) in bindings[first...].prefix(room.height).enumerated() {
      let y = room.y + row
      canvas.write(binding.keyNames, x: room.x, y: y, .key, in: room)
      canvas.write(binding.label, x: room.x + keyWidth + 3, y: y, .text, in: room)
    }
    if bindings.count > room.height {
      let place = "\(first + room.height)/\(bindings.count)"
      canvas.write(" \(place) ", x: box.maxX - Width.of(place) - 4, y: box.maxY - 1, .dim)
    }
    drawHints(world, on: &canvas, in: area.splitBottom(1).bottom)
  }
}
