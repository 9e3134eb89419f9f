import Datasets
import Dispatch

/// Reads a library in two goes: the heads at once, for the first screen, and the whole behind it.
public final class ShelfReader: Sendable {
  /// What is known at once, the lessons that were asked for in whole among it.
  public var known: Shelf { state.withLock { $0.whole ?? $0.heads } }

  private struct State {
    var heads: Shelf
    var whole: Shelf?
    var isReading = false
    /// Whether the whole shelf was handed out by `take`.
    var isTaken = false
  }

  private let library: Library
  private let state: Guarded<State>
  private let done = DispatchSemaphore(value: 0)

  public init(_ library: Library) {
    self.library = library
    state = Guarded(State(heads: library.heads()))
  }

  /// Begins to read the whole on another thread; `notify` is called there when it is done. Once is enough.
  public func begin(notify: @escaping @Sendable () -> Void) {
    let isFirst = state.withLock { state in
      defer { state.isReading = true }
      return !state.isReading
    }
    guard isFirst else { return }
    DispatchQueue.global().async { [self] in
      let shelf = library.load()
      state.withLock { $0.whole = shelf }
      done.signal()
      notify()
    }
  }

  /// The whole shelf when it has been read and was not handed out before.
  public func take() -> Shelf? {
    state.withLock { state in
      guard let whole = state.whole, !state.isTaken else { return nil }
      state.isTaken = true
      return whole
    }
  }

  /// The whole shelf; waits for it.
  public func whole() -> Shelf {
    begin {}
    while true {
      if let whole = state.withLock({ $0.whole }) { return whole }
      done.wait()
      done.signal()
    }
  }

  /// One lesson in whole, by its id or the number of its topic; the others are not waited for.
  public func lesson(_ name: String) throws(LookupError) -> Lesson {
    if let whole = state.withLock({ $0.whole }) { return try whole.lesson(name) }
    if let head = try? known.lesson(name), let file = try? LessonFile.read(head.path),
      file.lesson.id == head.id
    {
      state.withLock { $0.heads.replace(file.lesson) }
      return file.lesson
    }
    return try whole().lesson(name)
  }
}

extension Shelf {
  fileprivate mutating func replace(_ lesson: Lesson) {
    guard let index = lessons.firstIndex(where: { $0.id == lesson.id }) else { return }
    lessons[index] = lesson
  }
}
