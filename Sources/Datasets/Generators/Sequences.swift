import Neural

/// Sequences that must be remembered, made up from stream 0 of the seed; the test sequences are the next of the stream.
enum Sequences {
  /// Pairs (number from 0…1, mark): one mark in each half; the answer is the sum of the two marked numbers
  /// (Hochreiter & Schmidhuber 1997). Answering 1 always has a mean squared error of 1/6.
  static func adding(_ request: DataRequest) -> DataParts {
    let steps = request.whole("steps")
    return parts(request, Shape(rows: steps, columns: 2), .regression, features: ["number", "mark"]) {
      stream, examples in
      let marks = [stream.index(below: steps / 2), steps / 2 + stream.index(below: steps - steps / 2)]
      var sum: Float = 0
      for step in 0..<steps {
        let number = Float(stream.uniform())
        let isMarked = marks.contains(step)
        examples.inputs += [number, isMarked ? 1 : 0]
        if isMarked { sum += number }
      }
      examples.targets.append(sum)
    }
  }

  /// One of four symbols, then `lag` distractors out of four others; the answer is the first symbol.
  static func recall(_ request: DataRequest) -> DataParts {
    let symbols = 4
    let steps = request.whole("lag") + 1
    let names = ["A", "B", "C", "D", "w", "x", "y", "z"]
    return parts(
      request, Shape(rows: steps, columns: 2 * symbols), .classes(symbols), features: names,
      classes: Array(names.prefix(symbols))
    ) { stream, examples in
      let answer = stream.index(below: symbols)
      for step in 0..<steps {
        let symbol = step == 0 ? answer : symbols + stream.index(below: symbols)
        for place in 0..<2 * symbols { examples.inputs.append(place == symbol ? 1 : 0) }
      }
      examples.targets.append(Float(answer))
    }
  }

  /// Bits as −1 and 1; the answer is whether the number of ones is odd.
  static func parity(_ request: DataRequest) -> DataParts {
    let steps = request.whole("steps")
    return parts(
      request, Shape(rows: steps, columns: 1), .binary, features: ["bit"], classes: ["even", "odd"]
    ) { stream, examples in
      var ones = 0
      for _ in 0..<steps {
        let bit = stream.index(below: 2)
        ones += bit
        examples.inputs.append(bit == 1 ? 1 : -1)
      }
      examples.targets.append(Float(ones % 2))
    }
  }

  /// Symbols, each of which is to be said again `delay` steps later; before that the answer is the pause.
  static func echo(_ request: DataRequest) -> DataParts {
    let steps = request.whole("steps")
    let delay = request.whole("delay")
    let names = ["·", "A", "B", "C"]
    return parts(
      request, Shape(rows: steps, columns: names.count), .classes(names.count), width: steps, features: names,
      classes: names
    ) { stream, examples in
      let symbols = (0..<steps).map { _ in 1 + stream.index(below: names.count - 1) }
      for symbol in symbols {
        for place in names.indices { examples.inputs.append(place == symbol ? 1 : 0) }
      }
      for step in 0..<steps { examples.targets.append(step < delay ? 0 : Float(symbols[step - delay])) }
    }
  }

  private static func parts(
    _ request: DataRequest, _ shape: Shape, _ problem: Problem, width: Int = 1, features: [String],
    classes: [String] = [], draw: (inout RandomStream, inout Examples) -> Void
  ) -> DataParts {
    var stream = RandomStream(seed: request.seed, .data)
    func part(_ count: Int) -> Examples {
      var examples = Examples(
        inputShape: shape, inputs: [], targets: [], targetWidth: width, problem: problem,
        featureNames: features, classNames: classes, targetName: "answer")
      examples.inputs.reserveCapacity(count * shape.count)
      for _ in 0..<count { draw(&stream, &examples) }
      return examples
    }
    let training = part(request.count)
    return DataParts(training: training, test: part(request.whole("test")), columns: shape.columns)
  }
}
