public import Experiments
public import TerminalUI

/// What the colours or bars of a panel are measured by.
public enum PanelScale: String, Sendable, Hashable, CaseIterable {
  case layer = "per layer"
  case net = "whole net"
  case fixed
}

/// What a panel is told besides the snapshot: how the person has set it.
public struct PanelView: Sendable, Hashable {
  /// The lane that panels of a single run show.
  public var lane: Int
  /// Words after the panel's name in the lesson, such as `log`.
  public var options: Set<String>
  public var hasFocus: Bool
  /// The scale that was chosen by hand; nil: the panel's first.
  public var scale: PanelScale?
  /// What somebody expected of the loss before the run; the panel of the loss draws it under the curve.
  public var expected: ExpectedCurve?

  public init(lane: Int = 0, options: Set<String> = [], hasFocus: Bool = false, scale: PanelScale? = nil) {
    self.scale = scale
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
  /// Probes of which it needs one at least, to have something to show; none: any learner will do.
  static var essentials: [String] { get }
  /// The words a lesson may write after its name.
  static var options: [String] { get }
  /// The scales one can choose from, its usual one first; empty where no scale goes across layers. The title names the
  /// scale that holds.
  static var scales: [PanelScale] { get }
  /// The least area in which it shows its picture; below that it shows its one-line form or why it is hidden.
  static var minimum: Size { get }
  /// Text of the panel's title row: name, unit, scale and mode tags.
  static func title(_ snapshot: Snapshot, _ view: PanelView) -> String
  /// How many rows the picture can use in so many columns; nil: all there are. What a table does not need falls to its
  /// neighbours.
  static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int?
  /// Draws inside `area` only, at any size down to 0 × 0.
  static func draw(_ snapshot: Snapshot, _ view: PanelView, on canvas: inout Canvas, in area: Rect)
  /// The picture as a plain sentence, for `d`, `--plain` and screen readers.
  static func describe(_ snapshot: Snapshot, _ view: PanelView) -> String
  /// What Enter does while the panel has the focus; nil: nothing.
  static func enter(_ snapshot: Snapshot, _ view: PanelView) -> PanelDeed?
}

extension Panel {
  public static func enter(_ snapshot: Snapshot, _ view: PanelView) -> PanelDeed? { nil }
}

extension LaneSnapshot {
  /// Whether a panel has something to show of this learner.
  public func suits(_ panel: any Panel.Type) -> Bool {
    offers.isEmpty || panel.essentials.isEmpty
      || panel.essentials.contains { wanted in
        offers.contains { wanted.hasSuffix("*") ? $0.hasPrefix(wanted.dropLast()) : $0 == wanted }
      }
  }
}

extension Snapshot {
  /// Whether a panel has something to show of any lane.
  public func suits(_ panel: any Panel.Type) -> Bool {
    lanes.isEmpty || lanes.contains { $0.suits(panel) }
  }
}

/// What a panel can ask for.
public enum PanelDeed: Sendable, Hashable {
  case search(SearchPlan)
  /// Adopts a setting that the panel has marked.
  case adopt(Setting)
}

extension Panel {
  public static var essentials: [String] { Array(probes.prefix(1)) }
  public static var scales: [PanelScale] { [] }
  public static func rows(_ snapshot: Snapshot, _ view: PanelView, width: Int) -> Int? { nil }

  /// The scale that holds.
  static func scale(_ view: PanelView) -> PanelScale {
    view.scale.flatMap { scales.contains($0) ? $0 : nil } ?? scales.first ?? .fixed
  }
}
