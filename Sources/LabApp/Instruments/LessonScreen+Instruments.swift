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
    sideWidth = 0
    return .asking(showProbes(world))
  }

  /// The probes of the page's panels and of the instrument.
  func showProbes(_ world: World) -> Effect {
    .bench(.show(panelProbes(world).union(instrument?.probes ?? [])))
  }

  func panelProbes(_ world: World) -> Set<String> {
    Set(page.panels.compactMap { world.panels.panel(named: $0.name)?.probes }.flatMap { $0 })
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

  mutating func pointInstrument(_ mouse: Mouse, in world: World) -> Outcome {
    lend { instrument, screen in
      instrument.point(mouse, on: &screen, in: world)
    } then: {
      $0.showProbes(world)
    }
  }

  mutating func observeInstrument(_ world: World) {
    instrument?.observe(world)
  }

  /// Lets the instrument act on the screen; puts it away once it is closed, or leaves the one that took its place.
  /// What it wants to know now is asked for.
  private mutating func lend(
    _ act: (inout any Instrument, inout LessonScreen) -> Outcome, then show: (LessonScreen) -> Effect
  ) -> Outcome {
    guard var taken = instrument else { return .ignored }
    instrument = nil
    let asked = taken.probes
    var outcome = act(&taken, &self)
    let isReplaced = instrument != nil
    if !taken.isClosed, !isReplaced { instrument = taken }
    if taken.isClosed, !isReplaced { sideWidth = 0 }
    if taken.isClosed || isReplaced || taken.probes != asked { outcome.effects.append(show(self)) }
    return outcome
  }
}

/// What lies where in the panels.
extension LessonScreen {
  /// A panel drawn once more on a canvas that keeps what can be pointed at.
  func recorded(_ place: PanelStack.Place, _ world: World) -> Canvas {
    var canvas = Canvas(size: world.size, look: world.look)
    canvas.keepsReadouts = true
    panelType(place.index, world)?.draw(
      world.snapshot, view(of: place.index), on: &canvas, in: room(of: place))
    return canvas
  }

  /// Asks what invented text is to begin with.
  mutating func typePrompt(_ world: World) -> Outcome {
    guard PromptLine.isOffered(on: page) else {
      message = Message(
        text: "T types a text where a page invents one; this page invents none.", ink: .warning)
      return .done
    }
    return take(PromptLine(shownLane(world)), world)
  }

  /// Lays the cursor over the selected panel.
  mutating func inspect(_ world: World) -> Outcome {
    guard hasExperiment, !page.panels.isEmpty else {
      message = Message(text: "This page has no panel to point at.", ink: .warning)
      return .done
    }
    focus = .panels
    var inspector = Inspector()
    let side = Inspector.sideWidth(self, world)
    sideWidth = side
    inspector.look(self, world)
    let outcome = take(inspector, world)
    sideWidth = side
    return outcome
  }
}
