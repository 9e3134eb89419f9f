/// How training images are moved, another way in every step.
public struct ImageMoves: Sendable, Hashable {
  /// The furthest move in rows and in columns, in pixels.
  public var reach: Int
  /// Which pixel of the picture lies at each place of the example, where pixels are scrambled; empty: its own.
  public var order: [Int]

  public init(reach: Int, order: [Int] = []) {
    self.reach = reach
    self.order = order
  }
}

/// Moves images by whole pixels; what comes in from outside the frame is 0.
///
/// A move is made on the picture, also where the pixels of the examples are scrambled:
/// out[p] = in[place of (row(p) − dy, column(p) − dx)].
final class ImageMover {
  let reach: Int
  private let rows: Int
  private let columns: Int
  /// For each place the pixel of the picture that lies there, then for each pixel its place.
  private let pixels: UnsafeMutablePointer<Int>
  private let places: UnsafeMutablePointer<Int>

  init(_ moves: ImageMoves, shape: Shape) {
    reach = moves.reach
    (rows, columns) = (shape.rows, shape.columns)
    let area = shape.count
    let order = moves.order.count == area ? moves.order : Array(0..<area)
    pixels = .allocate(capacity: 2 * max(area, 1))
    pixels.initialize(repeating: 0, count: 2 * max(area, 1))
    places = pixels + area
    for (place, pixel) in order.enumerated() {
      pixels[place] = pixel
      places[pixel] = place
    }
  }

  deinit { pixels.deallocate() }

  /// Draws a move of up to `reach` pixels both ways and makes it; takes two numbers of the stream.
  func move(
    _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    _ random: inout RandomStream
  ) {
    let down = random.index(below: 2 * reach + 1) - reach
    let right = random.index(below: 2 * reach + 1) - reach
    for place in 0..<(rows * columns) {
      let row = pixels[place] / columns - down
      let column = pixels[place] % columns - right
      let isInside = row >= 0 && row < rows && column >= 0 && column < columns
      destination[place] = isInside ? source[places[row * columns + column]] : 0
    }
  }
}

extension Examples {
  /// The same images, each moved once and for all as `moves` says.
  public func movedOnce(_ random: inout RandomStream) -> Examples {
    guard let moves else { return self }
    let mover = ImageMover(moves, shape: inputShape)
    let width = inputShape.count
    var moved = self
    moved.moves = nil
    moved.areMoved = moves.reach > 0
    inputs.withUnsafeBufferPointer { source in
      moved.inputs.withUnsafeMutableBufferPointer { destination in
        guard let from = source.baseAddress, let to = destination.baseAddress else { return }
        for example in 0..<count { mover.move(from + example * width, into: to + example * width, &random) }
      }
    }
    return moved
  }
}
