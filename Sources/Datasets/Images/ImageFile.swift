/// Images or labels in the IDX format of MNIST: two zero bytes, 8 (bytes), the number of dimensions, each
/// dimension as a big-endian 32-bit number, then the bytes.
struct ImageFile: Sendable {
  let sizes: [Int]
  let values: ArraySlice<UInt8>

  /// Errors: another format, or fewer bytes than promised.
  init(_ bytes: [UInt8], name: String, dimensions: Int) throws(DataError) {
    let start = 4 + 4 * dimensions
    guard bytes.count >= start, bytes[0] == 0, bytes[1] == 0, bytes[2] == 8, Int(bytes[3]) == dimensions
    else {
      throw DataError(
        "\(name): this is no IDX file of bytes in \(dimensions) dimensions; restore the file.")
    }
    sizes = (0..<dimensions).map { index in
      bytes[(4 + 4 * index)..<(8 + 4 * index)].reduce(0) { $0 << 8 | Int($1) }
    }
    // A size of zero would let the others lie; a product that overflows is no size at all.
    guard let expected = Self.product(sizes), expected > 0 else {
      throw DataError("\(name): the sizes \(sizes) are impossible; restore the file.")
    }
    guard bytes.count - start == expected else {
      throw DataError(
        "\(name): \(expected) bytes are promised, \(bytes.count - start) are there; restore the file.")
    }
    values = bytes[start...]
  }

  private static func product(_ sizes: [Int]) -> Int? {
    sizes.reduce(Optional(1)) { product, size in
      guard let (value, isTooLarge) = product?.multipliedReportingOverflow(by: size), !isTooLarge else {
        return nil
      }
      return value
    }
  }
}

/// Grey images of one size, pixel values from 0 to 1, row by row.
struct GreyImages {
  var rows: Int
  var columns: Int
  var pixels: [Float]

  var area: Int { rows * columns }

  /// - Parameters:
  ///   - white: the byte value that becomes 1.
  ///   - isPacked: two four-bit pixels a byte, the left one in the high half.
  init(_ file: ImageFile, white: Float, isPacked: Bool) {
    rows = file.sizes[1]
    columns = isPacked ? 2 * file.sizes[2] : file.sizes[2]
    pixels = []
    pixels.reserveCapacity(file.sizes[0] * rows * columns)
    for byte in file.values {
      guard isPacked else {
        pixels.append(Float(byte) / white)
        continue
      }
      pixels.append(Float(byte >> 4) / white)
      pixels.append(Float(byte & 15) / white)
    }
  }

  /// Puts every image into a larger frame of zeros, `margin` pixels on each side, moved by `shift(image)`
  /// within it.
  mutating func frame(margin: Int, shift: (Int) -> (rows: Int, columns: Int)) {
    let (height, width) = (rows + 2 * margin, columns + 2 * margin)
    let count = area == 0 ? 0 : pixels.count / area
    var framed = [Float](repeating: 0, count: count * height * width)
    for image in 0..<count {
      let move = shift(image)
      for row in 0..<rows {
        for column in 0..<columns {
          let (y, x) = (row + margin + move.rows, column + margin + move.columns)
          guard (0..<height).contains(y), (0..<width).contains(x) else { continue }
          framed[(image * height + y) * width + x] = pixels[(image * rows + row) * columns + column]
        }
      }
    }
    (rows, columns, pixels) = (height, width, framed)
  }
}
