import Foundation
import Neural
import TestSupport
import Testing

@testable import Datasets

@Suite struct FuzzTests {
  private static let table = """
    w,colour,kind,"long, name"
    1,red,a,0.5
    2.5,red,b,-1e-3
    3,"bl""ue",a,4
    4,blue,b,1e5
    5,red,a,7
    6,blue,b,8

    """

  @Test func aDamagedTableIsDataOrOneSentence() throws {
    var mutator = Mutator(seed: 21)
    let original = Array(Self.table.utf8)
    var read = 0
    let count = Mutator.count(400)
    for _ in 0..<count {
      let bytes = mutator.damaged(original)
      do {
        let data = try withFile(bytes) { path in
          try library.dataset(
            for: DataChoice(file: path, features: ["w"], target: "kind", task: "classification"))
        }
        read += 1
        let names = data.splits.training.classNames + data.splits.training.featureNames + data.notes
        #expect(names.filter { !$0.isHarmless }.isEmpty, "\(names)")
      } catch {
        check("\(error)")
      }
    }
    #expect(read > 0 && read < count)
  }

  private func check(_ sentence: String) {
    #expect(!sentence.isEmpty && sentence.isHarmless && sentence.count < 2000, "\(sentence)")
  }

  @Test func damagedImagesAreImagesOrOneSentence() {
    var mutator = Mutator(seed: 22)
    let original: [UInt8] =
      [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 2] + (0..<12).map { UInt8($0 * 17) }
    var read = 0
    let count = Mutator.count(3000)
    for _ in 0..<count {
      do throws(DataError) {
        let file = try ImageFile(mutator.damaged(original), name: "t", dimensions: 3)
        let images = GreyImages(file, white: 255, isPacked: mutator.below(2) == 0)
        read += 1
        #expect(images.pixels.count <= 2 * file.values.count)
      } catch {
        check("\(error)")
      }
    }
    #expect(read > 0 && read < count)
  }

  /// Sizes whose product overflows to the number of bytes that are there.
  @Test(arguments: [
    [0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255],
    [255, 255, 255, 255, 0, 0, 0, 0, 255, 255, 255, 255],
    [128, 0, 0, 0, 128, 0, 0, 0, 0, 0, 0, 4], [128, 0, 0, 0, 128, 0, 0, 0, 128, 0, 0, 0],
  ]) func lyingSizesAreRefused(_ sizes: [UInt8]) {
    #expect(throws: DataError.self) { try ImageFile([0, 0, 8, 3] + sizes, name: "t", dimensions: 3) }
  }

  @Test func escapeSequencesInTablesAreShown() throws {
    let text = "x\u{1B}[2J,k\n1,\u{1B}]0;owned\u{7}\n2,b\n3,\u{1B}]0;owned\u{7}\n4,b\n5,b\n"
    let data = try withFile(Array(text.utf8)) { path in
      try library.dataset(for: DataChoice(file: path, target: "k", task: "classification"))
    }
    let names = data.splits.training.classNames + data.splits.training.featureNames
    #expect(names.filter { !$0.isHarmless }.isEmpty, "\(names)")
    #expect(names.contains { $0.contains("␛") })
    let refusal = sentence {
      _ = try withFile(Array(text.utf8)) { path in
        try library.dataset(for: DataChoice(file: path, target: "\u{1B}[1m", task: "classification"))
      }
    }
    check(refusal)
  }
}
