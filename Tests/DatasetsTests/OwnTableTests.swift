import Datasets
import Foundation
import Neural
import Testing

struct OwnTableTests {
  private static let rows = "w,colour,kind\n1,red,a\n2,red,b\n3,blue,a\n4,blue,b\n5,red,a\n"

  private func dataset(
    _ text: String, target: String? = "kind", task: String? = "classification", features: [String] = [],
    classes: [String] = []
  ) throws -> Dataset {
    try dataset(bytes: Array(text.utf8), target: target, task: task, features: features, classes: classes)
  }

  private func dataset(
    bytes: [UInt8], target: String? = "kind", task: String? = "classification", features: [String] = [],
    classes: [String] = []
  ) throws -> Dataset {
    try withFile(bytes) { path in
      try library.dataset(
        for: DataChoice(file: path, features: features, target: target, classes: classes, task: task))
    }
  }

  /// The sentence after the folder of the temporary file: `t.csv:…`.
  private func refusal(
    _ text: String, target: String? = "kind", task: String? = "classification", features: [String] = [],
    classes: [String] = []
  ) -> String {
    refusal(bytes: Array(text.utf8), target: target, task: task, features: features, classes: classes)
  }

  private func refusal(
    bytes: [UInt8], target: String? = "kind", task: String? = "classification", features: [String] = [],
    classes: [String] = []
  ) -> String {
    let whole = sentence {
      _ = try dataset(bytes: bytes, target: target, task: task, features: features, classes: classes)
    }
    guard let place = whole.range(of: "t.csv") else { return whole }
    return String(whole[place.lowerBound...])
  }

  @Test func numericColumnsAreInputsAndTheLastFifthTests() throws {
    let dataset = try dataset(Self.rows)
    #expect(dataset.splits.training.inputs == [1, 2, 3, 4] && dataset.splits.test.inputs == [5])
    #expect(dataset.splits.training.targets == [0, 1, 0, 1] && dataset.splits.training.problem == .binary)
    #expect(dataset.splits.training.classNames == ["a", "b"] && dataset.splits.training.targetName == "kind")
    #expect(dataset.notes == ["Text columns left out: colour; name them in \"features\" to use them."])
  }

  @Test func namedTextColumnsBecomeOneInputAWord() throws {
    let training = try dataset(Self.rows, features: ["colour"]).splits.training
    #expect(
      training.featureNames == ["colour=blue", "colour=red"] && training.inputs == [0, 1, 0, 1, 1, 0, 1, 0])
  }

  @Test func classesKeepTheirRowsAndOrder() throws {
    let text = "x,k\n" + (0..<10).map { "\($0),\(["p", "q", "r"][$0 % 3])\n" }.joined()
    let training = try dataset(text, target: "k", classes: ["r", "p"]).splits.training
    #expect(
      training.classNames == ["r", "p"] && training.inputs == [0, 2, 3, 5, 6, 8]
        && training.targets[..<2] == [1, 0])
    let all = try dataset(text, target: "k").splits.training
    #expect(all.problem == .classes(3))
  }

  @Test func classesThatAreNumbersAreInTheOrderOfTheirValues() throws {
    let text = "x,k\n1,10\n2,9\n3,10\n4,9\n"
    #expect(try dataset(text, target: "k").splits.training.classNames == ["9", "10"])
  }

  @Test func regressionReadsNumbersOfEveryForm() throws {
    let text = "x,y\n-1,1e2\n.5,+3\n 7 ,2.\n1E-3,0\n"
    let training = try dataset(text, target: "y", task: "regression").splits.training
    #expect(training.inputs == [-1, 0.5, 7, 0.001] && training.targets == [100, 3, 2, 0])
  }

  @Test func quotesMarksAndLineEndsOfEveryKindAreRead() throws {
    let text = "\u{FEFF}\"x, in m\",\"a \"\"b\"\"\",kind\r\n\"1\",\"two\r\nlines\",a\r\n2, \"c,d\" ,b\r\n\r\n"
    let training = try dataset(text, features: ["x, in m", "a \"b\""]).splits.training
    #expect(training.featureNames == ["x, in m", "a \"b\"=c,d", "a \"b\"=two␍␊lines"])
    #expect(training.inputs == [1, 0, 1, 2, 1, 0] && training.classNames == ["a", "b"])
  }

  @Test(arguments: ["a,b\n1,x\n2,y", "a,b\r\n1,x\r\n2,y\r", "a,b\n1,x\n2,y\n\n\n"])
  func theEndOfTheFileMayLookAnyWay(text: String) throws {
    #expect(try dataset(text, target: "b").splits.training.inputs == [1, 2])
  }

  @Test func nothingIsGuessed() {
    #expect(
      refusal(Self.rows, task: nil)
        == "t.csv: the task is not named; write \"task: classification\" to predict a class or \"task: "
        + "regression\" to predict a number."
    )
    #expect(
      refusal(Self.rows, task: "regresion")
        == "t.csv: there is no task \"regresion\"; did you mean \"regression\"?")
    #expect(
      refusal(Self.rows, target: nil)
        == "t.csv: the column to predict is not named; write \"target:\" and its name.")
    #expect(
      refusal(Self.rows, target: "kinds")
        == "t.csv:1:1: there is no column \"kinds\" for \"target\"; did you mean \"kind\"?")
    #expect(
      refusal(Self.rows, features: ["color"])
        == "t.csv:1:1: there is no column \"color\" for \"features\"; did you mean \"colour\"?")
    #expect(
      refusal(Self.rows, features: ["kind"])
        == "t.csv:1:1: \"kind\" is the target and cannot be a feature too; leave it out of one.")
    #expect(
      refusal(Self.rows, features: ["w", "w"])
        == "t.csv:1:1: the feature \"w\" is named twice; leave one out.")
    #expect(
      refusal(Self.rows, classes: ["a", "B1"])
        == "t.csv:1:1: column \"kind\" has no class \"B1\"; did you mean \"b\"?")
    #expect(
      refusal(Self.rows, classes: ["a"])
        == "t.csv:1:1: column \"kind\" has only the class \"a\"; two are needed.")
    #expect(
      refusal(Self.rows, target: "w", task: "regression", classes: ["a"])
        == "t.csv: \"classes\" is for a classification; leave it out of a regression.")
  }

  @Test func brokenRowsAreNamedByLineAndColumn() {
    #expect(
      refusal("a,kind\n1,x\n2\n") == "t.csv:3:1: the row has 1 field but the header names 2; mend the row.")
    #expect(
      refusal("a,kind\n1,x,9\n") == "t.csv:2:1: the row has 3 fields but the header names 2; mend the row.")
    #expect(refusal("a,kind\n1,x\n\n2,y\n") == "t.csv:3:1: an empty line between rows; remove it.")
    #expect(
      refusal("a,kind\n1,x\n,y\n")
        == "t.csv:3:1: the field of column \"a\" is empty; fill it in or drop the row.")
    #expect(
      refusal("a,kind\n1,x\n2,\n")
        == "t.csv:3:3: the field of column \"kind\" is empty; fill it in or drop the row.")
    #expect(
      refusal("kind,a\nxé,1\né,n/a\n")
        == "t.csv:3:3: \"n/a\" in column \"a\" is not a number; mend it "
        + "or leave the column out of \"features\"."
    )
    #expect(
      refusal("a,y\n1,2\n3,two\n", target: "y", task: "regression").hasPrefix(
        "t.csv:3:3: \"two\" in column \"y\" is not a number"))
    #expect(
      refusal("a,kind\n0x10,x\n1,y\n").hasPrefix("t.csv:2:1: \"0x10\" in column \"a\" is not a number"))
  }

  @Test(arguments: ["nan", "NaN", "inf", "-Infinity"]) func numbersMustBeFinite(word: String) {
    #expect(
      refusal("a,kind\n1,x\n\(word),y\n")
        == "t.csv:3:1: \"\(word)\" in column \"a\" is not a finite number; replace it or drop the row.")
  }

  @Test func numbersMustFit() {
    #expect(
      refusal("a,kind\n1,x\n1e300,y\n")
        == "t.csv:3:1: \"1e300\" in column \"a\" is too large to compute with; use a larger unit.")
    #expect(refusal("a,kind\n1,x\n1e999,y\n").contains("too large"))
  }

  @Test func emptyTablesAreRefused() {
    #expect(refusal("") == "t.csv:1:1: the file is empty; write a header row and rows below it.")
    #expect(refusal("\n\r\n") == "t.csv:1:1: the file is empty; write a header row and rows below it.")
    #expect(
      refusal("a,kind") == "t.csv:1:7: the file ends after the header; write at least one row below it.")
    #expect(
      refusal("a,kind\n") == "t.csv:2:1: the file ends after the header; write at least one row below it.")
    #expect(
      refusal("n,kind\nx,a\ny,b\n")
        == "t.csv:1:1: no column but the target holds numbers; name text columns in \"features\" to use them."
    )
  }

  @Test func headersMustNameEachColumnOnce() {
    #expect(
      refusal("a,b,a,kind\n1,2,3,x\n")
        == "t.csv:1:5: the name \"a\" stands over columns 1 and 3; name them apart.")
    #expect(
      refusal("a,,kind\n1,2,x\n") == "t.csv:1:3: column 2 has no name; the first row names the columns.")
    #expect(
      refusal("1,2\n3,4\n", target: "2")
        == "t.csv:1:1: the first row holds only numbers; put a row with the names of the columns above it.")
    #expect(
      refusal("a;kind\n1;x\n")
        == "t.csv:1:1: the columns are separated by semicolons; save the file with commas.")
    #expect(
      refusal("a\tkind\n1\tx\n") == "t.csv:1:1: the columns are separated by tabs; save the file with commas."
    )
  }

  @Test func quotingMistakesAreNamed() {
    #expect(
      refusal("a,kind\n1,\"x\n2,y\n")
        == "t.csv:2:3: the quote that opens here is never closed; add the closing quote.")
    #expect(
      refusal("a,kind\n1,x\"y\n")
        == "t.csv:2:4: a quote inside an unquoted field; quote the whole field and double the inner quote.")
    #expect(
      refusal("a,kind\n1,\"x\"y\n")
        == "t.csv:2:6: text after a closing quote; double the quotes that belong to the text.")
    #expect(
      refusal("a,kind\r1,x\r2,y\r")
        == "t.csv:1:7: a carriage return without a line feed; save the file with ordinary line ends.")
  }

  @Test func otherEncodingsAreNamed() {
    #expect(refusal(bytes: [0xFF, 0xFE, 0x61, 0]) == "t.csv:1:1: the file is UTF-16; save it as UTF-8.")
    #expect(
      refusal(bytes: Array("a,kind\n1,".utf8) + [0xE9, 0x0A])
        == "t.csv:2:3: not UTF-8 text; save the file as UTF-8.")
    #expect(
      refusal(bytes: Array("a,kind\n".utf8) + [0, 1])
        == "t.csv:2:1: a zero byte; this is not a text file, save the table as CSV.")
  }

  @Test func classesMustBeFewAndSeenInTraining() {
    let many = "x,id\n" + (0..<300).map { "\($0),n\($0)\n" }.joined()
    #expect(
      refusal(many, target: "id")
        == "t.csv:258:5: column \"id\" has more than 256 different values up to here, "
        + "too many for classes; if it is a number to predict, write \"task: regression\".")
    #expect(
      refusal("x,kind\n1,a\n2,a\n3,b\n4,b\n5,c\n")
        == "t.csv: every row of the class \"c\" is in the last 20 %, which are the test part; "
        + "shuffle the rows."
    )
    #expect(
      refusal("x,kind\n1,a\n2,a\n") == "t.csv:1:1: column \"kind\" has only the class \"a\"; two are needed.")
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    let choice = DataChoice(file: "/nowhere/x.csv", target: "y", task: "regression")
    #expect(
      sentence { _ = try library.splits(for: choice) }.hasPrefix("The file \"/nowhere/x.csv\" does not exist")
    )
    let folder = FileManager.default.temporaryDirectory.path
    #expect(
      sentence { _ = try library.splits(for: DataChoice(file: folder, target: "y", task: "regression")) }
        == "\"\(folder)\" is a folder; name a CSV file in it.")
    #expect(
      sentence { _ = try library.splits(for: DataChoice(file: "/dev/zero", target: "y", task: "regression")) }
        == "\"/dev/zero\" is not an ordinary file; save the table to one.")
    try withFile([]) { path in
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.truncate(atOffset: 300_000_000)
      #expect(
        sentence { _ = try library.splits(for: DataChoice(file: path, target: "y", task: "regression")) }
          == "The file \"\(path)\" has 300 MB, but at most 200 MB are read; cut it down.")
    }
  }

  @Test func keysThatBelongElsewhereAreRefused() {
    let both = DataChoice(name: "wine", file: "t.csv", target: "y", task: "regression")
    #expect(
      sentence { _ = try library.splits(for: both) }
        == "\"name: wine\" and \"file: t.csv\" exclude each other; leave one out.")
    let counted = DataChoice(file: "t.csv", count: 10, target: "y", task: "regression")
    #expect(
      sentence { _ = try library.splits(for: counted) }
        == "t.csv: \"count\" is for generated data; leave it out.")
    let tasked = DataChoice(name: "wine", task: "regression")
    #expect(sentence { _ = try library.splits(for: tasked) }.contains("is only for a table of your own"))
  }

  @Test func aChangedFileIsReadAgain() throws {
    try withFile(Array("x,y\n1,2\n".utf8)) { path in
      let choice = DataChoice(file: path, target: "y", task: "regression")
      #expect(try library.splits(for: choice).training.inputs == [1])
      #expect(try library.splits(for: choice).training.inputs == [1])
      try Data("x,y\n3,2\n4,5\n".utf8).write(to: URL(fileURLWithPath: path))
      #expect(try library.splits(for: choice).training.inputs == [3, 4])
    }
  }
}
