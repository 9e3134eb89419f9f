"""Writes every reference file beside itself: what PyTorch, numpy, scipy and MiniSom compute in double precision from inputs
that are exact in single precision. Needs all four; run `python3 make_fixtures.py`."""

import json
import pathlib
import sys

import normalizing
import torch
from torch import nn

from make_image_fixtures import images
from make_recurrent_fixtures import recurrent
from cases import numbers, optimizer_case, single
import generative_fixtures
import metric_fixtures
import odd_sizes
import reference_fixtures
import sequence_fixtures
import supervised_fixtures
import training_fixtures

torch.manual_seed(20)
torch.set_default_dtype(torch.float64)
HERE = pathlib.Path(__file__).parent


def layer_case(kind, module, input_shape, batch, size=None, options=None, training=True, buffers=()):
    """`input_shape` is [rows, columns, channels]; the module sees what the shape means in PyTorch's layout."""
    rows, columns, channels = input_shape
    shape = (batch, columns) if rows == channels == 1 else (batch, rows, columns)
    if channels > 1:
        shape = (batch, channels, rows, columns)
    module.train(training)
    before = [numbers(buffer) for buffer in buffers]
    x = single(*shape).requires_grad_()
    y = module(x)
    g = single(*y.shape)
    y.backward(g)
    return {
        "kind": kind, "shape": input_shape, "size": size, "options": options or {}, "batch": batch,
        "training": training, "parameters": [numbers(p) for p in module.parameters()], "buffers": before,
        "input": numbers(x), "output": numbers(y), "outputGradient": numbers(g), "inputGradient": numbers(x.grad),
        "parameterGradients": [numbers(p.grad) for p in module.parameters()],
        "buffersAfter": [numbers(buffer) for buffer in buffers],
    }


def rounded(module):
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    return module


class Rows(nn.Module):
    """Batch normalization over the columns of a sequence: every row counts as an example."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.reshape(-1, x.shape[-1])).reshape(x.shape)


def batch_norm(shape, batch, training):
    rows, columns, channels = shape
    features = channels if channels > 1 else columns
    inner = (nn.BatchNorm2d if channels > 1 else nn.BatchNorm1d)(features)
    inner.weight.data, inner.bias.data = single(features), single(features)
    inner.running_mean = single(features)
    inner.running_var = (single(features) ** 2 + 0.5).float().double()
    module = Rows(inner) if rows > 1 and channels == 1 else inner
    return layer_case(
        "batch-normalization", module, shape, batch, training=training,
        buffers=(inner.running_mean, inner.running_var))


def layers():
    cases = []
    for batch, inputs, outputs in [
        (1, 1, 1), (1, 3, 5), (17, 5, 3), (17, 33, 1), (1, 33, 33), (17, 1, 33), (3, 33, 17), (33, 2, 8), (8, 40, 34),
    ]:
        module = rounded(nn.Linear(inputs, outputs))
        cases.append(layer_case("dense", module, [1, inputs, 1], batch, size=outputs))
    module = rounded(nn.Linear(5, 3))
    cases.append(layer_case("dense", module, [4, 5, 1], 3, size=3, options={"each-row": 1}))
    for training in (True, False):
        for shape, batch in [([1, 1, 1], 17), ([1, 5, 1], 4), ([1, 33, 1], 17), ([3, 5, 1], 4), ([4, 3, 5], 3)]:
            cases.append(batch_norm(shape, batch, training))
    for batch, columns in [(1, 1), (17, 3), (1, 33), (3, 65)]:
        shape = [1, columns, 1]
        cases += [
            layer_case("linear", nn.Identity(), shape, batch),
            layer_case("sigmoid", nn.Sigmoid(), shape, batch),
            layer_case("tanh", nn.Tanh(), shape, batch),
            layer_case("relu", nn.ReLU(), shape, batch),
            layer_case("leaky-relu", nn.LeakyReLU(0.01), shape, batch),
            layer_case("leaky-relu", nn.LeakyReLU(0.2), shape, batch, options={"slope": 0.2}),
            layer_case("prelu", nn.PReLU(), shape, batch),
            layer_case("softmax", nn.Softmax(-1), shape, batch),
        ]
    cases.append(layer_case("softmax", nn.Softmax(-1), [4, 5, 1], 3))
    return cases


def loss_case(kind, function, prediction, target, name=""):
    prediction = prediction.requires_grad_()
    value = function(prediction)
    value.backward()
    return {
        "kind": kind, "name": name, "batch": prediction.shape[0], "prediction": numbers(prediction),
        "target": numbers(target), "loss": float(f"{value.item():.9g}"), "gradient": numbers(prediction.grad),
    }


def losses():
    cases = []
    for batch, columns in [(1, 1), (17, 1), (17, 3), (1, 33), (40, 5)]:
        def fresh():
            return single(batch, columns, scale=2)

        numbers_target, soft = single(batch, columns), torch.rand(batch, columns).float().double()
        hard = torch.randint(0, 2, (batch, columns)).double()
        classes = torch.randint(0, columns, (batch,))
        cases += [
            loss_case(
                "mean-squared-error", lambda p: nn.functional.mse_loss(p, numbers_target), fresh(), numbers_target),
            loss_case(
                "binary-cross-entropy", lambda p: nn.functional.binary_cross_entropy_with_logits(p, hard), fresh(),
                hard),
            loss_case(
                "binary-cross-entropy", lambda p: nn.functional.binary_cross_entropy_with_logits(p, soft), fresh(),
                soft, name="soft targets"),
            loss_case(
                "categorical-cross-entropy", lambda p: nn.functional.cross_entropy(p, classes), fresh(),
                classes.double()),
            loss_case("hinge", lambda p: (1 - (2 * hard - 1) * p).clamp(min=0).mean(), fresh(), hard),
        ]
    wide = torch.randint(0, 300, (3,))
    cases.append(
        loss_case(
            "categorical-cross-entropy", lambda p: nn.functional.cross_entropy(p, wide), single(3, 300, scale=3),
            wide.double(), name="many classes"))
    return cases


def optimizers():
    return [
        optimizer_case("sgd", lambda p, r: torch.optim.SGD(p, lr=r), 0.1),
        optimizer_case("momentum", lambda p, r: torch.optim.SGD(p, lr=r, momentum=0.9), 0.05),
        optimizer_case(
            "momentum", lambda p, r: torch.optim.SGD(p, lr=r, momentum=0.5, nesterov=True), 0.05,
            {"momentum": 0.5, "nesterov": 1}),
        optimizer_case("adam", lambda p, r: torch.optim.Adam(p, lr=r), 0.01),
        optimizer_case(
            "adam", lambda p, r: torch.optim.Adam(p, lr=r, betas=(0.5, 0.9), eps=1e-4), 0.1,
            {"beta1": 0.5, "beta2": 0.9, "epsilon": 1e-4}),
    ]


def recurrent_cases():
    torch.manual_seed(21)
    return recurrent(layer_case, rounded, single, numbers)


def image_cases():
    torch.manual_seed(22)
    return images(layer_case, rounded)


def write(name, cases):
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    for name, cases in [
        ("layers", layers()), ("losses", losses()), ("optimizers", optimizers()), ("recurrent", recurrent_cases()),
        ("images", image_cases()),
    ]:
        write(name, cases)
    normalizing.write(sys.modules[__name__])
    training_fixtures.write()
    generative_fixtures.write()
    sequence_fixtures.write()
    supervised_fixtures.write()
    odd_sizes.write(sys.modules[__name__])
    metric_fixtures.write()
    reference_fixtures.write()
