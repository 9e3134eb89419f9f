/// An image drawn by hand as an example of a set: ink is as bright as the brightest pixel of the training images, ground
/// as dark as the darkest.
struct DrawnImage {
  let block: ExampleBlock
  private let ground: Float
  private let ink: Float

  /// Nil if the examples are no images, or of another size.
  ///
  /// - Parameter pixels: row by row, 0 for ground and 1 for ink; nil: nothing but ground.
  init?(_ pixels: [Float]?, like examples: Examples) {
    let shape = examples.inputShape
    let plane = shape.rows * shape.columns
    guard shape.rows > 1, shape.columns > 1, (pixels?.count ?? plane) == plane else { return nil }
    (ground, ink) = (examples.inputs.min() ?? 0, examples.inputs.max() ?? 1)
    let (low, high) = (ground, ink)
    let scaled = (pixels ?? [Float](repeating: 0, count: plane)).map {
      low + min(max($0, 0), 1) * (high - low)
    }
    var one = examples
    one.inputs = (0..<shape.channels).flatMap { _ in scaled }
    one.targets = [Float](repeating: 0, count: examples.targetWidth)
    one.moves = nil
    block = ExampleBlock(one)
  }

  var inputs: Floats { block.inputs(0..<1) }

  /// Values of the set as ink from 0 to 1, and beyond where they leave what the training images have.
  func inked(_ values: [Float]) -> [Float] {
    let span = ink > ground ? ink - ground : 1
    return values.map { ($0 - ground) / span }
  }
}
