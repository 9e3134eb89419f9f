import TerminalUI

/// The keys as the terminal's own description spells them.
enum OwnKeys {
  private static let names: [(String, Key)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
    ("kpp", .pageUp), ("knp", .pageDown), ("kdch1", .delete), ("kcbt", .backTab), ("kent", .enter),
    ("kf1", .function(1)), ("kf2", .function(2)), ("kf3", .function(3)), ("kf4", .function(4)),
    ("kf5", .function(5)), ("kf6", .function(6)), ("kf7", .function(7)), ("kf8", .function(8)),
    ("kf9", .function(9)), ("kf10", .function(10)), ("kf11", .function(11)), ("kf12", .function(12)),
  ]

  /// By the bytes after the escape; keys spelt in another way are left out.
  static func ofTerminal() -> [[UInt8]: Key] {
    var found: [[UInt8]: Key] = [:]
    for (name, key) in names {
      guard let bytes = Surroundings.capability(name).map({ Array($0.utf8) }), bytes.first == 0x1B else {
        continue
      }
      found[Array(bytes.dropFirst())] = key
    }
    return found
  }
}
