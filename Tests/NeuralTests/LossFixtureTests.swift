import Neural
import Testing

struct LossCase: Decodable, Sendable, CustomTestStringConvertible {
  var kind: String
  var name: String
  var batch: Int
  var prediction: [Double]
  var target: [Double]
  var loss: Double
  var gradient: [Double]
  var options: [String: Double]?

  var testDescription: String { "\(kind) \(name) batch \(batch), \(prediction.count) predictions" }
}

@Suite struct LossFixtureTests {
  static let cases = ["losses", "normalizing-losses"].flatMap { fixture($0, LossCase.self) }

  @Test(arguments: cases)
  func agreesWithPyTorch(_ reference: LossCase) throws {
    let loss = try LossCatalog.all.entry(named: reference.kind).make(options: reference.options ?? [:])
    let prediction = reference.prediction.map(Float.init)
    let gradient = evaluate(loss, prediction, reference.target.map(Float.init), batch: reference.batch)
    #expect(worstError([gradient.loss], [reference.loss]) < 1e-5)
    #expect(worstError(gradient.gradient, reference.gradient) < 1e-5)
  }

  @Test func everyLossHasCases() {
    #expect(Set(Self.cases.map(\.kind)) == Set(LossCatalog.all.names))
  }
}

/// The loss and its gradient as arrays.
func evaluate(_ loss: any Loss, _ prediction: [Float], _ target: [Float], batch: Int) -> (
  loss: Float, gradient: [Float]
) {
  let gradient = [Float](repeating: 7, count: prediction.count)
  return withFloats(prediction) { prediction in
    withFloats(target) { target in
      let (value, gradient) = withFloats(gradient) {
        loss.evaluate(prediction, against: target, batch: batch, gradient: $0)
      }
      return (value, gradient)
    }.result
  }.result
}
