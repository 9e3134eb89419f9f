import Neural
import Testing

@Suite struct CatalogTests {
  @Test func namesAndAliasesAreUnique() {
    for catalog in [LayerCatalog.all, ActivationCatalog.all] { expectUnique(catalog) }
    expectUnique(LossCatalog.all)
    expectUnique(OptimizerCatalog.all)
  }

  private func expectUnique<Entry>(_ catalog: Catalog<Entry>) {
    let spellings = catalog.entries.flatMap { [$0.name] + $0.aliases }
    #expect(Set(spellings).count == spellings.count)
    #expect(catalog.entries.allSatisfy { !$0.summary.isEmpty })
  }

  @Test func aliasesLeadToTheEntry() throws {
    let losses = LossCatalog.all
    #expect(losses["bce"]?.name == "binary-cross-entropy")
    #expect(losses["mse"]?.name == "mean-squared-error")
    #expect(losses["cross-entropy"]?.name == "categorical-cross-entropy")
  }

  @Test(arguments: [
    ("tahn", "there is no activation \"tahn\"; did you mean \"tanh\"?"),
    ("ReLU", "there is no activation \"ReLU\"; did you mean \"relu\"?"),
  ])
  func aTypoNamesTheNearest(name: String, sentence: String) {
    let error = #expect(throws: CatalogError.self) { try ActivationCatalog.all.entry(named: name) }
    #expect(error?.description == sentence)
  }

  @Test func aStrangeNameListsTheKnownOnes() {
    let error = #expect(throws: CatalogError.self) { try OptimizerCatalog.all.entry(named: "gauss-newton") }
    #expect(
      error?.description
        == "there is no optimizer \"gauss-newton\"; known are \(OptimizerCatalog.all.names.joined(separator: ", "))"
    )
  }

  @Test func optionsAreChecked() throws {
    let adam = try OptimizerCatalog.all.entry(named: "adam")
    var error = #expect(throws: CatalogError.self) { try adam.make(options: ["beta": 0.5]) }
    #expect(error?.description == "adam has no option \"beta\"; did you mean \"beta1\"?")
    error = #expect(throws: CatalogError.self) { try adam.make(options: ["beta1": 2]) }
    #expect(error?.description == "beta1 of adam must lie between 0.0 and 0.999999, not 2.0")
    error = #expect(throws: CatalogError.self) { try adam.make(options: ["beta1": .nan]) }
    #expect(error != nil)
    let sgd = try OptimizerCatalog.all.entry(named: "sgd")
    error = #expect(throws: CatalogError.self) { try sgd.make(options: ["momentum": 0.9]) }
    #expect(error?.description == "sgd has no option \"momentum\"; it has no options")
  }

  @Test func sizesAreChecked() throws {
    let dense = try LayerCatalog.all.entry(named: "dense")
    let relu = try LayerCatalog.all.entry(named: "relu")
    #expect(throws: CatalogError("a dense layer needs a size, such as {dense: 16}")) {
      try dense.make(LayerRequest(input: .vector(2)))
    }
    #expect(throws: CatalogError("the size of a dense layer must lie between 1 and 65536, not 0")) {
      try dense.make(LayerRequest(input: .vector(2), size: 0))
    }
    #expect(throws: CatalogError("a relu layer has no size; remove the 3")) {
      try relu.make(LayerRequest(input: .vector(2), size: 3))
    }
    #expect(throws: CatalogError("a dense layer needs at least one input; the layer before it has none")) {
      try dense.make(LayerRequest(input: .vector(0), size: 3))
    }
  }
}
