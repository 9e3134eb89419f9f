import ArgumentParser
import Datasets
import Foundation

extension Gradlab {
  /// Runs the command line; a wrong request is one sentence on the error output and the exit code 2.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let code as ExitCode {
      exit(withError: code)
    } catch {
      if exitCode(for: error) == .success { exit(withError: error) }
      // What was typed is shown, never obeyed by the terminal.
      let lines = message(for: error).split(separator: "\n", omittingEmptySubsequences: false)
      let sentence = lines.map(\.visible).joined(separator: "\n")
      FileHandle.standardError.write(Data("gradlab: \(sentence)\n".utf8))
      exit(withError: ExitCode(2))
    }
  }
}
