import Neural

/// How PyTorch spells a layer.
struct PyTorchModule {
  /// The module that is made once; nil for a step without one.
  let maker: String?
  /// The statement of the forward pass, with `$` for the module.
  private let step: String
  /// Our parameter names that PyTorch spells differently.
  private let renamed: [String: String]

  private init(_ maker: String?, _ step: String, renamed: [String: String] = [:]) {
    self.maker = maker
    self.step = step
    self.renamed = renamed
  }

  /// Throws one sentence for a layer without a counterpart.
  init(_ layer: any Layer) throws(SettingError) {
    if let recurrent = Self.unit(of: layer) {
      self = try Self.recurrent(recurrent)
    } else if let function = Self.function(of: layer) {
      self.init(nil, function)
    } else if let module = Self.module(of: layer) {
      self = module
    } else {
      throw SettingError(
        "--to pytorch cannot write the layer \"\(type(of: layer).name)\"; take csv for the curves or safetensors for "
          + "the weights")
    }
  }

  /// Layers with a module of their own.
  private static func module(of layer: any Layer) -> PyTorchModule? {
    switch layer {
    case let dense as Dense:
      let isWhole = dense.inputs == dense.input.count
      return PyTorchModule(
        "nn.Linear(\(dense.inputs), \(dense.outputs))", isWhole ? "x = $(x.flatten(1))" : "x = $(x)")
    case let convolution as Convolution:
      let kernel = convolution.kernel
      return PyTorchModule(
        "nn.Conv2d(\(convolution.input.channels), \(convolution.filters), (\(kernel.rows), \(kernel.columns)), "
          + "stride=\(convolution.stride), padding=\(convolution.padding))", "x = $(\(image(layer.input)))")
    case let pooling as MaxPooling:
      return PyTorchModule("nn.MaxPool2d(\(pooling.size), \(pooling.stride))", "x = $(\(image(layer.input)))")
    case let pooling as AveragePooling:
      return PyTorchModule("nn.AvgPool2d(\(pooling.size), \(pooling.stride))", "x = $(\(image(layer.input)))")
    case let norm as BatchNormalization: return batchNormalization(norm)
    case let norm as LayerNormalization:
      return PyTorchModule("nn.LayerNorm(\(norm.features), eps=\(norm.epsilon))", "x = $(x)")
    case let dropout as Dropout where dropout.scaling == .kept:
      return PyTorchModule("nn.Dropout(\(dropout.rate))", "x = $(x)")
    case let slope as PReLU: return PyTorchModule("nn.PReLU(init=\(slope.start))", "x = $(x)")
    default: return nil
    }
  }

  /// Layers that are a single expression.
  private static func function(of layer: any Layer) -> String? {
    switch layer {
    case is GlobalMaxPooling: "x = x.amax((2, 3))"
    case is GlobalAveragePooling: "x = x.mean((2, 3))"
    case is Flatten: "x = x.flatten(1)"
    case let leaky as LeakyReLU: "x = F.leaky_relu(x, \(leaky.slope))"
    case let elu as ELU: "x = F.elu(x, \(elu.alpha))"
    case let softplus as Softplus: "x = F.softplus(x, \(softplus.beta))"
    case let gelu as GELU: "x = F.gelu(x\(gelu.usesTanh ? ", approximate=\"tanh\"" : ""))"
    case let swish as Swish: "x = x * torch.sigmoid(\(swish.beta) * x)"
    default: functions[type(of: layer).name]
    }
  }

  private static let functions = [
    "relu": "x = F.relu(x)", "sigmoid": "x = torch.sigmoid(x)", "tanh": "x = torch.tanh(x)",
    "softmax": "x = F.softmax(x, -1)", "linear": "x = x", "selu": "x = F.selu(x)",
  ]

  private static func image(_ shape: Shape) -> String {
    "x.view(-1, \(shape.channels), \(shape.rows), \(shape.columns))"
  }

  private static func batchNormalization(_ norm: BatchNormalization) -> PyTorchModule {
    let constants = "\(norm.features), eps=\(norm.epsilon), momentum=\(norm.momentum)"
    if norm.isImage { return PyTorchModule("nn.BatchNorm2d(\(constants))", "x = $(x)") }
    if norm.input.rows > 1 {
      return PyTorchModule(
        "nn.BatchNorm1d(\(constants))", "x = $(x.transpose(1, 2)).transpose(1, 2)")
    }
    return PyTorchModule("nn.BatchNorm1d(\(constants))", "x = $(x)")
  }

  private static func unit(of layer: any Layer) -> RecurrentUnit? {
    switch layer {
    case let layer as Recurrent: layer.unit
    case let layer as LSTM: layer.unit
    case let layer as GRU: layer.unit
    default: nil
    }
  }

  private static func recurrent(_ unit: RecurrentUnit) throws(SettingError) -> PyTorchModule {
    guard unit.truncate == 0, unit.cell != .linear else {
      throw SettingError("--to pytorch cannot write a recurrent layer that is truncated or linear")
    }
    let names: [RecurrentUnit.Cell: String] = [.lstm: "LSTM", .gru: "GRU", .tanh: "RNN", .relu: "RNN"]
    let rule = unit.cell == .relu ? ", nonlinearity=\"relu\"" : ""
    let sequence = "x.view(-1, \(unit.steps), \(unit.vocabulary > 0 ? 1 : unit.inputs))"
    let input =
      unit.vocabulary > 0
      ? "F.one_hot(\(sequence).squeeze(-1).long(), \(unit.vocabulary)).float()" : sequence
    let own = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    return PyTorchModule(
      "nn.\(names[unit.cell] ?? "RNN")(\(unit.inputs), \(unit.hidden), batch_first=True\(rule))",
      "x = $(\(input))[0]" + (unit.givesLast ? "[:, -1]" : ""),
      renamed: Dictionary(uniqueKeysWithValues: own.map { ($0, $0 + "_l0") }))
  }

  func lines(name: String) -> [String] { [step.replacing("$", with: name)] }

  func parameterName(_ own: String) -> String { renamed[own] ?? own }
}
