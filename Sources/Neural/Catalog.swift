/// What can stand in a catalog: something with a name that people write in a lesson or on the command line.
public protocol CatalogEntry: Sendable {
  var name: String { get }
  /// Further spellings, such as `mse`.
  var aliases: [String] { get }
  /// One phrase for help texts.
  var summary: String { get }
}

/// A named list of everything of one sort; parsing, help and the conformance tests walk it.
public struct Catalog<Entry: CatalogEntry>: Sendable {
  /// What one entry is called in messages, such as `loss`.
  public let subject: String
  public let entries: [Entry]

  public init(_ subject: String, _ entries: [Entry]) {
    self.subject = subject
    self.entries = entries
  }

  public var names: [String] { entries.map(\.name) }

  /// The entry of that name or alias, or nil.
  public subscript(name: String) -> Entry? {
    entries.first { $0.name == name || $0.aliases.contains(name) }
  }

  /// The entry of that name or alias; throws a `CatalogError` that names the nearest known one.
  public func entry(named name: String) throws(CatalogError) -> Entry {
    if let entry = self[name] { return entry }
    let spellings = entries.flatMap { [$0.name] + $0.aliases }
    throw CatalogError("unknown \(subject) '\(name)'\(nearestHint(name, among: spellings, listing: names))")
  }
}

/// A request that no catalog entry can meet: one sentence for the person who made it.
public struct CatalogError: Error, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ sentence: String) { description = sentence }
}

/// `; did you mean 'tanh'?` if a known name is near, else `; known are …`.
func nearestHint(_ name: String, among spellings: [String], listing names: [String]) -> String {
  let ranked = spellings.map { ($0, editDistance(name.lowercased(), $0)) }
  if let (nearest, distance) = ranked.min(by: { $0.1 < $1.1 }), distance <= max(2, name.count / 3) {
    return "; did you mean '\(nearest)'?"
  }
  return names.isEmpty ? "" : "; known are \(names.joined(separator: ", "))"
}

/// How many letters must be inserted, removed or replaced (Levenshtein).
func editDistance(_ first: String, _ second: String) -> Int {
  let target = Array(second.unicodeScalars)
  var row = Array(0...target.count)
  for (i, letter) in first.unicodeScalars.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for j in target.indices {
      let replaced = diagonal + (letter == target[j] ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[target.count]
}
