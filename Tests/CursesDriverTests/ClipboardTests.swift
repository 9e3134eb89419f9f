import Foundation
import Testing

@testable import CursesDriver

@Suite struct ClipboardTests {
  @Test func base64IsThatOfTheStandard() {
    for length in 0...20 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 71 + 200) }
      #expect(base64(bytes) == Data(bytes).base64EncodedString())
    }
  }
}
