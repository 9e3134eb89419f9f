import ArgumentParser

@main
struct Gradlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradlab", abstract: "A learning lab for neural networks.",
    subcommands: [
      RunCommand.self, ListCommand.self, CheckCommand.self, DoctorCommand.self, TerminalTestCommand.self,
    ])
}
