import CursesDriver
import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI

/// Everything the lab needs, brought together: lessons, progress, a training thread and the screen.
enum Laboratory {
  /// Runs the lab on the terminal; `prepare` may open a lesson first. Returns the exit status.
  static func perform(
    _ options: TerminalOptions, shelf: Shelf, prepare: (inout Application) -> Void = { _ in }
  ) -> Int32 {
    Stage.perform(options) { terminal in
      let waker = terminal.waker
      let session = Session(lanes: [], library: .standard, onSnapshot: { waker.wake() })
      defer { session.close() }
      var world = World(
        shelf: shelf, panels: Gallery(PanelCatalog.all), size: terminal.size, look: terminal.look)
      world.warning = shelf.problems.first.map { "\($0)" }
      var application = Application(world: world, bench: session, keeper: keeper())
      prepare(&application)
      let clock = ContinuousClock()
      let start = clock.now
      let status = FrameLoop.run(&application, on: &terminal, now: { clock.now - start })
      application.close()
      return Farewell(signal: status > 128 ? status - 128 : nil, lines: application.farewell)
    }
  }

  /// Keeps progress where the environment says, or in memory.
  static func keeper() -> Keeper {
    guard let store = JournalStore.standard() else { return Keeper(now: { Date.now }) }
    return Keeper(store: store, now: { Date.now })
  }
}
