import Foundation
import Neural

/// Numbers to predict, made up from stream 0 of the seed; the test part has no noise and no outliers.
enum Curves {
  /// y = 2x + 0.5 + noise; the `outliers` points with the largest x are moved by `shift`.
  static func line(_ request: DataRequest) -> DataParts {
    let clean = { (x: Double) in 2 * x + 0.5 }
    var (inputs, targets) = noisy(request, clean)
    let largest = inputs.indices.sorted { inputs[$0] > inputs[$1] }
    for index in largest.prefix(request.whole("outliers")) { targets[index] += request.option("shift") }
    return DataParts(
      training: examples(inputs, targets, columns: ["x"]), test: evenly(request.whole("test"), clean))
  }

  /// y = sin(frequency · x) + noise; `outliers` points, the first of a permutation of stream 3, are moved by
  /// `shift`.
  static func sine(_ request: DataRequest) -> DataParts {
    let frequency = request.option("frequency")
    let clean = { (x: Double) in sin(frequency * x) }
    var (inputs, targets) = noisy(request, clean)
    var stream = RandomStream(seed: request.seed, .extra)
    for index in stream.permutation(inputs.count).prefix(request.whole("outliers")) {
      targets[index] += request.option("shift")
    }
    return DataParts(
      training: examples(inputs, targets, columns: ["x"]), test: evenly(request.whole("test"), clean))
  }

  /// y = sin(3 x1) · x2 + 0.5 x2 over the square [−1, 1]²; the test points are the next of the same stream.
  static func surface(_ request: DataRequest) -> DataParts {
    var stream = RandomStream(seed: request.seed, .data)
    let part = { (count: Int) in
      let inputs = (0..<(2 * count)).map { _ in stream.uniform(-1, 1) }
      let targets = (0..<count).map { row in
        let (x1, x2) = (inputs[2 * row], inputs[2 * row + 1])
        return sin(3 * x1) * x2 + 0.5 * x2
      }
      return examples(inputs, targets, columns: ["x1", "x2"])
    }
    let training = part(request.count)
    return DataParts(training: training, test: part(request.whole("test")))
  }

  /// Two inputs that matter equally, one in 0…1 and one in 0…10 000: y = 2a − b / 5000 + noise.
  ///
  /// The option `sign` = 1 asks for the class y > 0 instead, without noise. Test points come from seed + 500.
  static func scale(_ request: DataRequest) -> DataParts {
    let part = { (count: Int, seed: UInt64, noise: Double) in
      var stream = RandomStream(seed: seed, .data)
      let first = (0..<count).map { _ in stream.uniform() }
      let second = (0..<count).map { _ in stream.uniform(0, 10_000) }
      let targets = (0..<count).map { 2 * first[$0] - second[$0] / 5000 + noise * stream.normal() }
      return examples((0..<count).flatMap { [first[$0], second[$0]] }, targets, columns: ["a", "b"])
    }
    let asksSign = request.option("sign") == 1
    var training = part(request.count, request.seed, asksSign ? 0 : request.noise)
    var test = part(request.whole("test"), request.seed &+ 500, 0)
    if asksSign {
      training.askForSign()
      test.askForSign()
    }
    return DataParts(training: training, test: test)
  }

  /// Many inputs of which three matter: y = Xw + noise, w = (2, −1.5, 1, 0, …); test rows are the next of the
  /// stream.
  static func sparse(_ request: DataRequest) -> DataParts {
    let width = request.whole("inputs")
    let weights = [2, -1.5, 1].prefix(width)
    var stream = RandomStream(seed: request.seed, .data)
    let part = { (count: Int, noise: Double) in
      let inputs = (0..<(count * width)).map { _ in stream.normal() }
      let targets = (0..<count).map { row in
        let exact = zip(weights, inputs[(row * width)...]).reduce(0) { $0 + $1.0 * $1.1 }
        return noise == 0 ? exact : exact + noise * stream.normal()
      }
      return examples(inputs, targets, columns: (1...width).map { "x\($0)" })
    }
    let training = part(request.count, request.noise)
    return DataParts(training: training, test: part(request.whole("test"), 0))
  }

  /// A single example to compute with on paper: its one or two inputs and its target are options.
  static func point(_ request: DataRequest) -> DataParts {
    let names = ["x1", "x2"].prefix(request.whole("inputs"))
    let values = names.map(request.option)
    return DataParts(
      training: examples(values, [request.option("y")], columns: Array(names)),
      test: examples([], [], columns: Array(names)))
  }

  /// All x from [−1, 1] first, then the noise of each.
  private static func noisy(
    _ request: DataRequest, _ clean: (Double) -> Double
  ) -> (inputs: [Double], targets: [Double]) {
    var stream = RandomStream(seed: request.seed, .data)
    let inputs = (0..<request.count).map { _ in stream.uniform(-1, 1) }
    return (inputs, inputs.map { clean($0) + request.noise * stream.normal() })
  }

  /// Points spread evenly over [−1, 1], ends included.
  private static func evenly(_ count: Int, _ clean: (Double) -> Double) -> Examples {
    let inputs = (0..<count).map { count == 1 ? 0 : -1 + 2 * Double($0) / Double(count - 1) }
    return examples(inputs, inputs.map(clean), columns: ["x"])
  }

  private static func examples(_ inputs: [Double], _ targets: [Double], columns: [String]) -> Examples {
    Examples(
      inputShape: .vector(columns.count), inputs: inputs.map { Float($0) },
      targets: targets.map { Float($0) },
      problem: .regression, featureNames: columns, targetName: "y")
  }
}

extension Examples {
  /// Replaces a number to predict by whether it is positive.
  fileprivate mutating func askForSign() {
    targets = targets.map { $0 > 0 ? 1 : 0 }
    problem = .binary
    classNames = ["y ≤ 0", "y > 0"]
    targetName = "sign of y"
  }
}
