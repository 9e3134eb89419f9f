import Neural

/// How a folder of four IDX files becomes examples of shape rows × columns, pixels 0 to 1.
struct CatalogImages: Sendable {
  let folder: String
  let white: Float
  var isPacked = false

  /// Errors: an unknown class, a broken file.
  func parts(_ request: DataRequest) throws(DataError) -> DataParts {
    var training = try part("train", request)
    let shift = request.whole("shift")
    var test = try part("test", request, reach: shift)
    test.areMoved = shift > 0
    let reach = request.whole("jitter")
    if reach > 0 {
      training.moves = ImageMoves(
        reach: reach, order: pixelOrder(request, area: training.inputShape.count) ?? [])
    }
    return DataParts(training: training, test: test)
  }

  /// One fixed permutation of all pixels where `scramble` asks for it, drawn from the split stream.
  private func pixelOrder(_ request: DataRequest, area: Int) -> [Int]? {
    guard request.whole("scramble") == 1 else { return nil }
    var stream = RandomStream(seed: request.seed &+ 900, .split)
    return stream.permutation(area)
  }

  /// Images moved once by up to `reach` pixels both ways (the moves are drawn from the split stream), then scrambled.
  private func part(
    _ name: String, _ request: DataRequest, reach: Int = 0
  ) throws(DataError) -> Examples {
    let labels = try file("\(name)-labels.idx1", request, dimensions: 1)
    var images = GreyImages(
      try file("\(name)-images.idx3", request, dimensions: 3), white: white, isPacked: isPacked)
    let count = images.area == 0 ? 0 : images.pixels.count / images.area
    guard count == labels.values.count else {
      throw DataError(
        "\(folder)/\(name)-labels.idx1: \(labels.values.count) labels for \(count) images; restore the file.")
    }
    let margin = request.whole("pad")
    if margin > 0 || reach > 0 {
      var stream = RandomStream(seed: request.seed &+ 500, .split)
      images.frame(margin: margin) { _ in
        let rows = stream.index(below: 2 * reach + 1) - reach
        return (rows, stream.index(below: 2 * reach + 1) - reach)
      }
    }
    if let order = pixelOrder(request, area: images.area) { images.scramble(order) }
    return try choose(from: images, labels, request)
  }

  private func choose(
    from images: GreyImages, _ labels: ImageFile, _ request: DataRequest
  ) throws(DataError) -> Examples {
    let known = request.entry.classes
    let names = request.choice.classes.isEmpty ? known : try request.chosenClasses(of: known)
    let numbers = known.map { name in names.firstIndex(of: name).map { Float($0) } }
    var examples = Examples(
      inputShape: Shape(rows: images.rows, columns: images.columns), inputs: [], targets: [],
      problem: names.count == 2 ? .binary : .classes(names.count), classNames: names, targetName: "class")
    examples.inputs.reserveCapacity(images.pixels.count)
    for (image, label) in labels.values.enumerated() {
      guard Int(label) < numbers.count, let number = numbers[Int(label)] else { continue }
      examples.inputs += images.pixels[(image * images.area)..<((image + 1) * images.area)]
      examples.targets.append(number)
    }
    return examples
  }

  private func file(_ name: String, _ request: DataRequest, dimensions: Int) throws(DataError) -> ImageFile {
    let path = "\(folder)/\(name)"
    return try ImageFile(request.library.bytes(path), name: path, dimensions: dimensions)
  }
}
