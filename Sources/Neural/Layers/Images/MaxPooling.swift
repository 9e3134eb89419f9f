/// The largest value of every window, channel by channel (Riesenhuber & Poggio 1999); its gradient goes to where that
/// value was.
///
/// An output side is (side − size) / stride + 1, rounded down; what is left of the image is not looked at.
public struct MaxPooling: Layer {
  public static let name = "max-pooling"
  private let window: PoolingWindow
  public var input: Shape { window.input }
  public var output: Shape { window.output }
  /// Pixels on a side of the window.
  public var size: Int { window.size }
  /// Pixels from one window to the next.
  public var stride: Int { window.stride }

  /// Throws one sentence when the window is larger than the image.
  public init(_ input: Shape, size: Int, stride: Int) throws(CatalogError) {
    window = try PoolingWindow(input, size: size, stride: stride, owner: Self.name)
  }

  /// Where each largest value was.
  public func tapeCount(batch: Int) -> Int { batch * output.count }

  public func forward(_ pass: borrowing Pass) { window.largest(pass) }

  public func backward(_ pass: borrowing Pass) { window.returnToLargest(pass) }
}

/// The largest value of every channel (Oquab et al. 2015): a vector of as many numbers as the image has channels.
public struct GlobalMaxPooling: Layer {
  public static let name = "global-max-pooling"
  private let window: PoolingWindow
  public var input: Shape { window.input }
  public var output: Shape { window.output }

  public init(_ input: Shape) { window = PoolingWindow(whole: input) }

  /// Where each largest value was.
  public func tapeCount(batch: Int) -> Int { batch * output.count }

  public func forward(_ pass: borrowing Pass) { window.largest(pass) }

  public func backward(_ pass: borrowing Pass) { window.returnToLargest(pass) }
}
