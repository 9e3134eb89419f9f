import Experiments

/// One line of the ledger: what happened at a step.
struct LedgerEntry: Sendable, Hashable {
  var step: Int
  /// The lane's name; empty for what concerns all of them.
  var lane: String
  var text: String
  var kind: Mark.Kind

  /// The events of all lanes and what was done to the whole run, in the order of their steps, the start first.
  static func all(_ snapshot: Snapshot, deeds: [Mark]) -> [LedgerEntry] {
    guard let first = snapshot.lanes.first else { return [] }
    var entries = deeds.filter { $0.step <= first.farthest }
      .map { LedgerEntry(step: $0.step, lane: "", text: $0.detail, kind: $0.kind) }
    if entries.first?.kind != .restart {
      let seed = first.experiment.seed
      entries.insert(LedgerEntry(step: 0, lane: "", text: "begun with seed \(seed)", kind: .restart), at: 0)
    }
    for lane in snapshot.lanes {
      entries += lane.marks.map {
        LedgerEntry(step: $0.step, lane: lane.name, text: $0.detail, kind: $0.kind)
      }
    }
    // A fork keeps the marks of its past; they are told once.
    var seen: Set<String> = []
    let order = entries.enumerated().sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }
    return order.map(\.element).filter {
      $0.kind == .fork || $0.kind == .diagnosis || seen.insert("\($0.step) \($0.text)").inserted
    }
  }
}
