public import Neural

/// Data sets by choice: generated on request, read from files once and kept.
///
/// Safe to use from several threads at a time.
public final class DataLibrary: Sendable {
  private let folder: DataFolder
  private let tables = Guarded<[String: Table]>([:])
  private let files = Guarded<[String: [UInt8]]>([:])
  /// The last table of a person's own, with what identifies the state of its file.
  private let ownTable = Guarded<(stamp: FileStamp, table: Table)?>(nil)

  /// A library whose real sets lie in the folder `root`, one folder a set (`root/penguins/penguins.csv`).
  public init(root: String) { folder = DataFolder(path: root) }

  private init(folder: DataFolder) { self.folder = folder }

  /// The library of this installation or checkout; see `DataFolder`. Generated sets work even where none is
  /// found.
  public static let standard = DataLibrary(folder: .ofThisProcess)

  /// The folder of the real sets.
  ///
  /// Errors: none was found; the sentence says where it was looked for.
  public var root: String {
    get throws(DataError) { try folder.found() }
  }

  /// The examples of a choice, cut, filtered and scaled.
  ///
  /// - Parameter seed: the experiment's; a seed of the choice itself goes before it.
  /// - Throws: `DataError` with one sentence: an unknown name, column, class or option, a number out of
  /// range, a file
  ///   that is missing or wrong.
  public func splits(for choice: DataChoice, seed: UInt64 = 1) throws(DataError) -> Splits {
    try dataset(for: choice, seed: seed).splits
  }

  /// The examples with title, credit line, notes and what undoes the scaling of the target. Errors as for
  /// `splits`.
  public func dataset(for choice: DataChoice, seed: UInt64 = 1) throws(DataError) -> Dataset {
    if let file = choice.file { return try ownDataset(file, choice, seed) }
    let entry = try DatasetCatalog.entry(named: choice.name)
    let request = try DataRequest(entry: entry, choice: choice, seed: seed, library: self)
    let preparation = try Preparation(
      choice, seed: seed, flips: request.whole("flips"), shares: request.whole("shares"))
    let parts = try entry.make(request)
    return try preparation.dataset(of: parts, named: entry.name, title: entry.title, credit: entry.credit)
  }

  /// A text as numbers, for learners that go through it letter by letter; options as for `splits`.
  ///
  /// Errors: as for `splits`, and a set that is no running text.
  public func text(for choice: DataChoice) throws(DataError) -> TextData {
    let entry = try DatasetCatalog.entry(named: choice.name)
    guard let source = entry.text else {
      let texts = DatasetCatalog.entries.filter { $0.text != nil }.map(\.name).joined(separator: " and ")
      throw DataError("The data set \"\(entry.name)\" is no running text; choose one of \(texts).")
    }
    return try source.data(DataRequest(entry: entry, choice: choice, seed: 1, library: self))
  }

  private func ownDataset(_ file: String, _ choice: DataChoice, _ seed: UInt64) throws(DataError) -> Dataset {
    let own = try OwnTable(choice)
    let preparation = try Preparation(choice, seed: seed)
    let table = try ownTable(at: file)
    return try preparation.dataset(of: own.parts(of: table), named: file, title: table.name, credit: "")
  }

  /// A table of the data folder, such as `penguins/penguins.csv`.
  func table(_ path: String) throws(DataError) -> Table {
    if let known = tables.withLock({ $0[path] }) { return known }
    let table = try TableParser(bytes: bytes(path), name: path).parse()
    tables.withLock { $0[path] = table }
    return table
  }

  /// The bytes of a file of the data folder.
  func bytes(_ path: String) throws(DataError) -> [UInt8] {
    if let known = files.withLock({ $0[path] }) { return known }
    let bytes = try DataFile(path: folder.found() + "/" + path, name: path).bytes()
    files.withLock { $0[path] = bytes }
    return bytes
  }

  /// A person's own table; read again when the file has changed.
  func ownTable(at path: String) throws(DataError) -> Table {
    let file = DataFile(path: path, name: path)
    let stamp = try file.stamp()
    if let known = ownTable.withLock({ $0 }), known.stamp == stamp { return known.table }
    let table = try TableParser(bytes: file.bytes(), name: path).parse()
    ownTable.withLock { $0 = (stamp, table) }
    return table
  }
}
