import Datasets
import Experiments
import Foundation
import LabApp
import Lessons
import Panels
import TerminalUI

/// The playground with every panel and learners that learn, but without a thread; files in a folder of its own.
final class PlaygroundStage {
  let bench = StillBench(make: LearnerCatalog.factory(.standard))
  let folder: URL
  var application: Application
  let look: Look

  init(_ width: Int = 80, _ height: Int = 24, look: Look = Look()) throws {
    self.look = look
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("gradlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let world = World(
      shelf: SampleCourse.shelf, panels: Gallery(PanelCatalog.all), size: Size(width: width, height: height),
      look: look, desk: Desk(folder: folder.path))
    application = Application(
      world: world, bench: bench, keeper: Keeper(now: { Date(timeIntervalSince1970: 1_000_000) }))
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func open(_ sketch: Sketch? = nil) {
    application.openPlayground(sketch)
    _ = application.refresh()
  }

  func press(_ keys: Key...) {
    for key in keys {
      application.handle(.key(key))
      _ = application.refresh()
    }
  }

  /// Goes to the line whose label begins with these whole words; the lines before it unfold and fold on the way.
  func go(to label: String) {
    press(.home)
    for _ in 0..<120 where !markedLine.hasPrefix(label + " ") { press(.down) }
  }

  func type(_ text: String) { for scalar in text.unicodeScalars { press(.character(scalar)) } }

  /// Takes back what stands in a prompt, then types.
  func retype(_ text: String) {
    for _ in 0..<80 { press(.backspace) }
    type(text)
  }

  func run(_ count: Int) {
    press(" ")
    bench.advance(count)
    press(" ")
  }

  func canvas() -> Canvas { application.draw(look: look) }
  var screen: String { canvas().text(ofRows: 0..<canvas().size.height) }

  /// The text behind the mark of the sheet.
  var markedLine: String {
    let line = screen.split(separator: "\n").first { $0.contains("▸") && $0.contains("◂") } ?? ""
    let text = line.split(separator: "▸", maxSplits: 1).last.map(String.init) ?? ""
    return text.trimmingCharacters(in: .whitespaces)
  }

  var lane: LaneSnapshot { application.world.snapshot.lanes[0] }
  var experiment: Experiment { lane.experiment }

  func write(_ text: String, to name: String) throws -> String {
    let path = folder.appendingPathComponent(name)
    try Data(text.utf8).write(to: path)
    return path.path
  }

  func read(_ name: String) throws -> String {
    String(decoding: try Data(contentsOf: folder.appendingPathComponent(name)), as: UTF8.self)
  }

  /// Sixty flowers of three kinds, which two of their measures tell apart.
  static let flowers: String = {
    let rows = (0..<60).map { row in
      let kind = row % 3
      let length = Double(kind) + Double(row * 7 % 10) / 20
      return "\(row),\(length),\(3 - length / 2),\(["daisy", "poppy", "violet"][kind])"
    }
    return "id,length,width,kind\n" + rows.joined(separator: "\n") + "\n"
  }()
}
