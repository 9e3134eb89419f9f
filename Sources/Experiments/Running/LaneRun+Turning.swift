import Neural

/// Live knobs.
extension LaneRun {
  /// Turns a live knob and marks it on the curves; an impossible turn is marked with its reason.
  ///
  /// Turned at a step of the past, it gives the run another future: what was recorded after this step is forgotten.
  func turn(_ setting: Setting) {
    do throws(SettingError) {
      let changed = try experiment.setting(setting)
      let before = experiment.value(of: setting.key) ?? "default"
      let after = changed.value(of: setting.key) ?? setting.value
      // How long the run goes on changes nothing of its course.
      if before != after, setting.key != "steps" { forgetFuture() }
      guard apply(setting, changed) else {
        throw SettingError("\(setting.key) cannot be turned while training goes on; restart with it instead")
      }
      experiment = changed
      guard before != after else { return }
      if setting.key != "steps" { turns.append(Turn(step: step, setting: setting)) }
      mark("\(setting.key) \(before) → \(after)")
    } catch {
      mark(error.description, .refusal)
    }
  }

  /// False if the learner has no such knob.
  private func apply(_ setting: Setting, _ changed: Experiment) -> Bool {
    let key = SettingRule.aliases[setting.key] ?? setting.key
    if key == "steps" {
      setBudget(changed.steps)
      return true
    }
    return learner.turn(key, to: Self.number(key, in: changed))
  }

  private static func number(_ key: String, in experiment: Experiment) -> Float {
    experiment.value(of: key).flatMap(Numeral.value).map { Float($0) } ?? 0
  }

  /// Repeats what was turned at this step of the past.
  func takeTurns(at step: Int) {
    for turn in turns where turn.step == step {
      let before = experiment.value(of: turn.setting.key)
      repeatTurn(turn.setting)
      guard !marks.contains(where: { $0.step == step }), let before,
        let after = experiment.value(of: turn.setting.key), before != after
      else { continue }
      mark("\(turn.setting.key) \(before) → \(after)")
    }
  }

  /// Puts all knobs that were ever turned where they stood at `step`.
  func restoreKnobs(at step: Int) {
    let budget = experiment.steps
    experiment = firstExperiment
    experiment.steps = budget
    let turned = Set(turns.map { SettingRule.aliases[$0.setting.key] ?? $0.setting.key })
    for turn in turns where turn.step <= step {
      if let changed = try? experiment.setting(turn.setting) { experiment = changed }
    }
    for key in turned.sorted() { _ = learner.turn(key, to: Self.number(key, in: experiment)) }
  }

  private func repeatTurn(_ setting: Setting) {
    guard let changed = try? experiment.setting(setting) else { return }
    experiment = changed
    let key = SettingRule.aliases[setting.key] ?? setting.key
    _ = learner.turn(key, to: Self.number(key, in: changed))
  }
}
