/// Each turn of the discriminator is two passes, real rows and made ones, that end in one update; then the made rows of the
/// last turn go through the discriminator again, and what comes back is the generator's.
extension GenerativeAdversarialLearner: NetworkDissected {
  private enum Player {
    static let generator = 0, discriminator = 1
  }

  func passes(of step: Int) -> [DissectedPass] {
    let turns = step * configuration.discriminatorSteps..<(step + 1) * configuration.discriminatorSteps
    return turns.flatMap { turn in
      let name = turns.count > 1 ? "turn \(turn - turns.lowerBound + 1) of \(turns.count), " : ""
      return judging(turn, name)
    } + [answering(step)]
  }

  /// The discriminator's leg; made rows stand behind the real ones.
  private var judge: DissectedPass.Leg {
    DissectedPass.Leg(network: Player.discriminator, owner: "discriminator")
  }

  private func maker(firstRow: Int) -> DissectedPass.Leg {
    DissectedPass.Leg(network: Player.generator, firstRow: firstRow, owner: "generator")
  }

  private func judging(_ turn: Int, _ name: String) -> [DissectedPass] {
    let batch = samples.range(of: turn).count
    var real = DissectedPass(
      title: "\(name)discriminator on real", rows: 0..<batch, batch: 2 * batch, forward: [judge],
      backward: [judge], learning: [Player.discriminator], update: Player.discriminator, turn: turn)
    var made = real
    real.isConcluded = false
    made.title = "\(name)discriminator on made"
    made.rows = batch..<2 * batch
    made.forward = [maker(firstRow: batch), judge]
    return [real, made]
  }

  private func answering(_ step: Int) -> DissectedPass {
    let batch = samples.range(of: lastTurn(of: step)).count
    return DissectedPass(
      title: "generator on made", rows: 0..<batch, batch: batch, forward: [judge],
      backward: [judge, maker(firstRow: 0)], learning: [Player.generator], update: Player.generator,
      turn: step)
  }

  private func isAnswering(_ pass: DissectedPass) -> Bool { pass.update == Player.generator }

  func enter(_ pass: DissectedPass, of step: Int) -> Bool {
    let first = step * configuration.discriminatorSteps
    let past = isAnswering(pass) ? first..<first + configuration.discriminatorSteps : first..<pass.turn
    withUnsafeTemporaryAllocation(of: Float.self, capacity: meters.count) { room in
      guard let base = room.baseAddress else { return }
      for turn in past { trainDiscriminator(turn, Floats(base, count: room.count)) }
    }
    let before = memory.persistent.array
    if isAnswering(pass) { sendMade(step) } else { _ = sendBoth(pass.turn) }
    memory.persistent.copy(from: before)
    return true
  }

  func conclude(_ pass: DissectedPass, of step: Int) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: meters.count) { room in
      guard let base = room.baseAddress else { return }
      let readings = Floats(base, count: room.count)
      if isAnswering(pass) {
        trainGenerator(step, readings)
      } else {
        trainDiscriminator(pass.turn, readings)
      }
    }
  }

  func returnLoss(of rows: Range<Int>, _ pass: DissectedPass, in step: Int) {
    let slope = discriminator.outputGradient
    if isAnswering(pass) {
      _ = answer(discriminator.output, slope)
      slope.keep(rows: rows, of: pass.batch)
      returnToGenerator()
    } else {
      _ = judgeBoth(batch: pass.batch / 2)
      slope.keep(rows: rows, of: pass.batch)
      discriminator.backward(toParametersOnly: true)
    }
  }

  func rowLoss(_ row: Int, _ pass: DissectedPass, in step: Int) -> WorkedLoss {
    let verdict = discriminator.output[row..<row + 1]
    let slope = scratch.prefix(1)
    let isReal = row < pass.batch / 2
    let value =
      isAnswering(pass)
      ? answer(verdict, slope) : isReal ? judgeReal(verdict, slope) : judgeFake(verdict, slope)
    let said = configuration.game.hasLogits ? Self.sigmoid(verdict[0]) : verdict[0]
    return WorkedLoss(
      name: isAnswering(pass) ? "generator's loss" : "discriminator's loss", value: value,
      note:
        "the discriminator answers \(Self.brief(said)) to a \(!isAnswering(pass) && isReal ? "real" : "made") example"
    )
  }

  /// Three decimals, or as few digits as say more.
  private static func brief(_ value: Float) -> String {
    guard value.isFinite, abs(value) < 1e6 else { return "\(value)" }
    let thousandths = (Double(value) * 1000).rounded() / 1000
    return thousandths == 0 && value != 0 ? "\(value)" : "\(thousandths)"
  }

  func point(of row: Int, _ pass: DissectedPass, in step: Int) -> [Float] {
    PlaneScaling(configuration.splits.training).point(seen[row * width..<(row + 1) * width].array)
  }

  func exampleNumber(_ row: Int, _ pass: DissectedPass, in step: Int) -> Int? {
    isAnswering(pass) || row >= pass.batch / 2 ? nil : samples.example(row, of: pass.turn)
  }
}
