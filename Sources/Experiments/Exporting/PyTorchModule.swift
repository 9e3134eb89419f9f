import Neural

/// How PyTorch spells one layer inside of `nn.Sequential`.
struct PyTorchModule {
  /// How a batch of the layer's inputs stands in PyTorch.
  enum Form {
    /// [batch, features]
    case vector
    /// [batch, steps, features]
    case sequence
    /// [batch, channels, rows, columns]
    case image
    /// [batch, steps] of class numbers
    case numbers
  }

  /// The expression that makes it.
  let maker: String
  /// What stands before it, and behind it, such as the rows that class numbers become.
  var before: [String] = []
  var after: [String] = []
  /// What it reads; nil: whatever comes, as it works on single elements.
  let input: Form?
  /// What it gives; nil: what it read.
  let output: Form?
  /// PyTorch's names of our parameters that have others.
  var renamed: [String: String] = [:]
  /// The sizes that PyTorch gives to parameters that have others here.
  var reshaped: [String: [Int]] = [:]

  init(_ maker: String, _ input: Form? = nil, gives output: Form? = nil) {
    self.maker = maker
    self.input = input
    self.output = output
  }

  /// Throws one sentence for a layer without a counterpart.
  ///
  /// - Parameters:
  ///   - stage: number of the layer in its network, which dropout draws its masks by.
  ///   - hasBias: false for layers whose biases are zero and stay there.
  init(_ layer: any Layer, stage: Int, hasBias: Bool = true) throws(SettingError) {
    let module =
      Self.weighing(layer, bias: hasBias ? nil : "bias=False") ?? Self.pooling(layer)
      ?? Self.normalizing(layer) ?? Self.recurrent(layer, bias: hasBias ? nil : "bias=False")
      ?? Self.dropout(layer, stage: stage) ?? Self.activation(layer)
    guard let module else {
      throw SettingError(
        "--to pytorch cannot write the layer \"\(type(of: layer).name)\"; take csv for the curves or safetensors for "
          + "the weights")
    }
    self = module
  }

  private static func weighing(_ layer: any Layer, bias: String?) -> PyTorchModule? {
    switch layer {
    case let dense as Dense:
      let form = form(of: dense)
      return PyTorchModule(
        Python.call("nn.Linear", "\(dense.inputs)", "\(dense.outputs)", bias), form, gives: form)
    case let dense as WeightNormalizedDense:
      let rows = dense.output.count == dense.claims[0].shape.count ? Form.vector : .sequence
      let shape = dense.claims[1].shape
      let linear = Python.call("nn.Linear", "\(shape.columns)", "\(shape.rows)", bias)
      var module = PyTorchModule("nn.utils.parametrizations.weight_norm(\(linear))", rows, gives: rows)
      module.renamed = [
        "weight_g": "parametrizations.weight.original0", "weight_v": "parametrizations.weight.original1",
      ]
      module.reshaped = ["weight_g": [shape.rows, 1]]
      return module
    case let convolution as Convolution:
      let kernel = convolution.kernel
      let size = kernel.rows == kernel.columns ? "\(kernel.rows)" : "(\(kernel.rows), \(kernel.columns))"
      return PyTorchModule(
        Python.call(
          "nn.Conv2d", "\(convolution.input.channels)", "\(convolution.filters)", size,
          Python.option("stride", convolution.stride, unless: 1),
          Python.option("padding", convolution.padding, unless: 0), bias), .image, gives: .image)
    case let embedding as Embedding:
      let call = "nn.Embedding(\(embedding.classes), \(embedding.output.columns))"
      return PyTorchModule(call, .numbers, gives: .sequence)
    case let hot as OneHot: return PyTorchModule("OneHot(\(hot.output.columns))", .numbers, gives: .sequence)
    default: return nil
    }
  }

  private static func form(of dense: Dense) -> Form {
    dense.inputs == dense.input.count ? .vector : .sequence
  }

  private static func pooling(_ layer: any Layer) -> PyTorchModule? {
    switch layer {
    case let pooling as MaxPooling:
      return PyTorchModule(pool("nn.MaxPool2d", pooling.size, pooling.stride), .image, gives: .image)
    case let pooling as AveragePooling:
      return PyTorchModule(pool("nn.AvgPool2d", pooling.size, pooling.stride), .image, gives: .image)
    case is GlobalMaxPooling: return global("nn.AdaptiveMaxPool2d(1)")
    case is GlobalAveragePooling: return global("nn.AdaptiveAvgPool2d(1)")
    default: return nil
    }
  }

  private static func global(_ maker: String) -> PyTorchModule {
    var module = PyTorchModule(maker, .image, gives: .vector)
    module.after = ["nn.Flatten()"]
    return module
  }

  private static func pool(_ name: String, _ size: Int, _ stride: Int) -> String {
    Python.call(name, "\(size)", stride == size ? nil : "stride=\(stride)")
  }

  private static func normalizing(_ layer: any Layer) -> PyTorchModule? {
    switch layer {
    case let norm as BatchNormalization:
      let form: Form = norm.isImage ? .image : norm.input.rows > 1 ? .sequence : .vector
      let names: [Form: String] = [
        .image: "nn.BatchNorm2d", .sequence: "StepwiseBatchNorm", .vector: "nn.BatchNorm1d",
      ]
      return PyTorchModule(
        Python.call(
          names[form] ?? "", "\(norm.features)", Python.option("eps", norm.epsilon, unless: 1e-5),
          Python.option("momentum", norm.momentum, unless: 0.1)), form, gives: form)
    case let norm as LayerNormalization:
      let shape = norm.input
      let isImage = shape.channels > 1
      let sizes =
        isImage ? "[\(shape.channels), \(shape.rows), \(shape.columns)]" : "\(norm.features)"
      let form: Form = isImage ? .image : shape.rows > 1 ? .sequence : .vector
      let call = Python.call("nn.LayerNorm", sizes, Python.option("eps", norm.epsilon, unless: 1e-5))
      var module = PyTorchModule(call, form, gives: form)
      if isImage {
        let sizes = [shape.channels, shape.rows, shape.columns]
        module.reshaped = ["weight": sizes, "bias": sizes]
      }
      return module
    default: return nil
    }
  }

  private static func dropout(_ layer: any Layer, stage: Int) -> PyTorchModule? {
    guard let dropout = layer as? Dropout else { return nil }
    let scale = Python.option("scale", dropout.scale, unless: 1 / (1 - dropout.rate))
    return PyTorchModule(Python.call("Dropout", "\(dropout.rate)", "stage=\(stage)", scale))
  }

  /// Layers that work on single elements; softmax on the last dimension.
  private static func activation(_ layer: any Layer) -> PyTorchModule? {
    switch layer {
    case is Flatten: return PyTorchModule("nn.Flatten()", nil, gives: .vector)
    case let leaky as LeakyReLU: return PyTorchModule("nn.LeakyReLU(\(leaky.slope))")
    case let prelu as PReLU: return PyTorchModule("nn.PReLU(init=\(prelu.start))")
    case let elu as ELU: return PyTorchModule("nn.ELU(\(elu.alpha))")
    case let softplus as Softplus: return PyTorchModule("nn.Softplus(\(softplus.beta))")
    case let gelu as GELU: return PyTorchModule("nn.GELU(\(gelu.usesTanh ? "approximate=\"tanh\"" : ""))")
    case let swish as Swish: return PyTorchModule(swish.beta == 1 ? "nn.SiLU()" : "Swish(\(swish.beta))")
    default: return plain[type(of: layer).name].map { PyTorchModule($0) }
    }
  }

  private static let plain = [
    "relu": "nn.ReLU()", "sigmoid": "nn.Sigmoid()", "tanh": "nn.Tanh()", "softmax": "nn.Softmax(-1)",
    "linear": "nn.Identity()", "selu": "nn.SELU()",
  ]

  // MARK: recurrent layers

  private static func recurrent(_ layer: any Layer, bias: String?) -> PyTorchModule? {
    guard let unit = (layer as? any RecurrentLayer)?.unit else { return nil }
    let cell = Python.call(
      name(of: unit.cell), "\(unit.inputs)", "\(unit.hidden)", bias,
      unit.cell == .relu ? "nonlinearity=\"relu\"" : nil, unit.cell == .linear ? nil : "batch_first=True")
    let call = Python.call(
      "States", cell, unit.givesLast ? "last=True" : nil,
      unit.truncate > 0 ? "truncate=\(unit.truncate)" : nil)
    let isReadingNumbers = unit.vocabulary > 0
    var module = PyTorchModule(
      call, isReadingNumbers ? .numbers : .sequence, gives: unit.givesLast ? .vector : .sequence)
    if isReadingNumbers { module.before = ["OneHot(\(unit.vocabulary))"] }
    let own = ["weight_ih", "weight_hh", "bias_ih", "bias_hh"]
    module.renamed = Dictionary(uniqueKeysWithValues: own.map { ($0, "cell.\($0)_l0") })
    return module
  }

  private static func name(of cell: RecurrentUnit.Cell) -> String {
    switch cell {
    case .tanh, .relu: "nn.RNN"
    case .linear: "LinearRNN"
    case .lstm: "nn.LSTM"
    case .gru: "nn.GRU"
    }
  }
}
