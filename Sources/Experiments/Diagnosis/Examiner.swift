/// Examines one run now and then, and remembers what began and ended when.
///
/// A condition begins when it was seen twice in a row and ends when it was missed three times: nothing flickers. When
/// to look depends on steps only, so the same run has the same findings. Looking costs little: the pauses grow with the
/// number of steps.
struct Examiner {
  private static let sightingsToBegin = 2
  private static let absencesToEnd = 3

  /// A finding, the evidence of every look that saw it, and the step at which it was over.
  private struct Episode {
    var finding: Finding
    var looks: [Finding] = []
    var end: Int?

    /// As the last look up to `step` saw it.
    func finding(at step: Int) -> Finding {
      var seen = finding
      guard let look = looks.last(where: { $0.step <= step }) else { return seen }
      (seen.evidence, seen.evidenceStep) = (look.evidence, look.evidenceStep)
      return seen
    }
  }

  /// How one detector has fared lately.
  private struct Record {
    /// What the first of the sightings in a row saw.
    var first: Finding?
    var sightings = 0
    var absences = 0
    /// Its episode that goes on.
    var episode: Int?
  }

  private var episodes: [Episode] = []
  private var records = [Record](repeating: Record(), count: DetectorCatalog.all.count)
  /// The step at which the next look is due.
  private(set) var next = 1
  /// The step from which the units are looked at anew.
  private(set) var nextUnits = 10

  /// Looks; returns what has begun by this look.
  mutating func examine(_ sight: Observation) -> [Finding] {
    next = sight.step + Self.pause(sight.step)
    var begun: [Finding] = []
    for (index, detector) in DetectorCatalog.all.enumerated() {
      let isOngoing = records[index].episode != nil
      if let evidence = detector.examine(sight, isOngoing: isOngoing) {
        let finding = Finding(
          detector.kind, evidence: evidence, step: sight.step, evidenceStep: detector.evidenceStep(sight))
        see(index, finding, sight, &begun)
      } else {
        miss(index, sight.step)
      }
    }
    return begun
  }

  /// The units were looked at.
  mutating func noteUnits(at step: Int, stepsPerEpoch: Int) {
    nextUnits = step < 50 ? 50 : step + max(150, step / 10, 10 * stepsPerEpoch)
  }

  private static func pause(_ step: Int) -> Int {
    step < 5 ? 1 : step < 25 ? 5 : max(25, step / 20)
  }

  private mutating func see(_ index: Int, _ finding: Finding, _ sight: Observation, _ begun: inout [Finding])
  {
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
      begun.append(first)
    }
    records[index] = record
  }

  private mutating func miss(_ index: Int, _ step: Int) {
    records[index].sightings = 0
    guard let episode = records[index].episode else { return }
    records[index].absences += 1
    guard records[index].absences >= Self.absencesToEnd else { return }
    episodes[episode].end = step
    records[index] = Record()
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
        let evidence = detector.examine(sight, isOngoing: true)
      else { return known }
      var now = known
      (now.evidence, now.evidenceStep) = (evidence, detector.evidenceStep(sight))
      return now
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
