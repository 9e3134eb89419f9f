import Lessons
import Neural
import Testing

@Suite struct FuzzTests {
  private static let pieces = [
    "\n", " ", "  ", ":", ": ", "- ", "[", "]", "{", "}", "\"", "'", "|", ">", "&a", "*a", "#", "## ", "```",
    "```set",
    "---", "\t", "\u{0}", "\u{1B}", "é", "\u{202E}", "1e999", "-1", "999999999999999999999", "nan", "null",
    "%", "!!x ",
    "? ", "<!--", "experiment: deep", "repeat: 50", "\r",
  ]

  private func mutate(_ bytes: [UInt8], _ random: inout RandomStream) -> [UInt8] {
    var bytes = bytes
    for _ in 0...random.index(below: 4) where !bytes.isEmpty {
      let place = random.index(below: bytes.count)
      let end = min(bytes.count, place + 1 + random.index(below: 40))
      switch random.index(below: 5) {
      case 0: bytes.removeSubrange(place..<end)
      case 1: bytes[place] = UInt8(random.index(below: 256))
      case 2: bytes.insert(contentsOf: bytes[place..<end], at: random.index(below: bytes.count))
      case 3: bytes.replaceSubrange(place..<end, with: bytes[place..<end].reversed())
      default: bytes.insert(contentsOf: Self.pieces[random.index(below: Self.pieces.count)].utf8, at: place)
      }
    }
    return bytes
  }

  @Test(arguments: 0..<4) func mutationsGiveALessonOrProblemsWithLines(_ seed: UInt64) {
    var random = RandomStream(seed: seed, stream: 9)
    let original = Array(SampleLesson.text.utf8)
    var read = 0
    for _ in 0..<150 {
      let bytes = mutate(original, &random)
      let lineCount = bytes.count { $0 == UInt8(ascii: "\n") } + 1
      do throws(LessonProblems) {
        let lesson = try LessonFile(path: "fuzz.md", bytes: bytes).lesson
        read += 1
        #expect(!lesson.pages.isEmpty)
      } catch {
        #expect(!error.problems.isEmpty)
        #expect(error.problems.allSatisfy { (1...lineCount).contains($0.line) && !$0.sentence.isEmpty })
      }
    }
    #expect(read > 0 && read < 150)
  }
}
