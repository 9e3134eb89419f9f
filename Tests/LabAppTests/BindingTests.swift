import LabApp
import TerminalUI
import Testing

@Suite struct BindingTests {
  @Test(arguments: Context.allCases)
  func noKeyTwiceInOneContext(context: Context) {
    let keys = Bindings.of(context).flatMap(\.keys)
    for key in Set(keys) { #expect(keys.filter { $0 == key }.count == 1, "\(key.name) in \(context)") }
  }

  @Test func everyContextHasAWayOutAndHelp() {
    for context in Context.allCases {
      #expect(Bindings.of(context).contains { [.quit, .back].contains($0.action) }, "\(context)")
    }
    #expect(Bindings.action(for: "q", in: .lesson) == .quit)
    #expect(Bindings.action(for: "?", in: .lesson) == .help)
  }

  @Test func everyKeyHasAName() {
    for binding in Bindings.all { #expect(!binding.keyNames.isEmpty && !binding.label.isEmpty) }
  }

  /// In a state where the action is offered, each of its keys does something: the picture changes, a command goes out,
  /// or the program ends.
  /// The autopsy needs a run that diverged; its keys have tests of their own.
  @Test(arguments: Bindings.of(.lesson).filter { $0.action != .autopsy })
  func everyKeyOfALessonActs(binding: Binding) {
    for key in binding.keys {
      #expect(
        [0, 1, 2, 3].contains { page in
          [
            [], [.tab], [.pageDown, .right, "["], [" "], ["."], [".", ","], [".", "f"], [.tab, .right, "z"],
          ].contains {
            acts(key, after: $0, page: page)
          }
        }, "\(key.name) does nothing on any page")
    }
  }

  @Test(arguments: Bindings.of(.home))
  func everyKeyOfHomeActs(binding: Binding) {
    for key in binding.keys {
      #expect(
        [[], [.down, .right]].contains { acts(key, after: $0, page: nil) }, "\(key.name) does nothing")
    }
  }

  private func acts(_ key: Key, after preparation: [Key], page: Int?) -> Bool {
    var stage = Stagecraft(80, 24)
    stage.open(page: page ?? 0)
    if page == nil { stage.press(.escape) }
    for key in preparation { stage.press(key) }
    let before = (stage.canvas(), stage.bench.commands.count)
    stage.press(key)
    return stage.canvas() != before.0 || stage.bench.commands.count > before.1
      || stage.application.exitStatus != nil || stage.application.takeWantedMouse() != nil
  }

  @Test func hintsAreDroppedWhole() {
    for width in 60...130 {
      var stage = Stagecraft(width, 24)
      stage.open(page: 2)
      let row = stage.canvas().text(ofRows: 23..<24)
      #expect(row.contains("? help"))
      #expect(row.hasSuffix(" "))
    }
  }
}
