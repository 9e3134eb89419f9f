/// The examples of one split as aligned floats that live as long as the learner, with room for some more.
final class ExampleBlock {
  /// Examples that a person may add.
  static let spare = 64

  private(set) var count: Int
  /// The most examples it can hold.
  let capacity: Int
  /// How often somebody has changed it since it was made.
  private(set) var changes = 0
  let inputWidth: Int
  let targetWidth: Int
  /// Σ (target − mean)², column by column: what R² compares the residuals with.
  private(set) var targetSpread: Double
  /// Nil where training takes the examples as they lie.
  let mover: ImageMover?
  private let storage: UnsafeMutablePointer<Float>

  init(_ examples: Examples, spare: Int = 0) {
    count = examples.count
    capacity = examples.count + spare
    inputWidth = examples.inputShape.count
    targetWidth = examples.targetWidth
    let total =
      examples.inputs.count + examples.targets.count + spare
      * (examples.inputShape.count + examples.targetWidth)
    storage = .allocate(capacity: max(total, 1))
    storage.initialize(repeating: 0, count: max(total, 1))
    mover = examples.moves.map { ImageMover($0, shape: examples.inputShape) }
    targetSpread = Self.spread(examples.targets, width: examples.targetWidth)
    inputs.copy(from: examples.inputs)
    targets.copy(from: examples.targets)
  }

  deinit { storage.deallocate() }

  /// `count × inputWidth`.
  var inputs: Floats { Floats(storage, count: count * inputWidth) }
  /// `count × targetWidth`.
  var targets: Floats { Floats(storage + capacity * inputWidth, count: count * targetWidth) }

  func inputs(_ rows: Range<Int>) -> Floats {
    Floats(storage + rows.lowerBound * inputWidth, count: rows.count * inputWidth)
  }

  func targets(_ rows: Range<Int>) -> Floats {
    Floats(storage + capacity * inputWidth + rows.lowerBound * targetWidth, count: rows.count * targetWidth)
  }

  // MARK: changes by hand

  /// One example more, behind the others; there has to be room.
  func append(_ input: [Float], target: Float) {
    guard count < capacity else { return }
    count += 1
    place(input, target: target, at: count - 1)
  }

  /// Gives an example other inputs, and another target if there is one.
  func place(_ input: [Float], target: Float?, at index: Int) {
    for (column, value) in input.enumerated() { inputs[index * inputWidth + column] = value }
    if let target { targets[index * targetWidth] = target }
    noteChange()
  }

  func label(_ target: Float, at index: Int) {
    targets[index * targetWidth] = target
    noteChange()
  }

  /// Takes an example out; those behind it move up.
  func remove(_ index: Int) {
    for row in index..<count - 1 {
      inputs(row..<row + 1).copy(from: inputs(row + 1..<row + 2))
      targets(row..<row + 1).copy(from: targets(row + 1..<row + 2))
    }
    count -= 1
    noteChange()
  }

  /// The examples as they were at first.
  func restore(_ examples: Examples) {
    count = examples.count
    inputs.copy(from: examples.inputs)
    targets.copy(from: examples.targets)
    noteChange()
    changes = 0
  }

  private func noteChange() {
    changes += 1
    targetSpread = Self.spread(targets.array, width: targetWidth)
  }

  /// Copies the given rows, one behind the other.
  func gather(_ indices: UnsafePointer<Int>, count: Int, inputs: Floats, targets: Floats) {
    Self.gather(self.inputs.base, width: inputWidth, indices, count, into: inputs.base)
    Self.gather(self.targets.base, width: targetWidth, indices, count, into: targets.base)
  }

  /// Moves the given examples into `inputs`, each its own way.
  ///
  /// - Parameter indices: their numbers; nil: those of `rows`, one after the other.
  func move(
    _ indices: UnsafePointer<Int>?, rows: Range<Int>, into inputs: Floats, _ random: inout RandomStream
  ) {
    guard let mover else { return }
    for i in 0..<rows.count {
      let example = indices?[i] ?? rows.lowerBound + i
      mover.move(
        self.inputs.base + example * inputWidth, into: inputs.base + i * inputWidth, &random)
    }
  }

  private static func spread(_ targets: [Float], width: Int) -> Double {
    guard width > 0, !targets.isEmpty else { return 0 }
    var sums = [Double](repeating: 0, count: width)
    for (i, target) in targets.enumerated() { sums[i % width] += Double(target) }
    let rows = Double(targets.count / width)
    return targets.enumerated().reduce(0) { total, entry in
      let difference = Double(entry.element) - sums[entry.offset % width] / rows
      return total + difference * difference
    }
  }

  private static func gather(
    _ rows: UnsafeMutablePointer<Float>, width: Int, _ indices: UnsafePointer<Int>, _ count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    if width == 1 {
      for i in 0..<count { destination[i] = rows[indices[i]] }
    } else if width == 2 {
      for i in 0..<count {
        destination[2 * i] = rows[2 * indices[i]]
        destination[2 * i + 1] = rows[2 * indices[i] + 1]
      }
    } else {
      for i in 0..<count {
        (destination + i * width).update(from: rows + indices[i] * width, count: width)
      }
    }
  }
}
