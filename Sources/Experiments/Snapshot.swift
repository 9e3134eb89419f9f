public import Foundation
public import Neural

/// The first reading that ended a run: loss not finite or above a million.
public struct Divergence: Sendable, Hashable {
  public var step: Int
  public var meter: String
  public var value: Float

  public init(step: Int, meter: String, value: Float) {
    self.step = step
    self.meter = meter
    self.value = value
  }
}

public enum Phase: Sendable, Hashable {
  case ready
  case running
  case paused
  /// The budget of steps is used up; running on is allowed.
  case finished
  /// The learner has nothing more to change.
  case settled
  case diverged(Divergence)
  /// The run could not be made; one sentence.
  case failed(String)
}

/// An event of a run: a mark on the curves, a line in the ledger.
public struct Mark: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case turn
    /// Something that was asked for and could not be done.
    case refusal
    case fork, restart
    /// A journey in time.
    case journey
    case divergence, diagnosis, task
  }

  public var step: Int
  /// A word or two for the curves.
  public var text: String
  public var kind: Kind
  /// What the ledger says.
  public var detail: String

  public init(step: Int, text: String, kind: Kind = .turn, detail: String? = nil) {
    self.step = step
    self.text = text
    self.kind = kind
    self.detail = detail ?? text
  }
}

/// One run of a race at one moment.
public struct LaneSnapshot: Sendable {
  public var name: String
  /// With the live knobs as they stand now.
  public var experiment: Experiment
  public var step: Int
  public var epoch: Float
  public var phase: Phase
  public var meters: [Meter]
  /// The last readings, index by index with `meters`; NaN where nothing was read yet.
  public var readings: [Float]
  /// Index by index with `meters`.
  public var curves: [Curve]
  public var probes: [String: Probe]
  public var marks: [Mark]
  public var goals: [GoalStatus]
  /// Trained numbers.
  public var parameterCount: Int
  /// The furthest step that was reached; more than `step` while one looks at the past.
  public var farthest: Int
  public var stepsPerEpoch = 1
  /// Names of the probes that its learner can fill; empty where nobody was asked.
  public var offers: [String] = []
  /// What reproduces the run up to here; nil where no single run leads here.
  public var receipt: Receipt?
  /// What was done by hand and still stands, in its order.
  public var standing: [Intervention] = []
  /// What a microscope sees, while one is asked for.
  public var magnification: Magnification?
  /// The parts of the next step, where it can be followed part by part.
  public var outline: StepOutline?
  /// The part of the next step that one looks at; the state is the one before that step.
  public var part: StepPart?
  /// The gradient check that was asked for last, while it is shown.
  public var check: GradientCheck?
  /// What the lab has noticed about it, the most serious first.
  public var findings: [Finding] = []
  /// Where and why it diverged.
  public var autopsy: Autopsy?

  public init(
    name: String, experiment: Experiment, step: Int = 0, epoch: Float = 0, phase: Phase = .ready,
    meters: [Meter] = [], readings: [Float] = [], curves: [Curve] = [], probes: [String: Probe] = [:],
    marks: [Mark] = [], goals: [GoalStatus] = [], parameterCount: Int = 0, farthest: Int = 0
  ) {
    self.name = name
    self.experiment = experiment
    self.step = step
    self.epoch = epoch
    self.phase = phase
    self.meters = meters
    self.readings = readings
    self.curves = curves
    self.probes = probes
    self.marks = marks
    self.goals = goals
    self.parameterCount = parameterCount
    self.farthest = max(farthest, step)
  }

  /// Layers that are frozen by hand.
  public var frozenLayers: Set<Int> {
    standing.reduce(into: []) { layers, intervention in
      guard case .freeze(let layer, let isOn) = intervention else { return }
      if isOn { layers.insert(layer) } else { layers.remove(layer) }
    }
  }

  /// Whether a unit is silenced by hand; layers as probes count them, units from 1.
  public func isSilenced(layer: Int, unit: Int) -> Bool {
    let last = standing.last { intervention in
      if case .silence(layer, unit, _) = intervention { true } else { false }
    }
    guard case .silence(_, _, let isOn)? = last else { return false }
    return isOn
  }

  /// Whether the state that is shown is one of the past.
  public var isPast: Bool { farthest > step }

  public func index(of meter: String) -> Int? { meters.firstIndex { $0.name == meter } }
  public func reading(_ meter: String) -> Float? { index(of: meter).map { readings[$0] } }
  public func curve(_ meter: String) -> Curve? { index(of: meter).map { curves[$0] } }
}

/// The weights of a lane at one moment, made on request.
public struct ArchivedWeights: Sendable, Hashable {
  /// That of the request it answers.
  public var ticket: Int
  public var lane: String
  public var step: Int
  /// A safetensors file.
  public var file: Data

  public init(ticket: Int, lane: String, step: Int, file: Data) {
    self.ticket = ticket
    self.lane = lane
    self.step = step
    self.file = file
  }
}

/// All that a screen may know about a session, as a value.
public struct Snapshot: Sendable {
  /// Grows with every change; equal serials mean equal pictures.
  public var serial: Int
  public var lanes: [LaneSnapshot]
  /// The phase of the race as a whole.
  public var phase: Phase
  /// Measured over the last second or so; 0 while paused.
  public var stepsPerSecond: Double
  /// The speed that was asked for; nil is flat out.
  public var pace: Double?
  /// The answer to the last request for weights.
  public var weights: ArchivedWeights?
  /// What searches around the searched lane have found; empty before them, and once the lane is another run.
  public var searches = SearchResults()

  public init(
    serial: Int = 0, lanes: [LaneSnapshot] = [], phase: Phase = .ready, stepsPerSecond: Double = 0,
    pace: Double? = nil
  ) {
    self.serial = serial
    self.lanes = lanes
    self.phase = phase
    self.stepsPerSecond = stepsPerSecond
    self.pace = pace
  }
}

/// One run of a race before it exists.
public struct Lane: Sendable, Hashable {
  public var name: String
  public var experiment: Experiment
  public var goals: [Goal]
  /// Live knobs that turn by themselves when their step comes: a run that is repeated.
  public var turns: [Turn]
  /// What is done by hand at its step, likewise.
  public var touches: [Touch]

  public init(
    name: String, experiment: Experiment, goals: [Goal] = [], turns: [Turn] = [], touches: [Touch] = []
  ) {
    self.name = name
    self.experiment = experiment
    self.goals = goals
    self.turns = turns
    self.touches = touches
  }
}

/// What a screen asks of a session.
public enum Command: Sendable {
  /// Runs at so many steps a second; nil is flat out.
  case run(stepsPerSecond: Double?)
  case pause
  /// Performs so many steps, then pauses.
  case step(Int)
  /// Goes to the state after so many steps, if it was reached before, and rests there.
  case seek(Int)
  /// Goes so many steps back.
  case back(Int)
  /// Looks at the next, or the last, part of the step that a lane takes next. Behind the last part the step is performed;
  /// before the first one it is taken back.
  case walk(StepStride, isForward: Bool, lane: Int)
  /// Adds a lane that goes on from the present state of another one, with some settings changed.
  case fork(lane: Int, name: String, changes: [Setting])
  /// Takes a lane out of the race.
  case drop(lane: Int)
  /// Searches among settings of a lane, on fresh learners; the race rests meanwhile.
  case search(SearchPlan, lane: Int)
  /// Turns a live knob of the lane with this index (nil: of all lanes).
  case turn(Setting, lane: Int?)
  /// Does something by hand to the lane with this index (nil: to all lanes).
  case touch(Intervention, lane: Int?)
  /// Lets pictures show something else, of the lane with this index or of all; no number of the run changes.
  case display(Showing, lane: Int?)
  /// Puts the weights of a lane into the next snapshot, under this ticket.
  case archive(lane: Int, ticket: Int)
  /// Which probes the visible panels need.
  case show(Set<String>)
  /// Begins again at step 0 with these lanes (a restart with the same seed sends the same lanes).
  case load([Lane])
  case close
}
