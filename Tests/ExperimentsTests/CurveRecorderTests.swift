import TestSupport
import Testing

@testable import Experiments

@Suite struct CurveRecorderTests {
  @Test func fewReadingsStandOneToABucket() {
    var recorder = CurveRecorder()
    for value in [3, 1, 2] as [Float] { recorder.append(value) }
    let curve = recorder.curve
    #expect(curve.width == 1)
    #expect(curve.buckets.map(\.mean) == [3, 1, 2])
    #expect(curve.recent == [3, 1, 2])
    #expect(curve.recentEnd == 3)
  }

  @Test func nothingWasReadYet() {
    let curve = CurveRecorder().curve
    #expect(curve.buckets.isEmpty)
    #expect(curve.recent.isEmpty)
  }

  @Test(arguments: [512, 513, 1024, 1025, 5000, 100_000])
  func bucketsCoverEveryReading(count: Int) {
    var recorder = CurveRecorder()
    for i in 0..<count { recorder.append(Float(i)) }
    let curve = recorder.curve
    #expect(curve.buckets.count <= 512)
    #expect(curve.buckets.count == (count + curve.width - 1) / curve.width)
    #expect(curve.buckets.count > 256)
    for (i, bucket) in curve.buckets.enumerated() {
      let first = i * curve.width
      let last = min(first + curve.width, count) - 1
      #expect(bucket.low == Float(first))
      #expect(bucket.high == Float(last))
      #expect(bucket.last == Float(last))
      #expect(abs(bucket.mean - Float(first + last) / 2) <= 0.01)
    }
    #expect(curve.recent.count == 512)
    #expect(curve.recent.last == Float(count - 1))
    #expect(curve.recent.first == Float(count - 512))
  }

  @Test func aSpikeSurvivesThinning() {
    var recorder = CurveRecorder()
    for i in 0..<200_000 { recorder.append(i == 77_777 ? 1000 : 1) }
    let curve = recorder.curve
    let bucket = curve.buckets[77_777 / curve.width]
    #expect(bucket.high == 1000)
    #expect(bucket.low == 1)
    #expect(curve.buckets.filter { $0.high > 1 }.count == 1)
  }

  @Test func brokenReadingsAreCountedAndKeptOut() {
    var recorder = CurveRecorder()
    for value in [1, .nan, .infinity, 3] as [Float] { recorder.append(value) }
    for _ in 0..<2000 { recorder.append(2) }
    let first = recorder.curve.buckets[0]
    #expect(first.broken == 2)
    #expect(first.low == 1)
    #expect(first.high == 3)
    #expect(first.mean.isFinite)
  }

  @Test func aBucketOfBrokenReadingsOnlyHasNoBounds() {
    var recorder = CurveRecorder()
    recorder.append(.nan)
    recorder.append(-.infinity)
    let buckets = recorder.curve.buckets
    #expect(buckets.map(\.broken) == [1, 1])
    #expect(buckets.allSatisfy { $0.low.isNaN && $0.high.isNaN && $0.mean.isNaN && $0.last.isNaN })
    #expect(recorder.curve.recent[0].isNaN)
  }

  @Test func appendingAllocatesNothing() {
    var recorder = CurveRecorder()
    for i in 0..<600 { recorder.append(Float(i)) }
    let copy = recorder.curve
    let allocations = countAllocations { for i in 0..<5000 { recorder.append(Float(i)) } }
    #expect(allocations == 0)
    #expect(copy.recentEnd == 600)
  }
}
