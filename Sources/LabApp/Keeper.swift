public import Foundation
public import Lessons

/// Keeps the journal: notes what was done, saves it at once, and adds up the time spent in lessons.
///
/// Time is told by the caller, so that tests need neither a clock nor a disk.
public struct Keeper {
  public private(set) var journal: Journal
  /// The last trouble with the file, as one sentence.
  public private(set) var warning: String?
  private var saved: Journal
  private let store: JournalStore?
  private let now: () -> Date
  private var since: Date?

  /// - Parameter store: nil keeps the journal in memory only.
  public init(_ journal: Journal = Journal(), store: JournalStore? = nil, now: @escaping () -> Date) {
    self.journal = journal
    saved = journal
    self.store = store
    self.now = now
  }

  /// Reads the journal of a store.
  public init(store: JournalStore, now: @escaping () -> Date) {
    let outcome = store.load(now: now())
    self.init(outcome.journal, store: store, now: now)
    warning = outcome.warning
  }

  public mutating func note(_ deed: Deed) {
    journal.note(deed, at: now())
    save()
  }

  /// The longest time between two keys that counts as reading; whoever pauses longer has left.
  private static let patience: Double = 300

  /// Adds the time since the last call to a lesson; without a lesson the time is nobody's.
  public mutating func passTime(on lesson: Lesson?) {
    let time = now()
    if let lesson, let since {
      journal.spend(min(time.timeIntervalSince(since), Self.patience), on: lesson)
    }
    since = time
  }

  public mutating func save() {
    guard let store, journal != saved else { return }
    let outcome = store.save(journal, since: saved, now: now())
    if outcome.warning == nil { saved = outcome.journal }
    journal = outcome.journal
    warning = outcome.warning
  }
}
