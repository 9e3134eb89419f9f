import Experiments
import Neural
import TerminalUI
import TestSupport
import Testing

@testable import Panels

@Suite struct WorkedPanelTests {
  private func example(_ snapshot: Snapshot) throws -> WorkedExample {
    try #require(WorkedExample(snapshot.lanes.first))
  }

  private func text(_ panel: any Panel.Type, _ snapshot: Snapshot, _ options: Set<String> = []) -> String {
    var canvas = Canvas(size: Size(width: 100, height: 12))
    panel.draw(snapshot, PanelView(options: options), on: &canvas, in: canvas.bounds)
    return canvas.text
  }

  private func numbers(_ line: Substring) -> [Double] {
    line.split(whereSeparator: { !"-.0123456789".contains($0) }).compactMap { Double($0) }
  }

  /// By hand: 0.5·0.6 + 0.3·0.4 + 0.1 = 0.52, σ(0.52) = 0.627148, and so on to the loss (1 − 0.603026)².
  @Test func aForwardPassIsTheOneOnPaper() throws {
    let example = try example(Fixtures.worked)
    #expect(example.shape == "2-2-1")
    #expect(abs(example.layers[0].sums[0] - 0.52) < 1e-6)
    #expect(abs(example.layers[0].outputs[1] - 0.368188) < 1e-6)
    #expect(abs(example.answer - 0.603026) < 1e-6)
    #expect(abs(example.loss - 0.157588) < 1e-6)
  }

  /// The gradients of that loss, twice those of half the squared error.
  @Test func aBackwardPassIsTheOneOnPaper() throws {
    let example = try example(Fixtures.worked)
    #expect(abs(example.layers[1].sumGradient[0] + 0.190060) < 1e-5)
    #expect(abs(example.layers[1].weightGradient[0][0] + 0.119196) < 1e-5)
    #expect(abs(example.layers[0].weightGradient[1][1] + 0.010612) < 1e-5)
    #expect(abs(example.inputGradient[1] - 0.030554) < 1e-5)
  }

  /// Every weight's gradient is the difference quotient of the loss computed a second time.
  @Test func gradientsAgreeWithDifferences() throws {
    for snapshot in [Fixtures.worked, Fixtures.chained, Fixtures.wide] {
      let example = try example(snapshot)
      for (index, layer) in example.layers.enumerated() {
        for unit in 0..<layer.unitCount {
          for input in 0..<layer.inputCount {
            let work = WeightWork(example, layer: index, unit: unit, input: input)
            #expect(work.agrees == true, "layer \(index), unit \(unit), input \(input)")
            #expect(abs(work.product - work.gradient) < 1e-6)
          }
        }
      }
    }
  }

  /// A gradient that was tampered with is told.
  @Test func aWrongGradientIsTold() throws {
    var snapshot = Fixtures.worked
    var probe = try #require(snapshot.lanes[0].probes["backward"])
    for value in stride(from: 5, to: probe.values.count, by: 6) { probe.values[value] *= 1.5 }
    snapshot.lanes[0].probes["backward"] = probe
    #expect(text(BackwardPanel.self, snapshot).contains("THEY DIFFER"))
    #expect(text(BackwardPanel.self, Fixtures.worked).contains("they agree"))
  }

  /// The products of a neuron and its bias add up to its sum, in the digits that are shown.
  @Test func aNeuronAddsUpAsShown() throws {
    let lines = text(NeuronPanel.self, Fixtures.worked).split(separator: "\n")
    let terms = lines.filter { $0.contains("=") && $0.contains("×") }
    #expect(terms.count == 2)
    var total = 0.0
    for line in terms {
      let parts = Array(numbers(line.drop { $0 != "=" }).prefix(1))
      let factors = numbers(line.prefix { $0 != "=" }.drop { $0 != "x" }.dropFirst(2))
      try #require(parts.count == 1 && factors.count == 2)
      #expect(abs(factors[0] * factors[1] - parts[0]) < 5e-4)
      total += parts[0]
    }
    let bias = try #require(lines.first { $0.contains("bias") }.flatMap { numbers($0).first })
    let sum = try #require(lines.first { $0.contains("sum") }.flatMap { numbers($0).first })
    #expect(abs(total + bias - sum) < 1e-9)
  }

  @Test func pathsAreAdded() throws {
    let chain = try #require(ChainWork(try example(Fixtures.worked), ofOutput: true))
    #expect(chain.paths.count == 2)
    let difference = try #require(chain.difference)
    #expect(abs(chain.total - difference) < 1e-6)
    #expect(abs(chain.products[0] * chain.products[1] - difference) > 1e-3)
  }

  @Test func aChainIsOneProduct() throws {
    let example = try example(Fixtures.chained)
    for ofOutput in [false, true] {
      let chain = try #require(ChainWork(example, ofOutput: ofOutput))
      #expect(chain.paths.count == 1)
      let difference = try #require(chain.difference)
      #expect(abs(chain.total - difference) < 1e-6)
    }
    #expect(ChainWork(try self.example(Fixtures.wide), ofOutput: false)?.paths.count == 20)
  }

  /// A net of many units is told in words where lines would cover each other.
  @Test func aWideNetIsSummed() {
    var canvas = Canvas(size: Size(width: 30, height: 6))
    NetworkPanel.draw(Fixtures.wide, PanelView(), on: &canvas, in: canvas.bounds)
    #expect(canvas.text.contains("12 → 20 tanh"))
  }

  /// Probes that do not belong together, and nets of other layers, give no picture and no trap.
  @Test func whatDoesNotFitIsNotShown() throws {
    for name in ["weights/1", "biases/2", "forward"] {
      var snapshot = Fixtures.worked
      snapshot.lanes[0].probes[name] = nil
      #expect(WorkedExample(snapshot.lanes[0]) == nil)
    }
    var snapshot = Fixtures.worked
    snapshot.lanes[0].probes["forward"]?.labels[1] = "1 convolution"
    #expect(WorkedExample(snapshot.lanes[0]) == nil)
    snapshot = Fixtures.worked
    snapshot.lanes[0].probes["weights/2"] = Fixtures.wide.lanes[0].probes["weights/2"]
    #expect(WorkedExample(snapshot.lanes[0]) == nil)
    snapshot = Fixtures.worked
    snapshot.lanes[0].probes["backward"]?.values.removeLast(7)
    #expect(try example(snapshot).hasGradients == false)
  }

  @Test func knobsChooseWhatIsShown() {
    #expect(NeuronPanel.title(Fixtures.wide, PanelView()).hasPrefix("neuron h3 of layer 1"))
    var snapshot = Fixtures.wide
    snapshot.lanes[0].experiment.options = ["layer": 99, "unit": 99, "input": .nan]
    #expect(NeuronPanel.title(snapshot, PanelView()).hasPrefix("neuron y of layer 2"))
  }
}
