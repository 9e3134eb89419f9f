/// Any JSON but null, to be compared and shortened.
enum JSONValue: Codable, Hashable {
  case flag(Bool)
  case whole(UInt64)
  case number(Double)
  case text(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if let flag = try? value.decode(Bool.self) {
      self = .flag(flag)
    } else if let whole = try? value.decode(UInt64.self) {
      self = .whole(whole)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let text = try? value.decode(String.self) {
      self = .text(text)
    } else if let list = try? value.decode([JSONValue].self) {
      self = .list(list)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  func encode(to encoder: any Encoder) throws {
    var value = encoder.singleValueContainer()
    switch self {
    case .flag(let flag): try value.encode(flag)
    case .whole(let whole): try value.encode(whole)
    case .number(let number): try value.encode(number)
    case .text(let text): try value.encode(text)
    case .list(let list): try value.encode(list)
    case .object(let object): try value.encode(object)
    }
  }
}

/// Leaving out what is as usual. In a model a list of one element describes every element of the list that stands in
/// its place; such a list is usually empty.
extension JSONValue {
  /// Without the keys, at any depth, whose values are the usual ones.
  func shortened(by model: JSONValue) -> JSONValue {
    switch (self, model) {
    case (.object(let own), .object(let usual)):
      .object(
        own.reduce(into: [:]) { short, entry in
          guard let usual = usual[entry.key] else { return short[entry.key] = entry.value }
          if entry.value != usual.whenMissing { short[entry.key] = entry.value.shortened(by: usual) }
        })
    case (.list(let own), .list(let elements)) where elements.count == 1:
      .list(own.map { $0.shortened(by: elements[0]) })
    default: self
    }
  }

  /// With those keys again.
  func lengthened(by model: JSONValue) -> JSONValue {
    switch (self, model) {
    case (.object(let own), .object(let usual)):
      .object(
        own.merging(usual.mapValues(\.whenMissing)) { own, _ in own }.reduce(into: [:]) { long, entry in
          long[entry.key] = usual[entry.key].map(entry.value.lengthened) ?? entry.value
        })
    case (.list(let own), .list(let elements)) where elements.count == 1:
      .list(own.map { $0.lengthened(by: elements[0]) })
    default: self
    }
  }

  private var whenMissing: JSONValue {
    if case .list = self { .list([]) } else { self }
  }
}
