/// What decides one layer: the shape that arrives, a size where the kind has one, and its own numbers.
public struct LayerRequest: Sendable {
  public var input: Shape
  /// Units of a dense layer, filters of a convolution; nil for layers without a size.
  public var size: Int?
  public var options: [String: Double]

  public init(input: Shape, size: Int? = nil, options: [String: Double] = [:]) {
    self.input = input
    self.size = size
    self.options = options
  }
}

/// An entry of the layer catalog.
public struct LayerKind: CatalogEntry {
  public let name: String
  public let aliases: [String]
  public let summary: String
  /// Whether the request must carry a size.
  public let takesSize: Bool
  /// Whether its inputs are class numbers, which have no derivative.
  public let takesClasses: Bool
  public let options: [CatalogOption]
  /// A usual size, for sentences that say how the layer is written.
  public let usualSize: Int
  private let build: @Sendable (Shape, Int, OptionValues) throws(CatalogError) -> any Layer

  public init(
    _ name: String, aliases: [String] = [], _ summary: String, takesSize: Bool = false,
    takesClasses: Bool = false, usualSize: Int = 16, options: [CatalogOption] = [],
    build:
      @escaping @Sendable (_ input: Shape, _ size: Int, _ options: OptionValues) throws(CatalogError) ->
      any Layer
  ) {
    self.name = name
    self.aliases = aliases
    self.summary = summary
    self.takesSize = takesSize
    self.takesClasses = takesClasses
    self.options = options
    self.usualSize = usualSize
    self.build = build
  }

  /// How a block with this layer is written, such as `{dense: 16}`.
  public var example: String { takesSize ? "{\(name): \(usualSize)}" : name }

  /// Makes the layer; throws a `CatalogError` for a size or an option that does not fit.
  public func make(_ request: LayerRequest) throws(CatalogError) -> any Layer {
    let values = try OptionValues(request.options, of: options, owner: name)
    guard request.input.count > 0 else {
      throw CatalogError("a \(name) layer needs at least one input; the layer before it has none")
    }
    guard takesSize else {
      if let size = request.size { throw CatalogError("a \(name) layer has no size; remove the \(size)") }
      return try build(request.input, 0, values)
    }
    guard let size = request.size else {
      throw CatalogError("a \(name) layer needs a size, such as \(example)")
    }
    guard (1...LayerKind.largestSize).contains(size) else {
      throw CatalogError(
        "the size of a \(name) layer must lie between 1 and \(LayerKind.largestSize), not \(size)")
    }
    return try build(request.input, size, values)
  }

  /// Keeps a slip of the finger from asking for gigabytes.
  public static let largestSize = 65_536
}
