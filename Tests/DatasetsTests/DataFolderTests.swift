import Testing

@testable import Datasets

struct DataFolderTests {
  private func find(
    _ folders: Set<String>, environment: [String: String] = [:],
    executable: String? = "/home/p/lab/.build/debug/gradlab",
    currentFolder: String = "/tmp/there"
  ) throws -> String {
    try DataFolder(
      environment: environment, executable: executable, currentFolder: currentFolder,
      isFolder: { folders.contains($0) }
    ).found()
  }

  @Test func aCheckoutIsFoundAboveTheExecutable() throws {
    #expect(try find(["/home/p/lab/assets/data", "/tmp/there/assets/data"]) == "/home/p/lab/assets/data")
  }

  @Test func anInstallationIsFoundInItsPrefix() throws {
    #expect(
      try find(["/usr/local/share/gradlab/assets/data"], executable: "/usr/local/bin/gradlab")
        == "/usr/local/share/gradlab/assets/data")
  }

  @Test func theCurrentFolderComesLast() throws {
    #expect(try find(["/tmp/assets/data"]) == "/tmp/assets/data")
    #expect(try find(["/assets/data"], executable: nil, currentFolder: "/") == "/assets/data")
  }

  @Test func theEnvironmentComesFirstAndIsNotPassedOver() throws {
    let folders: Set = ["/home/p/lab/assets/data", "/my/assets/data"]
    #expect(try find(folders, environment: ["GRADLAB_ASSETS": "/my/assets"]) == "/my/assets/data")
    #expect(
      sentence { _ = try find(folders, environment: ["GRADLAB_ASSETS": "/no"]) }
        == "GRADLAB_ASSETS is \"/no\", but there is no folder \"data\" in it; mend or unset it.")
  }

  @Test func aSearchInVainSaysWhereItLooked() {
    #expect(
      sentence { _ = try find([]) }
        == "The data sets were not found: "
        + "looked for assets/data beside and above /home/p/lab/.build/debug/gradlab, "
        + "in share/gradlab/assets there, and in and above /tmp/there; "
        + "set GRADLAB_ASSETS to the folder \"assets\"."
    )
  }

  @Test func theStandardLibraryFindsThisCheckout() throws {
    #expect(try DataLibrary.standard.root.hasSuffix("/assets/data"))
  }

  @Test func tooManyRowsAreRefused() {
    let text = "x,y\n" + String(repeating: "1,2\n", count: 12)
    #expect(
      sentence { _ = try TableParser(bytes: Array(text.utf8), name: "t.csv", mostRows: 10).parse() }
        == "t.csv:12:1: the table has more than 10 rows; keep fewer rows or columns.")
  }

  @Test func brokenImageFilesAreRefused() {
    #expect(
      sentence { _ = try ImageFile([0, 0, 8, 1, 0, 0, 0, 3, 1, 2], name: "l.idx1", dimensions: 1) }
        == "l.idx1: 3 bytes are promised, 2 are there; restore the file.")
    #expect(
      sentence { _ = try ImageFile([1, 2, 3], name: "l.idx1", dimensions: 1) }
        == "l.idx1: this is no IDX file of bytes in 1 dimensions; restore the file.")
  }
}
