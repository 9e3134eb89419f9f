import Neural

/// The examples of a script as tensors, and which of them each step takes.
struct PyTorchExamples {
  let tensors: [PyTorchTensor]
  /// The lines that name them.
  let code: String

  /// - Parameters:
  ///   - name: what stands before `inputs` and `targets`, such as `validation_`.
  ///   - form: how the network reads them.
  ///   - outputs: what the network gives for an example; nil: no targets are needed.
  init(_ examples: Examples, prefix: String = "", as form: PyTorchModule.Form, outputs: Shape?) {
    let shape = examples.inputShape
    let sizes: [Int] =
      switch form {
      case .vector: [shape.count]
      case .sequence: [shape.rows * shape.channels, shape.columns]
      case .image: [shape.channels, shape.rows, shape.columns]
      case .numbers: [shape.count]
      }
    var tensors = [PyTorchTensor("\(prefix)inputs", [examples.count] + sizes, examples.inputs)]
    var lines = [Self.line("\(prefix)inputs", isNumber: form == .numbers)]
    if let outputs {
      tensors.append(PyTorchTensor("\(prefix)targets", Self.sizes(of: examples, outputs), examples.targets))
      lines.append(Self.line("\(prefix)targets", isNumber: examples.problem.hasClasses))
    }
    self.tensors = tensors
    code = lines.joined(separator: "\n")
  }

  private static func line(_ name: String, isNumber: Bool) -> String {
    "\(name) = NUMBERS[\"\(name)\"]" + (isNumber ? ".long()" : "")
  }

  /// Targets stand as the outputs do, but for class numbers, of which there is one where outputs have a row.
  private static func sizes(of examples: Examples, _ outputs: Shape) -> [Int] {
    let count = examples.count
    if examples.problem.hasClasses {
      return examples.targetWidth > 1 ? [count, examples.targetWidth] : [count]
    }
    return outputs.rows > 1 ? [count, outputs.rows, outputs.columns] : [count, examples.targetWidth]
  }
}

extension Problem {
  fileprivate var hasClasses: Bool {
    if case .classes = self { return true }
    return false
  }
}

/// Which examples a step takes: a function of the seed and the step, as in the lab.
enum PyTorchOrder {
  /// The function `rows`, and the lines it needs before it.
  static func code(_ experiment: Experiment, count: Int, batch: Int) -> String {
    switch experiment.order {
    case .replacement:
      return """
        BATCH = \(batch)

        def rows(step):
            \"\"\"The examples of a step, drawn with replacement.\"\"\"
            return [int(u * len(inputs)) for u in uniforms(BATCHES, step * BATCH, BATCH)]
        """
    case .shuffled where batch < count:
      return """
        BATCH, EPOCH = \(batch), \((count + batch - 1) / batch)

        @functools.lru_cache(maxsize=1)
        def order(epoch):
            \"\"\"A new permutation for every epoch, by Fisher and Yates.\"\"\"
            places = list(range(len(inputs)))
            last = len(places) - 1
            for i, u in zip(range(last, 0, -1), uniforms(BATCHES, epoch * last, last)):
                j = int(u * (i + 1))
                places[i], places[j] = places[j], places[i]
            return places

        def rows(step):
            \"\"\"The examples of a step.\"\"\"
            first = step % EPOCH * BATCH
            return order(step // EPOCH)[first:first + BATCH]
        """
    default:
      let all = "list(range(len(inputs)))"
      return batch >= count
        ? """
        BATCH = len(inputs)

        def rows(step):
            \"\"\"The examples of a step: all of them.\"\"\"
            return \(all)
        """
        : """
        BATCH, EPOCH = \(batch), \((count + batch - 1) / batch)

        def rows(step):
            \"\"\"The examples of a step, in the order of the file.\"\"\"
            first = step % EPOCH * BATCH
            return \(all)[first:first + BATCH]
        """
    }
  }
}
