"""Cases of sizes that nothing divides, written to odd-sizes.json: batches of 1 and 17, width 1, images of 3 x 5, kernels and
windows as large as the image, strides longer than the kernel, windows that leave a rest."""

import normalizing
import torch
from make_image_fixtures import Image
from make_recurrent_fixtures import Last, Sequence, make
from torch import nn


def convolutions(tools, add):
    for batch, shape, filters, rows, columns, stride, padding in [
        (1, [4, 6, 2], 3, 4, 6, 1, 0), (17, [3, 5, 1], 2, 3, 5, 1, 0), (3, [7, 9, 3], 5, 2, 2, 3, 0),
        (2, [7, 9, 1], 4, 2, 1, 3, 1), (17, [6, 1, 3], 2, 3, 1, 2, 0), (1, [1, 7, 2], 3, 1, 3, 1, 0),
        (17, [3, 5, 2], 5, 2, 2, 2, 1), (1, [3, 5, 1], 17, 3, 3, 1, 1), (2, [5, 6, 9], 17, 3, 2, 1, 0),
        (1, [3, 5, 9], 1, 1, 1, 5, 0), (1, [2, 2, 1], 1, 5, 5, 1, 2),
    ]:
        module = tools.rounded(nn.Conv2d(shape[2], filters, (rows, columns), stride, padding))
        options = {"kernel-rows": rows, "kernel-columns": columns, "stride": stride, "padding": padding}
        add("convolution", Image(module, shape), shape, batch, size=filters, options=options)


def poolings(add):
    for batch, shape, size, stride in [
        (17, [3, 3, 2], 3, 0), (1, [5, 5, 1], 5, 1), (3, [8, 11, 2], 2, 3), (17, [3, 5, 1], 3, 2), (2, [9, 17, 1], 4, 0),
        (1, [3, 5, 4], 2, 1), (5, [2, 33, 1], 2, 5),
    ]:
        options = {"stride": stride} if stride else {}
        add("max-pooling", Image(nn.MaxPool2d(size, stride or size), shape), shape, batch, size=size, options=options)
        add("average-pooling", Image(nn.AvgPool2d(size, stride or size), shape), shape, batch, size=size, options=options)
    for batch, shape in [(1, [3, 5, 1]), (17, [1, 7, 3]), (2, [6, 1, 17])]:
        for kind, module in [
            ("global-max-pooling", nn.AdaptiveMaxPool2d(1)), ("global-average-pooling", nn.AdaptiveAvgPool2d(1)),
            ("flatten", nn.Flatten()),
        ]:
            add(kind, Image(module, shape), shape, batch)


def norms(tools, add):
    cases = [tools.batch_norm(shape, batch, True) for shape, batch in [
        ([1, 17, 1], 2), ([3, 5, 2], 1), ([3, 5, 9], 5), ([7, 1, 1], 3), ([1, 31, 1], 33),
    ]]
    for momentum, epsilon in [(0.5, 1e-3), (1.0, 0.5)]:
        module = nn.BatchNorm1d(7, momentum=momentum, eps=epsilon)
        add("batch-normalization", module, [1, 7, 1], 5, options={"momentum": momentum, "epsilon": epsilon},
            buffers=(module.running_mean, module.running_var))
    module = nn.BatchNorm2d(1)
    add("batch-normalization", Image(module, [3, 5, 1]), [3, 5, 1], 17, options={"by-channel": 1},
        buffers=(module.running_mean, module.running_var))
    for shape, batch in [([3, 5, 2], 1), ([1, 65, 1], 17), ([7, 3, 1], 2), ([3, 5, 3], 2)]:
        cases.append(normalizing.layer_norm(tools, shape, batch))
    module = nn.LayerNorm(9, eps=0.1)
    add("layer-normalization", module, [1, 9, 1], 4, options={"epsilon": 0.1})
    for batch, inputs, outputs in [(1, 17, 9), (17, 9, 17), (2, 2, 1)]:
        module = normalizing.WeightNorm(inputs, outputs, tools.single)
        add("weight-normalized-dense", module, [1, inputs, 1], batch, size=outputs)
    return cases


def recurrences(tools, add):
    for kind, name, extra in [("rnn", "rnn", {}), ("relu", "rnn", {"unit": 1}), ("lstm", "lstm", {}), ("gru", "gru", {})]:
        for batch, steps, inputs, hidden, last in [
            (17, 3, 1, 1, 0), (1, 2, 3, 17, 1), (5, 4, 9, 7, 1), (17, 5, 1, 15, 0), (2, 1, 17, 9, 1),
        ]:
            module = Sequence(Last(tools.rounded(make(kind, inputs, hidden)), last=bool(last)))
            options = extra | ({"last": 1} if last else {})
            add(name, module, [steps, inputs, 1], batch, size=hidden, options=options)


def odd_sizes(tools):
    cases = []

    def add(kind, module, shape, batch, **rest):
        cases.append(tools.layer_case(kind, module, shape, batch, **rest))

    for batch, inputs, outputs in [(17, 15, 47), (1, 31, 17), (2, 65, 1), (31, 7, 9), (1, 1, 17), (9, 16, 16)]:
        add("dense", tools.rounded(nn.Linear(inputs, outputs)), [1, inputs, 1], batch, size=outputs)
    convolutions(tools, add)
    poolings(add)
    cases += norms(tools, add)
    recurrences(tools, add)
    for shape, size, batch, classes in [([1, 1, 1], 17, 17, 1), ([1, 3, 1], 9, 1, 5), ([5, 1, 1], 1, 2, 33)]:
        cases.append(normalizing.lookup_case(tools, "embedding", shape, size, batch, classes))
        cases.append(normalizing.lookup_case(tools, "one-hot", shape, size, batch, size))
    for shape, batch in [([1, 17, 1], 1), ([3, 5, 1], 17), ([3, 5, 2], 2)]:
        for kind, module in [
            ("sigmoid", nn.Sigmoid()), ("tanh", nn.Tanh()), ("relu", nn.ReLU()), ("leaky-relu", nn.LeakyReLU()),
            ("prelu", nn.PReLU()), ("elu", nn.ELU()), ("selu", nn.SELU()), ("gelu", nn.GELU()),
            ("softplus", nn.Softplus()), ("swish", nn.SiLU()), ("softmax", nn.Softmax(-1)), ("linear", nn.Identity()),
        ]:
            add(kind, module, shape, batch)
        add("gelu", nn.GELU("tanh"), shape, batch, options={"tanh": 1})
    return cases


def write(tools):
    torch.manual_seed(23)
    tools.write("odd-sizes", odd_sizes(tools))
