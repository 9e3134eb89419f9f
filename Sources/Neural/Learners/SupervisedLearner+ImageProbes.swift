import CKernels

/// Which example and which window the pictures of a convolutional network show; no part of training.
struct ShownImage {
  /// Knobs and what they stand at, from 1.
  private(set) var places: [String: Int] = ["example": 1, "window-row": 1, "window-column": 1, "filter": 1]

  /// False if there is no such knob.
  mutating func turn(_ knob: String, to value: Float) -> Bool {
    guard places[knob] != nil, value >= 1, value < 1e6 else { return false }
    places[knob] = Int(value)
    return true
  }

  /// What the knob points at, from 0, brought into 0..<count.
  func place(_ knob: String, below count: Int) -> Int { min((places[knob] ?? 1) - 1, max(count - 1, 0)) }
}

/// One example as it stands in the network's last pass.
struct Exhibit {
  var row = 0
  /// What the network read.
  var inputs: [Float]
  /// Empty for a drawing.
  var targets: [Float]
}

extension SupervisedLearner {
  /// What can be shown of a network that sees images, and more of one that convolves them; nothing of any other.
  static func imageProbeNames(_ layout: NetworkLayout, _ shape: Shape) -> [String] {
    guard layout.stages.contains(where: { $0.layer is Convolution }) else {
      return shape.rows > 1 && shape.columns > 1 ? ["image", "answer"] : []
    }
    let layers = layout.parameterLayers.filter { layout.stages[$0.stage].layer is Convolution }
    return ["image", "answer"] + layers.map { "filters/\($0.title)" }
      + layers.flatMap { ["window/\($0.title)", "window-sum/\($0.title)"] }
      + layout.stages.indices.filter { isImage(layout.stages[$0].layer.output) }.map {
        mapName(layout.stages[$0], at: $0)
      }
  }

  private static func isImage(_ shape: Shape) -> Bool { shape.channels > 1 || shape.rows > 1 }

  private static func mapName(_ stage: Stage, at index: Int) -> String {
    "feature-maps/\(index + 1) \(stage.name)"
  }

  /// Fills a probe of an image network; false if it is none.
  ///
  /// - `image`: the shown example as channels × rows × columns; labels: its class, the answered class.
  /// - `answer`: two rows of one column a class: probabilities, and 1 at the true class.
  /// - `filters/1 convolution`: rows × columns of a kernel, filter by filter, within it channel by channel.
  /// - `feature-maps/2 relu`: what the second stage makes of the shown example.
  /// - `window/1 convolution`: patch, kernel and their products at the chosen window and filter, each with as many
  ///   planes as the kernel has channels; `window-sum/1 convolution`: sum of the products, bias, output.
  func fillImage(_ probe: inout Probe) -> Bool {
    switch probe.name {
    case "image": fillShown(&probe)
    case "answer": fillAnswer(&probe)
    default: return fillImageLayer(&probe)
    }
    return true
  }

  /// Fills a probe of the followed example; leaves it empty where it shows none.
  func fillFollowed(_ probe: inout Probe) {
    guard !probe.name.hasPrefix("filters/") else { return }
    _ = fillImage(&probe)
  }

  private func fillImageLayer(_ probe: inout Probe) -> Bool {
    let layout = network.layout
    if let stage = layout.stages.indices.first(where: {
      Self.mapName(layout.stages[$0], at: $0) == probe.name
    }) {
      fillMaps(&probe, stage: stage)
      return true
    }
    let parts = probe.name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, ["filters", "window", "window-sum"].contains(parts[0]),
      let layer = layout.parameterLayers.first(where: { $0.title == parts[1] }),
      let convolution = layout.stages[layer.stage].layer as? Convolution
    else { return false }
    if parts[0] == "filters" {
      fillFilters(&probe, convolution, layer)
    } else {
      fillWindow(&probe, convolution, layer)
    }
    return true
  }

  /// The examples that are shown: those held out for validation, or the training examples.
  private var shownBlock: ExampleBlock { validation.count > 0 ? validation : training }

  private var shownIndex: Int { shown.place("example", below: shownBlock.count) }

  /// The example, or what was drawn in its place.
  private var shownInputs: Floats { drawn?.inputs ?? shownBlock.inputs(shownIndex..<shownIndex + 1) }

  /// What the pictures show: the example that is followed through a step, a drawing, or the one that was chosen.
  private func exhibit() -> Exhibit {
    if let followed { return followed }
    network.forward(shownInputs, batch: 1)
    let targets = shownBlock.targets(shownIndex..<shownIndex + 1)
    return Exhibit(inputs: shownInputs.array, targets: drawn == nil ? targets.array : [])
  }

  private func output(of stage: Int, _ exhibit: Exhibit) -> [Float] {
    network.output(of: stage).row(exhibit.row, of: network.lastBatch)
  }

  public func show(_ showing: Showing) -> Showing? {
    guard case .image(let pixels) = showing, probes.contains("image") else { return nil }
    guard pixels != nil else {
      drawn = nil
      return showing
    }
    guard let image = DrawnImage(pixels, like: configuration.splits.training) else { return nil }
    drawn = image
    return showing
  }

  private func fillShown(_ probe: inout Probe) {
    let examples = configuration.splits.training
    let exhibit = exhibit()
    probe.shape = examples.inputShape
    probe.values = exhibit.inputs
    let probabilities = probabilities(exhibit)
    guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return }
    func name(_ label: Int) -> String {
      examples.classNames.indices.contains(label) ? examples.classNames[label] : "\(label)"
    }
    probe.labels = [exhibit.targets.first.map { name(Int($0)) } ?? "drawn by hand", name(best)]
  }

  private func fillAnswer(_ probe: inout Probe) {
    let exhibit = exhibit()
    let probabilities = probabilities(exhibit)
    guard !probabilities.isEmpty else { return }
    let truth = exhibit.targets.first
    probe.shape = Shape(rows: 2, columns: probabilities.count)
    probe.values = probabilities + probabilities.indices.map { Float($0) == truth ? 1 : 0 }
    probe.labels = configuration.splits.training.classNames
  }

  /// One probability a class; empty for regression.
  private func probabilities(_ exhibit: Exhibit) -> [Float] {
    let all = network.output
    let width = all.count / max(network.lastBatch, 1)
    let output = all[exhibit.row * width..<(exhibit.row + 1) * width]
    switch scoring.kind {
    case .regression: return []
    case .binary:
      let second = scoring.probability(output[0])
      return [1 - second, second]
    case .classes, .shares:
      guard scoring.isLogit else { return output.array }
      let best = output[scoring.winner(output, row: 0)]
      let parts = output.array.map { expf($0 - best) }
      let sum = parts.reduce(0, +)
      return parts.map { $0 / sum }
    }
  }

  private func fillMaps(_ probe: inout Probe, stage: Int) {
    let exhibit = exhibit()
    probe.shape = network.layout.stages[stage].layer.output
    probe.values = output(of: stage, exhibit)
  }

  private func fillFilters(_ probe: inout Probe, _ convolution: Convolution, _ layer: ParameterLayer) {
    guard let slot = layer.slot(.weight) else { return }
    let kernel = convolution.kernel
    probe.shape = Shape(
      rows: kernel.rows, columns: kernel.columns, channels: kernel.channels * convolution.filters)
    probe.values = memory.parameters[slot.range].array
  }

  private func fillWindow(_ probe: inout Probe, _ convolution: Convolution, _ layer: ParameterLayer) {
    guard let weight = layer.slot(.weight), let bias = layer.slot(.bias) else { return }
    let exhibit = exhibit()
    let input = layer.stage > 0 ? output(of: layer.stage - 1, exhibit) : exhibit.inputs
    let row = shown.place("window-row", below: convolution.output.rows)
    let column = shown.place("window-column", below: convolution.output.columns)
    let filter = shown.place("filter", below: convolution.filters)
    let patch = convolution.patch(of: input, row: row, column: column)
    let first = weight.range.lowerBound + filter * convolution.kernel.count
    let kernel = memory.parameters[first..<first + convolution.kernel.count].array
    let products = zip(patch, kernel).map { $0 * $1 }
    let shape = convolution.kernel
    if probe.name.hasPrefix("window/") {
      probe.shape = Shape(rows: shape.rows, columns: shape.columns, channels: 3 * shape.channels)
      probe.values = patch + kernel + products
      probe.labels = ["patch", "kernel", "products"]
    } else {
      let place = (filter * convolution.output.rows + row) * convolution.output.columns + column
      let output = network.layerOutput(of: layer.stage).row(exhibit.row, of: network.lastBatch)[place]
      probe.shape = .vector(3)
      probe.values = [products.reduce(0, +), memory.parameters[bias.range.lowerBound + filter], output]
      probe.labels = ["sum", "bias", "output"]
    }
  }
}

extension Convolution {
  /// What the kernel meets at one place of the output, channel by channel; zero outside of the image.
  func patch(of image: [Float], row: Int, column: Int) -> [Float] {
    var values: [Float] = []
    for channel in 0..<input.channels {
      for i in 0..<kernel.rows {
        for j in 0..<kernel.columns {
          let y = row * stride + i - padding
          let x = column * stride + j - padding
          let isInside = (0..<input.rows).contains(y) && (0..<input.columns).contains(x)
          values.append(isInside ? image[(channel * input.rows + y) * input.columns + x] : 0)
        }
      }
    }
    return values
  }
}
