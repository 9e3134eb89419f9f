/// A chain of layers with residual connections, bound to a memory. Used on one thread.
///
/// Forward and backward are single loops over the stages and allocate nothing: every view is resolved once, at
/// binding. Buffers hold the last pass until the next one.
public final class Network {
  public let layout: NetworkLayout
  public let memory: Memory
  /// All parameters of this network, with their padding.
  public let parameters: Floats
  /// ∂loss/∂parameters; `backward` adds, the learner zeroes.
  public let gradients: Floats
  let inputGradient: Floats
  let wires: UnsafeMutablePointer<Wire>
  let count: Int
  var silenced: [Silence] = []
  private var input: Floats
  private var batch = 0
  private var isTraining = false
  private var key: UInt64 = 0

  /// Resolves all views of a laid out network in the memory made from the same plan.
  public init(_ layout: NetworkLayout, memory: Memory) {
    self.layout = layout
    self.memory = memory
    parameters = memory.parameters[layout.parameterRange]
    gradients = memory.gradients[layout.parameterRange]
    inputGradient = memory.workspace[layout.inputGradient]
    count = layout.stages.count
    wires = .allocate(capacity: count)
    for index in 0..<count {
      (wires + index).initialize(to: Wire(layout.stages[index], layout.places[index], memory))
    }
    for index in 0..<count where wires[index].skipFrom >= 0 {
      wires[index].nextReader = wires[wires[index].skipFrom].firstReader
      wires[wires[index].skipFrom].firstReader = index
    }
    input = wires[0].output.prefix(0)
  }

  deinit {
    for index in 0..<count { wires[index].box.release() }
    wires.deallocate()
  }

  /// Draws the starting weights, layer by layer from the input, out of the seed's weight stream.
  public func initialize(seed: UInt64, by initializer: Initializer) {
    var random = RandomStream(seed: seed, .weights)
    initialize(by: initializer, random: &random)
  }

  /// Draws the starting weights from `random`; networks that share a seed pass the stream on.
  public func initialize(by initializer: Initializer, random: inout RandomStream) {
    for index in 0..<count {
      wires[index].layer.initialize(
        wires[index].parameters, buffers: wires[index].buffers, by: initializer, random: &random)
    }
  }

  /// Sends a batch through all layers.
  ///
  /// - Parameters:
  ///   - input: `batch × layout.input.count`; must stay valid until `backward` has run.
  ///   - key: a number that depends on (seed, step) only; each stage derives its own from it.
  /// - Returns: the last stage's output, `batch × layout.output.count`, valid until the next pass.
  @discardableResult
  public func forward(_ input: Floats, batch: Int, isTraining: Bool = false, key: UInt64 = 0) -> Floats {
    assert(batch <= layout.maximalBatch, "batch too large")
    self.input = input
    self.batch = batch
    self.isTraining = isTraining
    self.key = key
    let none = Floats(input.base, count: 0)
    var current = input
    for index in 0..<count {
      let own = wires[index].output.prefix(batch * wires[index].outputCount)
      let pass = Pass(
        batch: batch, isTraining: isTraining, key: Self.key(key, stage: index),
        parameters: wires[index].parameters, parameterGradient: none, buffers: wires[index].buffers,
        tape: wires[index].tape, input: current, output: own, inputGradient: none, outputGradient: none)
      wires[index].box._withUnsafeGuaranteedRef { $0.layer.forward(pass) }
      current = own
      let origin = wires[index].skipFrom
      if origin >= 0 {
        current = wires[index].sum.prefix(own.count)
        Self.add(own, origin == 0 ? input : wires[origin - 1].sum, into: current)
      }
      if !silenced.isEmpty { mute(index, current, width: wires[index].outputCount) }
    }
    return current
  }

  /// Sends ∂loss/∂output, which must stand in `outputGradient`, back through all layers of the last forward pass.
  ///
  /// - Parameters:
  ///   - toInputOnly: the gradients of the parameters are not wanted and may be left out.
  ///   - toParametersOnly: the gradient of the input is not wanted, even if the layout has room for it.
  public func backward(toInputOnly: Bool = false, toParametersOnly: Bool = false) {
    let batch = batch
    let isTraining = isTraining
    let key = key
    let networkInput = input
    var index = count - 1
    while index >= 0 {
      let outputCount = batch * wires[index].outputCount
      if !silenced.isEmpty {
        mute(index, wires[index].gradient.prefix(outputCount), width: wires[index].outputCount)
      }
      let input = index == 0 ? networkInput : wires[index - 1].sum.prefix(batch * wires[index].inputCount)
      let inputGradient =
        index > 0
        ? wires[index - 1].gradient.prefix(batch * wires[index].inputCount)
        : self.inputGradient.isEmpty || toParametersOnly
          ? self.inputGradient.prefix(0) : self.inputGradient.prefix(batch * wires[0].inputCount)
      let pass = Pass(
        batch: batch, isTraining: isTraining, key: Self.key(key, stage: index),
        parameters: wires[index].parameters, parameterGradient: wires[index].parameterGradient,
        buffers: wires[index].buffers, tape: wires[index].tape, input: input,
        output: wires[index].output.prefix(outputCount), inputGradient: inputGradient,
        outputGradient: wires[index].gradient.prefix(outputCount))
      wires[index].box._withUnsafeGuaranteedRef {
        toInputOnly ? $0.layer.backwardToInput(pass) : $0.layer.backward(pass)
      }
      if !inputGradient.isEmpty { addReaders(of: index, to: inputGradient) }
      index -= 1
    }
  }

  /// Adds the gradients that residual connections bring back to the input of stage `index`.
  private func addReaders(of index: Int, to gradient: Floats) {
    var reader = wires[index].firstReader
    while reader >= 0 {
      Self.add(gradient, wires[reader].gradient, into: gradient)
      reader = wires[reader].nextReader
    }
  }

  @inline(__always)
  private static func key(_ key: UInt64, stage: Int) -> UInt64 {
    RandomStream.mix(key &+ UInt64(truncatingIfNeeded: stage) &* 0x9E37_79B9_7F4A_7C15)
  }

  private static func add(_ first: Floats, _ second: Floats, into sum: Floats) {
    for i in 0..<sum.count { sum.base[i] = first.base[i] + second.base[i] }
  }
}

extension Network {
  /// How many examples the last pass carried.
  public var lastBatch: Int { batch }
  /// What the last forward pass read.
  var lastInput: Floats { input }
  /// Output of stage `index` (with its residual connection) in the last forward pass.
  public func output(of index: Int) -> Floats { wires[index].sum.prefix(batch * wires[index].outputCount) }
  /// Output of stage `index` in the last forward pass, before its residual connection was added.
  public func layerOutput(of index: Int) -> Floats {
    wires[index].output.prefix(batch * wires[index].outputCount)
  }
  /// ∂loss/∂output of stage `index` in the last backward pass.
  public func gradient(of index: Int) -> Floats {
    wires[index].gradient.prefix(batch * wires[index].outputCount)
  }
  /// The last stage's output.
  public var output: Floats { output(of: count - 1) }
  /// Where the loss writes ∂loss/∂output before `backward`.
  public var outputGradient: Floats { gradient(of: count - 1) }
  /// ∂loss/∂input of the last backward pass; empty unless the layout asked for it.
  public var inputGradientOfLastPass: Floats {
    inputGradient.isEmpty ? inputGradient : inputGradient.prefix(batch * wires[0].inputCount)
  }
}
