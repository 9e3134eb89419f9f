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
  /// Runs the lab on the terminal; `prepare` may open a lesson first, `conclude` says what is left
  /// on the ordinary screen. Returns the exit status.
  ///
  /// - Parameters:
  ///   - reader: what it knows is shown at once; the rest is read after the first frame.
  ///   - record: where to record the session, as an asciicast; the file must not be there yet.
  static func perform(
    _ screen: ScreenOptions, reader: ShelfReader, record: String? = nil,
    prepare: (inout Application) -> Void = { _ in }, conclude: (Application) -> [String] = \.farewell
  ) throws -> Int32 {
    let recording = try record.map { try Recording(path: $0, now: Date.now) }
    let lookStore = LookStore.standard()
    let options = screen.terminal
    return Stage.perform(options) { terminal in
      terminal.look = lookStore?.load()?.applied(to: terminal.look, unless: options) ?? terminal.look
      let waker = terminal.waker
      let session = Session(lanes: [], library: .standard, onSnapshot: { waker.wake() })
      defer { session.close() }
      let world = World(
        shelf: reader.known, panels: Gallery(PanelCatalog.all), size: terminal.size, look: terminal.look)
      var application = Application(
        world: world, bench: session, keeper: keeper(), outlet: outlet(lookStore), reader: reader)
      prepare(&application)
      if options.mouse { application.switchMouse(to: true) }
      let clock = ContinuousClock()
      let start = clock.now
      let status = FrameLoop.run(&application, on: &terminal, rate: screen.fps, now: { clock.now - start }) {
        frame, time in
        reader.begin { waker.wake() }
        recording?.note(frame, at: time)
      }
      application.close()
      return Farewell(
        signal: status > 128 ? status - 128 : nil,
        lines: conclude(application) + [recording?.farewell].compactMap { $0 })
    }
  }

  private static func outlet(_ lookStore: LookStore?) -> Outlet {
    let desk = WritingDesk(folder: FileManager.default.currentDirectoryPath)
    return Outlet(
      write: { name, bytes throws(OutletProblem) in try desk.write(bytes, to: name) },
      remember: { look throws(OutletProblem) in try lookStore?.save(look) })
  }

  /// Keeps progress where the environment says, or in memory.
  static func keeper() -> Keeper {
    guard let store = JournalStore.standard() else { return Keeper(now: { Date.now }) }
    return Keeper(store: store, now: { Date.now })
  }
}
