"""Writes supervised.json beside itself: the first ten losses of small supervised learners in double precision, batches in
file order, and their parameters after them. Needs torch; make_fixtures.py runs it."""

import json
import math
import pathlib

import torch
from cases import numbers, single
from make_image_fixtures import Image
from normalizing import WeightNorm
from torch import nn

HERE = pathlib.Path(__file__).parent
EXAMPLES, BATCH, STEPS = 11, 4, 10
OPTIMIZERS = {
    "sgd": lambda groups, rate: torch.optim.SGD(groups, lr=rate),
    "momentum": lambda groups, rate: torch.optim.SGD(groups, lr=rate, momentum=0.9),
    "rmsprop": lambda groups, rate: torch.optim.RMSprop(groups, lr=rate),
    "adam": lambda groups, rate: torch.optim.Adam(groups, lr=rate),
    "adamw": lambda groups, rate: torch.optim.AdamW(groups, lr=rate),
}
LOSSES = {
    "binary-cross-entropy": nn.BCEWithLogitsLoss(), "categorical-cross-entropy": nn.CrossEntropyLoss(),
    "mean-squared-error": nn.MSELoss(), "huber": nn.HuberLoss(), "mean-absolute-error": nn.L1Loss(),
}


def layer(kind, size, shape):
    """A PyTorch module for a layer that sees `shape` (rows, columns, channels), and the shape it leaves."""
    rows, columns, channels = shape
    count = math.prod(shape)
    flat = (1, size, 1)
    if kind == "dense":
        return nn.Sequential(nn.Flatten(), nn.Linear(count, size)), flat
    if kind == "weight-normalized-dense":
        return WeightNorm(count, size, single), flat
    if kind == "convolution":
        return Image(nn.Conv2d(channels, size, 3, padding=1), shape), (rows, columns, size)
    if kind == "max-pooling":
        return Image(nn.MaxPool2d(size), shape), (rows // size, columns // size, channels)
    if kind == "global-average-pooling":
        return Image(nn.AdaptiveAvgPool2d(1), shape), (1, channels, 1)
    norms = {"batch-normalization": nn.BatchNorm1d, "layer-normalization": nn.LayerNorm}
    if kind in norms:
        return norms[kind](columns), shape
    return {
        "tanh": nn.Tanh, "relu": nn.ReLU, "sigmoid": nn.Sigmoid, "gelu": nn.GELU, "swish": nn.SiLU,
        "softplus": nn.Softplus,
    }[kind](), shape


def learner_case(name, shape, layers, loss, optimizer, rate, l2=0.0, cosine=0):
    """`layers` are kinds, or pairs of a kind and its size."""
    modules, seen = [], shape
    described = [[item, None] if isinstance(item, str) else list(item) for item in layers]
    for kind, size in described:
        module, seen = layer(kind, size, seen)
        modules.append(module)
    net = nn.Sequential(*modules)
    for parameter in net.parameters():
        parameter.data = (parameter.data if parameter.dim() < 2 else 1.5 * parameter.data).float().double()
    outputs = math.prod(seen)
    inputs = single(EXAMPLES, math.prod(shape))
    if loss == "categorical-cross-entropy":
        targets = torch.randint(outputs, (EXAMPLES,))
    elif loss == "binary-cross-entropy":
        targets = torch.randint(2, (EXAMPLES, outputs)).double()
    else:
        targets = single(EXAMPLES, outputs)
    start = [numbers(p) for p in net.parameters()]
    weights = [p for p in net.parameters() if p.dim() > 1]
    others = [p for p in net.parameters() if p.dim() < 2]
    descent = OPTIMIZERS[optimizer](
        [{"params": weights, "weight_decay": l2}, {"params": others, "weight_decay": 0.0}]
        if l2 else list(net.parameters()), rate)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(descent, cosine) if cosine else None
    losses, norms, first = [], [], 0
    for _ in range(STEPS):
        rows = slice(first, min(first + BATCH, EXAMPLES))
        first = 0 if rows.stop == EXAMPLES else rows.stop
        value = LOSSES[loss](net(inputs[rows]), targets[rows])
        descent.zero_grad()
        value.backward()
        losses.append(value)
        norms.append(torch.cat([p.grad.flatten() for p in net.parameters()]).norm())
        descent.step()
        if schedule:
            schedule.step()
    return {
        "name": name, "shape": shape, "layers": [{"kind": kind, "size": size} for kind, size in described],
        "loss": loss, "optimizer": optimizer, "rate": rate, "l2": l2, "cosine": cosine, "batch": BATCH,
        "inputs": numbers(inputs), "targets": numbers(targets.double()), "outputs": outputs, "parameters": start,
        "losses": numbers(torch.stack(losses)), "norms": numbers(torch.stack(norms)),
        "after": [numbers(p) for p in net.parameters()],
    }


def cases():
    torch.manual_seed(49)
    vector, image = (1, 3, 1), (6, 5, 2)
    bce, cce = "binary-cross-entropy", "categorical-cross-entropy"
    return [
        learner_case("MLP", vector, [("dense", 8), "tanh", ("dense", 8), "tanh", ("dense", 1)], bce, "adam", 0.01),
        learner_case("deep sigmoid", vector, [("dense", 5), "sigmoid"] * 6 + [("dense", 1)], bce, "sgd", 0.5),
        # Batch normalization takes away the bias before it, whose gradient of exactly 0 Adam would turn into steps.
        learner_case(
            "batch norm", vector, [("dense", 7), "batch-normalization", "relu", ("dense", 3)], cce, "momentum", 0.05),
        learner_case(
            "CNN", image,
            [("convolution", 4), "relu", ("max-pooling", 2), ("convolution", 5), "swish", "global-average-pooling",
             ("dense", 3)], cce, "adam", 0.01),
        learner_case(
            "regression", vector, [("dense", 9), "gelu", ("dense", 2)], "huber", "rmsprop", 0.01, l2=0.05),
        learner_case(
            "layer norm", vector, [("dense", 6), "layer-normalization", "swish", ("dense", 1)], "mean-squared-error",
            "adamw", 0.02, cosine=STEPS),
        learner_case(
            "weight norm", vector, [("weight-normalized-dense", 6), "softplus", ("dense", 1)], "mean-absolute-error",
            "momentum", 0.02),
    ]


def write():
    torch.set_default_dtype(torch.float64)
    lines = ",\n".join(json.dumps(case) for case in cases())
    (HERE / "supervised.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
