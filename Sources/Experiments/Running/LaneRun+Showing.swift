import Neural

/// What pictures show at a person's wish: kept beside the run, through every journey in time.
extension LaneRun {
  func show(_ showing: Showing) {
    guard let shown = learner.show(showing) else { return }
    showings.removeAll { $0.kind == shown.kind }
    showings.append(shown)
    note(shown)
  }

  /// After knobs were put where they stood in the past: what is shown stays.
  func repeatShowings() {
    for showing in showings where learner.show(showing) != nil { note(showing) }
  }

  /// Panels read from the experiment what they show.
  private func note(_ showing: Showing) {
    switch showing {
    case .code(let x, let y): (experiment.options["code-x"], experiment.options["code-y"]) = (x, y)
    case .prompt(let text): experiment.choices["prompt"] = text
    case .temperature(let value): experiment.options["temperature"] = value
    case .image: break
    }
  }
}
