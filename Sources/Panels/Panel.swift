public import Experiments
public import TerminalUI

/// What a panel is told besides the snapshot: how the person has set it.
public struct PanelView: Sendable, Hashable {
  /// The lane that panels of a single run show.
  public var lane: Int
  /// Words after the panel's name in the lesson, such as `log`.
  public var options: Set<String>
  public var hasFocus: Bool

  public init(lane: Int = 0, options: Set<String> = [], hasFocus: Bool = false) {
    self.lane = lane
    self.options = options
    self.hasFocus = hasFocus
  }
}

/// One picture of a snapshot. A panel never sees a learner and has no state: same arguments, same picture.
public protocol Panel: Sendable {
  /// The catalog name, as in a `panels` block.
  static var name: String { get }
  /// Names of the probes it draws; filled only while it is visible. `weights/*` asks for all that begin so.
  static var probes: [String] { get }
  /// The words a lesson may write after its name.
  static var options: [String] { get }
  /// The least area in which it shows its picture; below that it shows its one-line form or why it is hidden.
  static var minimum: Size { get }
  /// Text of the panel's title row: name, unit, scale and mode tags.
  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String
  /// Draws inside `area` only, at any size down to 0 × 0.
  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect)
  /// The picture as a plain sentence, for `d`, `--plain` and screen readers.
  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String
}
