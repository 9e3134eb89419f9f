import ArgumentParser
import CursesDriver
import Foundation
import TerminalUI

/// Says what the program found around itself, what is wrong and how to mend it.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tells what works here, what does not and how to mend it.",
    discussion: "Example: gradlab doctor")

  @OptionGroup var screen: ScreenOptions

  func run() {
    let surroundings = Surroundings.examine()
    let look = surroundings.look(screen.terminal)
    for (name, value) in terminalFacts(surroundings, look) + Processor.facts { print(Self.line(name, value)) }
    let complaints = Self.complaints(surroundings)
    print(complaints.isEmpty ? "\nNothing is wrong." : "")
    for complaint in complaints { print("! \(complaint)") }
  }

  static func line(_ name: String, _ value: String) -> String {
    "\(name)\(String(repeating: " ", count: max(12 - name.count, 1)))\(value)"
  }

  private func terminalFacts(_ surroundings: Surroundings, _ look: Look) -> [(String, String)] {
    [
      ("terminal", surroundings.name ?? "TERM is not set"),
      ("size", surroundings.size.map { "\($0.width)×\($0.height)" } ?? "unknown, output is no terminal"),
      (
        "colours",
        "\(surroundings.colours), using \(Self.describe(look.capability.colours)), theme \(look.theme)"
      ),
      ("locale", "\(surroundings.locale), \(surroundings.isUnicode ? "UTF-8" : "not UTF-8")"),
      ("glyphs", Self.describe(look.capability.glyphs)),
    ]
  }

  private static func describe(_ colours: Capability.Colours) -> String {
    switch colours {
    case .mono: "none"
    case .eight: "8"
    case .full: "256"
    }
  }

  private static func describe(_ glyphs: Capability.Glyphs) -> String {
    switch glyphs {
    case .ascii: "ASCII only"
    case .block: "lines and blocks"
    case .braille: "lines, blocks and braille"
    }
  }

  /// One sentence for each thing that is wrong, with its remedy.
  static func complaints(_ surroundings: Surroundings) -> [String] {
    var complaints: [String] = []
    if let problem = surroundings.problem { complaints.append("\(problem)") }
    if !surroundings.isUnicode {
      complaints.append(
        "The locale \(surroundings.locale) is not UTF-8, so pictures are drawn in ASCII; set LANG=C.UTF-8.")
    }
    if let size = surroundings.size, size.width < 80 || size.height < 24 {
      complaints.append(
        "The window is \(size.width)×\(size.height); one panel is shown at a time below 80×24, so enlarge it if you can."
      )
    }
    return complaints
  }
}
