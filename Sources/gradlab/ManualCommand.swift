import ArgumentParser
import Foundation

/// Prints the manual page; it is made from the commands themselves, so that it cannot go stale.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page in the language of troff.",
    discussion: "Example: gradlab manual > gradlab.1", shouldDisplay: false)

  func run() throws {
    let tool = try JSONDecoder().decode(ManualPage.Tool.self, from: Data(Gradlab._dumpHelp().utf8))
    print(ManualPage(tool.command).text, terminator: "")
  }
}
