import ArgumentParser

@main
struct Gradlab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gradlab", abstract: "A learning lab for neural networks.",
    discussion: "Without a command: the lab itself. Example: gradlab open vanishing-gradients",
    subcommands: [
      LabCommand.self, OpenCommand.self, PlaygroundCommand.self, PresentCommand.self, NotesCommand.self,
      ListCommand.self, RunCommand.self, CheckCommand.self, DrawCommand.self, ExportCommand.self,
      ProgressCommand.self, BenchCommand.self, DoctorCommand.self, TerminalTestCommand.self,
      ManualCommand.self,
    ],
    defaultSubcommand: LabCommand.self)
}
