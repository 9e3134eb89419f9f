"""Cases for normalization by example and by weight, dropout, lookups, smooth activations, and the losses beyond the
first four: written to normalizing-layers.json and normalizing-losses.json."""

import torch
from torch import nn
from torch.nn import functional as F


class WeightNorm(nn.Module):
    def __init__(self, inputs, outputs, single):
        super().__init__()
        self.length = nn.Parameter(single(outputs, 1))
        self.direction = nn.Parameter(single(outputs, inputs))
        self.bias = nn.Parameter(single(outputs))

    def forward(self, x):
        return F.linear(x, torch._weight_norm(self.direction, self.length, 0), self.bias)


def mix(value):
    mask = (1 << 64) - 1
    value &= mask
    value = ((value ^ (value >> 30)) * 0xBF58476D1CE4E5B9) & mask
    value = ((value ^ (value >> 27)) * 0x94D049BB133111EB) & mask
    return value ^ (value >> 31)


class KeyedDropout(nn.Module):
    """Dropout with the mask of key 1; its own rule while training, PyTorch's otherwise."""

    def __init__(self, rate, scale):
        super().__init__()
        self.rate, self.scale = rate, scale
        self.plain = nn.Dropout(rate)

    def forward(self, x):
        if not self.training:
            return self.plain(x)
        numbers = [mix(1 + (i + 1) * 0x9E3779B97F4A7C15) >> 32 for i in range(x.numel())]
        kept = torch.tensor([float(n >= int(self.rate * 2**32)) for n in numbers]).reshape(x.shape)
        return x * kept * self.scale


def layer_norm(tools, shape, batch):
    rows, columns, channels = shape
    size = (channels, rows, columns) if channels > 1 else (columns,)
    inner = nn.LayerNorm(size)
    inner.weight.data, inner.bias.data = tools.single(*size), tools.single(*size)
    return tools.layer_case("layer-normalization", inner, shape, batch)


def lookup_case(tools, kind, shape, size, batch, classes):
    numbers = torch.randint(0, classes, (batch, shape[0] * shape[1]))
    table = tools.single(classes, size).requires_grad_()
    y = F.embedding(numbers, table) if kind == "embedding" else F.one_hot(numbers, size).double()
    g = tools.single(*y.shape)
    if kind == "embedding":
        y.backward(g)
    learned = kind == "embedding"
    return {
        "kind": kind, "shape": shape, "size": size, "options": {"classes": classes} if learned else {}, "batch": batch,
        "training": True, "parameters": [tools.numbers(table)] if learned else [], "buffers": [],
        "input": tools.numbers(numbers.double()), "output": tools.numbers(y), "outputGradient": tools.numbers(g),
        "inputGradient": [0.0] * numbers.numel(),
        "parameterGradients": [tools.numbers(table.grad)] if learned else [], "buffersAfter": [],
    }


def layers(tools):
    case = tools.layer_case
    cases = []
    for shape, batch in [
        ([1, 3, 1], 3), ([1, 5, 1], 4), ([1, 33, 1], 17), ([1, 16, 1], 1), ([3, 5, 1], 4), ([4, 3, 5], 3),
    ]:
        cases.append(layer_norm(tools, shape, batch))
    for batch, inputs, outputs in [(1, 2, 1), (1, 3, 5), (17, 5, 3), (17, 33, 1), (3, 33, 17), (33, 2, 8)]:
        module = WeightNorm(inputs, outputs, tools.single)
        cases.append(case("weight-normalized-dense", module, [1, inputs, 1], batch, size=outputs))
    cases.append(
        case(
            "weight-normalized-dense", WeightNorm(5, 3, tools.single), [4, 5, 1], 3, size=3,
            options={"each-row": 1}))
    for shape, batch in [([1, 1, 1], 9), ([1, 33, 1], 17), ([3, 5, 1], 4), ([4, 3, 5], 3)]:
        for rate, rule, scale in [(0.5, 0, 2), (0.25, 0, 4 / 3), (0.25, 1, 4), (0.75, 2, 1), (0, 0, 1)]:
            options = {"rate": rate, "scaling": rule}
            cases.append(case("dropout", KeyedDropout(rate, scale), shape, batch, options=options))
        cases.append(case("dropout", nn.Dropout(0.5), shape, batch, training=False))
    for shape, size, batch, classes in [([1, 1, 1], 1, 1, 3), ([1, 7, 1], 5, 4, 3), ([9, 1, 1], 17, 3, 33)]:
        cases.append(lookup_case(tools, "embedding", shape, size, batch, classes))
        cases.append(lookup_case(tools, "one-hot", shape, size, batch, size))
    for batch, columns in [(1, 1), (17, 3), (1, 33), (3, 65)]:
        shape = [1, columns, 1]
        for kind, module, options in [
            ("elu", nn.ELU(), None), ("elu", nn.ELU(0.3), {"alpha": 0.3}), ("selu", nn.SELU(), None),
            ("gelu", nn.GELU(), None), ("gelu", nn.GELU("tanh"), {"tanh": 1}), ("softplus", nn.Softplus(), None),
            ("softplus", nn.Softplus(5, threshold=1e6), {"beta": 5}), ("swish", nn.SiLU(), None),
        ]:
            cases.append(case(kind, module, shape, batch, options=options))
    return cases


def losses(tools):
    cases = []
    for batch, columns in [(1, 1), (17, 1), (17, 3), (1, 33), (40, 5), (3, 300)]:
        def fresh():
            return tools.single(batch, columns, scale=2)

        target = tools.single(batch, columns)
        hard = torch.randint(0, 2, (batch, columns)).double()
        shares = torch.rand(batch, columns).float().double()
        if columns > 2:
            shares[:, 1] = 0
        shares = (shares / shares.sum(1, keepdim=True)).float().double()

        def divergence(z):
            return F.kl_div(F.log_softmax(z, 1), shares, reduction="batchmean")

        cases += [
            tools.loss_case("mean-absolute-error", lambda p: F.l1_loss(p, target), fresh(), target),
            tools.loss_case("huber", lambda p: F.huber_loss(p, target), fresh(), target),
            tools.loss_case("squared-hinge", lambda p: ((1 - (2 * hard - 1) * p).clamp(min=0) ** 2).mean(), fresh(), hard),
        ]
        if columns > 1:
            cases.append(tools.loss_case("kl-divergence", divergence, fresh(), shares))
        wide = tools.loss_case(
            "huber", lambda p: F.huber_loss(p, target, delta=0.25), fresh(), target, name="delta a quarter")
        cases.append({**wide, "options": {"delta": 0.25}})
    return cases


def write(tools):
    torch.manual_seed(21)
    tools.write("normalizing-layers", layers(tools))
    tools.write("normalizing-losses", losses(tools))
