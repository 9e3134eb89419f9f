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
    var knobCount = 0
    /// Rows of the whole text, where it stands on top of a panel.
    var textRows = 0
    /// Whether the text may take what it needs, leaving the panel its least height.
    var favoursText = false
    /// Rows of goals and hints.
    var goalRows = 0
    /// Whether the panels have the room, as far as there is one place for both: the text keeps its first rows, or none.
    var favoursPanel = false
    var isZoomed = false
  }

  var shape: Shape
  var header: Rect
  var text: Rect
  var panels: Rect
  var knobs: Rect
  var goals: Rect
  var status: Rect
  var hints: Rect

  static let wideWidth = 100

  init(_ size: Size, _ needs: Needs) {
    let area = Rect(size)
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
    let column = min(max(share, 42), Paragraph.prose + 2)
    let left = Rect(x: body.x + 1, y: body.y, width: column - 2, height: body.height)
    let goalRows = min(needs.goalRows, body.height / 3)
    goals = left.splitBottom(goalRows).bottom
    text = left.splitBottom(goalRows == 0 ? 0 : goalRows + 1).rest
    let right = Rect(
      x: left.maxX + 2, y: body.y - 1, width: body.width - left.maxX - 2, height: body.height + 1)
    let hasKnobs = needs.knobCount > 0
    knobs = right.splitBottom(hasKnobs ? 1 : 0).bottom.inset(left: 1)
    panels = right.splitBottom(hasKnobs ? 2 : 0).rest
  }

  private mutating func layStacked(_ body: Rect, _ needs: Needs) {
    var rest = body
    (rest, goals) = rest.splitBottom(min(needs.goalRows, max(body.height / 3, 1)))
    goals = goals.inset(left: 1, right: 1)
    (rest, knobs) = rest.splitBottom(needs.knobCount > 0 ? 1 : 0)
    knobs = knobs.inset(left: 1)
    let isPanelAlone = needs.panelCount > 0 && (needs.isZoomed || (shape == .single && needs.favoursPanel))
    if isPanelAlone {
      panels = Rect(x: rest.x, y: rest.y - 1, width: rest.width, height: rest.height + 1)
    } else if shape == .narrow {
      let rows = min(max(needs.textRows + 1, 4), mostTextRows(of: rest.height, needs))
      let halves = rest.splitTop(rows)
      text = halves.top.inset(left: 1, right: 1)
      panels = halves.rest
    } else {
      text = rest.inset(left: 1, right: 1)
    }
  }

  /// What has the focus has the room.
  private func mostTextRows(of height: Int, _ needs: Needs) -> Int {
    if needs.favoursText { return height - 6 }
    let half = min(max(height * 9 / 19, 6), 20)
    return needs.favoursPanel ? min(5, half) : half
  }
}
