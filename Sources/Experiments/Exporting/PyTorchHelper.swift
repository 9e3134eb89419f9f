/// Python that only some scripts need; a script takes in what its code, or another helper of it, mentions.
enum PyTorchHelper: CaseIterable {
  case numbers, text, begin, stream, uniforms, normals, ranks, share, residual, oneHot, states,
    linearRecurrence
  case stepwiseNorm, swish, dropout, withoutSlope, wrongSign

  /// The helpers that a code needs, in the order in which they stand.
  static func needed(by code: String) -> [PyTorchHelper] {
    var found: Set<PyTorchHelper> = []
    var text = code
    // A helper may mention any that stands before it.
    for helper in allCases.reversed() where helper.marks.contains(where: text.contains) {
      found.insert(helper)
      text += helper.code
    }
    return allCases.filter(found.contains)
  }

  private var marks: [String] {
    switch self {
    case .numbers: ["NUMBERS"]
    case .text: [" text()"]
    case .begin: ["begin("]
    case .stream: ["stream(", "mixed(", "bits("]
    case .uniforms: ["uniforms("]
    case .normals: ["normals("]
    case .ranks: ["WORLD"]
    case .share: ["shared("]
    case .residual: ["Residual("]
    case .oneHot: ["OneHot("]
    case .states: ["States("]
    case .linearRecurrence: ["LinearRNN("]
    case .stepwiseNorm: ["StepwiseBatchNorm("]
    case .swish: ["Swish("]
    case .dropout: ["Dropout("]
    case .withoutSlope: ["WithoutSlope("]
    case .wrongSign: ["WrongSign("]
    }
  }

  var code: String {
    switch self {
    case .numbers: Self.numbersCode
    case .text: Self.textCode
    case .begin: Self.beginCode
    case .stream: Self.streamCode
    case .uniforms: Self.uniformsCode
    case .normals: Self.normalsCode
    case .ranks: Self.ranksCode
    case .share: Self.shareCode
    case .residual: Self.residualCode
    case .oneHot: Self.oneHotCode
    case .states: Self.statesCode
    case .linearRecurrence: Self.linearRecurrenceCode
    case .stepwiseNorm: Self.stepwiseNormCode
    case .swish: Self.swishCode
    case .dropout: Self.dropoutCode
    case .withoutSlope: Self.withoutSlopeCode
    case .wrongSign: Self.wrongSignCode
    }
  }
}

// MARK: numbers

extension PyTorchHelper {
  private static let numbersCode = """
    def numbers():
        \"\"\"The tensors that stand at the end of this file, by their names.\"\"\"
        tensors = {}
        for line in open(__file__, encoding="utf-8"):
            if line.startswith("#: "):
                _, name, shape, *values = line.split()
                tensors[name] = torch.tensor([float(v) for v in values]).view([int(n) for n in shape.split("x")])
        return tensors

    NUMBERS = numbers()
    """

  private static let textCode = """
    def text():
        \"\"\"The text that stands at the end of this file.\"\"\"
        return "".join(line[3:] for line in open(__file__, encoding="utf-8") if line.startswith("#> "))[:-1]
    """

  private static let beginCode = """
    def begin(net, name):
        \"\"\"Gives a network the lab's starting weights.\"\"\"
        for key, value in net.state_dict().items():
            if f"{name}.{key}" in NUMBERS:
                value.copy_(NUMBERS[f"{name}.{key}"])
    """

  private static let streamCode = """
    # The lab's random numbers have no hidden state: number i of stream k of a seed is computed (SplitMix64).
    WEIGHTS, BATCHES, CODES, MASKS, NOISE, MOVES = 1, 2, 3, 4, 5, 8
    GAMMA = 0x9E3779B97F4A7C15

    def mixed(z):
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB
        return z ^ (z >> 31)

    def bits(key, first, count):
        return mixed(key + np.arange(first + 1, first + count + 1, dtype=np.uint64) * GAMMA)

    def stream(number):
        return mixed(np.array([(1000 * SEED + number) % 2**64], dtype=np.uint64))
    """

  private static let uniformsCode = """
    def uniforms(number, first, count):
        \"\"\"Numbers from 0 to 1, from a place of a stream on.\"\"\"
        return (bits(stream(number), first, count) >> 11) * 2.0**-53
    """

  private static let normalsCode = """
    def normals(number, place, *shape):
        \"\"\"Standard normal numbers by Box and Muller, two from each 64 bits.\"\"\"
        count = math.prod(shape)
        drawn = bits(bits(stream(number), place, 1), 0, (count + 1) // 2)
        radius = np.sqrt(-2 * np.log(((drawn >> 40) + 1) * 2.0**-24))
        angle = 2 * np.pi * (drawn & 0xFFFFFF) * 2.0**-24
        pairs = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
        return torch.from_numpy(pairs.astype(np.float32).ravel()[:count]).view(shape)
    """

  private static let ranksCode = """
    # torchrun tells each of its processes which it is; each takes every WORLD-th example of a batch.
    RANK, WORLD = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    """

  private static let shareCode = """
    if WORLD > 1:
        torch.distributed.init_process_group("gloo")

    def shared(net):
        \"\"\"The network, with its gradients averaged over all processes.\"\"\"
        return nn.parallel.DistributedDataParallel(net) if WORLD > 1 else net

    def mean(loss):
        \"\"\"A loss, averaged over all processes.\"\"\"
        loss = loss.detach().clone()
        if WORLD > 1:
            torch.distributed.all_reduce(loss)
        return loss.item() / WORLD
    """
}

// MARK: modules

extension PyTorchHelper {
  private static let residualCode = """
    class Residual(nn.Sequential):
        \"\"\"Adds what comes in to what its layers make of it (gradlab open deep-vs-shallow).\"\"\"
        def forward(self, x):
            return x + super().forward(x)
    """

  private static let oneHotCode = """
    class OneHot(nn.Module):
        \"\"\"Class numbers as rows of zeros with a single 1.\"\"\"
        def __init__(self, classes):
            super().__init__()
            self.classes = classes

        def forward(self, x):
            return F.one_hot(x, self.classes).float()
    """

  private static let statesCode = """
    class States(nn.Module):
        \"\"\"A recurrent layer that hands on its states: those of all steps, or the last one.\"\"\"
        def __init__(self, cell, last=False, truncate=None):
            super().__init__()
            self.cell, self.last, self.truncate = cell, last, truncate

        def forward(self, x):
            states, memory = [], None
            for part in x.split(self.truncate or x.shape[1], 1):  # no gradient flows from one part to another
                if memory is not None:
                    memory = tuple(m.detach() for m in memory) if isinstance(memory, tuple) else memory.detach()
                some, memory = self.cell(part, memory)
                states.append(some)
            return some[:, -1] if self.last else torch.cat(states, 1)
    """

  private static let linearRecurrenceCode = """
    class LinearRNN(nn.Module):
        \"\"\"nn.RNN without a nonlinearity: each state is a sum.\"\"\"
        def __init__(self, inputs, hidden, bias=True):
            super().__init__()
            self.weight_ih_l0 = nn.Parameter(torch.zeros(hidden, inputs))
            self.weight_hh_l0 = nn.Parameter(torch.zeros(hidden, hidden))
            self.bias_ih_l0 = nn.Parameter(torch.zeros(hidden)) if bias else None
            self.bias_hh_l0 = nn.Parameter(torch.zeros(hidden)) if bias else None

        def forward(self, x, state=None):
            states = []
            for step in F.linear(x, self.weight_ih_l0, self.bias_ih_l0).unbind(1):
                if state is None:
                    state = torch.zeros_like(step)
                state = step + F.linear(state, self.weight_hh_l0, self.bias_hh_l0)
                states.append(state)
            return torch.stack(states, 1), state
    """

  private static let stepwiseNormCode = """
    class StepwiseBatchNorm(nn.BatchNorm1d):
        \"\"\"The statistics of a feature over all steps of all sequences.\"\"\"
        def forward(self, x):
            return super().forward(x.transpose(1, 2)).transpose(1, 2)
    """

  private static let swishCode = """
    class Swish(nn.Module):
        def __init__(self, beta):
            super().__init__()
            self.beta = beta

        def forward(self, x):
            return x * torch.sigmoid(self.beta * x)
    """

  private static let dropoutCode = """
    class Dropout(nn.Module):
        \"\"\"nn.Dropout with the lab's masks: functions of seed, pass, stage and place (gradlab open dropout).\"\"\"
        turn = 0  # which pass this is

        def __init__(self, rate, stage, scale=None):
            super().__init__()
            self.rate, self.stage, self.scale = rate, stage, scale or 1 / (1 - rate)

        def forward(self, x):
            if not self.training:
                return x
            key = mixed(bits(stream(MASKS), Dropout.turn, 1) + self.stage * GAMMA % 2**64)
            kept = bits(key, 0, x.numel() * WORLD) >> 32 >= int(self.rate * 2**32)
            return x * torch.from_numpy(kept).view(-1, *x.shape[1:])[RANK::WORLD] * self.scale
    """

  private static let withoutSlopeCode = """
    class WithoutSlope(nn.Module):
        \"\"\"On purpose, the slope is left out of the chain rule (gradlab open chain-rule).\"\"\"
        def __init__(self, activation):
            super().__init__()
            self.activation = activation

        def forward(self, x):
            return x + (self.activation(x) - x).detach()
    """

  private static let wrongSignCode = """
    class WrongSign(nn.Module):
        \"\"\"On purpose: what goes back through the activation has the wrong sign.\"\"\"
        def __init__(self, activation):
            super().__init__()
            self.activation = activation

        def forward(self, x):
            y = self.activation(x)
            return 2 * y.detach() - y
    """
}
