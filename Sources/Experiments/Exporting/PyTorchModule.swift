import Neural

/// How PyTorch spells a layer.
struct PyTorchModule {
  /// The module that is made once; nil for a step without one.
  var maker: String?
  /// The statement of the forward pass, with `$` for the module.
  private var step: String
  /// Our parameter names that PyTorch spells differently.
  private var renamed: [String: String] = [:]

  /// Throws one sentence for a layer without a counterpart.
  init(_ layer: any Layer) throws(SettingError) {
    (maker, step) = (nil, "x = $(x)")
    switch layer {
    case let dense as Dense:
      maker = "nn.Linear(\(dense.inputs), \(dense.outputs))"
      if dense.inputs == dense.input.count { step = "x = $(x.flatten(1))" }
    case let convolution as Convolution:
      let kernel = convolution.kernel
      maker =
        "nn.Conv2d(\(convolution.input.channels), \(convolution.filters), (\(kernel.rows), \(kernel.columns)), "
        + "stride=\(convolution.stride), padding=\(convolution.padding))"
      step = "x = $(\(Self.image(layer.input)))"
    case let pooling as MaxPooling: maker = "nn.MaxPool2d(\(pooling.size), \(pooling.stride))"
    case let pooling as AveragePooling: maker = "nn.AvgPool2d(\(pooling.size), \(pooling.stride))"
    case is GlobalMaxPooling: step = "x = x.amax((2, 3))"
    case is GlobalAveragePooling: step = "x = x.mean((2, 3))"
    case is Flatten: step = "x = x.flatten(1)"
    case let norm as BatchNormalization: (maker, step) = Self.batchNormalization(norm)
    case let slope as PReLU: maker = "nn.PReLU(init=\(slope.start))"
    case let leaky as LeakyReLU: step = "x = F.leaky_relu(x, \(leaky.slope))"
    case let norm as LayerNormalization: maker = "nn.LayerNorm(\(norm.input.columns), eps=\(norm.epsilon))"
    case let dropout as Dropout where dropout.scaling == .kept: maker = "nn.Dropout(\(dropout.rate))"
    case let elu as ELU: step = "x = F.elu(x, \(elu.alpha))"
    case let softplus as Softplus: step = "x = F.softplus(x, \(softplus.beta))"
    case let recurrent as Recurrent: try self.init(recurrent.unit)
    case let recurrent as LSTM: try self.init(recurrent.unit)
    case let recurrent as GRU: try self.init(recurrent.unit)
    default:
      guard let simple = Self.functions[type(of: layer).name] else {
        throw SettingError(
          "--to pytorch cannot write the layer \"\(type(of: layer).name)\"; take csv for the curves or safetensors for "
            + "the weights")
      }
      step = simple
    }
  }

  private static let functions = [
    "relu": "x = F.relu(x)", "sigmoid": "x = torch.sigmoid(x)", "tanh": "x = torch.tanh(x)",
    "softmax": "x = F.softmax(x, -1)", "linear": "x = x", "selu": "x = F.selu(x)",
  ]

  private static func image(_ shape: Shape) -> String {
    "x.view(-1, \(shape.channels), \(shape.rows), \(shape.columns))"
  }

  private static func batchNormalization(_ norm: BatchNormalization) -> (String, String) {
    let constants = "\(norm.features), eps=\(norm.epsilon), momentum=\(norm.momentum)"
    if norm.input.channels > 1 { return ("nn.BatchNorm2d(\(constants))", "x = $(x)") }
    if norm.input.rows > 1 {
      return ("nn.BatchNorm1d(\(constants))", "x = $(x.transpose(1, 2)).transpose(1, 2)")
    }
    return ("nn.BatchNorm1d(\(constants))", "x = $(x)")
  }

  private init(_ unit: RecurrentUnit) throws(SettingError) {
    guard unit.truncate == 0, unit.cell != .linear else {
      throw SettingError("--to pytorch cannot write a recurrent layer that is truncated or linear")
    }
    let names: [RecurrentUnit.Cell: String] = [.lstm: "LSTM", .gru: "GRU", .tanh: "RNN", .relu: "RNN"]
    let kind = names[unit.cell] ?? "RNN"
    let rule = unit.cell == .relu ? ", nonlinearity=\"relu\"" : ""
    maker = "nn.\(kind)(\(unit.inputs), \(unit.hidden), batch_first=True\(rule))"
    let sequence = "x.view(-1, \(unit.steps), \(unit.vocabulary > 0 ? 1 : unit.inputs))"
    let input =
      unit.vocabulary > 0
      ? "F.one_hot(\(sequence).squeeze(-1).long(), \(unit.vocabulary)).float()" : sequence
    step = "x = $(\(input))[0]" + (unit.givesLast ? "[:, -1]" : "")
    for name in ["weight_ih", "weight_hh", "bias_ih", "bias_hh"] { renamed[name] = name + "_l0" }
  }

  func lines(name: String) -> [String] { [step.replacing("$", with: name)] }

  func parameterName(_ own: String) -> String { renamed[own] ?? own }
}
