import Foundation
import Neural
import Testing

/// What pictures are drawn from, against the same worked out in double from the weights.
@Suite struct ProbeValueTests {
  private func sigmoid(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  private func values(_ memory: Memory, _ name: String) -> [Double] {
    memory.slots.filter { $0.name == name }.flatMap { memory.parameters[$0.range].array.map(Double.init) }
  }

  /// W x + b for one example.
  private func sums(_ weight: [Double], _ bias: [Double], _ input: ArraySlice<Double>) -> [Double] {
    bias.indices.map { row in
      zip(weight[row * input.count..<(row + 1) * input.count], input).reduce(bias[row]) { $0 + $1.0 * $1.1 }
    }
  }

  private func centre(_ cell: Int, of count: Int, in range: ClosedRange<Float>) -> Double {
    let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
    return low + (high - low) * (Double(cell) + 0.5) / Double(count)
  }

  @Test func activationsHistogramsAndSaturation() throws {
    let examples = ToyData.moons(60, seed: 1)
    let run = try Run(
      SupervisedConfiguration(
        stages: stages([2, 4, 1], activation: { Sigmoid($0) }), initializer: Initializer(.normal, gain: 3),
        loss: BinaryCrossEntropy(), optimizer: SGD(), rate: 0.5, splits: ToyData.splits(examples)))
    run.steps(0..<10)
    let memory = run.learner.memory
    let inputs = examples.inputs.map(Double.init)
    let z = (0..<60).flatMap { row in
      sums(values(memory, "1.weight"), values(memory, "1.bias"), inputs[2 * row..<2 * row + 2])
    }
    let outputs = z.map(sigmoid)
    #expect(worstError(run.probe("activations/1").values, outputs) < 1e-6)
    // Saturated: the slope σ (1 − σ) is below a tenth of a quarter.
    let flat = outputs.count { $0 * (1 - $0) < 0.025 }
    let saturation = run.probe("saturation").values
    #expect(flat > 0 && flat < 240 && abs(Double(saturation[1]) - Double(flat) / 240) < 1e-6)
    let histogram = run.probe("histogram/1")
    let range = try #require(histogram.xRange)
    for (row, exact) in [z, outputs].enumerated() {
      var counts = [Float](repeating: 0, count: 40)
      let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
      for value in exact {
        let bin = Int(40 * (value - low) / (high - low))
        counts[min(39, bin)] += 1
      }
      #expect(Array(histogram.values[40 * row..<40 * (row + 1)]) == counts)
    }
    #expect(run.probe("weights/1").values.map(Double.init) == values(memory, "1.weight"))
    #expect(run.probe("biases/1").values.map(Double.init) == values(memory, "1.bias"))
    #expect(run.probe("gradients/1").values == memory.gradients[memory.slots[0].range].array)
  }

  /// i, f, g, o = σ σ tanh σ (W x + b + V h + c); c = f c + i g; h = o tanh c.
  @Test func gatesCellAndHiddenStates() throws {
    let (shape, hidden) = (Shape(rows: 4, columns: 2), 3)
    let layer = LSTM(RecurrentUnit(.lstm, shape, hidden: hidden, givesLast: true, gateBias: 1))
    let examples = Examples(
      inputShape: shape, inputs: noise(24, seed: 1), targets: noise(3, seed: 2), problem: .regression)
    let learner = try SequenceLearner(
      SequenceConfiguration(
        stages: [Stage(layer), Stage(Dense(.vector(hidden), outputs: 1))], loss: MeanSquaredError(),
        update: UpdateConfiguration(rate: 0.1), source: .examples(ToyData.splits(examples))))
    let run = Run(learner)
    run.steps(0..<5)
    let memory = learner.memory
    let parts = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"].map { values(memory, "1.\($0)") }
    var (state, cell) = ([Double](repeating: 0, count: hidden), [Double](repeating: 0, count: hidden))
    let names = ["gates/input", "gates/forget", "gates/cell", "gates/output", "cell", "hidden"]
    let probes = names.map { run.probe($0).values }
    for step in 0..<4 {
      let input = examples.inputs.map(Double.init)[2 * step..<2 * step + 2]
      let fromInput = sums(parts[0], parts[2], input)
      let fromState = sums(parts[1], parts[3], state[...])
      let z = zip(fromInput, fromState).map { $0 + $1 }
      for unit in 0..<hidden {
        let (i, f, o) = (sigmoid(z[unit]), sigmoid(z[hidden + unit]), sigmoid(z[3 * hidden + unit]))
        let g = tanh(z[2 * hidden + unit])
        cell[unit] = f * cell[unit] + i * g
        state[unit] = o * tanh(cell[unit])
        let found = probes.map { Double($0[unit * 4 + step]) }
        for (value, exact) in zip(found, [i, f, g, o, cell[unit], state[unit]]) {
          #expect(abs(value - exact) < 1e-6, "step \(step), unit \(unit)")
        }
      }
    }
    #expect(run.probe("recurrent/1").values.map(Double.init) == parts[1])
  }

  @Test func filtersWindowsAndFeatureMaps() throws {
    let image = Shape(rows: 4, columns: 5, channels: 2)
    let convolution = try Convolution(image, filters: 2, kernelRows: 3, kernelColumns: 2)
    let examples = Examples(
      inputShape: image, inputs: noise(6 * image.count, seed: 3), targets: [0, 1, 0, 1, 0, 1],
      problem: .classes(2))
    let run = try Run(
      SupervisedConfiguration(
        stages: [
          Stage(convolution), Stage(ReLU(convolution.output)), Stage(Dense(convolution.output, outputs: 2)),
        ], loss: CategoricalCrossEntropy(), optimizer: SGD(), rate: 0.1, splits: ToyData.splits(examples)))
    run.steps(0..<3)
    let memory = run.learner.memory
    let (weight, bias) = (values(memory, "1.weight"), values(memory, "1.bias"))
    let out = convolution.output
    var map: [Double] = []
    for filter in 0..<2 {
      for row in 0..<out.rows {
        for column in 0..<out.columns {
          var sum = bias[filter]
          for channel in 0..<2 {
            for i in 0..<3 {
              for j in 0..<2 {
                let place = ((filter * 2 + channel) * 3 + i) * 2 + j
                let pixel = (channel * 4 + row + i) * 5 + column + j
                sum += weight[place] * Double(examples.inputs[pixel])
              }
            }
          }
          map.append(sum)
        }
      }
    }
    let maps = run.learner.probes.filter { $0.hasPrefix("feature-maps/") }
    #expect(maps.count == 2)
    #expect(worstError(run.probe(maps[0]).values, map) < 1e-6)
    #expect(worstError(run.probe(maps[1]).values, map.map { max(0, $0) }) < 1e-6)
    #expect(run.probe("filters/1 convolution").values.map(Double.init) == weight)
    let parts = run.probe("window-sum/1 convolution").values
    #expect(abs(Double(parts[2]) - map[0]) < 1e-6 && abs(parts[0] + parts[1] - parts[2]) < 1e-6)
  }

  @Test func codesOfAnAutoencoder() throws {
    let inputs = noise(40, seed: 4)
    let examples = Examples(
      inputShape: .vector(4), inputs: inputs, targets: (0..<10).map { Float($0 % 2) }, problem: .classes(2))
    let run = Run(
      try AutoencoderLearner(
        AutoencoderConfiguration(
          encoder: [Stage(Dense(.vector(4), outputs: 2))], decoder: [Stage(Dense(.vector(2), outputs: 4))],
          update: UpdateConfiguration(rate: 0.1), batch: nil, splits: ToyData.splits(examples))))
    run.steps(0..<5)
    let memory = run.learner.memory
    let latent = run.probe("latent")
    var (errors, exact): ([Double], [Double]) = ([], [])
    for row in 0..<10 {
      let input = inputs.map(Double.init)[4 * row..<4 * row + 4]
      let code = sums(values(memory, "1.weight"), values(memory, "1.bias"), input)
      let rebuilt = sums(values(memory, "2.weight"), values(memory, "2.bias"), code[...])
      exact += code + [Double(row % 2)]
      errors.append(zip(rebuilt, input).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / 4)
    }
    #expect(worstError(latent.values, exact) < 1e-6)
    #expect(worstError(run.probe("code").values, Array(exact.prefix(2))) < 1e-6)
    let found = run.probe("errors")
    #expect(worstError((0..<10).map { found.values[4 * $0] }, errors) < 1e-5)
  }

  @Test func fieldAndSamplesOfAGame() throws {
    let real = ToyData.moons(30, seed: 5)
    let adam = UpdateConfiguration(optimizer: Adam(), rate: 0.01)
    let run = Run(
      try GenerativeAdversarialLearner(
        GenerativeAdversarialConfiguration(
          generator: [Stage(Dense(.vector(1), outputs: 2))],
          discriminator: [Stage(Dense(.vector(2), outputs: 1))], generatorUpdate: adam,
          discriminatorUpdate: adam, batch: 10, splits: ToyData.splits(real))))
    run.steps(0..<20)
    let memory = run.learner.memory
    let field = run.probe("field")
    let (x, y) = (try #require(field.xRange), try #require(field.yRange))
    for (row, column) in [(0, 0), (17, 80), (63, 95)] {
      let point = [centre(column, of: 96, in: x), centre(row, of: 64, in: y)]
      let verdict = sigmoid(sums(values(memory, "2.weight"), values(memory, "2.bias"), point[...])[0])
      #expect(abs(Double(field.values[96 * row + column]) - verdict) < 1e-5)
    }
    // Made points of one number of noise lie on the line b + w z, and z is standard normal.
    let (w, b) = (values(memory, "1.weight"), values(memory, "1.bias"))
    let samples = run.probe("samples")
    let z = (0..<500).map { (Double(samples.values[2 * $0]) - b[0]) / w[0] }
    for row in 0..<500 { #expect(abs(Double(samples.values[2 * row + 1]) - b[1] - w[1] * z[row]) < 1e-4) }
    #expect(abs(z.reduce(0, +) / 500) < 0.15)
    #expect(abs(z.reduce(0) { $0 + $1 * $1 } / 500 - 1) < 0.2)
  }
}
