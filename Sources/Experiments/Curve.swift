/// All of a meter's readings, thinned: each bucket keeps the extremes, so that no spike is lost.
public struct Curve: Sendable, Hashable {
  public struct Bucket: Sendable, Hashable {
    public var low: Float
    public var high: Float
    public var mean: Float
    public var last: Float
    /// Readings in this bucket that were not finite; they do not enter the other numbers.
    public var broken: Int

    public init(low: Float, high: Float, mean: Float, last: Float, broken: Int) {
      self.low = low
      self.high = high
      self.mean = mean
      self.last = last
      self.broken = broken
    }
  }

  /// Bucket i covers the steps i · width ..< (i + 1) · width, counted from `start`.
  public var buckets: [Bucket]
  public var width: Int
  public var start: Int
  /// The most recent readings at full resolution; the last is of step `recentEnd - 1`.
  public var recent: [Float]
  public var recentEnd: Int

  public init(
    buckets: [Bucket] = [], width: Int = 1, start: Int = 0, recent: [Float] = [], recentEnd: Int = 0
  ) {
    self.buckets = buckets
    self.width = width
    self.start = start
    self.recent = recent
    self.recentEnd = recentEnd
  }
}
