import Experiments
import Lessons
import Panels

/// How a line may go on.
struct Completion: Equatable {
  /// The line up to the word that is being written.
  var head: String
  /// What that word may become; in the order of the tables.
  var candidates: [String]

  init(_ line: String, on screen: LessonScreen, in world: World) {
    var words = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    let last = words.popLast() ?? ""
    head = words.isEmpty ? "" : words.joined(separator: " ") + " "
    let before = words.filter { !$0.isEmpty }
    let all = Self.all(before, last, screen, world)
    candidates = all.filter { $0.hasPrefix(last) }
  }

  private static func all(_ before: [String], _ last: String, _ screen: LessonScreen, _ world: World)
    -> [String]
  {
    guard let name = before.first else { return CommandTable.all.map(\.name) }
    guard let row = CommandTable.all.first(where: { $0.name == name }) else { return [] }
    let place = before.count - 1
    guard row.arguments.indices.contains(place) else { return [] }
    switch row.arguments[place] {
    case .key:
      let knobs = screen.workbench.knobs.map(\.key)
      let keys = screen.workbench.experiment?.settingKeys ?? []
      return knobs + keys.filter { !knobs.contains($0) }
    case .value: return values(of: before.last ?? "", screen)
    case .lesson: return lessons(last, world)
    case .lane: return screen.workbench.allLanes.map(\.name)
    case .panel:
      return world.panels.panels.filter { world.snapshot.suits($0) }.map { $0.name }
    case .command: return CommandTable.all.map(\.name)
    case .word(_, let words): return words
    case .count, .number: return []
    case .file:
      let found = world.desk.complete(
        last, endings: name == "load" ? [".yaml", ".yml", ".csv"] : [".yaml", ".yml"])
      let folder = last.lastIndex(of: "/").map { String(last[...$0]) } ?? ""
      return found.names.map { folder + $0 }
    }
  }

  private static func values(of key: String, _ screen: LessonScreen) -> [String] {
    guard let experiment = screen.workbench.experiment else { return [] }
    switch experiment.knob(for: key)?.kind {
    case .choice(let choices)?: return choices
    case .toggle?: return ["on", "off"]
    case .number?, nil: return experiment.value(of: key).map { [$0] } ?? []
    }
  }

  /// Ids; behind an id and a slash its pages.
  private static func lessons(_ last: String, _ world: World) -> [String] {
    guard let slash = last.firstIndex(of: "/"), let lesson = world.shelf.find(String(last[..<slash])) else {
      return world.shelf.lessons.map(\.id)
    }
    return lesson.pages.indices.map { "\(last[..<slash])/\($0 + 1)" }
  }

  /// The line as far as it is certain; a blank follows where there is one way only.
  var line: String? {
    guard let first = candidates.first else { return nil }
    if candidates.count == 1 { return head + first + (first.hasSuffix("/") ? "" : " ") }
    var common = first
    for candidate in candidates {
      while !candidate.hasPrefix(common) { common.removeLast() }
    }
    return head + common
  }
}
