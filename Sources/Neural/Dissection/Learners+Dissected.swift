import CKernels

extension SupervisedLearner: NetworkDissected {
  func returnLoss(of rows: Range<Int>, _ pass: DissectedPass, in step: Int) {
    let batch = network.lastBatch
    let (_, targets) = load(samples.range(of: step), step: step)
    _ = loss.evaluate(network.output, against: targets, batch: batch, gradient: network.outputGradient)
    network.outputGradient.keep(rows: rows, of: batch)
    network.backward()
  }

  func rowLoss(_ row: Int, _ pass: DissectedPass, in step: Int) -> WorkedLoss {
    let (_, targets) = load(samples.range(of: step), step: step)
    let batch = network.lastBatch
    let (width, wanted) = (network.output.count / batch, targets.count / batch)
    let output = network.output[row * width..<(row + 1) * width]
    let target = targets[row * wanted..<(row + 1) * wanted]
    let value = loss.evaluate(output, against: target, batch: 1, gradient: output.prefix(0))
    return WorkedLoss(name: type(of: loss).name, value: value, note: answer(output, target))
  }

  func exampleNumber(_ row: Int, _ pass: DissectedPass, in step: Int) -> Int? {
    samples.example(row, of: step)
  }

  func fill(_ probe: inout Probe, row: Int, _ pass: DissectedPass, in step: Int) {
    let exhibit = exhibit(row, in: step)
    switch probe.name {
    case "forward":
      writeForward(
        &probe, row: row, inputs: exhibit.inputs, targets: exhibit.targets,
        loss: rowLoss(row, pass, in: step).value)
    case "backward": writeBackward(&probe, row: row)
    case "loss-curve":
      followed = exhibit
      fillLossCurve(&probe)
      followed = nil
    // Filters are those of every example.
    case let name where isImageProbe(name) && !name.hasPrefix("filters/"):
      fillImage(&probe, shownRow(row, in: step))
    default: break
    }
  }

  private func exhibit(_ row: Int, in step: Int) -> Exhibit {
    let batch = samples.range(of: step)
    let (inputs, targets) = load(batch, step: step)
    return Exhibit(
      row: row, inputs: inputs.row(row, of: batch.count), targets: targets.row(row, of: batch.count))
  }

  func point(of row: Int, _ pass: DissectedPass, in step: Int) -> [Float] {
    PlaneScaling(configuration.splits.training).point(exhibit(row, in: step).inputs)
  }
}

extension SequenceLearner: NetworkDissected {
  func returnLoss(of rows: Range<Int>, _ pass: DissectedPass, in step: Int) {
    let (_, targets, batch) = load(step)
    _ = loss.evaluate(network.output, against: targets, batch: batch, gradient: network.outputGradient)
    network.outputGradient.keep(rows: rows, of: batch)
    network.backward()
  }

  func rowLoss(_ row: Int, _ pass: DissectedPass, in step: Int) -> WorkedLoss {
    let (_, targets, batch) = load(step)
    let (width, wanted) = (network.output.count / batch, targets.count / batch)
    let output = network.output[row * width..<(row + 1) * width]
    let value = loss.evaluate(
      output, against: targets[row * wanted..<(row + 1) * wanted], batch: 1, gradient: output.prefix(0))
    return WorkedLoss(
      name: type(of: loss).name, value: value, note: wanted > 1 ? "mean over \(wanted) steps" : "")
  }

  func exampleNumber(_ row: Int, _ pass: DissectedPass, in step: Int) -> Int? {
    drawsWindows ? nil : samples.example(row, of: step)
  }

  func fill(_ probe: inout Probe, row: Int, _ pass: DissectedPass, in step: Int) {
    let (inputs, targets, batch) = load(step)
    followed = Exhibit(row: row, inputs: inputs.row(row, of: batch), targets: targets.row(row, of: batch))
    fillFollowed(&probe)
    followed = nil
  }
}

extension AutoencoderLearner: NetworkDissected {
  func returnLoss(of rows: Range<Int>, _ pass: DissectedPass, in step: Int) {
    let batch = decoder.lastBatch
    _ = configuration.loss.evaluate(
      decoder.output, against: inputs(of: step), batch: batch, gradient: decoder.outputGradient)
    if configuration.isVariational { scaleValues(decoder.outputGradient, by: Float(width)) }
    decoder.outputGradient.keep(rows: rows, of: batch)
    decoder.backward()
    _ = returnGradient(encoder.output, decoder.lastInput, batch: batch, of: rows)
    encoder.backward()
  }

  func rowLoss(_ row: Int, _ pass: DissectedPass, in step: Int) -> WorkedLoss {
    let output = decoder.output[row * width..<(row + 1) * width]
    let value = configuration.loss.evaluate(
      output, against: inputs(of: step)[row * width..<(row + 1) * width], batch: 1, gradient: output.prefix(0)
    )
    return WorkedLoss(
      name: type(of: configuration.loss).name, value: value, note: "reconstruction, mean over \(width) values"
    )
  }

  func exampleNumber(_ row: Int, _ pass: DissectedPass, in step: Int) -> Int? {
    samples.example(row, of: step)
  }

  func fill(_ probe: inout Probe, row: Int, _ pass: DissectedPass, in step: Int) {
    fillFollowed(&probe, pass, row: row, in: step)
  }
}
