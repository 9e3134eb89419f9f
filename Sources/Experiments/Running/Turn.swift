/// A live knob that was turned before the step of this index was performed.
public struct Turn: Sendable, Hashable, Codable {
  public var step: Int
  public var setting: Setting

  public init(step: Int, setting: Setting) {
    self.step = step
    self.setting = setting
  }
}
