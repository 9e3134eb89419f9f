public import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps the journal in a file that is always whole.
///
/// A save writes a new file in the same folder, flushes it to the disk and renames it over the old one, while holding a
/// lock that other labs respect; whatever they have written meanwhile is merged, never lost.
public struct JournalStore: Sendable, Hashable {
  /// A journal, and one sentence for the person if something is not in order.
  public struct Outcome: Sendable, Hashable {
    public var journal: Journal
    public var warning: String?

    public init(journal: Journal, warning: String? = nil) {
      self.journal = journal
      self.warning = warning
    }
  }

  private static let sizeLimit = 16 * 1_048_576

  public let folder: String

  public init(folder: String) { self.folder = folder }

  public var path: String { "\(folder)/progress.json" }

  /// `gradlab` in the XDG state folder; nil if the environment names neither that nor a home.
  public static func standard(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> JournalStore? {
    if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") {
      return JournalStore(folder: "\(state)/gradlab")
    }
    guard let home = environment["HOME"], !home.isEmpty else { return nil }
    return JournalStore(folder: "\(home)/.local/state/gradlab")
  }

  /// Reads the journal; an empty one if there is none yet.
  ///
  /// A damaged file is put aside under a name with the date `now`, never overwritten.
  public func load(now: Date) -> Outcome {
    switch read() {
    case .none: return Outcome(journal: Journal())
    case .some(.journal(let journal)): return Outcome(journal: journal)
    case .some(.newer): return Outcome(journal: Journal(), warning: newerWarning)
    case .some(.unreadable(let reason)):
      return Outcome(
        journal: Journal(),
        warning: "progress cannot be read from \(path) (\(reason)) and is kept in memory only")
    case .some(.damaged): return Outcome(journal: Journal(), warning: setAside(now: now).warning)
    }
  }

  /// Writes what was added to `journal` since `base`, and returns the journal with what other labs have added.
  ///
  /// After a failure nothing is lost but the disk's copy: the journal comes back as it was, with one sentence; the next
  /// save tries again with the same `base`.
  public func save(_ journal: Journal, since base: Journal, now: Date) -> Outcome {
    do throws(StoreFailure) {
      try makeFolder()
      let lock = FileLock("\(folder)/progress.lock")
      defer { lock.release() }
      var warning: String?
      var present = Journal()
      switch read() {
      case .none: present = base.lessons.isEmpty ? present : base
      case .some(.journal(let journal)): present = journal
      case .some(.newer): return Outcome(journal: journal, warning: newerWarning)
      case .some(.unreadable(let reason)): throw StoreFailure(reason)
      case .some(.damaged):
        let result = setAside(now: now)
        warning = result.warning
        guard result.isFree else { return Outcome(journal: journal, warning: warning) }
        present = base
      }
      let merged = journal.merged(with: present, since: base)
      try write(merged)
      return Outcome(journal: merged, warning: warning)
    } catch {
      return Outcome(
        journal: journal,
        warning: "progress cannot be saved (\(error.reason)) and is kept in memory until it can, in \(folder)"
      )
    }
  }

  private var newerWarning: String {
    "progress in \(path) was written by a newer gradlab; this one leaves it alone and keeps its own in memory"
  }
}

private struct StoreFailure: Error {
  var reason: String
  init(_ reason: String) { self.reason = reason }
  static var last: StoreFailure { StoreFailure(String(cString: strerror(errno))) }
}

/// Reading.
extension JournalStore {
  private enum Content {
    case journal(Journal)
    case newer
    case damaged
    case unreadable(String)
  }

  private struct Envelope: Codable {
    var version: Int
    var lessons: [String: LessonRecord]
  }

  private struct Header: Codable { var version: Int }

  /// Nil if there is no file.
  private func read() -> Content? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return errno == ENOENT ? nil : .unreadable(StoreFailure.last.reason)
    }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable("it is not a regular file") }
    guard status.st_size <= Self.sizeLimit else { return .damaged }
    guard let data = FileManager.default.contents(atPath: path) else {
      return .unreadable(StoreFailure.last.reason)
    }
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    guard let header = try? decoder.decode(Header.self, from: data), header.version >= 1 else {
      return .damaged
    }
    guard header.version <= Journal.version else { return .newer }
    guard let envelope = try? decoder.decode(Envelope.self, from: data) else { return .damaged }
    return .journal(Journal(lessons: envelope.lessons.mapValues(\.sound)))
  }

  /// Renames the damaged file; `isFree` tells whether its name can be used again.
  private func setAside(now: Date) -> (isFree: Bool, warning: String) {
    let day = now.formatted(.iso8601.year().month().day().dateSeparator(.dash))
    for number in 1...999 {
      let aside = "\(folder)/progress.damaged-\(day)\(number == 1 ? "" : "-\(number)").json"
      if access(aside, F_OK) == 0 { continue }
      if rename(path, aside) == 0 {
        return (true, "the progress file was damaged; it is kept as \(aside), and a new one is begun")
      }
      break
    }
    return (
      false, "the progress file \(path) is damaged and cannot be renamed; progress is kept in memory only"
    )
  }
}

/// Writing.
extension JournalStore {
  private func makeFolder() throws(StoreFailure) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw StoreFailure("the folder cannot be made")
    }
  }

  private func write(_ journal: Journal) throws(StoreFailure) {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let envelope = Envelope(version: Journal.version, lessons: journal.lessons)
    guard let data = try? encoder.encode(envelope) else { throw StoreFailure("it cannot be encoded") }
    removeLeftovers()
    let temporary = "\(folder)/.progress-\(getpid()).tmp"
    do throws(StoreFailure) {
      try writeAndFlush(data, to: temporary)
      guard rename(temporary, path) == 0 else { throw StoreFailure.last }
    } catch {
      unlink(temporary)
      throw error
    }
    flushFolder()
  }

  /// Half-written files of labs that were killed; nobody else writes while the lock is held.
  private func removeLeftovers() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".progress-") && name.hasSuffix(".tmp") {
      unlink("\(folder)/\(name)")
    }
  }

  private func writeAndFlush(_ data: Data, to file: String) throws(StoreFailure) {
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreFailure.last }
    defer { close(descriptor) }
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Self.write(descriptor, $0) }
      guard count > 0 else { throw StoreFailure.last }
      rest = rest.dropFirst(count)
    }
    guard fsync(descriptor) == 0 else { throw StoreFailure.last }
  }

  /// Writes some of the bytes and tells how many; goes on after an interruption by a signal.
  private static func write(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    while true {
      #if canImport(Darwin)
        let count = Darwin.write(descriptor, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        let count = Musl.write(descriptor, bytes.baseAddress, bytes.count)
      #else
        let count = Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      #endif
      if count >= 0 || errno != EINTR { return count }
    }
  }

  /// Makes the rename itself durable.
  private func flushFolder() {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension LessonRecord {
  /// Without numbers that no lab has written: a hand-edited file must not trap.
  fileprivate var sound: LessonRecord {
    var record = self
    record.lastPage = max(0, lastPage)
    record.visited = Set(visited.filter { $0 >= 0 }).sorted()
    if !(seconds.isFinite && seconds >= 0) { record.seconds = 0 }
    record.quizzes = quizzes.mapValues { quiz in
      LessonRecord.QuizRecord(
        choice: max(0, quiz.choice), isRight: quiz.isRight, tries: min(max(0, quiz.tries), 1_000_000))
    }
    return record
  }
}
