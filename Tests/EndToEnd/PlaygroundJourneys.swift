import Foundation
import Testing

extension Journeys {
  /// An experimenter's way: a table of one's own, a network for it, a receipt that others can check.
  @Suite struct Playground {
    private static let flowers: String = {
      let rows = (0..<60).map { row in
        let kind = row % 3
        let length = Double(kind) + Double(row * 7 % 10) / 20
        return "\(length),\(3 - length / 2),\(["daisy", "poppy", "violet"][kind])"
      }
      return "length,width,kind\n" + rows.joined(separator: "\n") + "\n"
    }()

    @Test func fromATableToAReceiptThatAgrees() throws {
      let pane = try Pane(width: 120, height: 40)
      let table = pane.folder.appending(path: "flowers.csv")
      try Data(Self.flowers.utf8).write(to: table)
      pane.run("clear; \"$GRADLAB\" playground flowers.csv --target kind; echo status=$?")
      try pane.wait(for: "60 rows, 3 columns")
      pane.press("Space")
      try pane.wait(for: "running")
      pane.press("+", "+", "+", "+", "+", "+")
      try pane.wait(for: "finished")
      pane.press("S")
      try pane.wait(for: "save as:")
      pane.press("Enter")
      try pane.wait(for: "Saved.")
      // What is done by hand belongs to the receipt.
      pane.press(":")
      pane.type("weight 1 1 1 0.5")
      pane.press("Enter")
      pane.press("e")
      try pane.wait(for: "weight 1→1 of layer 1 set to 0.5")
      pane.press("Escape")
      try pane.wait(for: "finished")
      pane.press("c")
      try pane.wait(for: "Receipt, copied")
      let receipt = try #require(copied(pane))
      #expect(pane.screen.contains(receipt.prefix(60)))
      pane.press("q")
      try pane.waitForStatus(0)
      #expect(pane.isOrdinary)

      try pane.perform("\"$GRADLAB\" run '\(receipt)' >out.txt", status: 0)
      let output = try String(contentsOf: pane.folder.appending(path: "out.txt"), encoding: .utf8)
      #expect(output.contains("replay agrees: loss"), "\(output)")

      try Data((Self.flowers.replacing("0.35,", with: "3.5,")).utf8).write(to: table)
      try pane.perform("\"$GRADLAB\" run '\(receipt)' >out.txt", status: 1)
      try pane.wait(for: "replay differs")

      try pane.perform("\"$GRADLAB\" run '\(receipt.dropLast())'", status: 2)
      try pane.wait(for: "damaged or cut short")

      try pane.perform("\"$GRADLAB\" run experiment.yaml --steps 3 >out.txt", status: 0)
      try pane.wipe()
      pane.run("\"$GRADLAB\" open '\(receipt)'; echo status=$?")
      try pane.wait(for: "replay differs")
      pane.press("q")
      try pane.waitForStatus(0)
    }

    /// What the program asked the terminal to keep on its clipboard.
    private func copied(_ pane: Pane) -> String? {
      let sent = String(decoding: pane.bytes, as: UTF8.self)
      guard let begin = sent.range(of: "\u{1B}]52;c;") else { return nil }
      let text = sent[begin.upperBound...].prefix { $0 != "\u{07}" }
      return Data(base64Encoded: String(text)).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test(arguments: [
      ["open", "gradlab1:abc.12345678"], ["open", "nowhere.yaml"], ["playground", "nowhere.csv"],
      ["playground", "perceptron"], ["open", "perceptron", "--target", "x"],
      ["playground", "x.csv", "--task", "regresion"],
    ])
    func aWrongRequestIsOneSentence(_ arguments: [String]) {
      let outcome = Program(Pane.program, arguments).run()
      #expect(outcome.status == 2)
      #expect(!outcome.output.isEmpty && !outcome.output.contains("\u{1B}"))
    }
  }
}
