import Neural

/// How PyTorch spells the optimizer of some parameters, its schedule, clipping and penalties.
struct PyTorchUpdate {
  private let update: UpdateConfiguration
  /// The Python expression of the parameters, and of those that penalties act on.
  private let parameters: String
  private let penalized: String
  private let others: String
  /// What stands before the names of its variables, where a script has two optimizers.
  private let prefix: String

  /// Of networks. Throws one sentence for what the script cannot say.
  init(
    _ update: UpdateConfiguration, of networks: [PyTorchNetwork], prefix: String = ""
  ) throws(SettingError) {
    guard update.schedule.kind != .plateau || update.schedule.warmUp == 0 else {
      throw SettingError(
        "--to pytorch cannot write reduce-on-plateau together with a warm-up; set warm-up=0, or take csv for the "
          + "curves or safetensors for the weights")
    }
    self.update = update
    self.prefix = prefix
    let names = networks.map(\.name)
    let whole = names.count == 1 ? names[0] : "nn.ModuleList([\(names.joined(separator: ", "))])"
    parameters = "\(whole).parameters()"
    let isFrozen = networks.contains(where: \.isPartlyFrozen) ? " and p.requires_grad" : ""
    // The length of a normalized weight is no weight.
    let hasLengths = networks.contains { $0.tensors.contains { $0.name.hasSuffix(".original0") } }
    penalized =
      hasLengths
      ? "[p for n, p in \(whole).named_parameters() if p.dim() > 1 and not n.endswith(\"original0\")\(isFrozen)]"
      : "[p for p in \(whole).parameters() if p.dim() > 1\(isFrozen)]"
    others = "[p for p in \(whole).parameters() if all(p is not w for w in \(prefix)weights)]"
  }

  /// Of one tensor, which no penalty acts on.
  init(_ update: UpdateConfiguration, ofTensor tensor: String, prefix: String = "") {
    self.update = update
    self.prefix = prefix
    parameters = "[\(tensor)]"
    penalized = "[]"
    others = "[]"
  }

  var optimizer: String { prefix + "optimizer" }
  private var schedule: String { prefix + "schedule" }
  private var weights: String { prefix + "weights" }
  private var rate: String { "\(optimizer).param_groups[0][\"lr\"]" }

  /// L2 is the optimizer's own weight decay where that means the same: in no need of being clipped, and not AdamW's.
  private var isDecayOwn: Bool {
    update.l2 > 0 && update.clip == 0 && update.clipValue == 0 && !(update.optimizer is AdamW)
  }

  // MARK: making

  /// The optimizer and its schedule.
  var making: String {
    var lines: [String] = []
    if update.l1 > 0 || update.l2 > 0 || update.weightDecay > 0 || update.maxNorm > 0 {
      lines += ["# Penalties spare the biases: gradlab open l1-vs-l2.", "\(weights) = \(penalized)"]
    }
    lines.append("\(optimizer) = \(maker)")
    let rates = "torch.optim.lr_scheduler"
    if let factor {
      lines += [
        "", "def \(prefix)factor(step):",
        "    \"\"\"What the rate is multiplied by: gradlab open learning-rate.\"\"\"",
        "    return \(factor)", "", "\(schedule) = \(rates).LambdaLR(\(optimizer), \(prefix)factor)",
      ]
    } else if update.schedule.kind == .plateau {
      let (factor, patience) = (update.schedule.factor, update.schedule.patience)
      lines.append(
        "\(schedule) = \(rates).ReduceLROnPlateau(\(optimizer), factor=\(factor), patience=\(patience))")
    }
    return lines.joined(separator: "\n")
  }

  private var maker: String {
    let groups =
      isDecayOwn
      ? "[{\"params\": \(weights), \"weight_decay\": \(update.l2)}, {\"params\": \(others)}]" : parameters
    func call(_ name: String, _ options: String?...) -> String {
      let all = [groups, "lr=\(update.rate)"] + options.compactMap { $0 }
      return "torch.optim.\(name)(\(all.joined(separator: ", ")))"
    }
    func epsilon(_ own: Float, _ standard: Float) -> String? {
      Python.option("eps", own, unless: standard)
    }
    func betas(_ first: Double, _ second: Double) -> String? {
      first == 0.9 && second == 0.999 ? nil : "betas=(\(first), \(second))"
    }
    switch update.optimizer {
    case let own as Momentum:
      return call("SGD", "momentum=\(own.momentum)", own.nesterov ? "nesterov=True" : nil)
    case let own as Nesterov: return call("SGD", "momentum=\(own.momentum.momentum)", "nesterov=True")
    case let own as Adagrad: return call("Adagrad", epsilon(own.epsilon, 1e-10))
    case let own as Adadelta:
      return call("Adadelta", Python.option("rho", own.rho, unless: 0.9), epsilon(own.epsilon, 1e-6))
    case let own as RMSprop:
      return call("RMSprop", Python.option("alpha", own.rho, unless: 0.99), epsilon(own.epsilon, 1e-8))
    case let own as Adam: return call("Adam", betas(own.beta1, own.beta2), epsilon(own.epsilon, 1e-8))
    case let own as AdamW:
      return call(
        "AdamW", betas(own.beta1, own.beta2), epsilon(own.epsilon, 1e-8), "weight_decay=\(own.decay)")
    default: return call("SGD")
    }
  }

  /// The factor on the rate as a function of the step, with the rise at the beginning; nil where it is always 1.
  private var factor: String? {
    let plan = update.schedule
    let curve: String? =
      switch plan.kind {
      case .constant, .warmUp, .plateau: nil
      case .step: "\(plan.factor) ** (step // \(plan.steps))"
      case .exponential: "\(plan.factor) ** (step / \(plan.steps))"
      case .cosine: "0.5 * (1 + math.cos(math.pi * min(1, step / \(plan.steps))))"
      case .inverse: "1 / (1 + step / \(plan.steps))"
      }
    let rise = plan.warmUp > 0 ? "min(1, (step + 1) / \(plan.warmUp))" : nil
    let factors = [rise, curve].compactMap { $0 }
    return factors.isEmpty ? nil : factors.joined(separator: " * ")
  }

  // MARK: a step

  /// The lines of one update: the gradient of the loss, what is done to it, the step, what follows it.
  func step(on loss: String) -> [String] {
    ["\(optimizer).zero_grad()", "\(loss).backward()"] + before + ["\(optimizer).step()"] + after
      + (factor != nil ? ["\(schedule).step()"] : [])
  }

  /// Tells a schedule that waits for it the watched loss.
  var observing: String? { update.schedule.kind == .plateau ? "\(schedule).step" : nil }

  private var before: [String] {
    var lines: [String] = []
    var penalties: [String] = []
    if update.l2 > 0, !isDecayOwn { penalties.append("\(update.l2) * w.detach()") }
    if update.l1 > 0, update.lassoForm == .subgradient {
      penalties.append("\(update.l1) * w.detach().sign()")
    }
    if !penalties.isEmpty {
      lines += ["for w in \(weights):", "    w.grad += \(penalties.joined(separator: " + "))"]
    }
    if update.clipValue > 0 {
      lines.append("nn.utils.clip_grad_value_(\(parameters), \(update.clipValue))")
    }
    if update.clip > 0 {
      lines.append(
        "nn.utils.clip_grad_norm_(\(parameters), \(update.clip))  # gradlab open exploding-gradients")
    }
    if update.weightDecay > 0 {
      lines += [
        "with torch.no_grad():", "    for w in \(weights):",
        "        w *= 1 - \(rate) * \(update.weightDecay)",
      ]
    }
    return lines
  }

  private var after: [String] {
    var lines: [String] = []
    if update.l1 > 0, update.lassoForm == .proximal {
      let momentum = (update.optimizer as? Nesterov)?.momentum ?? update.optimizer as? Momentum
      let reach = momentum.map { " / (1 - \($0.momentum))" } ?? ""
      lines += [
        "for w in \(weights):  # the soft threshold of L1 lands on zero exactly",
        "    w.data = F.softshrink(w.data, \(rate) * \(update.l1)\(reach))",
      ]
    }
    if update.maxNorm > 0 {
      lines += ["for w in \(weights):", "    w.data.renorm_(2, 0, \(update.maxNorm))"]
    }
    return lines
  }
}
