/// How good the answers are: by class, and in numbers.
extension SupervisedLearner {
  /// The test examples, or the training examples if there are none.
  private var judged: ExampleBlock { test.count > 0 ? test : training }

  /// Nil where the targets are not one class for each example.
  private func confusion() -> Confusion? {
    guard scoring.kind != .regression, training.targetWidth == 1 else { return nil }
    let isBinary = scoring.kind == .binary
    var confusion = Confusion(classes: isBinary ? 2 : scoring.width)
    predict(judged, count: judged.count) { start, output in
      for row in 0..<network.lastBatch {
        let target = judged.targets[start + row]
        let answer = isBinary ? (output[row] > scoring.threshold ? 1 : 0) : scoring.winner(output, row: row)
        confusion.count(truth: isBinary ? (target > 0.5 ? 1 : 0) : Int(target), answer: answer)
      }
    }
    return confusion
  }

  private var classNames: [String] {
    let names = configuration.splits.training.classNames
    let count = scoring.kind == .binary ? 2 : scoring.width
    return names.count == count ? names : (0..<count).map(String.init)
  }

  /// Counts of (true class, answered class): rows are true classes.
  func fillConfusion(_ probe: inout Probe) {
    guard let confusion = confusion() else { return }
    probe.shape = Shape(rows: confusion.classes, columns: confusion.classes)
    probe.values = confusion.counts.map { Float($0) }
    probe.labels = classNames
  }

  /// One row a class: precision, recall, F1, support.
  func fillReport(_ probe: inout Probe) {
    guard let confusion = confusion() else { return }
    probe.shape = Shape(rows: confusion.classes, columns: 4)
    for label in 0..<confusion.classes {
      let scores = [confusion.precision(of: label), confusion.recall(of: label), confusion.f1(of: label)]
      probe.values += scores.map { Float($0) } + [Float(confusion.support(of: label))]
    }
    probe.labels = classNames
  }

  /// Accuracy, precision, recall and F1 (of class 1, or the means over several classes), and for two classes the area
  /// under the receiver curve.
  func fillScores(_ probe: inout Probe) {
    guard let confusion = confusion() else { return }
    let isBinary = scoring.kind == .binary
    var scores = [confusion.accuracy]
    if isBinary {
      scores += [
        confusion.precision(of: 1), confusion.recall(of: 1), confusion.f1(of: 1), receiverCurve().area,
      ]
    } else {
      scores += [confusion.macroPrecision, confusion.macroRecall, confusion.macroF1]
    }
    probe.values = scores.map { Float($0) }
    probe.shape = .vector(scores.count)
    probe.labels = ["accuracy", "precision", "recall", "F1"] + (isBinary ? ["AUC"] : [])
  }

  private func receiverCurve() -> ReceiverCurve {
    var scores: [Float] = []
    predict(judged, count: judged.count) { _, output in scores += output.array }
    return ReceiverCurve(scores: scores, positives: judged.targets.array.map { $0 > 0.5 })
  }

  /// Rows of false positive rate, true positive rate and the threshold on the answer; the first threshold is 1.
  func fillReceiverCurve(_ probe: inout Probe) {
    guard scoring.kind == .binary else { return }
    for point in receiverCurve().corners {
      let threshold = point.threshold == .infinity ? 1 : scoring.probability(point.threshold)
      probe.values += [Float(point.falsePositiveRate), Float(point.truePositiveRate), threshold]
    }
    probe.shape = Shape(rows: probe.values.count / 3, columns: 3)
    probe.labels = ["false positive rate", "true positive rate", "threshold"]
  }
}

/// Errors of numbers, in the units of the target.
extension SupervisedLearner {
  /// Undoes the scaling of the target.
  private func original(_ value: Float) -> Float {
    let examples = configuration.splits.training
    return value * examples.targetDeviation + examples.targetMean
  }

  func errors(_ block: ExampleBlock) -> RegressionErrors {
    var errors = RegressionErrors()
    predict(block, count: block.count) { start, output in
      let targets = block.targets(start..<start + network.lastBatch)
      for i in 0..<output.count { errors.add(original(output[i]), original(targets[i])) }
    }
    return errors
  }

  /// Root mean squared and mean absolute error of every split.
  func measureErrors(into readings: Floats) {
    guard places.errors > 0 else { return }
    write(errors(training), at: places.errors, into: readings)
    if validation.count > 0 { write(errors(validation), at: places.validationErrors, into: readings) }
    if test.count > 0 { write(errors(test), at: places.testErrors, into: readings) }
  }

  private func write(_ errors: RegressionErrors, at place: Int, into readings: Floats) {
    readings[place] = Float(errors.rmse)
    readings[place + 1] = Float(errors.mae)
  }

  /// One row a split that has examples: mean squared error, mean absolute error, root of the first, R².
  func fillRegression(_ probe: inout Probe) {
    guard scoring.kind == .regression else { return }
    for (name, block) in [("training", training), ("validation", validation), ("test", test)]
    where block.count > 0 {
      let errors = errors(block)
      probe.values += [errors.mse, errors.mae, errors.rmse, errors.r2].map { Float($0) }
      probe.labels.append(name)
    }
    probe.shape = Shape(rows: probe.labels.count, columns: 4)
  }

  /// Rows of prediction, target and split (0 training, 1 validation, 2 test); the first output where there are several.
  func fillResiduals(_ probe: inout Probe) {
    guard scoring.kind == .regression else { return }
    for (split, block) in [training, validation, test].enumerated() {
      predict(block, count: min(block.count, Limit.points)) { start, output in
        for row in 0..<network.lastBatch {
          let target = block.targets[(start + row) * block.targetWidth]
          probe.values += [original(scoring.answer(output, row: row)), original(target), Float(split)]
        }
      }
    }
    probe.shape = Shape(rows: probe.values.count / 3, columns: 3)
    let name = configuration.splits.training.targetName
    probe.labels = ["prediction", name.isEmpty ? "target" : name, "split"]
  }
}
