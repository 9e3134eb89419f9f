extension LayerCatalog {
  /// The layers that see an example as an image: channels × rows × columns.
  static let images = [
    convolution, maxPooling, averagePooling, globalMaxPooling, globalAveragePooling, flatten,
  ]

  private static let convolution = LayerKind(
    Convolution.name, aliases: ["conv", "conv2d"],
    "slides small filters over the image; the size is their number",
    takesSize: true, usualSize: 8,
    options: [
      CatalogOption("kernel", 3, in: 1...longestKernel, "rows and columns of a filter", isWhole: true),
      CatalogOption("kernel-rows", 0, in: 0...longestKernel, "rows of a filter; 0: as kernel", isWhole: true),
      CatalogOption(
        "kernel-columns", 0, in: 0...longestKernel, "columns of a filter; 0: as kernel", isWhole: true),
      CatalogOption(
        "stride", 1, in: 1...longestKernel, "pixels from one place of the filter to the next", isWhole: true),
      CatalogOption("padding", 0, in: 0...longestKernel, "zeros around the image, in pixels", isWhole: true),
    ]
  ) { input, filters, options throws(CatalogError) in
    let side = try options.whole("kernel", of: Convolution.name)
    let rows = try options.whole("kernel-rows", of: Convolution.name)
    let columns = try options.whole("kernel-columns", of: Convolution.name)
    return try Convolution(
      input, filters: filters, kernelRows: rows > 0 ? rows : side,
      kernelColumns: columns > 0 ? columns : side,
      stride: options.whole("stride", of: Convolution.name),
      padding: options.whole("padding", of: Convolution.name))
  }

  private static let longestKernel = Double(Convolution.longestKernel)

  private static let poolStride = CatalogOption(
    "stride", 0, in: 0...256, "pixels from one window to the next; 0: as the size, side by side")

  private static let maxPooling = LayerKind(
    MaxPooling.name, aliases: ["max-pool"], "the largest value of every window of the image", takesSize: true,
    usualSize: 2, options: [poolStride]
  ) { input, size, options throws(CatalogError) in
    let stride = try options.whole("stride", of: MaxPooling.name)
    return try MaxPooling(input, size: size, stride: stride > 0 ? stride : size)
  }

  private static let averagePooling = LayerKind(
    AveragePooling.name, aliases: ["average-pool", "avg-pool"], "the mean of every window of the image",
    takesSize: true, usualSize: 2, options: [poolStride]
  ) { input, size, options throws(CatalogError) in
    let stride = try options.whole("stride", of: AveragePooling.name)
    return try AveragePooling(input, size: size, stride: stride > 0 ? stride : size)
  }

  private static let globalMaxPooling = LayerKind(
    GlobalMaxPooling.name, aliases: ["global-max"], "the largest value of every channel"
  ) { input, _, _ in GlobalMaxPooling(input) }

  private static let globalAveragePooling = LayerKind(
    GlobalAveragePooling.name, aliases: ["global-average"], "the mean of every channel"
  ) { input, _, _ in GlobalAveragePooling(input) }

  private static let flatten = LayerKind(Flatten.name, "reads the image as one vector") { input, _, _ in
    Flatten(input)
  }
}

extension OptionValues {
  /// A whole number; throws one sentence for any other.
  fileprivate func whole(_ name: String, of owner: String) throws(CatalogError) -> Int {
    let value = self[name]
    guard value == value.rounded() else {
      throw CatalogError("\(name) of \(owner) must be a whole number, not \(value)")
    }
    return Int(value)
  }
}
