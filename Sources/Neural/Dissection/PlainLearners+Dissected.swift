/// Learners whose step is one example, or one point: their parts are the sections of their worked lines.
protocol SectionDissected: Dissected, Magnified {
  /// The operation of each section, in order; the last is the update.
  var sections: [StepOutline.Operation] { get }
  /// Where the microscope has to point to see a step.
  func sight(of step: Int) -> Sight
  /// Whether a step has an example at all.
  var takesExamples: Bool { get }
  /// Where its example lies in the data, in their units; empty with more than two features.
  func point(of sight: Sight) -> [Float]
  /// The unit of a map that wins it.
  func winningUnit(_ sight: Sight) -> Int?
}

extension SectionDissected {
  func point(of sight: Sight) -> [Float] { [] }
  func winningUnit(_ sight: Sight) -> Int? { nil }

  public func outline(of step: Int) -> StepOutline {
    StepOutline(exampleCount: 1, each: sections.dropLast(), last: sections.suffix(1))
  }

  public func part(_ place: Int, of step: Int, probes: [String]) -> StepPart? {
    let outline = outline(of: step)
    guard (1...outline.count).contains(place), !isSettled else { return nil }
    var part = StepPart(outline, place: place)
    let sight = sight(of: step)
    let lines = magnify(sight, step: step).lines
    let heads = lines.indices.filter { lines[$0].form == .heading } + [lines.count]
    guard heads.count > place else { return nil }
    part.lines = Array(lines[heads[place - 1] + 1..<heads[place]])
    part.note = lines[heads[place - 1]].name
    if takesExamples { part.example = sight.example }
    part.point = point(of: sight)
    part.winner = winningUnit(sight)
    return part
  }
}

extension PerceptronLearner: SectionDissected {
  var takesExamples: Bool { true }
  var sections: [StepOutline.Operation] {
    [
      StepOutline.Operation(.forward, title: "the sum"), StepOutline.Operation(.loss, title: "its side"),
      StepOutline.Operation(.update, title: "the correction"),
    ]
  }

  func sight(of step: Int) -> Sight {
    var sight = Sight()
    sight.example = step % training.count
    return sight
  }

  func point(of sight: Sight) -> [Float] {
    PlaneScaling(splits.training).point(
      training.inputs(sight.example..<sight.example + 1).array)
  }
}

extension DescentLearner: SectionDissected {
  var takesExamples: Bool { false }
  var sections: [StepOutline.Operation] {
    [
      StepOutline.Operation(.forward, title: "the height"),
      StepOutline.Operation(.backward, title: "the slope"),
      StepOutline.Operation(.update, title: "the update"),
    ]
  }

  func sight(of step: Int) -> Sight { Sight() }
}

extension SelfOrganizingMap: SectionDissected {
  var takesExamples: Bool { true }
  var sections: [StepOutline.Operation] {
    [
      StepOutline.Operation(.forward, title: "the distance to the winner"),
      StepOutline.Operation(.loss, title: "the neighbourhood"),
      StepOutline.Operation(.update, title: "the pull on the winner"),
    ]
  }

  func sight(of step: Int) -> Sight {
    var sight = Sight()
    sight.example =
      samples.isContiguous ? samples.range(of: step).lowerBound : samples.examples(of: step)[0]
    sight.unit = winner(of: training, sight.example).0
    return sight
  }

  func point(of sight: Sight) -> [Float] {
    PlaneScaling(configuration.splits.training).point(
      training.inputs(sight.example..<sight.example + 1).array)
  }

  func winningUnit(_ sight: Sight) -> Int? { sight.unit }
}
