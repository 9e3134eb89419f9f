import Experiments

/// The contract of a lesson: everything between the two lines of dashes.
struct FrontMatter {
  /// The newest format this program reads.
  static let format = 1

  var lesson = Lesson(id: "", title: "", topics: [], chapter: "", minutes: 0)
  var quizzes: [Quiz] = []
  var tasks: [LessonTask] = []
  var predictions: [Prediction] = []
  /// The scenes as written; they are read once the pages are known.
  var scenePairs: [Entry.Pair] = []
  /// `task NAME`, `quiz NAME`, `predict NAME` of everything named here, also of what could not be read.
  var declared: [String] = []
  var lines = LessonLines()

  /// Nil if the format is newer or the text no mapping; then nothing else can be said about the file.
  static func read(_ lines: ArraySlice<String>, path: String, _ findings: Findings) -> FrontMatter? {
    guard let entry = Entry.read(lines, firstLine: 2, findings),
      var fields = Fields(entry, "front matter", findings), isReadable(&fields)
    else { return nil }
    var front = FrontMatter()
    front.lesson.path = path
    front.readHeader(&fields)
    front.readParts(&fields, folder: folder(of: path), findings)
    fields.finish()
    return front
  }

  /// The header alone, without the YAML of experiments, questions and tasks; nil after reporting why.
  static func readHead(_ lines: ArraySlice<String>, path: String, _ findings: Findings) -> FrontMatter? {
    var isPart = false
    let header = lines.filter { line in
      if line.first?.isLetter == true { isPart = parts.contains { line.hasPrefix("\($0):") } }
      return !isPart
    }
    return read(header[...], path: path, findings)
  }

  /// The keys of the front matter that stand for more than a line or two.
  private static let parts = ["experiments", "quiz", "predict", "tasks", "scenes"]

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isReadable(_ fields: inout Fields) -> Bool {
    guard let entry = fields.require("format", "write format: \(format)") else { return true }
    guard let number = fields.integer(entry, "format", in: 1...1_000_000) else { return true }
    guard number > format else { return true }
    fields.add(
      entry.line,
      "this lesson is written in format \(number), and this program reads up to format \(format); update gradlab"
    )
    return false
  }
}

/// Title, topics and the rest of what the home screen shows.
extension FrontMatter {
  private mutating func readHeader(_ fields: inout Fields) {
    if let entry = fields.require(
      "id", "give the lesson a name that never changes, such as vanishing-gradients")
    {
      lines[.id] = entry.line
      lesson.id = readId(entry, fields)
    }
    lesson.title = shortText("title", "say what the lesson is called", &fields)
    lesson.chapter = shortText("chapter", "name the chapter it belongs to", &fields)
    if let entry = fields.require("topics", "list the numbers of its topics, such as [12]") {
      lesson.topics = readTopics(entry, fields)
    }
    let minutes = fields.require("minutes", "say how long it takes")
    lesson.minutes = minutes.flatMap { fields.integer($0, "minutes", in: 1...240) } ?? 1
    if let entry = fields.take("requires") {
      lines[.requires] = entry.line
      lesson.requires = fields.texts(entry, "requires")
    }
    lesson.summary = fields.text("summary")?.trimmed ?? ""
  }

  private func shortText(_ key: String, _ purpose: String, _ fields: inout Fields) -> String {
    guard let entry = fields.require(key, purpose), let text = fields.text(entry, key) else { return "" }
    if text.count > 120 { fields.add(entry.line, "\"\(key)\" is longer than 120 characters; shorten it") }
    return text
  }

  private func readId(_ entry: Entry, _ fields: Fields) -> String {
    let id = fields.text(entry, "id") ?? ""
    let isPlain = id.utf8.allSatisfy { Self.idLetters.contains($0) }
    if !isPlain || id.count > 60 {
      fields.add(entry.line, "the id \"\(id)\" may have small letters, digits and dashes only, at most 60")
    }
    return id
  }

  private static let idLetters = Set("abcdefghijklmnopqrstuvwxyz0123456789-".utf8)

  private func readTopics(_ entry: Entry, _ fields: Fields) -> [Int] {
    guard let entries = fields.entries(entry, "topics") else { return [] }
    if entries.isEmpty {
      fields.add(entry.line, "\"topics\" is empty; list at least one number from 1 to 31")
    }
    return entries.compactMap { fields.integer($0, "topics", in: 1...31) }
  }
}

/// Experiments, questions and tasks.
extension FrontMatter {
  private mutating func readParts(_ fields: inout Fields, folder: String, _ findings: Findings) {
    for pair in named("experiments", &fields) {
      lines[.experiment(pair.key)] = pair.line
      let experiment = ExperimentDecoding.read(
        pair.entry, name: pair.key, what: "experiment \"\(pair.key)\"", folder: folder, findings)
      if let experiment { lesson.experiments.append(experiment) }
    }
    for pair in named("quiz", &fields) {
      declared.append("quiz \(pair.key)")
      if let quiz = QuestionDecoding.quiz(pair, findings) { quizzes.append(quiz) }
    }
    for pair in named("predict", &fields) {
      declared.append("predict \(pair.key)")
      if let prediction = QuestionDecoding.prediction(pair, findings) { predictions.append(prediction) }
    }
    for pair in named("tasks", &fields) {
      declared.append("task \(pair.key)")
      let task = TaskDecoding.read(pair, experiments: lesson.experiments, lines: &lines, findings)
      if let task { tasks.append(task) }
    }
    scenePairs = named("scenes", &fields)
  }

  /// The entries of a mapping of names; names that could not be written after a fence are reported and left out.
  private func named(_ key: String, _ fields: inout Fields) -> [Entry.Pair] {
    guard let entry = fields.take(key), let parts = Fields(entry, "\"\(key)\"", fields.findings) else {
      return []
    }
    return parts.remaining.filter { pair in
      let isName =
        !pair.key.isEmpty && pair.key.count <= 60
        && pair.key.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
      if !isName { parts.add(pair.line, "the name \"\(pair.key)\" may have letters, digits and dashes only") }
      return isName
    }
  }
}
