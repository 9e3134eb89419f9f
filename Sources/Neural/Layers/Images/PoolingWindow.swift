import CKernels

/// Where the windows of a pooling layer lie: `size` × `size` pixels, `stride` apart, channel by channel; what is left
/// at the right and lower edge is not looked at.
struct PoolingWindow: Sendable {
  let input: Shape
  let output: Shape
  let sizes: pooling
  var size: Int { sizes.size_rows }
  var stride: Int { sizes.stride }

  /// Throws one sentence when the window is larger than the image.
  init(_ input: Shape, size: Int, stride: Int, owner: String) throws(CatalogError) {
    if size > input.rows || size > input.columns {
      throw CatalogError(
        "the \(size)×\(size) window of \(owner) is larger than the image of \(input.rows)×\(input.columns) that "
          + "arrives; choose a smaller size")
    }
    self.init(input, rows: size, columns: size, stride: stride)
  }

  /// One window over each whole channel, which leaves a vector.
  init(whole input: Shape) {
    self.init(input, rows: input.rows, columns: input.columns, stride: 1, output: .vector(input.channels))
  }

  private init(_ input: Shape, rows: Int, columns: Int, stride: Int, output: Shape? = nil) {
    let outputRows = (input.rows - rows) / stride + 1
    let outputColumns = (input.columns - columns) / stride + 1
    self.input = input
    self.output = output ?? Shape(rows: outputRows, columns: outputColumns, channels: input.channels)
    sizes = pooling(
      rows: input.rows, columns: input.columns, size_rows: rows, size_columns: columns, stride: stride,
      output_rows: outputRows, output_columns: outputColumns)
  }

  func largest(_ pass: borrowing Pass) {
    withUnsafePointer(to: sizes) {
      max_pooling_forward($0, pass.input.base, pass.output.base, pass.tape.base, pass.batch * input.channels)
    }
  }

  func returnToLargest(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    withUnsafePointer(to: sizes) {
      max_pooling_backward(
        $0, pass.outputGradient.base, pass.tape.base, pass.inputGradient.base, pass.batch * input.channels)
    }
  }

  func average(_ pass: borrowing Pass) {
    withUnsafePointer(to: sizes) {
      average_pooling_forward($0, pass.input.base, pass.output.base, pass.batch * input.channels)
    }
  }

  func share(_ pass: borrowing Pass) {
    if pass.inputGradient.isEmpty { return }
    withUnsafePointer(to: sizes) {
      average_pooling_backward(
        $0, pass.outputGradient.base, pass.inputGradient.base, pass.batch * input.channels)
    }
  }
}
