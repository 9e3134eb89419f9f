/// Every data set there is, in the order in which they are listed.
public enum DatasetCatalog {
  public static let entries: [DatasetEntry] =
    planeEntries + cloudEntries + gateEntries + curveEntries + sequenceEntries + tableEntries
    + imageEntries + seriesEntries + textEntries

  /// Must be shown beside the credit lines: the licences ask for a word that the data were changed.
  public static let changeNote = "converted and partly reduced for this program"

  /// The entry of that name or alias.
  ///
  /// Errors: an unknown name, answered with the nearest known one.
  public static func entry(named name: String) throws(DataError) -> DatasetEntry {
    if let entry = entries.first(where: { $0.name == name || $0.aliases.contains(name) }) { return entry }
    guard !name.isEmpty else {
      throw DataError("No data set is named; write \"name:\" and one of \(list(entries.map(\.name))).")
    }
    let hint = suggestion(for: name, among: entries.flatMap { [$0.name] + $0.aliases })
    throw DataError("There is no data set \"\(name)\"; \(hint)")
  }

  private static func list(_ names: [String]) -> String { names.joined(separator: ", ") }
}
