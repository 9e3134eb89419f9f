import ArgumentParser
import Lessons

/// Where a command looks for lessons.
struct LessonOptions: ParsableArguments {
  @Option(
    name: .customLong("lessons"), help: "A further folder of lessons; its lessons win.",
    completion: .directory)
  var folder: String?

  var library: Library { Library.standard(extra: folder) }
}
