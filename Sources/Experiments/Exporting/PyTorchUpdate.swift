import Datasets
import Foundation
import Neural

/// How PyTorch spells the loss.
enum PyTorchLoss {
  static func code(_ experiment: Experiment, _ problem: Problem) -> String {
    let expression =
      switch experiment.loss {
      case "binary-cross-entropy": "F.binary_cross_entropy_with_logits(output, target)"
      case "categorical-cross-entropy":
        "F.cross_entropy(output.reshape(target.numel(), -1), target.reshape(-1).long())"
      case "mean-squared-error": "F.mse_loss(output.reshape_as(target), target)"
      case "mean-absolute-error": "F.l1_loss(output.reshape_as(target), target)"
      case "huber":
        "F.huber_loss(output.reshape_as(target), target, delta=\(experiment.options["delta"] ?? 1))"
      case "hinge": "(1 - (2 * (target > 0.5).float() - 1) * output).clamp(min=0).mean()"
      case "squared-hinge": "(1 - (2 * (target > 0.5).float() - 1) * output).clamp(min=0).square().mean()"
      default: "F.kl_div(F.log_softmax(output, -1), target, reduction=\"batchmean\")"
      }
    return """
      def loss_of(output, target):
          return \(expression)
      """
  }
}

/// How PyTorch spells the optimizer, its schedule, clipping and penalties.
enum PyTorchUpdate {
  /// Throws one sentence for what the script cannot say.
  static func check(_ experiment: Experiment) throws {
    let update = try experiment.update()
    let missing =
      update.schedule.kind == .plateau
      ? "the schedule \(update.schedule.kind.rawValue)"
      : (experiment.data.options["jitter"] ?? 0) > 0
        ? "data.jitter" : update.maxNorm > 0 ? "max-norm" : !update.frozen.isEmpty ? "frozen layers" : nil
    guard let missing else { return }
    throw SettingError(
      "--to pytorch cannot write \(missing); set it back, or take csv for the curves or safetensors for the weights"
    )
  }

  static func code(_ experiment: Experiment) -> String {
    guard let update = try? experiment.update() else { return "" }
    var lines = [
      "weights = [p for n, p in net.named_parameters() if p.dim() > 1]",
      "others = [p for n, p in net.named_parameters() if p.dim() <= 1]",
      "groups = [dict(params=weights, weight_decay=\(update.l2)), dict(params=others, weight_decay=0.0)]",
      "optimizer = \(maker(update.optimizer, rate: update.rate))",
    ]
    lines += rate(update, steps: experiment.steps)
    lines += [
      "", "def update(step):", "    for group in optimizer.param_groups:",
      "        group[\"lr\"] = rate(step)",
    ]
    lines += before(update).map { "    " + $0 } + ["    optimizer.step()"] + after(update).map { "    " + $0 }
    return lines.joined(separator: "\n")
  }

  private static func maker(_ optimizer: any Optimizer, rate: Float) -> String {
    switch optimizer {
    case let own as Momentum:
      return "torch.optim.SGD(groups, lr=\(rate), momentum=\(own.momentum), nesterov=\(python(own.nesterov)))"
    case let own as Nesterov:
      return "torch.optim.SGD(groups, lr=\(rate), momentum=\(own.momentum.momentum), nesterov=True)"
    case let own as Adagrad: return "torch.optim.Adagrad(groups, lr=\(rate), eps=\(own.epsilon))"
    case let own as Adadelta:
      return "torch.optim.Adadelta(groups, lr=\(rate), rho=\(own.rho), eps=\(own.epsilon))"
    case let own as RMSprop:
      return "torch.optim.RMSprop(groups, lr=\(rate), alpha=\(own.rho), eps=\(own.epsilon))"
    case let own as Adam:
      return "torch.optim.Adam(groups, lr=\(rate), betas=(\(own.beta1), \(own.beta2)), eps=\(own.epsilon))"
    case let own as AdamW:
      return
        "torch.optim.AdamW(net.parameters(), lr=\(rate), betas=(\(own.beta1), \(own.beta2)), eps=\(own.epsilon), "
        + "weight_decay=\(own.decay))"
    default: return "torch.optim.SGD(groups, lr=\(rate))"
    }
  }

  private static func python(_ value: Bool) -> String { value ? "True" : "False" }

  /// The rate of every step; the formula of the schedule, with the rise at the beginning.
  private static func rate(_ update: UpdateConfiguration, steps: Int) -> [String] {
    let schedule = update.schedule
    let length = schedule.steps
    let curve =
      switch schedule.kind {
      case .constant, .warmUp, .plateau: "1.0"
      case .step: "\(schedule.factor) ** (step // \(length))"
      case .exponential: "\(schedule.factor) ** (step / \(length))"
      case .cosine: "0.5 * (1 + math.cos(math.pi * step / \(length))) if step < \(length) else 0.0"
      case .inverse: "1 / (1 + step / \(length))"
      }
    let rise = schedule.warmUp > 0 ? "min(1.0, (step + 1) / \(schedule.warmUp)) * " : ""
    return ["", "def rate(step):", "    return \(update.rate) * \(rise)(\(curve))"]
  }

  private static func before(_ update: UpdateConfiguration) -> [String] {
    var lines: [String] = []
    if update.l1 > 0, update.lassoForm == .subgradient {
      lines += ["for p in weights:", "    p.grad += \(update.l1) * p.detach().sign()"]
    }
    if update.clipValue > 0 {
      lines += ["for p in net.parameters():", "    p.grad.clamp_(-\(update.clipValue), \(update.clipValue))"]
    }
    if update.clip > 0 {
      lines += [
        "norm = torch.sqrt(sum(p.grad.double().square().sum() for p in net.parameters())).item()",
        "if norm > \(update.clip):", "    for p in net.parameters():",
        "        p.grad *= \(update.clip) / norm",
      ]
    }
    if update.weightDecay > 0 {
      lines += [
        "with torch.no_grad():", "    for p in weights:",
        "        p *= 1 - rate(step) * \(update.weightDecay)",
      ]
    }
    return lines
  }

  private static func after(_ update: UpdateConfiguration) -> [String] {
    guard update.l1 > 0, update.lassoForm == .proximal else { return [] }
    let threshold = update.l1 * update.optimizer.reach
    return [
      "with torch.no_grad():", "    for p in weights:",
      "        p.copy_(p.sign() * (p.abs() - rate(step) * \(threshold)).clamp(min=0))",
    ]
  }
}
