/// Looks for one condition in what is known of a run at one step.
///
/// A detector has no state: whether a condition has begun or ended is decided by the `Examiner`, which also tells
/// whether it goes on (`isOngoing`), so that a condition ends at another threshold than it begins.
protocol Detector: Sendable {
  static var kind: Finding.Kind { get }
  /// The evidence in numbers; nil if the condition does not hold. Allocates only where it holds.
  static func examine(_ sight: Observation, isOngoing: Bool) -> Sign?
  /// The step whose numbers the evidence has.
  static func evidenceStep(_ sight: Observation) -> Int
}

extension Detector {
  static func evidenceStep(_ sight: Observation) -> Int { sight.step }
}

/// A condition of the hidden units, which are looked at less often than the curves.
protocol UnitsDetector: Detector {}

extension UnitsDetector {
  static func evidenceStep(_ sight: Observation) -> Int { sight.unitsStep }
}

/// Every detector; their order does not matter.
enum DetectorCatalog {
  static let all: [any Detector.Type] = [
    DivergenceDetector.self, ExplodingGradientsDetector.self, ModeCollapseDetector.self,
    DiscriminatorWinsDetector.self, DeadUnitsDetector.self, PlateauDetector.self,
    VanishedLayerDetector.self, OverfittingDetector.self, SaturatedUnitsDetector.self,
    FoldedMapDetector.self, UnfoldedMapDetector.self,
  ]
}
