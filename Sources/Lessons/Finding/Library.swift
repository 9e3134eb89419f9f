import Datasets
import Dispatch
public import Foundation

/// Where lessons are looked for.
public struct Library: Sendable, Hashable {
  /// Lessons of a later folder replace those of the same id in an earlier one.
  public var folders: [String]

  public init(folders: [String]) { self.folders = folders }

  /// The folders of this machine, in the order in which the later wins: the checkout or `share/gradlab/lessons` beside
  /// the executable, `gradlab/lessons` in the XDG data folder, `GRADLAB_LESSONS`, then `extra`.
  public static func standard(
    extra: String? = nil, environment: [String: String] = ProcessInfo.processInfo.environment,
    executable: String? = Library.executablePath
  ) -> Library {
    let own = executable.flatMap(shippedFolder)
    let given = environment["GRADLAB_LESSONS"].flatMap { $0.isEmpty ? nil : $0 }
    return Library(folders: [own, personalFolder(environment), given, extra].compactMap { $0 })
  }

  /// The program that is running, links resolved; nil where the system does not tell.
  public static var executablePath: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }

  /// `share/gradlab/lessons` beside the executable or one level up, else `lessons` of the checkout that holds it.
  private static func shippedFolder(_ executable: String) -> String? {
    let manager = FileManager.default
    var folder = URL(fileURLWithPath: executable).deletingLastPathComponent()
    for base in [folder, folder.deletingLastPathComponent()] {
      let shared = base.appendingPathComponent("share/gradlab/lessons").path
      if manager.fileExists(atPath: shared) { return shared }
    }
    for _ in 0..<8 where folder.path != "/" {
      let isCheckout = manager.fileExists(atPath: folder.appendingPathComponent("Package.swift").path)
      let lessons = folder.appendingPathComponent("lessons").path
      if isCheckout, manager.fileExists(atPath: lessons) { return lessons }
      folder = folder.deletingLastPathComponent()
    }
    return nil
  }

  private static func personalFolder(_ environment: [String: String]) -> String? {
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return "\(data)/gradlab/lessons" }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return "\(home)/.local/share/gradlab/lessons"
  }
}

/// What the library found: the lessons that can be shown, and what is wrong with the others.
public struct Shelf: Sendable, Hashable {
  /// By first topic, then by id.
  public var lessons: [Lesson]
  public var problems: [LessonProblem]

  public init(lessons: [Lesson], problems: [LessonProblem] = []) {
    self.lessons = lessons
    self.problems = problems
  }
}

extension Library {
  /// Reads every lesson; a broken file does not hide the others.
  public func load() -> Shelf { gather { path throws(LessonProblems) in try LessonFile.read(path) } }

  /// Reads what a list of lessons shows, which takes a fraction of the time: the pages know the names of their parts
  /// alone, and there are no experiments. Files in which that much cannot be read are left out without a word: `load`
  /// says what is wrong with them.
  public func heads() -> Shelf {
    var shelf = gather { path throws(LessonProblems) in try LessonFile.head(path) }
    shelf.problems = []
    return shelf
  }

  private func gather(_ read: @Sendable (String) throws(LessonProblems) -> LessonFile) -> Shelf {
    var found: [String: Lesson] = [:]
    var problems: [LessonProblem] = []
    for folder in folders {
      var own: [String: Lesson] = [:]
      for result in Self.results(Self.lessonFiles(in: folder), read) {
        do throws(LessonProblems) {
          let file = try result.get()
          if let twin = own[file.lesson.id] {
            problems.append(Self.twinProblem(file, twin))
          } else {
            own[file.lesson.id] = file.lesson
          }
        } catch {
          problems += error.problems
        }
      }
      found.merge(own) { _, later in later }
    }
    let order: (Lesson, Lesson) -> Bool = { ($0.topics.first ?? 99, $0.id) < ($1.topics.first ?? 99, $1.id) }
    return Shelf(lessons: found.values.sorted(by: order), problems: problems)
  }

  /// Reads files side by side: somebody waits for all of them.
  private static func results(
    _ paths: [String], _ read: @Sendable (String) throws(LessonProblems) -> LessonFile
  ) -> [Result<LessonFile, LessonProblems>] {
    let results = Guarded<[Int: Result<LessonFile, LessonProblems>]>([:])
    DispatchQueue.concurrentPerform(iterations: paths.count) { index in
      let result = Result { () throws(LessonProblems) in try read(paths[index]) }
      results.withLock { $0[index] = result }
    }
    return results.withLock { found in paths.indices.compactMap { found[$0] } }
  }

  static func twinProblem(_ file: LessonFile, _ twin: Lesson) -> LessonProblem {
    let sentence = "the id \"\(file.lesson.id)\" is also that of \(twin.path); give one of them another id"
    return LessonProblem(path: file.lesson.path, line: file.lines[.id], sentence: sentence)
  }

  /// The `.md` files of a folder by name, without README.md and hidden files; none if there is no such folder.
  public static func lessonFiles(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    let lessons = names.filter { $0.hasSuffix(".md") && !$0.hasPrefix(".") && !isReadme($0) }
    return lessons.sorted().map { folder.hasSuffix("/") ? folder + $0 : "\(folder)/\($0)" }
  }

  /// Whether a file tells about its folder instead of being a lesson.
  public static func isReadme(_ path: String) -> Bool {
    path.split(separator: "/").last?.lowercased() == "readme.md"
  }
}
