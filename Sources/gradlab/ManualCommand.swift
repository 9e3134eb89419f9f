import ArgumentParser
import Foundation

/// Prints the manual page; it is made from the commands themselves, so that it cannot go stale.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual", abstract: "Prints the manual page in the language of troff.",
    discussion: "Example: gradlab manual > gradlab.1", shouldDisplay: false)

  @Option(help: ArgumentHelp("The date that it bears; today's without it.", valueName: "year-month-day"))
  var date: String?

  func run() throws {
    let today = Date().formatted(.iso8601.year().month().day())
    let tool = try JSONDecoder().decode(ManualPage.Tool.self, from: Data(Gradlab._dumpHelp().utf8))
    print(ManualPage(tool.command, date: date ?? today).text, terminator: "")
  }
}
