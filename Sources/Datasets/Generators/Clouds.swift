import Foundation
import Neural

/// Sets for learning without targets: clouds around centres, and points spread evenly. The class is the number of the
/// cloud, so that it can be seen which of them a generator has found.
enum Clouds {
  /// Clouds of deviation `noise` around centres, each as likely as the others. The test part comes from seed + 500.
  static func around(_ centres: [[Double]], features: [String], _ request: DataRequest) -> DataParts {
    parts(features: features, classes: centres.indices.map { "\($0 + 1)" }, request) { stream in
      let cloud = stream.index(below: centres.count)
      let point = centres[cloud].map { $0 + request.noise * stream.normal() }
      return (point, cloud)
    }
  }

  /// Even steps around a circle, the first centre on the right.
  static func ring(_ request: DataRequest) -> DataParts {
    let count = request.whole("modes")
    let centres = (0..<count).map { mode in
      let angle = 2 * Double.pi * Double(mode) / Double(count)
      return [request.option("radius") * cos(angle), request.option("radius") * sin(angle)]
    }
    return around(centres, features: ["x1", "x2"], request)
  }

  /// A square of side × side centres, row by row from the lower left, its middle at the origin.
  static func grid(_ request: DataRequest) -> DataParts {
    let side = request.whole("side")
    let centres = (0..<side * side).map { mode in
      [mode % side, mode / side].map { (Double($0) - Double(side - 1) / 2) * request.option("distance") }
    }
    return around(centres, features: ["x1", "x2"], request)
  }

  /// Centres on a line, side by side around `middle`.
  static func line(_ request: DataRequest) -> DataParts {
    let count = request.whole("modes")
    let centres = (0..<count).map { mode in
      [request.option("middle") + (Double(mode) - Double(count - 1) / 2) * request.option("distance")]
    }
    return around(centres, features: ["x"], request)
  }

  /// Uniform in the square [−1, 1]²; the class is the quadrant.
  static func square(_ request: DataRequest) -> DataParts {
    let quadrants = ["lower left", "lower right", "upper left", "upper right"]
    return parts(features: ["x1", "x2"], classes: quadrants, request) { stream in
      let point = [stream.uniform(-1, 1), stream.uniform(-1, 1)]
      return (point, (point[0] > 0 ? 1 : 0) + (point[1] > 0 ? 2 : 0))
    }
  }

  /// Uniform in the cube of red, green and blue from 0 to 1; the class is the strongest of the three.
  static func colours(_ request: DataRequest) -> DataParts {
    let names = ["r", "g", "b"]
    return parts(features: names, classes: ["red", "green", "blue"], request) { stream in
      let point = names.map { _ in stream.uniform() }
      return (point, point.indices.max { point[$0] < point[$1] } ?? 0)
    }
  }

  private static func parts(
    features: [String], classes: [String], _ request: DataRequest,
    draw: (inout RandomStream) -> (point: [Double], label: Int)
  ) -> DataParts {
    func part(_ count: Int, _ seed: UInt64) -> Examples {
      var stream = RandomStream(seed: seed, .data)
      var examples = Examples(
        inputShape: .vector(features.count), inputs: [], targets: [], problem: .classes(classes.count),
        featureNames: features, classNames: classes, targetName: "class")
      for _ in 0..<count {
        let (point, label) = draw(&stream)
        examples.inputs += point.map { Float($0) }
        examples.targets.append(Float(label))
      }
      return examples
    }
    return DataParts(
      training: part(request.count, request.seed),
      test: part(request.whole("test"), request.seed &+ 500))
  }
}
