/// Something the lab has noticed about a run, with the numbers that show it and the lessons that explain it.
public struct Finding: Sendable, Hashable {
  /// The most serious first.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case divergence
    case explodingGradients = "exploding-gradients"
    case modeCollapse = "mode-collapse"
    case discriminatorWins = "discriminator-wins"
    case deadUnits = "dead-units"
    case plateau
    case vanishedLayer = "vanished-layer"
    case overfitting
    case saturatedUnits = "saturated-units"
    case foldedMap = "folded-map"
    case unfoldedMap = "unfolded-map"
  }

  public var kind: Kind
  /// What is seen, in numbers: a clause that goes on after `plateau: `.
  public var fact: String
  /// What more is known of it; goes on after the fact, with its own joint.
  public var more: String
  /// The first step at which it was seen.
  public var step: Int
  /// The step whose numbers the evidence has.
  public var evidenceStep: Int
  /// Ids of the lessons to read, the nearest first.
  public var lessons: [String]

  public init(
    _ kind: Kind, evidence fact: String, more: String = "", step: Int, evidenceStep: Int? = nil,
    lessons: [String]? = nil
  ) {
    self.kind = kind
    self.fact = fact
    self.more = more
    self.step = step
    self.evidenceStep = evidenceStep ?? step
    self.lessons = lessons ?? kind.lessons
  }

  init(_ kind: Kind, _ sign: Sign, step: Int, evidenceStep: Int) {
    self.init(
      kind, evidence: sign.fact, more: sign.more, step: step, evidenceStep: evidenceStep,
      lessons: sign.lessons)
  }

  /// All that is seen.
  public var evidence: String { fact + more }

  /// The evidence, or only its fact, as it has to be told at a step: of another step it says which.
  public func evidence(at step: Int, inBrief: Bool = false) -> String {
    (inBrief ? fact : evidence) + (evidenceStep == step ? "" : ", at step \(evidenceStep)")
  }

  /// The same finding with the evidence of another one.
  func showing(_ other: Finding) -> Finding {
    var shown = other
    shown.step = step
    return shown
  }
}

extension Finding.Kind {
  /// A word or two for the screen.
  public var title: String {
    switch self {
    case .divergence: "diverging"
    case .explodingGradients: "exploding gradients"
    case .modeCollapse: "mode collapse"
    case .discriminatorWins: "the discriminator wins"
    case .deadUnits: "dead units"
    case .plateau: "plateau"
    case .vanishedLayer: "vanished gradient"
    case .overfitting: "overfitting begins"
    case .saturatedUnits: "saturated units"
    case .foldedMap: "folded map"
    case .unfoldedMap: "the map has unfolded"
    }
  }

  /// Whether something goes wrong; else it is good news.
  public var isTrouble: Bool { self != .unfoldedMap }

  /// How serious it is among others: 0 is the most serious.
  public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  var lessons: [String] {
    switch self {
    case .divergence: ["learning-rate", "exploding-gradients"]
    case .explodingGradients: ["exploding-gradients"]
    case .modeCollapse, .discriminatorWins: ["gan"]
    case .deadUnits: ["activation-functions", "weight-initialization"]
    case .plateau: ["weight-initialization", "batch-normalization"]
    case .vanishedLayer: ["vanishing-gradients", "weight-initialization"]
    case .overfitting: ["early-stopping", "regularization"]
    case .saturatedUnits: ["activation-functions", "normalization"]
    case .foldedMap, .unfoldedMap: ["self-organizing-map"]
    }
  }
}
