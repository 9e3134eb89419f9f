import Experiments
import Foundation
import TerminalUI

/// Weights that were asked for and not delivered yet.
struct AwaitedWeights: Sendable, Hashable {
  var ticket: Int
  var name: String
}

/// Taking out what is seen: the screen, curves, weights.
extension Application {
  /// The screen that a prompt asks about, or the one on top.
  private var shown: Int { screens.lastIndex { !($0 is WriteScreen) } ?? 0 }

  public var exhibit: Exhibit { screens[shown].exhibit(in: world) }

  mutating func write(_ name: String, as form: TakeawayForm) {
    let exhibit = exhibit
    guard form == .txt || form == .ansi || form == .svg || exhibit.lane != nil else {
      return complain(
        "Nothing trains on this screen, so there is no experiment and there are no curves or weights to write."
      )
    }
    switch form {
    case .txt: deliver(picture(form).plain + "\n", to: name, form)
    case .ansi: deliver(picture(form).ansi + "\n", to: name, form)
    case .svg:
      deliver(
        picture(form).svg(title: exhibit.title, description: exhibit.description), to: name, form)
    case .csv: deliver(CurveTable.text(world.snapshot.lanes), to: name, form)
    case .safetensors: askForWeights(of: exhibit.lane ?? 0, to: name)
    case .py: writeScript(of: exhibit.lane ?? 0, exhibit.title, to: name)
    }
  }

  /// The lane's experiment as it stands, from its first step.
  private mutating func writeScript(of lane: Int, _ title: String, to name: String) {
    guard world.snapshot.lanes.indices.contains(lane) else { return }
    do {
      let lanes = world.snapshot.lanes
      let rivals = lanes.indices.filter { $0 != lane }.map {
        PyTorchRival(name: lanes[$0].name, experiment: lanes[$0].experiment)
      }
      let script = try PyTorchScript(
        lanes[lane].experiment, title: title, library: world.desk.library, beside: rivals)
      deliver(script.description, to: name, .py)
    } catch {
      complain("\(error)")
    }
  }

  /// The screen as a value. In text alone colour cannot be seen, so fields and maps are drawn as shades there; in the
  /// other forms the terminal sets no limit.
  private func picture(_ form: TakeawayForm) -> Canvas {
    var world = world
    world.look.capability.colours = form == .txt ? .mono : .full
    var canvas = Canvas(size: world.size, look: world.look)
    for screen in screens[(screens[...shown].lastIndex { !$0.isOverlay } ?? 0)...shown] {
      screen.draw(world, on: &canvas, in: canvas.bounds)
    }
    return canvas
  }

  private mutating func deliver(_ text: String, to name: String, _ form: TakeawayForm) {
    deliver(Data(text.utf8), to: name, form.words)
  }

  private mutating func deliver(_ bytes: Data, to name: String, _ words: String) {
    do throws(OutletProblem) {
      let place = try outlet.write(name, bytes)
      if top is WriteScreen { screens.removeLast() }
      notice = Notice(text: "Written: \(words), \(Self.size(bytes.count)), to \(place)")
    } catch {
      complain(error.description)
    }
  }

  private static func size(_ bytes: Int) -> String {
    bytes < 1000 ? "\(bytes) bytes" : "\(Figure.count((bytes + 500) / 1000)) kB"
  }

  /// Says why in the prompt, which stays open so that the name can be mended.
  private mutating func complain(_ sentence: String) {
    guard var prompt = top as? WriteScreen else {
      notice = Notice(text: sentence, ink: .warning)
      return
    }
    prompt.problem = sentence
    screens[screens.count - 1] = prompt
  }

  // MARK: weights

  /// Only the training thread knows them; they come with a later snapshot.
  private mutating func askForWeights(of lane: Int, to name: String) {
    if case .failed = world.snapshot.lanes[lane].phase {
      return complain("This run could not be made, so it has no weights.")
    }
    let ticket = (world.snapshot.weights?.ticket ?? 0) + 1
    awaited = AwaitedWeights(ticket: ticket, name: name)
    send(.archive(lane: lane, ticket: ticket))
  }

  mutating func writeAwaitedWeights() {
    guard let wish = awaited, let weights = world.snapshot.weights, weights.ticket == wish.ticket else {
      return
    }
    awaited = nil
    let words = "the weights of \(weights.lane) at step \(Figure.count(weights.step))"
    deliver(weights.file, to: wish.name, words)
  }
}
