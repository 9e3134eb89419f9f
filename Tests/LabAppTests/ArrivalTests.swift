import Experiments
import Foundation
import LabApp
import Lessons
import TerminalUI
import Testing

/// Lessons arrive behind the first screen.
@Suite struct ArrivalTests {
  private static let names = ["a", "b", "c"]

  /// Three lessons in a folder of their own; the file of the second holds a mistake if wanted.
  private func folder(broken: Bool) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "gradlab-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (index, name) in Self.names.enumerated() {
      let mistake = broken && name == "b" ? "```tusk\n```\n" : ""
      let text =
        "---\nformat: 1\nid: \(name)\ntitle: About \(name)\ntopics: [\(index + 1)]\nchapter: C\nminutes: 1\n---\n"
        + "## Page of \(name)\n\nText of \(name).\n\n\(mistake)"
      try Data(text.utf8).write(to: folder.appending(path: "\(name).md"))
    }
    return folder
  }

  private func application(_ reader: ShelfReader) -> Application {
    let world = World(shelf: reader.known, size: Size(width: 80, height: 24))
    return Application(world: world, bench: ScriptedBench(), keeper: Keeper(now: { .now }), reader: reader)
  }

  private func shown(_ application: inout Application) -> String {
    application.draw(look: Look()).text(ofRows: 0..<24)
  }

  private func hasNews(_ application: inout Application) -> Bool { application.refresh() }

  @Test func aBrokenLessonLeavesAndTheSelectionStays() throws {
    let folder = try folder(broken: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let reader = ShelfReader(Library(folders: [folder.path]))
    var application = application(reader)
    for _ in 0..<2 { application.handle(.key(.right)) }
    #expect(shown(&application).contains("3 · About c"))
    #expect(hasNews(&application) == false)
    _ = reader.whole()
    #expect(hasNews(&application))
    let canvas = shown(&application)
    #expect(canvas.contains("3 · About c"))
    #expect(canvas.contains("/b.md:13: "))
    #expect(hasNews(&application) == false)
    #expect(application.world.shelf.lessons.map(\.id) == ["a", "c"])
  }

  @Test func aLessonOpensBeforeTheOthersHaveArrived() throws {
    let folder = try folder(broken: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let reader = ShelfReader(Library(folders: [folder.path]))
    var application = application(reader)
    application.handle(.key(.right))
    application.handle(.key(.enter))
    #expect(shown(&application).contains("Text of b."))
    #expect(application.world.shelf.lessons.map { $0.pages[0].blocks.isEmpty } == [true, true, true])
    _ = reader.whole()
    #expect(hasNews(&application))
    #expect(shown(&application).contains("Text of b."))
    #expect(application.world.shelf.lessons.map { $0.pages[0].blocks.isEmpty } == [false, false, false])
  }

  @Test func aBrokenLessonIsNotOpened() throws {
    let folder = try folder(broken: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var application = application(ShelfReader(Library(folders: [folder.path])))
    application.handle(.key(.right))
    application.handle(.key(.enter))
    #expect(hasNews(&application))
    let canvas = shown(&application)
    #expect(canvas.contains("/b.md:13: "))
    #expect(canvas.contains("gradlab"))
  }
}
