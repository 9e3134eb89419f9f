import ArgumentParser
import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI

/// Draws one screen as text, without a terminal.
struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw", abstract: "Draws one screen of the lab as text or as a picture.",
    discussion: """
      Examples:
        gradlab draw vanishing-gradients/2 --size 120x40 --steps 200
        gradlab draw cnn --steps 300 --svg > cnn.svg
      """)

  @Argument(
    help: ArgumentHelp(
      "A lesson's id or topic number, with its page after a slash, or `home`, or `playground`.",
      valueName: "lesson"),
    completion: .list(["home", "playground"] + LessonIndex.ids))
  var place: LessonPlace

  @Option(help: "Columns and rows.", transform: parseSize)
  var size = Size(width: 120, height: 40)

  @Option(help: "How many steps the page's experiment runs first.")
  var steps = 0

  @Option(help: ArgumentHelp("Turns a knob before the first step; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  @Option(help: "The seed of the run.")
  var seed: UInt64?

  @Option(help: ArgumentHelp("Which lane of a race is shown, from 1 on.", valueName: "number"))
  var lane = 1

  @Flag(help: "With colours, as escape sequences.")
  var ansi = false

  @Flag(help: "As an SVG picture that needs nothing else, described in words for those who do not see it.")
  var svg = false

  @Flag(help: "With ASCII characters only.")
  var ascii = false

  @Option(
    help: ArgumentHelp(
      "The colours of --ansi and --svg: \(ScreenOptions.themes.joined(separator: ", ")).", valueName: "name"),
    completion: .list(ScreenOptions.themes), transform: ScreenOptions.parseTheme)
  var theme: Look.Theme = .dark

  @OptionGroup var lessons: LessonOptions

  static func parseSize(_ text: String) throws -> Size {
    let numbers = text.lowercased().split(separator: "x").map { Int($0) ?? 0 }
    guard numbers.count == 2, numbers.allSatisfy({ (1...1000).contains($0) }) else {
      throw ValidationError(
        "The size \"\(text)\" is not columns x rows, such as 120x40, from 1x1 to 1000x1000.")
    }
    return Size(width: numbers[0], height: numbers[1])
  }

  func run() throws {
    let shelf = lessons.library.load()
    let (canvas, exhibit) = try draw(shelf)
    if svg {
      print(canvas.svg(title: exhibit.title, description: exhibit.description), terminator: "")
    } else {
      print(ansi ? canvas.ansi : canvas.plain)
    }
  }

  func validate() throws {
    if ansi && svg { throw ValidationError("Choose one of --ansi and --svg.") }
  }

  private func draw(_ shelf: Shelf) throws -> (Canvas, Exhibit) {
    // In text alone colour cannot be seen: fields and maps are then drawn as shades.
    let capability = Capability(colours: ansi || svg ? .full : .mono, glyphs: ascii ? .ascii : .braille)
    let look = Look(capability: capability, theme: theme)
    let world = World(shelf: shelf, panels: Gallery(PanelCatalog.all), size: size, look: look)
    let bench = StillBench(make: LearnerCatalog.factory(.standard))
    var application = Application(world: world, bench: bench, keeper: Keeper(now: { Date.now }))
    if place.lesson == "playground" {
      let settings =
        try set.map { try Setting(parsing: $0) } + (seed.map { [Setting("seed", String($0))] } ?? [])
      let fresh = try Sketch(library: .standard)
      application.openPlayground(try Sketch(fresh.experiment.setting(settings), library: .standard))
      if steps > 0 { bench.send(.step(steps)) }
      _ = application.refresh()
    } else if place.lesson != "home" {
      let (lesson, page) = try place.find { try shelf.lesson($0) }
      let settings = try set.map { try Setting(parsing: $0) }
      try lesson.check(settings, on: page)
      application.open(lesson.id, page: page, settings: settings, seed: seed)
      if steps > 0 { bench.send(.step(steps)) }
      _ = application.refresh()
      guard application.show(lane: lane - 1) || lane == 1 else {
        let count = application.world.snapshot.lanes.count
        throw ValidationError(
          "There is no lane \(lane) on this page; \(count < 2 ? "its run is alone" : "its race has \(count)")."
        )
      }
    }
    return (application.draw(look: look), application.exhibit)
  }
}
