import TerminalUI

/// Where everything of a lesson page stands.
struct LessonLayout: Equatable {
  enum Shape: Equatable {
    /// Text left, panels right.
    case wide
    /// Text on top of one panel.
    case narrow
    /// Text alone, or one panel alone.
    case single
  }

  /// What decides about the places.
  struct Needs: Equatable {
    var panelCount = 0
    /// Lines of knobs.
    var knobRows = 0
    /// Rows of the whole text, where it stands on top of a panel.
    var textRows = 0
    /// Rows that the panel below it can use, with its title; nil: all there are.
    var panelRows: Int?
    /// Whether the text may take what it needs, leaving the panel its least height.
    var favoursText = false
    /// Rows of goals and hints.
    var goalRows = 0
    /// Whether the panels have the room, as far as there is one place for both: the text keeps its first rows, or none.
    var favoursPanel = false
    var isZoomed = false
  }

  var shape: Shape
  /// Rows that the goals would take, seen whole.
  var goalRows: Int
  var header: Rect
  var text: Rect
  var panels: Rect
  var knobs: Rect
  var goals: Rect
  var status: Rect
  var hints: Rect

  static let wideWidth = 100
  /// A column of text is not wider than one reads with ease, and leaves the rest to the pictures.
  static let widestColumn = 64

  /// How many rows of goals are shown where they stand below everything.
  static func mostGoalRows(in size: Size) -> Int { max((size.height - 4) / 3, 1) }

  init(_ size: Size, _ needs: Needs) {
    let area = Rect(size)
    goalRows = needs.goalRows
    header = area.splitTop(1).top
    hints = area.splitBottom(1).bottom
    let above = area.splitBottom(1).rest
    status = above.splitBottom(1).bottom
    var body = Rect(x: 0, y: 2, width: size.width, height: size.height - 4)
    let none = Rect(x: 0, y: 0, width: 0, height: 0)
    (text, panels, knobs, goals) = (none, none, none, none)
    let hasPanels = needs.panelCount > 0
    shape =
      !hasPanels ? .single : size.width >= Self.wideWidth ? .wide : size.height >= 24 ? .narrow : .single
    if shape == .wide, !needs.isZoomed {
      body.height -= 1
      layWide(body, needs)
    } else {
      layStacked(body, needs)
    }
  }

  /// The column between text and panels.
  var divider: Int { text.maxX + 1 }

  private mutating func layWide(_ body: Rect, _ needs: Needs) {
    let share = body.width * 2 / 5
    let column = min(max(share, 42), Self.widestColumn)
    let left = Rect(x: body.x + 1, y: body.y, width: column - 2, height: body.height)
    let goalRows = min(needs.goalRows, body.height / 3)
    goals = left.splitBottom(goalRows).bottom
    text = left.splitBottom(goalRows == 0 ? 0 : goalRows + 1).rest
    let right = Rect(
      x: left.maxX + 2, y: body.y - 1, width: body.width - left.maxX - 2, height: body.height + 1)
    knobs = right.splitBottom(needs.knobRows).bottom.inset(left: 1)
    panels = right.splitBottom(needs.knobRows > 0 ? needs.knobRows + 1 : 0).rest
  }

  private mutating func layStacked(_ body: Rect, _ needs: Needs) {
    var rest = body
    (rest, goals) = rest.splitBottom(min(needs.goalRows, max(body.height / 3, 1)))
    goals = goals.inset(left: 1, right: 1)
    (rest, knobs) = rest.splitBottom(shape == .wide ? needs.knobRows : min(needs.knobRows, 1))
    knobs = knobs.inset(left: 1)
    let isPanelAlone = needs.panelCount > 0 && (needs.isZoomed || (shape == .single && needs.favoursPanel))
    if isPanelAlone {
      panels = Rect(x: rest.x, y: rest.y - 1, width: rest.width, height: rest.height + 1)
    } else if shape == .narrow {
      let halves = rest.splitTop(textRows(of: rest.height, needs))
      text = halves.top.inset(left: 1, right: 1)
      panels = halves.rest
    } else {
      text = rest.inset(left: 1, right: 1)
    }
  }

  /// What has the focus has the room; what the text or the panel cannot use falls to the other.
  private func textRows(of height: Int, _ needs: Needs) -> Int {
    let share = min(max(height / 2, 6), 20)
    let fair = needs.favoursText ? height - 6 : needs.favoursPanel ? min(5, share) : share
    let spare = height - max(needs.panelRows ?? height, 6)
    return min(max(needs.textRows, 4), max(fair, spare))
  }
}
