import Neural

/// What the pictures of an image network show: live numbers that change nothing of the run.
enum ImageKnobs {
  static let numbers: [CatalogOption] = [
    CatalogOption(
      "example", 0, in: 0...999_999, "which example the pictures show, from 0", isWhole: true, isLive: true),
    CatalogOption(
      "window-row", 0, in: 0...255, "row of the window that is worked out", isWhole: true, isLive: true),
    CatalogOption(
      "window-column", 0, in: 0...255, "column of the window that is worked out", isWhole: true, isLive: true),
    CatalogOption(
      "filter", 0, in: 0...4095, "which filter is worked out, from 0", isWhole: true, isLive: true),
  ]
}
