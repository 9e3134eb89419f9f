import Experiments
import Lessons

/// The experiment a page has put on the bench, with what the person changed since.
struct Workbench: Sendable, Hashable {
  /// What a page asks for; the next page that asks for the same finds its run untouched.
  struct Request: Sendable, Hashable {
    var experiment: String
    /// The naming of the experiment that pages with the same run share.
    var run: Int
    var settings: [Setting]
    var lanes: [String]
    var goals: [Goal]
  }

  private(set) var request: Request?
  private(set) var source: LabExperiment?
  /// Knobs that were turned, newest last.
  private(set) var changes: [Setting] = []
  /// As loaded, with live knobs as they stand now.
  var lanes: [Lane] = []
  /// Lanes forked from others while they ran; they stand behind `lanes`.
  var forks: [Lane] = []
  /// Which lane the panels of a single run show; once there are forks, the knobs turn it alone.
  var selected = 0
  /// Why the experiment could not be made.
  private(set) var problem: String?

  /// What the knobs show: the selected lane once there are forks, else the first.
  var experiment: Experiment? {
    forks.isEmpty || !allLanes.indices.contains(selected)
      ? lanes.first?.experiment : allLanes[selected].experiment
  }
  var knobs: [Knob] {
    guard let source, let experiment else { return [] }
    return source.knobs.compactMap { source.knob(for: $0, in: experiment) }
  }

  func value(of knob: Knob) -> String { experiment?.value(of: knob.key) ?? "-" }

  /// Puts the experiment of a page on the bench; the command that loads it, or nil if it stands there already.
  mutating func place(_ page: Page, of lesson: Lesson, changes: [Setting] = []) -> Command? {
    guard let name = page.experiment, let source = lesson.experiment(named: name) else {
      return nil
    }
    let goals = page.tasks.filter { $0.experiment == name }.map(\.goal)
    let wanted = Request(
      experiment: name, run: page.run, settings: page.settings, lanes: page.lanes, goals: goals)
    guard wanted != request || !changes.isEmpty else { return nil }
    request = wanted
    self.source = source
    self.changes = []
    (forks, selected) = ([], 0)
    problem = nil
    lanes = []
    do throws(SettingError) {
      lanes = try makeLanes([])
      if !changes.isEmpty { lanes = try makeLanes(changes) }
      self.changes = changes
    } catch {
      problem = error.description
    }
    return .load(lanes)
  }

  /// Puts an experiment on the bench that no page asked for.
  ///
  /// - Parameters:
  ///   - turns: knobs that turn by themselves when their step comes.
  ///   - touches: what is done by hand then.
  mutating func put(_ own: LabExperiment, turns: [Turn] = [], touches: [Touch] = []) -> Command {
    request = Request(experiment: own.name, run: 0, settings: [], lanes: [], goals: [])
    (source, changes, forks, selected, problem) = (own, [], [], 0, nil)
    lanes = [Lane(name: own.label, experiment: own.experiment, turns: turns, touches: touches)]
    return .load(lanes)
  }

  /// The lanes of the request with these changes: the experiment itself first, then its variants.
  private func makeLanes(_ changes: [Setting]) throws(SettingError) -> [Lane] {
    guard let request, let source else { return [] }
    let names = source.lanes.map(\.name).filter(request.lanes.contains)
    return try source.race(
      settings: request.settings, lanes: names, turned: changes, goals: request.goals)
  }

  /// The same lanes again, from step 0, without forks.
  mutating func restart() -> Command {
    forgetForks()
    return .load(lanes)
  }

  /// Turns a knob: the commands for it, and whether a new run begins.
  mutating func turn(_ knob: Knob, up: Bool) throws(SettingError) -> (commands: [Command], isNew: Bool) {
    let before = value(of: knob)
    let after = knob.next(from: before, up: up)
    guard after != before else {
      throw SettingError("\(knob.label) is at its end: \(before)")
    }
    return try set(Setting(knob.key, after), isLive: knob.isLive)
  }

  mutating func set(_ setting: Setting, isLive: Bool) throws(SettingError) -> (
    commands: [Command], isNew: Bool
  ) {
    let wanted = changes.filter { $0.key != setting.key } + [setting]
    let made = try makeLanes(wanted)
    defer {
      changes = wanted
      lanes = made
    }
    guard isLive, made.count == lanes.count else {
      forgetForks()
      return ([.load(made)], true)
    }
    let turned = made.indices.filter { made[$0].experiment != lanes[$0].experiment }
    return (turned.map { .turn(setting, lane: $0) }, false)
  }
}
