import Neural

/// What the pictures of an image network show: live numbers, from 1, that change nothing of the run.
enum ImageKnobs {
  static let numbers: [CatalogOption] = [
    CatalogOption(
      "example", 1, in: 1...999_999, "which example the pictures show", isWhole: true, isLive: true),
    CatalogOption(
      "window-row", 1, in: 1...256, "row of the window that is worked out", isWhole: true, isLive: true),
    CatalogOption(
      "window-column", 1, in: 1...256, "column of the window that is worked out", isWhole: true, isLive: true),
    CatalogOption(
      "filter", 1, in: 1...4096, "which filter is worked out", isWhole: true, isLive: true),
  ]
}
