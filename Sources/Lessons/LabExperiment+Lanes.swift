public import Experiments
import Neural

extension LabExperiment {
  /// The runs of a race: first the experiment itself, then the named variants, each with the settings made.
  ///
  /// The settings of the page come first, then what the reader has turned, then those of the variant: a knob turned
  /// for the whole race leaves a variant what makes it one.
  ///
  /// - Parameters:
  ///   - settings: of the page.
  ///   - names: of the variants that run beside the experiment.
  ///   - turned: what the reader, or a task's solution, has changed.
  ///   - goals: judged in the first lane, or in all of them where a goal says so.
  public func race(
    settings: [Setting] = [], lanes names: [String] = [], turned: [Setting] = [], goals: [Goal] = []
  ) throws(SettingError) -> [Lane] {
    let base = try experiment.setting(settings).setting(turned)
    var race = [Lane(name: label.isEmpty ? name : label, experiment: base, goals: goals)]
    for name in names {
      guard let variant = lanes.first(where: { $0.name == name }) else {
        throw SettingError(
          "there is no lane \"\(name)\"; \(Spelling.advice(for: name, among: lanes.map(\.name)))")
      }
      race.append(Lane(name: name, experiment: try base.setting(variant.settings)))
    }
    return race
  }
}
