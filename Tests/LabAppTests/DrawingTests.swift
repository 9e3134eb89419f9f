import Datasets
import Experiments
import LabApp
import Panels
import TerminalUI
import TestSupport
import Testing

/// A curve that is drawn before the run, and patience that is changed after it.
@Suite struct DrawingTests {
  private func drawn(_ width: Int = 120, _ height: Int = 40) -> RealStage {
    var stage = RealStage(RealStage.moons, width, height)
    stage.press("E")
    for _ in 0..<12 { stage.press(.right, .down) }
    return stage
  }

  @Test func thePenMovesAndTheCurveStays() {
    var stage = drawn()
    #expect(stage.canvas().contains("knot 13 of 25, step 100"))
    #expect(stage.canvas().contains("pen "))
    stage.press(.enter)
    #expect(!stage.canvas().contains("knot ") && stage.canvas().contains("drawn"))
    #expect(stage.application.world.snapshot.lanes[0].step == 0)
  }

  @Test func theRunIsComparedWithIt() {
    var stage = drawn()
    stage.press(.enter, "g", "g", " ")
    stage.bench.advance(200)
    _ = stage.application.refresh()
    #expect(stage.canvas().contains("Your curve scores"))
    #expect(stage.canvas().contains("drawn ") && stage.canvas().contains("/100"))
  }

  @Test func escapeForgetsIt() {
    var stage = drawn()
    stage.press(.escape)
    #expect(stage.canvas().contains("The drawing is forgotten."))
    stage.press(".")
    #expect(!stage.canvas().contains("drawn"))
  }

  @Test func afterTheFirstStepItIsTooLate() {
    var stage = RealStage(RealStage.moons, 120, 40)
    stage.press(".", "E")
    #expect(stage.canvas().contains("A curve is drawn before the run"))
  }

  @Test func aPerfectCurveScoresAHundredAndAFlatOneLess() {
    let buckets = (0..<100).map { step -> Curve.Bucket in
      let value = 1 - 0.009 * Float(step)
      return Curve.Bucket(low: value, high: value, mean: value, last: value, broken: 0)
    }
    let curve = Curve(buckets: buckets, width: 1, start: 0, recent: [], recentEnd: 100)
    for isLogarithmic in [false, true] {
      var right = ExpectedCurve(first: 1, steps: 96, isLogarithmic: isLogarithmic)
      var flat = right
      right.heights = (0..<ExpectedCurve.knots).map { right.height(of: 1 - 0.009 * 4 * Double($0)) }
      flat.heights = Array(repeating: flat.height(of: 1), count: ExpectedCurve.knots)
      #expect(right.verdict(curve) == nil)
      (right.pen, flat.pen) = (nil, nil)
      #expect(right.verdict(curve)?.score == 100)
      #expect((flat.verdict(curve)?.score ?? 100) < 90)
      #expect(flat.verdict(curve)?.step == 96)
      for value in [0.002, 0.01, 0.3, 1.0] {
        let back = right.value(at: right.height(of: value))
        #expect(abs(back - value) < 1e-6)
      }
    }
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func screens(width: Int, height: Int) {
    var stage = drawn(width, height)
    expectScreen(stage.canvas(), "drawing-\(width)x\(height)")
    stage.press(.enter, " ")
    stage.bench.advance(200)
    _ = stage.application.refresh()
    stage.press(.left)
    expectScreen(stage.canvas(), "drawn-\(width)x\(height)")
  }
}

/// Early stopping on the recorded curve.
@Suite struct RehearsalTests {
  private func stage(_ width: Int = 120, _ height: Int = 40) throws -> RealStage {
    let experiment = try RealStage.moons.setting([
      Setting("data.validation", "0.4"), Setting("rate", "0.2"), Setting("width", "32"),
    ])
    var stage = RealStage(experiment, width, height)
    stage.press("g", "g", " ")
    stage.bench.advance(150)
    _ = stage.application.refresh()
    stage.press(" ")
    return stage
  }

  @Test func patienceChangesWhereItStops() throws {
    var stage = try stage()
    stage.press("B")
    #expect(stage.canvas().contains("rehearsal · patience 10"))
    let steps = stage.application.world.snapshot.lanes[0].step
    let first = stage.canvas().text
    for _ in 0..<6 { stage.press("[") }
    #expect(stage.canvas().contains("patience 1"))
    #expect(stage.canvas().contains("stops at step") && stage.canvas().contains("keeps the weights of step"))
    #expect(stage.canvas().text != first)
    for _ in 0..<20 { stage.press("]") }
    #expect(stage.canvas().contains("does not stop within what is recorded"))
    #expect(stage.application.world.snapshot.lanes[0].step == steps)
    stage.press(.escape)
    #expect(!stage.canvas().contains("rehearsal"))
  }

  @Test func withoutAValidationCurveItSaysWhatIsNeeded() {
    var stage = RealStage(RealStage.moons, 120, 40)
    stage.press("B")
    #expect(stage.canvas().contains("this run has none: data.validation 0.3 sets some aside"))
  }

  @Test(arguments: [(80, 24), (120, 40)])
  func screens(width: Int, height: Int) throws {
    var stage = try stage(width, height)
    stage.press("B", "[")
    expectScreen(stage.canvas(), "rehearsal-\(width)x\(height)")
  }
}
