import TerminalUI

/// The bottom line: keys that do something now.
enum HintLine {
  struct Item: Equatable {
    var key: String
    var label: String
    /// The key that a click on it presses; nil where it stands for several.
    var pressed: Key?
  }

  /// The items in the order of the table, as the moment asks for them.
  static func items(
    _ context: Context, where isAvailable: (Action) -> Bool, hint: (Action) -> Hint
  ) -> [Item] {
    Bindings.of(context).compactMap { binding in
      guard isAvailable(binding.action), let key = binding.keys.first?.name else { return nil }
      switch hint(binding.action) {
      case .table: return binding.hint.map { Item(key: key, label: $0, pressed: binding.keys.first) }
      case .named(let label): return Item(key: key, label: label, pressed: binding.keys.first)
      case .keyed(let key, let label): return Item(key: key, label: label)
      case .hidden: return nil
      }
    }
  }

  /// Draws as many as fit, each whole or not at all; `?` and `q` stay when there is room for anything.
  static func draw(_ items: [Item], on canvas: inout Canvas, in area: Rect) {
    for (item, columns) in placed(items, in: area) {
      let x = canvas.write(item.key, x: columns.lowerBound, y: area.y, .key, in: area)
      canvas.write(" " + item.label, x: x, y: area.y, .dim, in: area)
    }
  }

  /// The key that a click there presses.
  static func key(_ items: [Item], at place: Point, in area: Rect) -> Key? {
    guard area.contains(place) else { return nil }
    return placed(items, in: area).first { $0.columns.contains(place.x) }?.item.pressed
  }

  private static func placed(_ items: [Item], in area: Rect) -> [(item: Item, columns: Range<Int>)] {
    var shown = items
    while width(shown) > area.width - 2, let victim = expendable(in: shown) { shown.remove(at: victim) }
    guard width(shown) <= area.width - 2 else { return [] }
    var x = area.x + 1
    return shown.map { item in
      let end = x + Width.of(item.key) + 1 + Width.of(item.label)
      defer { x = end + 2 }
      return (item, x..<end)
    }
  }

  private static func expendable(in items: [Item]) -> Int? {
    items.lastIndex { $0.key != "?" && $0.key != "q" } ?? (items.isEmpty ? nil : items.count - 1)
  }

  private static func width(_ items: [Item]) -> Int {
    items.reduce(-2) { $0 + Width.of($1.key) + 1 + Width.of($1.label) + 2 }
  }
}
