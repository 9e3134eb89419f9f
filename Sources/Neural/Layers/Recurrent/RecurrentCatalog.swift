extension LayerCatalog {
  /// The layers that go through a sequence step by step; a size is the number of hidden units.
  static let recurrent: [LayerKind] = [
    LayerKind(
      Recurrent.name, aliases: ["recurrent"], "each state from the input and the state before it",
      takesSize: true,
      options: [CatalogOption("unit", 0, in: 0...2, "0: tanh, 1: relu, 2: linear")] + options
    ) { input, size, options throws(CatalogError) in
      let cells: [RecurrentUnit.Cell] = [.tanh, .relu, .linear]
      return Recurrent(try unit(cells[Int(options["unit"])], input, size, options))
    },
    LayerKind(
      LSTM.name, "a cell that gates write, keep and read", takesSize: true,
      options: [CatalogOption("forget-bias", 1, in: -20...20, "at the start; higher remembers longer")]
        + options
    ) { input, size, options throws(CatalogError) in
      LSTM(try unit(.lstm, input, size, options, bias: options.float("forget-bias")))
    },
    LayerKind(
      GRU.name, "a state that one gate keeps and another resets", takesSize: true,
      options: [CatalogOption("update-bias", 0, in: -20...20, "at the start; higher remembers longer")]
        + options
    ) { input, size, options throws(CatalogError) in
      GRU(try unit(.gru, input, size, options, bias: options.float("update-bias")))
    },
  ]

  private static let options = [
    CatalogOption("last", 0, in: 0...1, "1: only the last state instead of all"),
    CatalogOption(
      "vocabulary", 0, in: 0...65_536, "the input is class numbers, so many of them; 0: features"),
    CatalogOption(
      "truncate", 0, in: 0...65_536, "no gradient flows back past every so many steps; 0: it does"),
    CatalogOption(
      "orthogonal", 0, in: 0...100, "recurrent weights start as a random rotation times this; 0: uniform"),
    CatalogOption(
      "identity", 0, in: 0...100, "recurrent weights start as the identity times this; 0: uniform"),
  ]

  private static func unit(
    _ cell: RecurrentUnit.Cell, _ input: Shape, _ size: Int, _ options: OptionValues, bias: Float = 0
  ) throws(CatalogError) -> RecurrentUnit {
    let vocabulary = Int(options["vocabulary"])
    if vocabulary > 0, input.columns > 1 {
      throw CatalogError(
        "a recurrent layer with a vocabulary reads one class number a step, not \(input.columns) features; "
          + "remove the vocabulary")
    }
    if options.flag("orthogonal"), options.flag("identity") {
      throw CatalogError("recurrent weights start either orthogonal or as the identity; set one of them to 0")
    }
    let start: RecurrentUnit.Start =
      options.flag("orthogonal")
      ? .orthogonal(options.float("orthogonal"))
      : options.flag("identity") ? .identity(options.float("identity")) : .uniform
    return RecurrentUnit(
      cell, input, hidden: size, vocabulary: vocabulary, givesLast: options.flag("last"),
      truncate: Int(options["truncate"]), start: start, gateBias: bias)
  }
}
