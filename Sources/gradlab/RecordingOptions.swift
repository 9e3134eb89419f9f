import ArgumentParser

/// The option of every command whose session can be recorded.
struct RecordingOptions: ParsableArguments {
  @Option(
    name: .customLong("record"),
    help: ArgumentHelp(
      "Records the session as an asciicast, which `asciinema play` shows; the file must be new.",
      valueName: "file.cast"), completion: .file())
  var file: String?
}
