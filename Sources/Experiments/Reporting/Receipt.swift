import Foundation

/// One pasteable line that reproduces a run: `gradlab1:` and the whole experiment, steps included.
///
/// The form is `gradlab1:BODY.CHECK`: BODY is base64url (no padding) of the experiment as JSON with sorted keys, CHECK
/// eight hexadecimal digits of the FNV-1a hash of that JSON.
public struct Receipt: Sendable, Hashable, CustomStringConvertible {
  static let prefix = "gradlab1:"

  public let experiment: Experiment

  public init(_ experiment: Experiment) { self.experiment = experiment }

  public var description: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let json = try? encoder.encode(experiment) else { return "" }
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
      let experiment = try? JSONDecoder().decode(Experiment.self, from: json)
    else {
      throw SettingError("the receipt is damaged or cut short; copy the whole line again")
    }
    self.experiment = experiment
  }

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
