/// Neighbouring cells of one row that changed.
public struct ChangedRun: Sendable, Hashable {
  public var start: Point
  public var count: Int

  public init(start: Point, count: Int) {
    self.start = start
    self.count = count
  }
}

/// What has to be sent to turn one canvas into another.
public enum Difference {
  /// Unchanged cells between two changes that are cheaper to send than to jump over.
  private static let bridge = 4

  /// The changed runs, row by row. Canvases of different sizes differ everywhere.
  public static func runs(from old: Canvas, to new: Canvas) -> [ChangedRun] {
    guard old.size == new.size else {
      return (0..<new.size.height).map { ChangedRun(start: Point(x: 0, y: $0), count: new.size.width) }
    }
    return (0..<new.size.height).flatMap { row($0, old, new) }
  }

  private static func row(_ y: Int, _ old: Canvas, _ new: Canvas) -> [ChangedRun] {
    var runs: [ChangedRun] = []
    let begin = y * new.size.width
    for x in 0..<new.size.width where old.cells[begin + x] != new.cells[begin + x] {
      if let last = runs.last, x - (last.start.x + last.count) <= bridge {
        runs[runs.count - 1].count = x - last.start.x + 1
      } else {
        runs.append(ChangedRun(start: Point(x: x, y: y), count: 1))
      }
    }
    return runs
  }
}
