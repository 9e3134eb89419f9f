import Neural
import TestSupport
import Testing

@Suite struct DescentTests {
  private func run(
    _ surface: Surface, _ optimizer: any Optimizer = SGD(), rate: Float, x: Float? = nil, y: Float? = nil
  ) throws -> Run {
    try Run(
      DescentLearner(
        DescentConfiguration(
          surface: surface, update: UpdateConfiguration(optimizer: optimizer, rate: rate), x: x, y: y)))
  }

  /// Steps until a meter falls below the limit.
  private func count(_ run: Run, _ meter: String = "loss", below limit: Float, within most: Int = 5000)
    -> Int?
  {
    for index in 0..<most {
      run.step(index)
      if run[meter] < limit { return index }
    }
    return nil
  }

  @Test(arguments: Surface.Kind.allCases)
  func slopesAreThoseOfTheValues(_ kind: Surface.Kind) {
    let surface = Surface(kind, condition: 7, rotation: 30, height: 0.3)
    for (x, y) in [(0.3, -0.7), (1.2, 0.4), (-1.7, 2.1), (0, 0)] {
      let slope = surface.slope(x, y)
      let h = 1e-6
      let dx = (surface.slope(x + h, y).value - surface.slope(x - h, y).value) / (2 * h)
      let dy = (surface.slope(x, y + h).value - surface.slope(x, y - h).value) / (2 * h)
      let scale = 1 + abs(slope.dx) + abs(slope.dy)
      #expect(abs(slope.dx - dx) < 1e-6 * scale)
      #expect(abs(slope.dy - dy) < 1e-6 * scale)
    }
  }

  @Test(arguments: Surface.Kind.allCases)
  func slopeVanishesAtTheOptima(_ kind: Surface.Kind) {
    for optimum in Surface(kind).optima {
      let slope = Surface(kind).slope(optimum.x, optimum.y)
      #expect(abs(slope.dx) < 1e-3 && abs(slope.dy) < 1e-3)
      #expect(abs(slope.value) < 1e-6)
    }
  }

  /// ½ (x² + 100 y²) from (10, 1) at rate 0.018, until the distance has fallen to a thousandth.
  @Test(arguments: [(0, 381), (0.5, 182), (0.9, 89), (0.99, 712)] as [(Float, Int)])
  func momentumOnTheBowl(momentum: Float, steps: Int) throws {
    let run = try run(Surface(.bowl), Momentum(momentum: momentum), rate: 0.018, x: 10, y: 1)
    let measured = try #require(count(run, "distance", below: 1e-3 * Float(101).squareRoot()))
    #expect(abs(measured - steps) <= 1, "\(measured)")
  }

  /// With curvature 4 every step multiplies by 1 − 4 · rate: the border lies at 0.5.
  @Test(
    arguments: [(0.005, 342), (0.05, 31), (0.125, 10), (0.25, 1), (0.4, 14), (0.49, 170)] as [(Float, Int)])
  func rateOnAParabola(rate: Float, steps: Int) throws {
    let run = try run(Surface(.bowl, condition: 4), rate: rate, x: 0, y: 1)
    let measured = try #require(count(run, "distance", below: 1e-3))
    #expect(abs(measured - steps) <= 1, "\(measured)")
  }

  @Test func aboveTwoOverTheCurvatureItExplodes() throws {
    let run = try run(Surface(.bowl, condition: 4), rate: 0.51, x: 0, y: 1)
    run.steps(0..<354)
    #expect(abs(run["y"]) > 1e6)
  }

  /// First step with a value below 0.001, near what other programs measured from the same starts.
  @Test(
    arguments: [
      ("sgd", 0.01, 449), ("momentum", 0.03, 82), ("rmsprop", 0.1, 55), ("adagrad", 1, 27), ("adam", 0.3, 80),
    ] as [(String, Float, Int)])
  func racersOnTheNarrowBowl(name: String, rate: Float, steps: Int) throws {
    let options: [String: Double] = name == "rmsprop" ? ["rho": 0.9] : [:]
    let optimizer = try OptimizerCatalog.all.entry(named: name).make(options: options)
    let run = try run(Surface(.bowl), optimizer, rate: rate, x: -4, y: 1.5)
    let measured = try #require(count(run, below: 1e-3))
    #expect(abs(measured - steps) <= max(4, steps / 8), "\(measured)")
  }

  @Test func turningTheBowlHurtsAdagradOnly() throws {
    var steps: [Int] = []
    for rotation in [0.0, 45] {
      for (optimizer, rate) in [(SGD(), 0.01), (Adagrad(), 1)] as [(any Optimizer, Float)] {
        let run = try run(Surface(.bowl, rotation: rotation), optimizer, rate: rate)
        steps.append(try #require(count(run, below: 1e-3)))
      }
    }
    #expect(abs(steps[0] - steps[2]) <= 2)
    #expect(steps[3] > 10 * steps[1])
  }

  @Test func pathRemembersTheFirstAndTheLastPositions() throws {
    let run = try run(Surface(.rosenbrock), rate: 0.001)
    let start = run.probe("path")
    #expect(start.shape == Shape(rows: 1, columns: 4))
    run.steps(0..<3)
    #expect(run.probe("path").shape.rows == 4)
    run.steps(3..<1000)
    #expect(run.probe("path").shape.rows == 1001)
    run.steps(1000..<1600)
    let path = run.probe("path")
    #expect(path.shape.rows == 512 + 1 + 512 + 1, "what lies between is told by a gap")
    #expect(Array(path.values.prefix(4)) == start.values)
    func step(_ row: Int) -> Float { path.values[4 * row + 3] }
    #expect(step(511) == 511 && step(512).isNaN && step(513) == 1600 - 512)
    #expect(
      Array(path.values.suffix(4).prefix(2)) == run.learner.memory.parameters.array.prefix(2).map { $0 })
    #expect(run.probe("surface").values.count == run.probe("surface").shape.count)
  }

  @Test func stepsAllocateNothingAndSurviveInfinity() throws {
    let run = try run(Surface(.beale), Adam(), rate: 0.1)
    #expect(countAllocations { run.steps(0..<50) } == 0)
    let wild = try self.run(Surface(.rosenbrock), rate: 100)
    wild.steps(0..<50)
    #expect(!wild["loss"].isFinite)
  }
}
