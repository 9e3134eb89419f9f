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
    let advice = Spelling.advice(for: name, among: spellings, listing: names)
    throw CatalogError("there is no \(subject) \"\(name)\"; \(advice)")
  }
}

/// A request that no catalog entry can meet: one sentence for the person who made it.
public struct CatalogError: Error, Hashable, CustomStringConvertible {
  public let description: String

  public init(_ sentence: String) { description = sentence }
}
