import Datasets
import Experiments
import Lessons
import Neural
import TerminalUI

/// Turning lines, typing values, adding and deleting layers, saving.
extension PlaygroundScreen {
  private var row: SheetRow {
    let sheet = sheet
    return sheet.rows[sheet.chosenIndex]
  }

  // MARK: turning

  mutating func turn(up: Bool, _ world: World) -> Outcome {
    let row = row
    if case .setting(let key) = row.subject { return turn(setting: key, up: up, world) }
    return change(world) { (sketch: inout Sketch) throws(SettingError) in
      try Self.turn(row, up: up, &sketch)
    }
  }

  private mutating func turn(setting key: String, up: Bool, _ world: World) -> Outcome {
    guard let knob = knob(for: key), let value = sketch.experiment.value(of: key) else {
      return say("Enter types a value for \(row.label).")
    }
    let next = knob.next(from: value, up: up)
    guard next != value else { return say("\(row.label) is at its end: \(value)", .warning) }
    return set(Setting(key, next), isLive: knob.isLive, world)
  }

  /// As the experiment offers it; of the losses only those that suit the targets.
  private func knob(for key: String) -> Knob? {
    guard var knob = sketch.experiment.knob(for: key) else { return nil }
    let hasTargets = LearnerCatalog.all[sketch.experiment.learner]?.hasTargets == true
    if key == "loss", hasTargets { knob.kind = .choice(StartingPoint.losses(for: sketch.start.problem)) }
    return knob
  }

  private static func turn(_ row: SheetRow, up: Bool, _ sketch: inout Sketch) throws(SettingError) {
    func next(_ value: String, _ choices: [String]) -> String {
      Knob(key: "", label: "", kind: .choice(choices), isLive: false).next(from: value, up: up)
    }
    let experiment = sketch.experiment
    switch row.subject {
    case .learner: try sketch.choose(learner: next(experiment.learner, LearnerCatalog.names))
    case .data:
      let names = StartingPoint.entries(for: experiment.learner).map(\.name)
      try sketch.choose(data: next(experiment.data.name, names))
    case .target:
      let names = sketch.facts?.columns.filter(\.isUsable).map(\.name) ?? []
      try sketch.choose(target: next(experiment.data.target ?? "", names))
    case .task: try sketch.choose(task: next(experiment.data.task ?? "", ["classification", "regression"]))
    case .column(let name): try sketch.toggle(column: name)
    case .kind(let list, let index):
      try sketch.setKind(next(sketch.layers(of: list)[index].kind, sketch.kinds), at: index, of: list)
    case .layer(let list, let index):
      let layer = sketch.layers(of: list)[index]
      let key = "\(list).\(index).\(layer.kind)"
      guard layer.size != nil, let knob = experiment.knob(for: key), let value = experiment.value(of: key)
      else {
        throw SettingError("a \(layer.kind) layer has no size; the lines below it can be turned")
      }
      try sketch.set(Setting(key, knob.next(from: value, up: up)))
    case .table: throw SettingError("Enter types the path of a CSV file.")
    case .columns, .group: throw SettingError("the lines below can be turned: ↓ goes there")
    case .heading, .note, .setting: break
    }
  }

  // MARK: consequences

  private mutating func say(_ text: String, _ ink: Ink = .accent) -> Outcome {
    stage.message = LessonScreen.Message(text: text, ink: ink)
    return .done
  }

  /// A setting that was typed; its value is told.
  ///
  /// Another learner, or other data, asks for another network: the sketch fits one, as it does for its own lines.
  mutating func set(_ setting: Setting, _ world: World) -> Outcome {
    if ["learner", "data", "data.name"].contains(setting.key) {
      return change(world) { (sketch: inout Sketch) throws(SettingError) in
        _ = try sketch.experiment.setting(setting)
        if setting.key == "learner" {
          try sketch.choose(learner: setting.value)
        } else {
          try sketch.choose(data: setting.value)
        }
      }
    }
    let isLive = sketch.experiment.knob(for: setting.key)?.isLive ?? false
    let outcome = set(setting, isLive: isLive, world)
    if stage.message == nil {
      let value = sketch.experiment.value(of: setting.key) ?? setting.value
      stage.message = LessonScreen.Message(
        text: "\(setting.key) \(value)\(isLive ? "" : ": a new run, same seed").")
    }
    return outcome
  }

  /// One setting: live ones keep the run, forks are turned alone, all else begins a new run.
  private mutating func set(_ setting: Setting, isLive: Bool, _ world: World) -> Outcome {
    let before = sketch.experiment
    do throws(SettingError) {
      try sketch.set(setting)
      let isAlone = try before.setting(setting).tidied == sketch.experiment
      guard isAlone, isLive || !stage.workbench.forks.isEmpty else { return renewed(world) }
      let (commands, isNew) = try stage.workbench.setSelected(setting, isLive: isLive)
      if isNew { return renewed(world) }
      sketch.forgetReceipt()
      return Outcome(isHandled: true, effects: commands.map { .bench($0) })
    } catch {
      return say(error.description, .warning)
    }
  }

  /// A change that begins a new run.
  mutating func change(
    _ world: World, _ act: (inout Sketch) throws(SettingError) -> Void
  ) -> Outcome {
    do throws(SettingError) {
      try act(&sketch)
    } catch {
      return say(error.description, .warning)
    }
    return renewed(world)
  }

  /// Loads the experiment as it stands; what was running goes on running.
  private mutating func renewed(_ world: World) -> Outcome {
    sketch.forgetReceipt()
    stage.lesson = Self.lesson(sketch)
    stage.selectedPanel = min(stage.selectedPanel, max(stage.page.panels.count - 1, 0))
    (stage.scales, stage.measures) = ([:], [:])
    if let note = sketch.takeNote() { stage.message = LessonScreen.Message(text: note) }
    var effects: [Effect] = [.bench(stage.workbench.put(Self.source(sketch))), stage.showProbes(world)]
    if world.snapshot.phase == .running { effects.append(.bench(.run(stepsPerSecond: stage.pace))) }
    return Outcome(isHandled: true, effects: effects)
  }

  // MARK: layers

  mutating func addLayer(_ world: World) -> Outcome {
    let place = row.layer ?? ("layers", sketch.experiment.layers.count - 2)
    chosen = .layer(place.0, sketch.addLayer(to: place.0, below: place.1))
    return renewed(world)
  }

  mutating func deleteLayer(_ world: World) -> Outcome {
    guard let place = row.layer else { return .ignored }
    do throws(SettingError) {
      try sketch.deleteLayer(place.index, of: place.list)
    } catch {
      return say(error.description, .warning)
    }
    chosen = .layer(place.list, max(place.index - 1, 0))
    return renewed(world)
  }

  mutating func reseed(_ world: World) -> Outcome {
    let seed = Setting("seed", String(sketch.experiment.seed &+ 1))
    return change(world) { (sketch: inout Sketch) throws(SettingError) in try sketch.set(seed) }
  }

  // MARK: typing

  mutating func edit(_ world: World) -> Outcome {
    guard stage.focus == .text else { return .ignored }
    let row = row
    switch row.subject {
    case .table:
      prompt = Prompt(purpose: .table, question: "CSV file:", text: sketch.experiment.data.file ?? "")
    case .column, .group, .columns: return turn(up: true, world)
    default: prompt = Prompt(purpose: .value, question: "\(row.label):")
    }
    return .done
  }

  mutating func askForPath() -> Outcome {
    prompt = Prompt(purpose: .saving, question: "save as:", text: sketch.path ?? "experiment.yaml")
    return .done
  }

  mutating func answer(_ action: Action, _ world: World) -> Outcome {
    switch action {
    case .back: prompt = nil
    case .erase: prompt?.erase()
    case .complete: prompt?.complete(world.desk)
    case .accept: return accept(world)
    default: return .ignored
    }
    return .done
  }

  private mutating func accept(_ world: World) -> Outcome {
    guard let typed = prompt else { return .ignored }
    let text = typed.text.trimmed
    guard !text.isEmpty else {
      prompt = nil
      return .done
    }
    if typed.purpose == .saving { return save(text, world) }
    var outcome = Outcome.done
    do throws(SettingError) {
      outcome = try take(text, typed.purpose, world)
      prompt = nil
    } catch {
      prompt?.note = error.description
    }
    return outcome
  }

  /// What was typed for the marked line; throws the sentence that is shown beside it.
  private mutating func take(
    _ text: String, _ purpose: Prompt.Purpose, _ world: World
  ) throws(SettingError) -> Outcome {
    if purpose == .table {
      try sketch.choose(table: text)
      chosen = .target
      return renewed(world)
    }
    switch row.subject {
    case .learner:
      // The setting knows the names.
      _ = try sketch.experiment.setting(Setting("learner", text))
      try sketch.choose(learner: text)
    case .data: try sketch.choose(data: text)
    case .target: try sketch.choose(target: text)
    case .task: try sketch.choose(task: text)
    case .kind(let list, let index): try sketch.setKind(text, at: index, of: list)
    case .layer(let list, let index):
      let kind = sketch.layers(of: list)[index].kind
      try sketch.set(Setting("\(list).\(index).\(kind)", text))
    case .setting(let key):
      // A wrong value is told in the prompt, before anything is done.
      _ = try sketch.experiment.setting(Setting(key, text))
      let isLive = sketch.experiment.knob(for: key)?.isLive ?? false
      return set(Setting(key, text), isLive: isLive, world)
    default: return .done
    }
    return renewed(world)
  }

  // MARK: saving

  private mutating func save(_ path: String, _ world: World) -> Outcome {
    let name = path.contains(".") ? path : path + ".yaml"
    guard name.hasSuffix(".yaml") || name.hasSuffix(".yml") else {
      prompt?.note = "the name of an experiment's file ends in .yaml"
      return .done
    }
    if world.desk.exists(name), prompt?.confirmed != name {
      prompt?.note = "\(name) exists. Enter once more overwrites it, Esc leaves it as it is."
      prompt?.confirmed = name
      return .done
    }
    do throws(SettingError) {
      try world.desk.save(sketch.text(at: name), to: name)
      prompt = nil
      sketch.path = name
      return say(
        "Saved. gradlab open \(name) brings it back, gradlab run \(name) runs it without a screen.", .good)
    } catch {
      prompt?.note = error.description
      return .done
    }
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
