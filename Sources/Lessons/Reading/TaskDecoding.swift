import Experiments
import Neural

/// Reads one task: what to do, on which experiment, the goal, a solution and hints.
struct TaskDecoding {
  private static let steps = 1...1_000_000_000

  private var fields: Fields
  private let name: String
  private let experiments: [LabExperiment]

  static func read(
    _ pair: Entry.Pair, experiments: [LabExperiment], lines: inout LessonLines, _ findings: Findings
  ) -> LessonTask? {
    guard let fields = Fields(pair.entry, "task \"\(pair.key)\"", findings) else { return nil }
    var decoding = TaskDecoding(fields: fields, name: pair.key, experiments: experiments)
    lines[.task(pair.key)] = pair.line
    return decoding.decode(&lines)
  }

  private init(fields: Fields, name: String, experiments: [LabExperiment]) {
    self.fields = fields
    self.name = name
    self.experiments = experiments
  }

  private mutating func decode(_ lines: inout LessonLines) -> LessonTask? {
    let experiment = readExperiment()
    let say = fields.require("say", "tell in one sentence what to achieve").flatMap { fields.text($0, "say") }
    let goal = fields.require("goal", "write one, such as \"accuracy >= 0.95 within 600\"")
    if let goal { lines[.goal(name)] = goal.line }
    let read = goal.flatMap { readGoal($0) }
    let solution = fields.require("solution", "give settings that reach the goal, such as {rate: 0.5}")
    if let solution { lines[.solution(name)] = solution.line }
    let settings = solution.map { readSolution($0) } ?? []
    let hints = fields.require("hints", "give at least one, from a nudge to the answer")
    let texts = hints.map { fields.texts($0, "hints") } ?? []
    if let hints, texts.isEmpty { fields.add(hints.line, "\"hints\" is empty; give at least one") }
    fields.finish()
    guard let experiment, let read else { return nil }
    return LessonTask(
      name: name, say: say ?? "", experiment: experiment.name, goal: read, solution: settings, hints: texts)
  }

  /// `on: NAME`; it may be left out where there is one experiment.
  private mutating func readExperiment() -> LabExperiment? {
    guard let entry = fields.take("on") else {
      if experiments.count == 1 { return experiments[0] }
      fields.add(fields.line, "\"on\" is missing; name the experiment it is done on")
      return nil
    }
    guard let name = fields.text(entry, "on") else { return nil }
    if let experiment = experiments.first(where: { $0.name == name }) { return experiment }
    let advice = Spelling.advice(for: name, among: experiments.map(\.name))
    fields.add(entry.line, "there is no experiment \"\(name)\"; \(advice)")
    return nil
  }

  private func readSolution(_ entry: Entry) -> [Setting] {
    guard let solution = Fields(entry, "\(fields.what), solution", fields.findings) else { return [] }
    if solution.remaining.isEmpty {
      solution.add(entry.line, "it is empty; give settings that reach the goal")
    }
    return solution.settings().map(\.setting)
  }
}

/// The goal, as a text or as a mapping.
extension TaskDecoding {
  private func readGoal(_ entry: Entry) -> Goal? {
    guard entry.text != nil else { return readGoalMapping(entry) }
    guard let text = fields.text(entry, "goal") else { return nil }
    do throws(SettingError) {
      return try Goal(parsing: text)
    } catch {
      fields.add(entry.line, error.description)
      return nil
    }
  }

  private func readGoalMapping(_ entry: Entry) -> Goal? {
    guard var goal = Fields(entry, "\(fields.what), goal", fields.findings) else { return nil }
    let meter = goal.require("meter", "name one, such as accuracy").flatMap { goal.text($0, "meter") }
    let bounds = -1e9...1e9
    let above = goal.number("above", in: bounds)
    let below = goal.number("below", in: bounds)
    if (above == nil) == (below == nil) {
      goal.add(entry.line, "it needs either \"above\" or \"below\", such as above: 0.95")
    }
    var result = Goal(meter: meter ?? "", above != nil ? .atLeast : .atMost, Float(above ?? below ?? 0))
    result.within = goal.integer("within", in: Self.steps)
    result.mean = goal.integer("mean", in: 1...10_000)
    result.hold = goal.integer("for", in: 1...10_000)
    result.at = goal.integer("at", in: 0...Self.steps.upperBound)
    if let entry = goal.take("lanes") { result.lanes = readLanes(entry, goal) }
    result.keep = goal.settings("keep")?.map(\.setting) ?? []
    goal.finish()
    return meter == nil ? nil : result
  }

  private func readLanes(_ entry: Entry, _ goal: Fields) -> Goal.Lanes {
    guard let text = goal.text(entry, "lanes") else { return .first }
    if let lanes = Goal.Lanes(rawValue: text) { return lanes }
    goal.add(
      entry.line, "\"lanes\" is \"\(text)\"; \(Spelling.advice(for: text, among: ["first", "any", "all"]))")
    return .first
  }
}
