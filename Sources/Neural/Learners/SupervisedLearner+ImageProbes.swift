import CKernels

/// Which example and which window the pictures of a convolutional network show; no part of training.
struct ShownImage {
  /// The step that comes next in the state that is shown.
  var step = 0
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

  /// Fills a probe of an image network for the example that is shown; false if it is no such probe.
  ///
  /// - `image`: the example as channels × rows × columns; labels: its class, the answered class, which example it is and
  ///   what was done to it (see `ShownRow`).
  /// - `answer`: two rows of one column a class: probabilities, and 1 at the true class.
  /// - `filters/1 convolution`: rows × columns of a kernel, filter by filter, within it channel by channel.
  /// - `feature-maps/2 relu`: what the second stage makes of the example; labels: which example it is.
  /// - `window/1 convolution`: patch, kernel and their products at the chosen window and filter, each with as many
  ///   planes as the kernel has channels; `window-sum/1 convolution`: sum of the products, bias, output.
  func fillImage(_ probe: inout Probe) -> Bool {
    guard isImageProbe(probe.name) else { return false }
    let row = shownRow()
    _ = network.forward(row.inputs, batch: 1)
    fillImage(&probe, row)
    return true
  }

  func isImageProbe(_ name: String) -> Bool {
    guard probes.contains("image") else { return false }
    return name == "image" || name == "answer"
      || ["filters/", "feature-maps/", "window/", "window-sum/"].contains { name.hasPrefix($0) }
  }

  /// The same for a row of the pass that went forward last.
  func fillImage(_ probe: inout Probe, _ row: ShownRow) {
    switch probe.name {
    case "image": fillShown(&probe, row)
    case "answer": fillAnswer(&probe, row)
    default: fillImageLayer(&probe, row)
    }
  }

  private func fillImageLayer(_ probe: inout Probe, _ row: ShownRow) {
    let layout = network.layout
    if let stage = layout.stages.indices.first(where: {
      Self.mapName(layout.stages[$0], at: $0) == probe.name
    }) {
      probe.shape = layout.stages[stage].layer.output
      probe.values = network.output(of: stage).row(row.place, of: row.count)
      probe.labels = [row.name]
      return
    }
    let parts = probe.name.split(separator: "/", maxSplits: 1)
    guard parts.count == 2, let layer = layout.parameterLayers.first(where: { $0.title == parts[1] }),
      let convolution = layout.stages[layer.stage].layer as? Convolution
    else { return }
    if parts[0] == "filters" {
      fillFilters(&probe, convolution, layer)
    } else {
      fillWindow(&probe, convolution, layer, row)
    }
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

  private func fillShown(_ probe: inout Probe, _ row: ShownRow) {
    let examples = configuration.splits.training
    probe.shape = examples.inputShape
    probe.values = row.inputs.array
    let probabilities = probabilities(of: row)
    guard let best = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }) else { return }
    func name(_ label: Int) -> String {
      examples.classNames.indices.contains(label) ? examples.classNames[label] : "\(label)"
    }
    probe.labels = [row.target.map { name(Int($0)) } ?? "drawn by hand", name(best), row.name, row.note]
  }

  private func fillAnswer(_ probe: inout Probe, _ row: ShownRow) {
    let probabilities = probabilities(of: row)
    guard !probabilities.isEmpty else { return }
    probe.shape = Shape(rows: 2, columns: probabilities.count)
    probe.values = probabilities + probabilities.indices.map { Float($0) == row.target ? 1 : 0 }
    probe.labels = configuration.splits.training.classNames
  }

  /// One probability a class; empty for regression.
  private func probabilities(of row: ShownRow) -> [Float] {
    let output = network.output.row(row.place, of: row.count)
    switch scoring.kind {
    case .regression: return []
    case .binary:
      let second = scoring.probability(output[0])
      return [1 - second, second]
    case .classes, .shares:
      guard scoring.isLogit, let best = output.max() else { return output }
      let parts = output.map { expf($0 - best) }
      let sum = parts.reduce(0, +)
      return parts.map { $0 / sum }
    }
  }

  private func fillFilters(_ probe: inout Probe, _ convolution: Convolution, _ layer: ParameterLayer) {
    guard let slot = layer.slot(.weight) else { return }
    let kernel = convolution.kernel
    probe.shape = Shape(
      rows: kernel.rows, columns: kernel.columns, channels: kernel.channels * convolution.filters)
    probe.values = memory.parameters[slot.range].array
  }

  private func fillWindow(
    _ probe: inout Probe, _ convolution: Convolution, _ layer: ParameterLayer, _ shownRow: ShownRow
  ) {
    guard let weight = layer.slot(.weight), let bias = layer.slot(.bias) else { return }
    let input =
      layer.stage > 0
      ? network.output(of: layer.stage - 1).row(shownRow.place, of: shownRow.count) : shownRow.inputs.array
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
      probe.labels = ["patch", "kernel", "products", shownRow.name]
    } else {
      let place = (filter * convolution.output.rows + row) * convolution.output.columns + column
      let output = network.layerOutput(of: layer.stage).row(shownRow.place, of: shownRow.count)[place]
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
