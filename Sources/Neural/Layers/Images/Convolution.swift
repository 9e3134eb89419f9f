import CKernels

/// Slides small filters over an image (LeCun et al. 1989):
/// y[f, r, c] = b[f] + Σ W[f, k, i, j] · x[k, stride · r + i − padding, stride · c + j − padding].
///
/// A cross-correlation, as everywhere in this field: the kernel is not turned. Outside of the image x is zero. The image
/// is channels × rows × columns, the weight [filters, channels, kernel rows, kernel columns]; an output side is
/// (side + 2 · padding − kernel side) / stride + 1, rounded down.
public struct Convolution: Layer {
  public static let name = "convolution"
  public let input: Shape
  public let output: Shape
  public let filters: Int
  /// Rows and columns of a kernel; its channels are those of the input.
  public let kernel: Shape
  public let stride: Int
  public let padding: Int
  private let sizes: convolution

  /// The longest side of an image and of a kernel.
  static let longestSide = CONVOLUTION_SIDE
  static let longestKernel = CONVOLUTION_KERNEL

  /// Throws one sentence when the kernel does not fit into the padded image.
  public init(
    _ input: Shape, filters: Int, kernelRows: Int, kernelColumns: Int, stride: Int = 1, padding: Int = 0
  ) throws(CatalogError) {
    let rows = input.rows + 2 * padding
    let columns = input.columns + 2 * padding
    try Self.check(input, kernelRows, kernelColumns, padding: padding)
    self.input = input
    self.filters = filters
    kernel = Shape(rows: kernelRows, columns: kernelColumns, channels: input.channels)
    self.stride = stride
    self.padding = padding
    output = Shape(
      rows: (rows - kernelRows) / stride + 1, columns: (columns - kernelColumns) / stride + 1,
      channels: filters)
    sizes = convolution(
      channels: input.channels, rows: input.rows, columns: input.columns, filters: filters,
      kernel_rows: kernelRows, kernel_columns: kernelColumns, stride: stride, padding: padding,
      output_rows: output.rows, output_columns: output.columns)
  }

  private static func check(
    _ input: Shape, _ kernelRows: Int, _ kernelColumns: Int, padding: Int
  ) throws(CatalogError) {
    let rows = input.rows + 2 * padding
    let columns = input.columns + 2 * padding
    if kernelRows > rows || kernelColumns > columns {
      let padded = padding > 0 ? " with \(padding) pixels of padding on every side" : ""
      throw CatalogError(
        "a kernel of \(kernelRows)×\(kernelColumns) is larger than the image of \(input.rows)×\(input.columns)\(padded) "
          + "that arrives; choose a smaller kernel or more padding")
    }
    if max(rows, columns) > longestSide {
      throw CatalogError(
        "a convolution takes images of at most \(longestSide)×\(longestSide) with their padding, not "
          + "\(rows)×\(columns)")
    }
    if max(kernelRows, kernelColumns) > longestKernel {
      throw CatalogError(
        "a kernel has at most \(longestKernel) rows and columns, not \(max(kernelRows, kernelColumns))")
    }
  }

  public var claims: [Claim] {
    [
      Claim(
        "weight", .weight, Shape(rows: filters, columns: kernel.count),
        dimensions: [filters, kernel.channels, kernel.rows, kernel.columns]),
      Claim("bias", .bias, .vector(filters)),
    ]
  }

  private var weightCount: Int { filters * kernel.count }
  private var biasStart: Int { Claim.padded(weightCount) }

  public func tapeCount(batch: Int) -> Int {
    withUnsafePointer(to: sizes) { convolution_tape($0, batch) }
  }

  public func initialize(
    _ parameters: Floats, buffers: Floats, by initializer: Initializer, random: inout RandomStream
  ) {
    initializer.fill(
      parameters.prefix(weightCount), fanIn: kernel.count, fanOut: filters * kernel.rows * kernel.columns,
      random: &random)
    parameters[biasStart..<biasStart + filters].fill(0)
  }

  public func forward(_ pass: borrowing Pass) {
    withUnsafePointer(to: sizes) {
      convolution_forward(
        $0, pass.input.base, pass.parameters.base, pass.parameters.base + biasStart, pass.output.base,
        pass.tape.base, pass.batch)
    }
  }

  public func backward(_ pass: borrowing Pass) {
    withUnsafePointer(to: sizes) {
      convolution_backward(
        $0, pass.parameters.base, pass.outputGradient.base,
        pass.inputGradient.isEmpty ? nil : pass.inputGradient.base, pass.parameterGradient.base,
        pass.parameterGradient.base + biasStart, pass.tape.base, pass.batch)
    }
  }
}
