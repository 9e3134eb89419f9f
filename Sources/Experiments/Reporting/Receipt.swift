import Foundation

/// One pasteable line that reproduces a run: `gradlab1:` and the whole experiment, the knobs that were turned and what was
/// done by hand on the way, and what was read at its last step.
///
/// The form is `gradlab1:BODY.CHECK`: BODY is base64url (no padding) of the experiment as JSON with sorted keys, with
/// `turns`, `touches` and `reading` beside the experiment's own keys, and without what is as in `usual`; CHECK eight
/// hexadecimal digits of the FNV-1a hash of that
/// JSON. A receipt without a reading promises nothing but the experiment.
public struct Receipt: Sendable, Hashable, CustomStringConvertible {
  static let prefix = "gradlab1:"

  public let experiment: Experiment
  /// In the order of their steps.
  public let turns: [Turn]
  /// In the order in which they were done.
  public let touches: [Touch]
  /// What a replay has to read again.
  public let reading: Reading?

  public init(
    _ experiment: Experiment, turns: [Turn] = [], touches: [Touch] = [], reading: Reading? = nil
  ) {
    self.experiment = experiment
    self.turns = turns
    self.touches = touches
    self.reading = reading
  }

  /// Whether a text means to be a receipt, of this form or another one, damaged or not.
  public static func isMeant(by text: String) -> Bool {
    let line = text[...].trimmed
    guard line.hasPrefix("gradlab"), let colon = line.firstIndex(of: ":") else { return false }
    return line[..<colon].dropFirst("gradlab".count).allSatisfy(\.isNumber)
  }

  /// Whether somebody turned or touched something on the way, so that the experiment alone is another run.
  public var isSteered: Bool { !turns.isEmpty || !touches.isEmpty }

  public var description: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let whole = try? encoder.encode(Content(self)),
      let value = try? JSONDecoder().decode(JSONValue.self, from: whole),
      let json = try? encoder.encode(value.shortened(by: Self.usual))
    else { return "" }
    let body = json.base64EncodedString().replacingOccurrences(of: "+", with: "-")
      .replacingOccurrences(of: "/", with: "_").replacingOccurrences(of: "=", with: "")
    return "\(Self.prefix)\(body).\(Self.check(json))"
  }

  /// Reads a line written by `description`; spaces around it do not matter.
  ///
  /// Throws one sentence for another kind of text, a newer form, and a damaged line.
  public init(parsing text: String) throws(SettingError) {
    let line = text[...].trimmed
    guard line.hasPrefix("gradlab"), let colon = line.firstIndex(of: ":") else {
      throw SettingError("this is not a receipt; one begins with \"\(Self.prefix)\"")
    }
    guard line.hasPrefix(Self.prefix) else {
      throw SettingError("the receipt is of the form \"\(line[..<colon])\", which this program does not read")
    }
    let parts = line.dropFirst(Self.prefix.count).split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, let json = Self.decode(String(parts[0])), Self.check(json) == parts[1],
      let short = try? JSONDecoder().decode(JSONValue.self, from: json),
      let whole = try? JSONEncoder().encode(short.lengthened(by: Self.usual)),
      let content = try? JSONDecoder().decode(Content.self, from: whole)
    else {
      throw SettingError("the receipt is damaged or cut short; copy the whole line again")
    }
    self.init(
      content.experiment, turns: content.turns, touches: content.touches, reading: content.reading)
  }

  /// An experiment and its layers of which nothing is said. The defaults are part of the form: another default needs
  /// another number in the prefix.
  private static let usual: JSONValue = {
    let experiment = Experiment(layers: [LayerChoice()], discriminator: [LayerChoice()])
    let json = try? JSONEncoder().encode(experiment)
    return json.flatMap { try? JSONDecoder().decode(JSONValue.self, from: $0) } ?? .object([:])
  }()

  private static func decode(_ body: String) -> Data? {
    let standard = body.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    return Data(base64Encoded: standard + String(repeating: "=", count: (4 - standard.count % 4) % 4))
  }

  private static func check(_ json: Data) -> String {
    var hash: UInt32 = 0x811C_9DC5
    for byte in json { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
    return String(format: "%08x", hash)
  }
}

extension Receipt {
  /// The first meter after so many steps.
  public struct Reading: Sendable, Hashable {
    public var step: Int
    public var meter: String
    public var value: Float

    public init(step: Int, meter: String, value: Float) {
      self.step = step
      self.meter = meter
      self.value = value
    }

    /// Whether another reading is the same, or differs by no more than processors differ in rounding: one part in a
    /// thousand.
    public func agrees(with other: Reading) -> Bool {
      guard step == other.step, meter == other.meter else { return false }
      if value == other.value || value.isNaN && other.value.isNaN { return true }
      return abs(value - other.value) <= 1e-3 * max(abs(value), abs(other.value))
    }
  }

  /// What a replay has shown, as one sentence; nil where the receipt promises no reading.
  public func verdict(_ replayed: Reading) -> (agrees: Bool, sentence: String)? {
    guard let reading else { return nil }
    let was = "\(reading.meter) \(Numeral.text(reading.value)) at step \(reading.step)"
    if reading == replayed || reading.value.isNaN && reading.agrees(with: replayed) {
      return (true, "replay agrees: \(was), as the receipt says")
    }
    let isNow = "\(replayed.meter) \(Numeral.text(replayed.value)) at step \(replayed.step)"
    if reading.agrees(with: replayed) {
      return (true, "replay agrees within rounding: \(isNow), where the receipt says \(was)")
    }
    return (
      false,
      "replay differs: \(isNow), but the receipt says \(was); the data or the program have changed since"
    )
  }

  /// The body of the line: the keys of the experiment with those of the receipt beside them.
  private struct Content: Codable {
    private enum Keys: String, CodingKey { case turns, touches, reading }

    var experiment: Experiment
    var turns: [Turn]
    var touches: [Touch]
    var reading: Reading?

    init(_ receipt: Receipt) {
      experiment = receipt.experiment
      (turns, touches) = (receipt.turns, receipt.touches)
      reading = receipt.reading
    }

    init(from decoder: any Decoder) throws {
      experiment = try Experiment(from: decoder)
      let values = try decoder.container(keyedBy: Keys.self)
      turns = try values.decodeIfPresent([Turn].self, forKey: .turns) ?? []
      touches = try values.decodeIfPresent([Touch].self, forKey: .touches) ?? []
      reading = try values.decodeIfPresent(Reading.self, forKey: .reading)
    }

    func encode(to encoder: any Encoder) throws {
      try experiment.encode(to: encoder)
      var values = encoder.container(keyedBy: Keys.self)
      if !turns.isEmpty { try values.encode(turns, forKey: .turns) }
      if !touches.isEmpty { try values.encode(touches, forKey: .touches) }
      try values.encodeIfPresent(reading, forKey: .reading)
    }
  }
}

extension Receipt.Reading: Codable {
  private enum CodingKeys: String, CodingKey { case step, meter, value }

  /// The value is a text, because JSON knows no `nan` and no `inf`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    let text = try values.decode(String.self, forKey: .value)
    guard let value = Float(text) else {
      throw DecodingError.dataCorruptedError(
        forKey: .value, in: values, debugDescription: "not a number: \(text)")
    }
    self.init(
      step: try values.decode(Int.self, forKey: .step), meter: try values.decode(String.self, forKey: .meter),
      value: value)
  }

  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(step, forKey: .step)
    try values.encode(meter, forKey: .meter)
    try values.encode(Numeral.text(value), forKey: .value)
  }
}
