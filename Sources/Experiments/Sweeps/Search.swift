/// A search among settings that a session can be asked for; its runs are others than those of the lanes.
public enum SearchPlan: Sendable, Hashable {
  /// One run whose learning rate rises until the loss explodes.
  case rates
  /// A whole run for each value of a setting and each seed.
  case grid(key: String, values: [String], seeds: [UInt64])
}

/// What searches have found for the run that a snapshot shows.
public struct SearchResults: Sendable, Hashable {
  public var rates: RateSweep?
  public var grid: GridSweep?
  /// Why the last search came to nothing; one sentence.
  public var problem: String?

  public init(rates: RateSweep? = nil, grid: GridSweep? = nil, problem: String? = nil) {
    self.rates = rates
    self.grid = grid
    self.problem = problem
  }
}

/// The findings of a race, and which run each belongs to.
struct Searches: Sendable {
  private var rates: (experiment: Experiment, result: RateSweep)?
  private var grid: (experiment: Experiment, result: GridSweep)?
  private var problem: (experiment: Experiment, sentence: String)?

  /// Searches around an experiment; another search of the same kind is forgotten.
  mutating func perform(
    _ plan: SearchPlan, around experiment: Experiment, make: @escaping LearnerFactory,
    isCancelled: () -> Bool
  ) {
    problem = nil
    do {
      switch plan {
      case .rates:
        rates = (experiment.searched("rate"), try RateSweep.rising(experiment, make: make))
      case .grid(let key, let values, let seeds):
        let result = try GridSweep.run(
          experiment, key: key, values: values, seeds: seeds, make: make, isCancelled: isCancelled)
        grid = (experiment.searched(key), result)
      }
    } catch {
      problem = (experiment, "\(error)")
    }
  }

  /// What holds for this experiment: it may differ from the searched one by the setting that was searched only.
  func results(for experiment: Experiment) -> SearchResults {
    var results = SearchResults()
    if let rates, rates.experiment == experiment.searched("rate") { results.rates = rates.result }
    if let grid, grid.experiment == experiment.searched(grid.result.key) { results.grid = grid.result }
    if let problem, problem.experiment == experiment { results.problem = problem.sentence }
    return results
  }
}

extension Experiment {
  /// Without the setting that a search varies, and without how long the run goes on.
  fileprivate func searched(_ key: String) -> Experiment {
    var plain = self
    plain.steps = 1
    if key == "rate" { plain.optimizer.rate = 1 }
    if key == "width", let hidden = plain.layers.indices.first, plain.layers.count > 1 {
      plain.layers[hidden].size = 1
    }
    if key != "rate", key != "width" { plain.options[key] = nil }
    return plain
  }
}
