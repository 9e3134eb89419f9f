import Foundation
import Neural

/// Two classes of points in the plane, made up number by number from stream 0 of the seed.
enum Planes {
  /// Draws example `index` of a set: its two coordinates.
  typealias Draw =
    @Sendable (_ index: Int, _ stream: inout RandomStream, _ request: DataRequest) -> (Double, Double)

  /// Classes alternate; `even` is the class of examples 0, 2, 4… The test part is drawn alike from seed +
  /// 500.
  static func make(
    _ request: DataRequest, classes: [String], even: Int, draw: @escaping Draw
  ) -> DataParts {
    let part = { (count: Int, seed: UInt64) in
      var stream = RandomStream(seed: seed, .data)
      var points = PlanePoints(classes: classes)
      for index in 0..<count {
        points.append(draw(index, &stream, request), label: index % 2 == 0 ? even : 1 - even)
      }
      return points.examples
    }
    return DataParts(
      training: part(request.count, request.seed),
      test: part(request.whole("test"), request.seed &+ 500))
  }

  /// Even: inside radius 0.5; odd: the ring from 0.8 to 1.2.
  static let disc: Draw = { index, stream, _ in
    let angle = 2 * Double.pi * stream.uniform()
    let share = stream.uniform()
    let radius = index % 2 == 0 ? 0.5 * share.squareRoot() : 0.8 + 0.4 * share
    return (radius * cos(angle), radius * sin(angle))
  }

  /// Two round clouds at offset ± distance on the diagonal.
  static let blobs: Draw = { index, stream, request in
    let centre = request.option("offset") + (index % 2 == 0 ? 1 : -1) * request.option("distance")
    let first = stream.normal()
    let second = stream.normal()
    return (centre + request.noise * first, centre + request.noise * second)
  }

  /// Two interlocking half circles.
  static let moons: Draw = { index, stream, request in
    let angle = Double.pi * stream.uniform()
    let first = stream.normal()
    let second = stream.normal()
    let isEven = index % 2 == 0
    let x = isEven ? cos(angle) : 1 - cos(angle)
    let y = isEven ? sin(angle) : 0.5 - sin(angle)
    return (x - 0.5 + request.noise * first, y - 0.25 + request.noise * second)
  }

  /// Two arms that wind `turns` times around the origin.
  static let spirals: Draw = { index, stream, request in
    let root = stream.uniform().squareRoot()
    let first = stream.normal()
    let second = stream.normal()
    let radius = 0.1 + 0.9 * root
    let angle = 2 * Double.pi * request.option("turns") * root + (index % 2 == 0 ? 0 : Double.pi)
    return (radius * cos(angle) + request.noise * first, radius * sin(angle) + request.noise * second)
  }

  /// Points of the square [−1, 1]² on both sides of a random line, none nearer to it than `margin`.
  ///
  /// The test points lie beside the same line: they are the next of the same stream.
  static func separable(_ request: DataRequest) -> DataParts {
    var stream = RandomStream(seed: request.seed, .data)
    let angle = 2 * Double.pi * stream.uniform()
    let weights = (cos(angle), sin(angle))
    let bias = stream.uniform(-0.3, 0.3)
    let margin = request.option("margin")
    let part = { (count: Int) in
      var points = PlanePoints(classes: ["−", "+"])
      while points.count < count {
        let x = stream.uniform(-1, 1)
        let y = stream.uniform(-1, 1)
        let height = weights.0 * x + weights.1 * y + bias
        if height.magnitude >= margin { points.append((x, y), label: height > 0 ? 1 : 0) }
      }
      return points.examples
    }
    let training = part(request.count)
    return DataParts(training: training, test: part(request.whole("test")))
  }

  /// The four rows (0,0), (0,1), (1,0), (1,1) of a logic gate; there is nothing else to test on.
  static func gate(_ outputs: [Int]) -> DataParts {
    var points = PlanePoints(classes: ["0", "1"])
    for row in 0..<4 { points.append((Double(row / 2), Double(row % 2)), label: outputs[row]) }
    return DataParts(training: points.examples, test: PlanePoints(classes: ["0", "1"]).examples)
  }
}

/// Points gathered one by one into examples.
private struct PlanePoints {
  private(set) var examples: Examples
  var count: Int { examples.count }

  init(classes: [String]) {
    examples = Examples(
      inputShape: .vector(2), inputs: [], targets: [], problem: .binary, featureNames: ["x1", "x2"],
      classNames: classes, targetName: "class")
  }

  mutating func append(_ point: (Double, Double), label: Int) {
    examples.inputs.append(Float(point.0))
    examples.inputs.append(Float(point.1))
    examples.targets.append(Float(label))
  }
}
