/// A number that a catalog entry lets people choose, such as `momentum`.
public struct CatalogOption: Sendable, Hashable {
  public let name: String
  public let standard: Double
  public let range: ClosedRange<Double>
  public let summary: String
  /// What 0 is called where it means that something does not happen, such as `off`.
  public let zero: String?
  /// The values a knob goes through; empty: even steps through the range.
  public let usual: [Double]
  public let isWhole: Bool
  /// Whether it can be turned while training goes on.
  public let isLive: Bool

  public init(
    _ name: String, _ standard: Double, in range: ClosedRange<Double>, _ summary: String, zero: String? = nil,
    usual: [Double] = [], isWhole: Bool = false, isLive: Bool = false
  ) {
    self.name = name
    self.standard = standard
    self.range = range
    self.summary = summary
    self.zero = zero
    self.usual = usual
    self.isWhole = isWhole
    self.isLive = isLive
  }
}

/// A word that a catalog entry lets people choose, such as `schedule`.
public struct CatalogChoice: Sendable, Hashable {
  public let name: String
  public let standard: String
  /// The words it may be; empty: any text.
  public let values: [String]
  public let summary: String

  public init(_ name: String, _ standard: String, among values: [String] = [], _ summary: String) {
    self.name = name
    self.standard = standard
    self.values = values
    self.summary = summary
  }
}

/// Every option of an entry with the value it was given or its standard one.
public struct OptionValues: Sendable {
  private let values: [String: Double]

  /// Every option at its standard.
  public init(standardsOf options: [CatalogOption]) {
    values = Dictionary(options.map { ($0.name, $0.standard) }, uniquingKeysWith: { first, _ in first })
  }

  /// Throws a `CatalogError` for a name that `owner` does not know and for a value outside its range.
  public init(_ given: [String: Double], of options: [CatalogOption], owner: String) throws(CatalogError) {
    var values: [String: Double] = [:]
    for option in options { values[option.name] = option.standard }
    for (name, value) in given.sorted(by: { $0.key < $1.key }) {
      guard let option = options.first(where: { $0.name == name }) else {
        let names = options.map(\.name)
        let advice = names.isEmpty ? "it has no options" : Spelling.advice(for: name, among: names)
        throw CatalogError("\(owner) has no option \"\(name)\"; \(advice)")
      }
      guard option.range.contains(value) else {
        throw CatalogError(
          "\(name) of \(owner) must lie between \(option.range.lowerBound) and \(option.range.upperBound), not \(value)"
        )
      }
      values[name] = value
    }
    self.values = values
  }

  /// The value of a declared option.
  public subscript(name: String) -> Double {
    guard let value = values[name] else { preconditionFailure("option '\(name)' is not declared") }
    return value
  }

  public func float(_ name: String) -> Float { Float(self[name]) }
  public func flag(_ name: String) -> Bool { self[name] != 0 }
}
