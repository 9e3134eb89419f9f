import Neural
import Testing

@Suite struct ImageLayerTests {
  private func make(_ name: String, _ input: Shape, size: Int? = nil, _ options: [String: Double] = [:])
    throws -> any Layer
  {
    try LayerCatalog.all.entry(named: name).make(LayerRequest(input: input, size: size, options: options))
  }

  @Test func shapesFollowTheWindow() throws {
    let image = Shape(rows: 28, columns: 20, channels: 3)
    let five = try make("conv2d", image, size: 8, ["kernel": 5])
    #expect(five.output == Shape(rows: 24, columns: 16, channels: 8))
    let padded = try make("conv", image, size: 8, ["stride": 2, "padding": 1])
    #expect(padded.output == Shape(rows: 14, columns: 10, channels: 8))
    #expect(try make("max-pooling", image, size: 3).output == Shape(rows: 9, columns: 6, channels: 3))
    #expect(
      try make("average-pooling", image, size: 3, ["stride": 1]).output
        == Shape(rows: 26, columns: 18, channels: 3))
    #expect(try make("global-average-pooling", image).output == .vector(3))
    #expect(try make("flatten", image).output == .vector(1680))
  }

  @Test func weightsHaveFourDimensions() throws {
    let layer = try make(
      "convolution", Shape(rows: 6, columns: 6, channels: 3), size: 8, ["kernel": 5, "kernel-columns": 2])
    #expect(layer.claims.map(\.dimensions) == [[8, 3, 5, 2], [8]])
    #expect(layer.claims[0].shape.count == 240)
  }

  @Test func startingWeightsCountTheWindow() throws {
    let layer = try make("convolution", Shape(rows: 8, columns: 8, channels: 16), size: 64)
    let rig = LayerRig(layer, batch: 1)
    var random = RandomStream(seed: 1, .weights)
    layer.initialize(rig.parameters, buffers: rig.buffers, by: Initializer(.heNormal), random: &random)
    let weights = rig.split(rig.parameters)[0].array
    let variance = weights.reduce(0) { $0 + Double($1 * $1) } / Double(weights.count)
    #expect(abs(variance / (2.0 / (16 * 9)) - 1) < 0.05)
  }

  @Test func movingTheImageMovesTheMap() throws {
    let layer = try make("convolution", Shape(rows: 7, columns: 7), size: 2)
    let rig = LayerRig(layer, batch: 2)
    let picture = noise(25, seed: 2)
    for row in 0..<5 {
      for column in 0..<5 {
        rig.input[row * 7 + column] = picture[row * 5 + column]
        rig.input[49 + (row + 1) * 7 + column + 2] = picture[row * 5 + column]
      }
    }
    rig.forward()
    for filter in 0..<2 {
      for row in 0..<4 {
        for column in 0..<3 {
          let here = rig.output[(filter * 5 + row) * 5 + column]
          #expect(here == rig.output[50 + (filter * 5 + row + 1) * 5 + column + 2])
        }
      }
    }
  }

  @Test func theLargestValueMayBeNoNumber() throws {
    let rig = LayerRig(try make("max-pooling", Shape(rows: 2, columns: 4), size: 2), batch: 1)
    rig.input.copy(from: [1, .nan, -1, -2, 5, 2, -3, -4])
    rig.outputGradient.copy(from: [3, 4])
    rig.forward()
    #expect(rig.output[0].isNaN)
    #expect(rig.output[1] == -1)
    rig.backward()
    #expect(rig.inputGradient.array == [0, 3, 4, 0, 0, 0, 0, 0])
  }

  @Test(arguments: [
    (
      "convolution", ["kernel": 5.0],
      "a kernel of 5×5 is larger than the image of 4×6 that arrives; choose a smaller kernel or more padding"
    ),
    (
      "convolution", ["kernel": 9.0, "padding": 2],
      "a kernel of 9×9 is larger than the image of 4×6 with 2 pixels of padding on every side that arrives; choose a "
        + "smaller kernel or more padding"
    ),
    ("convolution", ["kernel": 2.5], "kernel of convolution must be a whole number, not 2.5"),
    (
      "max-pooling", [:],
      "the 5×5 window of max-pooling is larger than the image of 4×6 that arrives; choose a smaller size"
    ),
  ])
  func whatDoesNotFitIsOneSentence(_ name: String, _ options: [String: Double], _ sentence: String) {
    #expect(throws: CatalogError(sentence)) {
      try make(name, Shape(rows: 4, columns: 6, channels: 2), size: 5, options)
    }
  }

  @Test func imagesTooLargeAreRefused() {
    #expect(throws: CatalogError.self) { try make("convolution", Shape(rows: 300, columns: 9), size: 1) }
    #expect(throws: CatalogError.self) {
      try make("convolution", Shape(rows: 255, columns: 9), size: 1, ["padding": 1])
    }
  }
}
