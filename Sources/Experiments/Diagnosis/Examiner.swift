/// Examines one run now and then, and remembers what began and ended when.
///
/// A condition begins when it was seen twice in a row and ends when it was missed three times: nothing flickers. When
/// to look depends on steps only, so the same run has the same findings. Looking costs little: the pauses grow with the
/// number of steps, and those between two passes through the network with what a pass costs.
struct Examiner {
  private static let sightingsToBegin = 2
  private static let absencesToEnd = 3

  /// What a look has brought.
  enum Change: Equatable {
    case began(Finding)
    /// It was missed from that step on.
    case ended(Finding, since: Int)
  }

  /// What asking the units costs beside training.
  struct UnitsCost {
    /// Examples that are asked for one look, and examples of a step.
    var asked: Int
    var batch: Int

    /// So many steps pass between two looks that the passes are at most a hundredth of the work: a step takes each of its
    /// examples forward and back, about three passes.
    var pause: Int { (100 * asked + 3 * batch - 1) / (3 * batch) }
  }

  /// A finding, the evidence of every look that saw it, and the step at which it was over.
  private struct Episode {
    var finding: Finding
    var looks: [Finding] = []
    var end: Int?

    /// As the last look up to `step` saw it.
    func finding(at step: Int) -> Finding {
      looks.last { $0.step <= step }.map(finding.showing) ?? finding
    }
  }

  /// How one detector has fared lately.
  private struct Record {
    /// What the first of the sightings in a row saw.
    var first: Finding?
    var sightings = 0
    var absences = 0
    /// The first of the absences in a row.
    var missedSince = 0
    /// Its episode that goes on.
    var episode: Int?
  }

  private var episodes: [Episode] = []
  private var records = [Record](repeating: Record(), count: DetectorCatalog.all.count)
  /// The step at which the next look is due.
  private(set) var next = 1
  /// The step from which the units are looked at anew.
  private(set) var nextUnits = 10

  /// Looks; returns what has begun or ended by this look.
  mutating func examine(_ sight: Observation) -> [Change] {
    next = sight.step + Self.pause(sight.step)
    var changes: [Change] = []
    for (index, detector) in DetectorCatalog.all.enumerated() {
      let isOngoing = records[index].episode != nil
      if let sign = detector.examine(sight, isOngoing: isOngoing) {
        let finding = Finding(
          detector.kind, sign, step: sight.step, evidenceStep: detector.evidenceStep(sight))
        see(index, finding, sight, &changes)
      } else {
        miss(index, sight.step, &changes)
      }
    }
    return changes
  }

  /// The units are to be asked before a look at that step.
  func wantsUnits(at step: Int, cost: UnitsCost) -> Bool { step >= max(nextUnits, cost.pause) }

  /// The units were asked.
  mutating func noteUnits(at step: Int, stepsPerEpoch: Int, cost: UnitsCost) {
    nextUnits = step + max(step < 50 ? 40 : 150, step / 10, 10 * stepsPerEpoch, cost.pause)
  }

  private static func pause(_ step: Int) -> Int {
    step < 5 ? 1 : step < 25 ? 5 : max(25, step / 20)
  }

  private mutating func see(
    _ index: Int, _ finding: Finding, _ sight: Observation, _ changes: inout [Change]
  ) {
    var record = records[index]
    if record.sightings == 0 { record.first = finding }
    record.sightings += 1
    record.absences = 0
    if let episode = record.episode {
      episodes[episode].looks.append(finding)
    } else if record.sightings >= Self.sightingsToBegin || sight.ending != nil {
      let first = record.first ?? finding
      record.episode = episodes.count
      episodes.append(Episode(finding: first, looks: [first, finding]))
      changes.append(.began(first))
    }
    records[index] = record
  }

  private mutating func miss(_ index: Int, _ step: Int, _ changes: inout [Change]) {
    records[index].sightings = 0
    guard let episode = records[index].episode else { return }
    if records[index].absences == 0 { records[index].missedSince = step }
    records[index].absences += 1
    guard records[index].absences >= Self.absencesToEnd else { return }
    let since = records[index].missedSince
    episodes[episode].end = since
    records[index] = Record()
    changes.append(.ended(episodes[episode].finding, since: since))
  }

  /// What holds in the state after `step` updates, with the evidence of the last look up to there; the most serious
  /// first.
  func findings(at step: Int) -> [Finding] {
    episodes.filter { $0.finding.step <= step && step < $0.end ?? .max }.map { $0.finding(at: step) }
      .sorted { $0.kind.rank < $1.kind.rank }
  }

  /// What holds now, with the numbers of now where the condition still shows; nothing is noted.
  func findings(seen sight: Observation) -> [Finding] {
    findings(at: sight.step).map { known in
      guard let detector = DetectorCatalog.all.first(where: { $0.kind == known.kind }),
        let sign = detector.examine(sight, isOngoing: true)
      else { return known }
      return Finding(known.kind, sign, step: known.step, evidenceStep: detector.evidenceStep(sight))
    }
  }

  /// The run takes another course from `step` on: what was found later is forgotten, what ended later goes on.
  mutating func forget(after step: Int) {
    episodes.removeAll { $0.finding.step > step }
    records = records.map { _ in Record() }
    for index in episodes.indices { episodes[index].looks.removeAll { $0.step > step } }
    for index in episodes.indices where episodes[index].end ?? .max > step {
      episodes[index].end = nil
      let kind = episodes[index].finding.kind
      if let place = DetectorCatalog.all.firstIndex(where: { $0.kind == kind }) {
        records[place].episode = index
      }
    }
    next = step + 1
    nextUnits = step + 1
  }
}
