import Datasets
import Foundation
import Neural
import Testing

struct CatalogTests {
  private static let names = DatasetCatalog.entries.map(\.name)
  private static let real = DatasetCatalog.entries.filter { !$0.kind.isGenerated }.map(\.name)

  @Test func everyNameAndAliasIsUnique() {
    let all = DatasetCatalog.entries.flatMap { [$0.name] + $0.aliases }
    #expect(Set(all).count == all.count)
    #expect(Self.real.count == 19)
  }

  @Test(arguments: names) func everyEntryDescribesItself(name: String) throws {
    let entry = try DatasetCatalog.entry(named: name)
    #expect(!entry.title.isEmpty && entry.summary.hasSuffix("."))
    #expect(entry.credit.isEmpty == entry.kind.isGenerated)
    for option in entry.options + [entry.count, entry.noise].compactMap({ $0 }) {
      #expect(option.range.contains(option.initial) && !option.summary.isEmpty)
    }
    #expect(Scaling(rawValue: entry.scaling) != nil)
  }

  /// Some 20,000 values spread over all of them: the largest sets have millions.
  private func sample(_ values: [Float]) -> [Float] {
    stride(from: 0, to: values.count, by: max(1, values.count / 20_000)).map { values[$0] }
  }

  @Test(arguments: names) func everyEntryMakesSoundExamples(name: String) throws {
    let entry = try DatasetCatalog.entry(named: name)
    let splits = try library.splits(for: DataChoice(name: name, scaling: entry.scaling), seed: 3)
    for part in [splits.training, splits.validation, splits.test] {
      #expect(part.inputs.count == part.count * part.inputShape.count)
      #expect(sample(part.inputs).allSatisfy(\.isFinite) && part.targets.allSatisfy(\.isFinite))
      #expect(part.inputShape == splits.training.inputShape && part.problem == splits.training.problem)
      switch part.problem {
      case .binary: #expect(part.classNames.count == 2 && part.targets.allSatisfy { $0 == 0 || $0 == 1 })
      case .classes(let count):
        #expect(part.classNames.count == count)
        #expect(part.targets.allSatisfy { $0 == $0.rounded() && $0 >= 0 && Int($0) < count })
      case .regression: #expect(part.classNames.isEmpty)
      }
    }
    #expect(!splits.training.targetName.isEmpty)
    let again = try library.splits(for: DataChoice(name: name, scaling: entry.scaling), seed: 3)
    #expect(sample(again.training.inputs) == sample(splits.training.inputs))
    #expect(again.test.targets == splits.test.targets)
  }

  @Test(arguments: real) func everyRealSetHasItsDocumentedSizes(name: String) throws {
    let entry = try DatasetCatalog.entry(named: name)
    let splits = try library.splits(for: DataChoice(name: name))
    #expect(splits.training.count == entry.trainingCount && splits.test.count == entry.testCount)
    #expect(try library.dataset(for: DataChoice(name: name)).credit == entry.credit)
  }

  @Test func everyCreditStandsInTheReadmeAndBesideTheData() throws {
    let root = try library.root
    let readme = try String(contentsOfFile: root + "/README.md", encoding: .utf8)
    for entry in DatasetCatalog.entries where !entry.kind.isGenerated {
      let folder = entry.name == "ecg-strip" ? "ecg" : entry.name
      let source = try String(contentsOfFile: "\(root)/\(folder)/SOURCE.md", encoding: .utf8)
      #expect(readme.contains("- \(entry.credit)\n") && source.contains("\"\(entry.credit)\""))
    }
  }

  @Test(arguments: real) func everyColumnStandsInTheFile(name: String) throws {
    let entry = try DatasetCatalog.entry(named: name)
    guard !entry.columns.isEmpty else { return }
    let files = ["ecg": "ecg/beats.csv", "ecg-strip": "ecg/strip.csv"]
    let path = try library.root + "/" + (files[name] ?? "\(name)/\(name).csv")
    let header = try String(contentsOfFile: path, encoding: .utf8).prefix { $0 != "\n" }
    #expect(header.split(separator: ",").map { String($0) } == entry.columns.map(\.name))
    #expect(Set(entry.features).isSubset(of: entry.columns.map(\.name)))
  }

  @Test func anUnknownNameIsAnsweredWithTheNearest() {
    #expect(
      sentence { _ = try DatasetCatalog.entry(named: "pengiuns") }
        == "There is no data set \"pengiuns\"; did you mean \"penguins\"?")
    #expect(
      sentence { _ = try DatasetCatalog.entry(named: "") }.hasPrefix("No data set is named; write \"name:\""))
    #expect(
      sentence { _ = try DatasetCatalog.entry(named: "qqqqqqqqqqqqqqqq") }.contains("known are disc, blobs"))
  }

  @Test func aSwitchOfSetsKeepsWhatTheNewSetUnderstands() throws {
    let choice = DataChoice(
      name: "spirals", count: 300, noise: 1.5, seed: 4, options: ["turns": 2, "flips": 3, "test": 50],
      scaling: "robust",
      validation: 0.2)
    let disc = try DatasetCatalog.entry(named: "disc").adapting(choice)
    #expect(
      disc
        == DataChoice(
          name: "disc", count: 300, seed: 4, options: ["test": 50], scaling: "robust", validation: 0.2))
    let wine = try DatasetCatalog.entry(named: "wine").adapting(choice)
    #expect(wine.count == nil && wine.noise == nil && wine.options.isEmpty)
    for entry in DatasetCatalog.entries { _ = try library.splits(for: entry.adapting(choice)) }
  }
}
