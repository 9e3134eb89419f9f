extension DatasetCatalog {
  static let imageEntries: [DatasetEntry] = [
    images(
      "digits8", "Handwritten digits", "1,797 small grey images (8×8) of handwritten digits.",
      credit: "Optical Recognition of Handwritten Digits: Alpaydin & Kaynak, UCI ML Repository, CC BY 4.0",
      aliases: ["digits"], classes: (0...9).map { "\($0)" }, sizes: (1438, 359),
      images: CatalogImages(folder: "digits8", white: 16)),
    images(
      "fashion", "Fashion-MNIST", "6,000 grey pictures (28×28) of ten kinds of clothes.",
      credit: "Fashion-MNIST: Copyright 2017 Zalando SE, MIT License", aliases: ["fashion-mnist"],
      classes: [
        "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag",
        "Ankle boot",
      ], sizes: (5000, 1000), images: CatalogImages(folder: "fashion", white: 15, isPacked: true)),
  ]

  private static func images(
    _ name: String, _ title: String, _ summary: String, credit: String, aliases: [String], classes: [String],
    sizes: (training: Int, test: Int), images: CatalogImages
  ) -> DatasetEntry {
    var entry = DatasetEntry(name: name, aliases: aliases, title: title, summary: summary, kind: .images) {
      request throws(DataError) in try images.parts(request)
    }
    entry.credit = credit
    entry.classes = classes
    entry.options = [
      NumberOption("pad", "empty pixels added on every side", 0...8, initial: 0),
      NumberOption("shift", "test images are moved by up to so many pixels", 0...8, initial: 0),
      NumberOption(
        "jitter", "training images are moved by up to so many pixels, anew in every step", 0...8, initial: 0),
      NumberOption("scramble", "1: one fixed shuffle of the pixels of all images", 0...1, initial: 0),
      flipsOption,
    ]
    (entry.trainingCount, entry.testCount) = sizes
    return entry
  }
}
