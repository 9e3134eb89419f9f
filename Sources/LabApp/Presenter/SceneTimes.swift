/// How long each scene was shown, beside the time that was planned for it.
public struct SceneTimes: Sendable, Hashable {
  public struct Row: Sendable, Hashable {
    public var title: String
    public var planned: Duration
    public var spent: Duration
  }

  private var rows: [Row]
  private(set) var current = 0
  private var since: Duration?

  /// - Parameter plan: title and minutes of each scene.
  init(_ plan: [(title: String, minutes: Double)]) {
    rows = plan.map { Row(title: $0.title, planned: .seconds($0.minutes * 60), spent: .zero) }
  }

  /// From now on another scene is shown; the first call starts the clock.
  mutating func move(to scene: Int, at now: Duration) {
    if let since, rows.indices.contains(current) { rows[current].spent += now - since }
    (current, since) = (scene, now)
  }

  /// The scenes as they stand at a moment.
  func rows(at now: Duration) -> [Row] {
    var rows = rows
    if let since, rows.indices.contains(current) { rows[current].spent += now - since }
    return rows
  }

  /// All scenes together.
  func total(at now: Duration) -> Row {
    rows(at: now).reduce(into: Row(title: "all", planned: .zero, spent: .zero)) { sum, row in
      sum.planned += row.planned
      sum.spent += row.spent
    }
  }
}

extension SceneTimes.Row {
  /// `0:42 of 1:00`
  var words: String { "\(Self.clock(spent)) of \(Self.clock(planned))" }

  /// `+0:12` or `-0:05`: later or earlier than planned.
  var difference: String {
    spent >= planned ? "+" + Self.clock(spent - planned) : "-" + Self.clock(planned - spent)
  }

  /// Minutes and seconds.
  static func clock(_ time: Duration) -> String {
    let seconds = Int(max(time, .zero).components.seconds)
    return "\(seconds / 60):" + (seconds % 60 < 10 ? "0" : "") + String(seconds % 60)
  }
}

extension SceneTimes {
  /// One line a scene and one for all, for the ordinary screen.
  func report(at now: Duration) -> [String] {
    let rows = rows(at: now).enumerated().map { ("\($0 + 1)", $1) } + [("", total(at: now))]
    let width = rows.map(\.1.title.count).max() ?? 0
    func right(_ text: String, _ width: Int) -> String {
      String(repeating: " ", count: max(width - text.count, 0)) + text
    }
    return [right("", 4) + "scene".padded(width) + "   spent  planned  difference"]
      + rows.map { number, row in
        right(number, 2) + "  " + row.title.padded(width) + right(Row.clock(row.spent), 8)
          + right(Row.clock(row.planned), 9) + right(row.difference, 12)
      }
  }
}

extension String {
  fileprivate func padded(_ width: Int) -> String {
    self + String(repeating: " ", count: max(width - count, 0))
  }
}
