import Datasets
import Foundation
import Testing

@Suite struct TableFactsTests {
  private func facts(_ text: String) throws -> TableFacts {
    try withFile(Array(text.utf8)) { try library.facts(ofTable: $0) }
  }

  @Test func columnsKindsAndRows() throws {
    let facts = try facts("id,size,kind,note\n1,0.5,a,x\n2,1.5,b,3\n3,2.5,a,y\n")
    #expect(facts.rowCount == 3)
    #expect(facts.columns.map(\.name) == ["id", "size", "kind", "note"])
    #expect(
      facts.columns.map(\.words) == ["3 whole numbers", "numbers", "2 words", "numbers and other text"])
    #expect(facts.columns.map(\.isInput) == [true, true, true, false])
    guard case .mixed(let sentence) = facts.columns[3].kind else {
      Issue.record("a mixed column is not seen")
      return
    }
    #expect(sentence.contains(":2:9:") && sentence.contains("is not a number"))
  }

  @Test func proposals() throws {
    #expect(try facts("a,b\n1,x\n2,y\n").proposedTarget == "b")
    let named = try facts("Class,b\n1,0.5\n2,0.7\n")
    #expect(named.proposedTarget == "Class")
    #expect(named.proposedTask(for: "Class") == "classification")
    #expect(named.proposedTask(for: "b") == "regression")
    let spoiled = try facts("a,b\n1,x\n2,3\n")
    #expect(spoiled.proposedTarget == "a")
    #expect(try facts("a,b\n1,x\n2,y\n").proposedTask(for: "b") == "classification")
  }

  @Test func aBrokenTableIsToldWithItsPlace() {
    #expect(sentence { _ = try facts("a,b\n1\n") }.contains(":2:1:"))
  }
}
