import Experiments
import Lessons
import Panels
import TerminalUI

/// How the screen and the instrument laid over it share keys.
extension LessonScreen {
  var context: Context { instrument?.context ?? .lesson }

  /// Lays an instrument over the screen; the panels' probes and its own are filled from now on.
  mutating func take(_ instrument: any Instrument, _ world: World) -> Outcome {
    self.instrument = instrument
    return .asking(showProbes(world))
  }

  /// The probes of the page's panels and of the instrument.
  func showProbes(_ world: World) -> Effect {
    let panels = page.panels.compactMap { world.panels.panel(named: $0.name)?.probes }.flatMap { $0 }
    return .bench(.show(Set(panels).union(instrument?.probes ?? [])))
  }

  /// True if the key belongs to the instrument's own rows of the table.
  func belongsToInstrument(_ key: Key) -> Bool {
    instrument.map { Bindings.ownAction(for: key, in: $0.context) != nil } ?? false
  }

  mutating func performInstrument(_ action: Action, key: Key, in world: World) -> Outcome {
    lend { instrument, screen in
      instrument.perform(action, key: key, on: &screen, in: world)
    } then: {
      $0.showProbes(world)
    }
  }

  mutating func type(_ text: String, in world: World) -> Outcome {
    lend { instrument, screen in
      instrument.type(text, on: &screen, in: world)
    } then: {
      $0.showProbes(world)
    }
  }

  mutating func observeInstrument(_ world: World) {
    instrument?.observe(world)
  }

  /// Lets the instrument act on the screen; puts it away once it is closed, or leaves the one that took its place.
  private mutating func lend(
    _ act: (inout any Instrument, inout LessonScreen) -> Outcome, then show: (LessonScreen) -> Effect
  ) -> Outcome {
    guard var taken = instrument else { return .ignored }
    instrument = nil
    var outcome = act(&taken, &self)
    let isReplaced = instrument != nil
    if !taken.isClosed, !isReplaced { instrument = taken }
    if taken.isClosed || isReplaced { outcome.effects.append(show(self)) }
    return outcome
  }
}
