/// A number with its name.
public struct Quantity: Sendable, Hashable {
  public var name: String
  public var value: Double

  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value
  }

  public init(_ name: String, _ value: Float) { self.init(name, Double(value)) }
}

/// One of several numbers that are added: a product, or a number by itself.
public struct WorkedTerm: Sendable, Hashable {
  public var name: String
  /// What it is the product of; empty for a number by itself.
  public var factors: [Quantity]
  public var value: Double
  public var isSelected: Bool

  public init(_ name: String, _ factors: [Quantity], isSelected: Bool = false) {
    self.name = name
    self.factors = factors
    value = factors.reduce(1) { $0 * $1.value }
    self.isSelected = isSelected
  }

  public init(_ name: String, _ value: Double, isSelected: Bool = false) {
    self.name = name
    factors = []
    self.value = value
    self.isSelected = isSelected
  }
}

/// One line of worked arithmetic: a result and what it comes from.
public struct WorkedLine: Sendable, Hashable {
  public enum Form: Sendable, Hashable {
    /// No number: the name of a section.
    case heading
    /// A number as it is.
    case number
    case product([Quantity])
    case sum([WorkedTerm])
    /// A function of other numbers, as it is written.
    case function(String, of: [Quantity])
  }

  public var name: String
  public var form: Form
  public var value: Double
  /// What is said beside it.
  public var note: String

  public init(_ name: String, _ form: Form = .number, _ value: Double = 0, note: String = "") {
    self.name = name
    self.form = form
    self.value = value
    self.note = note
  }

  static func heading(_ name: String, note: String = "") -> WorkedLine {
    WorkedLine(name, .heading, note: note)
  }

  static func product(_ name: String, _ factors: [Quantity], note: String = "") -> WorkedLine {
    WorkedLine(name, .product(factors), factors.reduce(1) { $0 * $1.value }, note: note)
  }

  static func sum(_ name: String, _ terms: [WorkedTerm], note: String = "") -> WorkedLine {
    WorkedLine(name, .sum(terms), terms.reduce(0) { $0 + $1.value }, note: note)
  }

  /// A sum whose largest products stand one by one, with the selected one; what the others come to follows.
  static func sum(
    _ name: String, products: [WorkedTerm], plus others: [WorkedTerm], note: String = ""
  ) -> WorkedLine {
    let order = products.indices.sorted {
      (abs(products[$0].value), $1) > (abs(products[$1].value), $0)
    }
    var shown = Set(order.prefix(mostTerms))
    if let selected = products.firstIndex(where: \.isSelected) { shown.insert(selected) }
    // A rest of one is shown as itself.
    if products.count - shown.count == 1 { shown = Set(products.indices) }
    let kept = products.indices.filter(shown.contains).map { products[$0] }
    let rest = products.indices.filter { !shown.contains($0) }
    let total = rest.reduce(0) { $0 + products[$1].value }
    let last = rest.isEmpty ? [] : [WorkedTerm("\(rest.count) smaller", total)]
    return sum(name, kept + last + others, note: note)
  }

  /// Products that stand one by one.
  private static let mostTerms = 5
}
