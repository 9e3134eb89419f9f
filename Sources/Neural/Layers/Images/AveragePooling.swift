/// The mean of every window, channel by channel (LeCun et al. 1998); its gradient is shared out evenly.
///
/// An output side is (side − size) / stride + 1, rounded down; what is left of the image is not looked at.
public struct AveragePooling: Layer {
  public static let name = "average-pooling"
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

  public func forward(_ pass: borrowing Pass) { window.average(pass) }

  public func backward(_ pass: borrowing Pass) { window.share(pass) }
}

/// The mean of every channel (Lin et al. 2014): a vector of as many numbers as the image has channels.
public struct GlobalAveragePooling: Layer {
  public static let name = "global-average-pooling"
  private let window: PoolingWindow
  public var input: Shape { window.input }
  public var output: Shape { window.output }

  public init(_ input: Shape) { window = PoolingWindow(whole: input) }

  public func forward(_ pass: borrowing Pass) { window.average(pass) }

  public func backward(_ pass: borrowing Pass) { window.share(pass) }
}
