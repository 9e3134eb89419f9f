import TerminalUI
import Testing

@testable import CursesDriver

@Suite struct SurroundingsTests {
  private func look(
    _ name: String = "xterm-256color", colours: Int = 256, isUnicode: Bool = true,
    _ environment: [String: String] = [:],
    _ options: TerminalOptions = TerminalOptions()
  ) -> Look {
    Surroundings(name: name, colours: colours, isUnicode: isUnicode, environment: environment).look(options)
  }

  @Test func aModernTerminalShowsEverything() {
    #expect(look() == Look(capability: Capability(colours: .full, glyphs: .braille), theme: .dark))
  }

  @Test func theConsoleHasEightColoursAndNoBraille() {
    #expect(look("linux", colours: 8).capability == Capability(colours: .eight, glyphs: .block))
  }

  @Test func aTerminalWithoutColoursIsMono() {
    #expect(look("vt100", colours: 0).capability.colours == .mono)
  }

  @Test func anotherCharacterSetMeansASCII() {
    #expect(look(isUnicode: false).capability.glyphs == .ascii)
    #expect(look("linux", isUnicode: false).capability.glyphs == .ascii)
    #expect(look([:], TerminalOptions(ascii: true)).capability.glyphs == .ascii)
  }

  private func look(_ environment: [String: String], _ options: TerminalOptions = TerminalOptions()) -> Look {
    look("xterm-256color", environment, options)
  }

  private func look(_ name: String, _ environment: [String: String], _ options: TerminalOptions) -> Look {
    look(name, colours: 256, isUnicode: true, environment, options)
  }

  @Test func noColorCountsWhenItSaysSomething() {
    #expect(look(["NO_COLOR": "1"]).capability.colours == .mono)
    #expect(look(["NO_COLOR": ""]).capability.colours == .full)
    #expect(look([:], TerminalOptions(colour: false)).capability.colours == .mono)
  }

  @Test func wishesOverrideNoColor() {
    #expect(look(["NO_COLOR": "1"], TerminalOptions(colour: true)).capability.colours == .full)
    #expect(look(["NO_COLOR": "1"], TerminalOptions(theme: .light)).capability.colours == .full)
    #expect(look(["NO_COLOR": "1"], TerminalOptions(theme: .mono)).capability.colours == .mono)
    #expect(look("vt100", colours: 0, [:], TerminalOptions(colour: true)).capability.colours == .mono)
  }

  @Test func aLightBackgroundIsNoticed() {
    #expect(look(["COLORFGBG": "0;15"]).theme == .light)
    #expect(look(["COLORFGBG": "0;default;7"]).theme == .light)
    #expect(look(["COLORFGBG": "15;0"]).theme == .dark)
    #expect(look(["COLORFGBG": "nonsense"]).theme == .dark)
    #expect(look(["COLORFGBG": "0;15"], TerminalOptions(theme: .contrast)).theme == .contrast)
  }

  @Test func aMissingLocaleIsReplacedWhereThatIsSafe() {
    #expect(Surroundings.substituteLocale([:]) == "C.UTF-8")
    #expect(Surroundings.substituteLocale(["LANG": ""]) == "C.UTF-8")
    #expect(Surroundings.substituteLocale(["LANG": "xx_XX.UTF-8"]) == "C.UTF-8")
    #expect(Surroundings.substituteLocale(["LANG": "C"]) == nil)
    #expect(Surroundings.substituteLocale(["LC_ALL": "C", "LANG": "en_US.UTF-8"]) == nil)
    #expect(Surroundings.substituteLocale(["TMUX": "/tmp/socket,1,0"]) == nil)
  }

  @Test func theVariableThatDecidesAboutCharacters() {
    #expect(Surroundings(name: "xterm").localeVariable == "LANG")
    let both = Surroundings(name: "xterm", environment: ["LANG": "C", "LC_ALL": ""])
    #expect(both.localeVariable == "LANG")
    #expect(
      Surroundings(name: "xterm", environment: ["LANG": "C", "LC_ALL": "C"]).localeVariable == "LC_ALL")
  }

  @Test func everyProblemIsOneSentenceWithARemedy() {
    let problems = [
      Surroundings(name: "xterm", isInputTerminal: false),
      Surroundings(name: "xterm", isOutputTerminal: false),
      Surroundings(name: nil), Surroundings(name: "nosuch", isKnown: false),
      Surroundings(name: "dumb", canPlaceText: false),
    ].map(\.problem)
    #expect(problems[0] == .notATerminal(stream: "standard input"))
    #expect(problems[1] == .notATerminal(stream: "standard output"))
    #expect(problems[2] == .unnamed)
    #expect(problems[3] == .unknown(name: "nosuch"))
    #expect(problems[4] == .tooSimple(name: "dumb"))
    for sentence in problems.compactMap({ $0?.description }) {
      #expect(sentence.hasSuffix(".") && !sentence.contains("\n"))
      for command in ["run", "list", "draw"] { #expect(sentence.contains("`\(command)`")) }
    }
    #expect(Surroundings(name: "xterm").problem == nil)
  }
}
