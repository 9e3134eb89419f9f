import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI

/// The application with the sample course, a scripted bench and a journal in memory.
struct Stagecraft {
  let bench = ScriptedBench()
  var application: Application
  let look: Look

  init(
    _ width: Int = 80, _ height: Int = 24, look: Look = Look(), shelf: Shelf = SampleCourse.shelf,
    journal: Journal = Journal(), panels: [any Panel.Type] = [CurvePanel.self, BarsPanel.self],
    outlet: Outlet = .none
  ) {
    self.look = look
    let size = Size(width: width, height: height)
    let world = World(
      shelf: shelf, panels: Gallery(panels), size: size, look: look)
    let keeper = Keeper(journal, now: { Date(timeIntervalSince1970: 1_000_000) })
    application = Application(world: world, bench: bench, keeper: keeper, outlet: outlet)
  }

  mutating func press(_ keys: Key...) {
    for key in keys { handle(.key(key)) }
  }

  mutating func handle(_ event: Event) {
    application.handle(event)
    _ = application.refresh()
  }

  mutating func open(_ id: String = "vanishing-gradients", page: Int = 0) {
    application.open(id, page: page)
    _ = application.refresh()
  }

  mutating func refresh() { _ = application.refresh() }

  mutating func canvas() -> Canvas { application.draw(look: look) }

  /// The same panels with data that one can point at.
  static let readable: [any Panel.Type] = [ReadableCurve.self, ReadableBars.self]

  static let ascii = Look(capability: Capability(colours: .mono, glyphs: .ascii))
}

extension Canvas {
  func contains(_ words: String) -> Bool { text(ofRows: 0..<size.height).contains(words) }

  func text(ofRows rows: Range<Int>) -> String {
    rows.map { y in
      String(String.UnicodeScalarView((0..<size.width).map { self[$0, y].glyph }.filter { $0.value != 0 }))
    }.joined(separator: "\n")
  }
}
