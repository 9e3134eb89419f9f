import Neural
import TestSupport
import Testing

@Suite struct RecurrentTests {
  static let cells: [RecurrentUnit.Cell] = [.tanh, .relu, .linear, .lstm, .gru]

  static func layer(_ unit: RecurrentUnit) -> any Layer {
    switch unit.cell {
    case .tanh, .relu, .linear: Recurrent(unit)
    case .lstm: LSTM(unit)
    case .gru: GRU(unit)
    }
  }

  @Test(arguments: cells)
  func passesOverManyStepsAllocateNothing(_ cell: RecurrentUnit.Cell) {
    let unit = RecurrentUnit(cell, Shape(rows: 9, columns: 3), hidden: 20)
    let rig = LayerRig(Self.layer(unit), batch: 5)
    rig.input.copy(from: noise(rig.input.count, seed: 1))
    rig.outputGradient.copy(from: noise(rig.output.count, seed: 2))
    let count = countAllocations {
      rig.forward()
      rig.backward()
    }
    #expect(count == 0)
  }

  @Test(arguments: cells)
  func aSmallerBatchGivesTheSameExamples(_ cell: RecurrentUnit.Cell) {
    let unit = RecurrentUnit(cell, Shape(rows: 6, columns: 3), hidden: 17)
    let many = LayerRig(Self.layer(unit), batch: 11)
    let one = LayerRig(Self.layer(unit), batch: 1)
    many.input.copy(from: noise(many.input.count, seed: 1))
    one.input.copy(from: many.input.prefix(18))
    many.forward()
    one.forward()
    let difference = zip(many.output.array, one.output.array).map { abs($0 - $1) }.max() ?? .infinity
    #expect(difference < 1e-6)
  }

  @Test func anOrthogonalStartIsARotationTimesItsSize() {
    let unit = RecurrentUnit(.linear, Shape(rows: 2, columns: 2), hidden: 12, start: .orthogonal(0.9))
    let rig = LayerRig(Recurrent(unit), batch: 1)
    #expect(orthogonality(rig.split(rig.parameters)[1], size: 12) < 1e-5)
  }

  /// The largest entry of V Vᵀ − 0.81 I.
  private func orthogonality(_ matrix: Floats, size: Int) -> Float {
    var worst: Float = 0
    for i in 0..<size {
      for j in 0..<size {
        let sum = (0..<size).reduce(Float(0)) { $0 + matrix[i * size + $1] * matrix[j * size + $1] }
        worst = max(worst, abs(sum - (i == j ? 0.81 : 0)))
      }
    }
    return worst
  }

  @Test func theForgetGateStartsOpen() throws {
    let layer = try LayerCatalog.all.entry(named: "lstm").make(
      LayerRequest(input: Shape(rows: 3, columns: 2), size: 4, options: ["forget-bias": 3, "identity": 1.5]))
    let rig = LayerRig(layer, batch: 1)
    let runs = rig.split(rig.parameters).map(\.array)
    #expect(runs[2] == [0, 0, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0])
    #expect(runs[3].allSatisfy { $0 == 0 })
    #expect(runs[1][0..<16] == [1.5, 0, 0, 0, 0, 1.5, 0, 0, 0, 0, 1.5, 0, 0, 0, 0, 1.5])
  }

  @Test func aNumberOutsideTheVocabularyIsNotANumber() {
    let unit = RecurrentUnit(.gru, Shape(rows: 2), hidden: 3, vocabulary: 4)
    let rig = LayerRig(GRU(unit), batch: 2)
    rig.input.copy(from: [1, 3, 4, 0])
    rig.forward()
    #expect(rig.output.prefix(6).array.allSatisfy { $0.isFinite })
    #expect(rig.output[6..<12].array.allSatisfy { $0.isNaN })
    rig.outputGradient.fill(1)
    rig.backward()
    #expect(rig.inputGradient.array == [0, 0, 0, 0])
  }

  @Test func optionsThatContradictEachOtherAreRefused() throws {
    let rnn = try LayerCatalog.all.entry(named: "recurrent")
    #expect(throws: CatalogError.self) {
      try rnn.make(LayerRequest(input: .vector(2), size: 3, options: ["orthogonal": 1, "identity": 1]))
    }
    #expect(throws: CatalogError.self) {
      try rnn.make(LayerRequest(input: .vector(2), size: 3, options: ["vocabulary": 9]))
    }
  }
}
