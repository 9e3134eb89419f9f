import Datasets
import Dispatch
public import Experiments
import Neural

/// Finds what is wrong with lessons beyond what reading them tells: panels, required lessons, data, and tasks that are
/// met before they are done or not met by their solution.
public struct Proofreader: Sendable {
  /// What was looked at, and everything that is wrong.
  public struct Report: Sendable, Hashable {
    public var lessons = 0
    public var tasks = 0
    public var problems: [LessonProblem] = []

    public init() {}

    /// `3 lessons, 5 tasks: nothing is wrong`
    public var summary: String {
      func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
      let end = problems.isEmpty ? "nothing is wrong" : counted(problems.count, "problem")
      return "\(counted(lessons, "lesson")), \(counted(tasks, "task")): \(end)"
    }
  }

  /// The words that each panel takes, by the panel's name; nil leaves panels unchecked.
  private let panels: [String: [String]]?
  /// The names of the keys that a scene may tell to press; nil leaves them unchecked.
  private let keys: Set<String>?
  private let proof: TaskProof
  private let knownLessons: Set<String>

  /// - Parameters:
  ///   - panels: the options of every panel by its name.
  ///   - keys: names of the keys of a presentation, such as `Space`.
  ///   - knownLessons: ids that may be required beside those of the course.
  ///   - make: makes the learners that prove the tasks.
  public init(
    panels: [String: [String]]? = nil, keys: Set<String>? = nil, knownLessons: Set<String> = [],
    make: @escaping LearnerFactory
  ) {
    self.panels = panels
    self.keys = keys
    self.knownLessons = knownLessons.union(LessonIndex.ids)
    proof = TaskProof(make: make)
  }

  /// Everything wrong with one lesson, in the order of its lines. Trains; takes seconds where tasks are long.
  public func problems(of file: LessonFile) -> [LessonProblem] {
    let findings = Findings(path: file.lesson.path)
    checkRequired(file, findings)
    checkPanels(file, findings)
    let broken = proof.checkExperiments(file, findings)
    proof.checkTasks(file, without: broken, findings)
    checkPresses(file, findings)
    SceneProof(make: proof.make).check(file, without: broken, findings)
    return findings.sorted
  }

  /// Reads and proves the lessons of these files; two with the same id are a problem too.
  public func report(on paths: [String]) -> Report {
    var report = Report()
    var files: [LessonFile] = []
    for path in paths {
      do throws(LessonProblems) {
        let file = try LessonFile.read(path)
        if let twin = files.first(where: { Self.areTwins($0, file) }) {
          report.problems.append(Library.twinProblem(file, twin.lesson))
        }
        files.append(file)
      } catch {
        report.problems += error.problems
      }
    }
    let reader = knowing(files.map(\.lesson.id))
    report.problems += reader.problems(ofEach: files)
    report.lessons = paths.count
    report.tasks = files.reduce(0) { $0 + $1.lesson.pages.reduce(0) { $0 + $1.tasks.count } }
    return report
  }

  /// A lesson of another folder may replace one; within a folder an id stands once.
  private static func areTwins(_ one: LessonFile, _ other: LessonFile) -> Bool {
    one.lesson.id == other.lesson.id
      && FrontMatter.folder(of: one.lesson.path) == FrontMatter.folder(of: other.lesson.path)
  }

  /// The problems of all files in their order, found on several processors.
  private func problems(ofEach files: [LessonFile]) -> [LessonProblem] {
    let found = Guarded<[Int: [LessonProblem]]>([:])
    DispatchQueue.concurrentPerform(iterations: files.count) { index in
      let problems = problems(of: files[index])
      found.withLock { $0[index] = problems }
    }
    return found.withLock { found in files.indices.flatMap { found[$0] ?? [] } }
  }

  private func knowing(_ ids: [String]) -> Proofreader {
    Proofreader(
      panels: panels, keys: keys, knownLessons: knownLessons.union(ids), make: proof.make)
  }

  private func checkRequired(_ file: LessonFile, _ findings: Findings) {
    let line = file.lines[.requires]
    for id in file.lesson.requires {
      if id == file.lesson.id {
        findings.add(line, "the lesson requires itself; delete \"\(id)\" here")
      } else if !knownLessons.contains(id) {
        let near = Spelling.nearest(to: id, among: knownLessons.sorted()).map { "did you mean \"\($0)\"?" }
        findings.add(
          line, "there is no lesson \"\(id)\" to require; \(near ?? "\"gradlab list\" shows all of them")")
      }
    }
  }

  private func checkPanels(_ file: LessonFile, _ findings: Findings) {
    for (page, content) in file.lesson.pages.enumerated() {
      for (index, choice) in content.panels.enumerated() {
        check(choice, file.lines[.panel(page: page, index)], findings)
      }
    }
    for scene in file.lesson.scenes {
      for (index, choice) in scene.panels.enumerated() {
        check(choice, file.lines[.scenePanel(scene.name, index)], findings)
      }
    }
  }

  private func check(_ choice: PanelChoice, _ line: Int, _ findings: Findings) {
    guard let panels else { return }
    guard let options = panels[choice.name] else {
      let advice = Spelling.advice(for: choice.name, among: panels.keys.sorted())
      return findings.add(line, "there is no panel \"\(choice.name)\"; \(advice)")
    }
    for option in choice.options where !options.contains(option) {
      let advice = options.isEmpty ? "it takes none" : Spelling.advice(for: option, among: options)
      findings.add(line, "panel \"\(choice.name)\" has no option \"\(option)\"; \(advice)")
    }
  }

  /// What a scene tells to press begins with a key there is.
  private func checkPresses(_ file: LessonFile, _ findings: Findings) {
    guard let keys else { return }
    for scene in file.lesson.scenes {
      for text in scene.press {
        let key = text.split(whereSeparator: \.isWhitespace).first.map { word in
          word.count > 1 && word.hasSuffix(":") ? String(word.dropLast()) : String(word)
        }
        guard let key, !keys.contains(key) else { continue }
        findings.add(
          file.lines[.press(scene.name)],
          "scene \"\(scene.name)\": there is no key \"\(key)\"; begin with a key, such as \"Space: runs it\"")
      }
    }
  }
}
