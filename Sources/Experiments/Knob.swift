import Datasets

/// One thing a student can turn.
public struct Knob: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    /// A number between two ends; `logarithmic` knobs go 1-2-5, others by `step`.
    case number(ClosedRange<Double>, step: Double, logarithmic: Bool)
    case choice([String])
    case toggle
  }

  /// The key as in `--set key=value`: `rate`, `activation`, `layers.0.dense`, `data.noise`…
  public var key: String
  /// What the screen calls it.
  public var label: String
  public var kind: Kind
  /// True if it can be turned while training goes on; false if it makes a new run with the same seed.
  public var isLive: Bool

  public init(key: String, label: String, kind: Kind, isLive: Bool) {
    self.key = key
    self.label = label
    self.kind = kind
    self.isLive = isLive
  }
}

/// One `key = value`, as typed after `--set` or written in a `set` block.
public struct Setting: Sendable, Hashable, Codable {
  public var key: String
  public var value: String

  public init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}

/// A setting that cannot be made, as one sentence.
public struct SettingError: Error, Sendable, Hashable, CustomStringConvertible {
  public var description: String
  /// What files or people wrote into it is shown, never obeyed by a terminal.
  public init(_ description: String) { self.description = description.visible }
}
