"""Writes surfaces.json, perceptron.json, adjustments.json and residual.json beside itself: what is small around the layers,
written out a second time with torch, numpy and scipy. Needs all three; make_fixtures.py runs it."""

import json
import pathlib

import numpy as np
import torch
from cases import numbers, single
from metric_fixtures import listed
from scipy import optimize
from torch import nn
from torch.nn import functional as F

HERE = pathlib.Path(__file__).parent
OPTIMIZERS = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}

# Surfaces


SURFACES = {
    "bowl": lambda x, y: 0.5 * (x**2 + 100 * y**2),
    "saddle": lambda x, y: x**2 - y**2,
    "beale": lambda x, y: (1.5 - x + x * y) ** 2 + (2.25 - x + x * y**2) ** 2 + (2.625 - x + x * y**3) ** 2,
    "rosenbrock": lambda x, y: (1 - x) ** 2 + 100 * (y - x**2) ** 2,
    "himmelblau": lambda x, y: (x**2 + y - 11) ** 2 + (x + y**2 - 7) ** 2,
    "rastrigin": lambda x, y: 20 + x**2 + y**2 - 10 * torch.cos(2 * torch.pi * x) - 10 * torch.cos(2 * torch.pi * y),
    "bumps": lambda x, y: 0.05 * x**2 + 0.1 * (1 - torch.cos(3 * x)) + 0.5 * y**2,
}
MINIMA_NEAR = {
    "bowl": [(1, 1)], "saddle": [], "beale": [(2.5, 0.3)], "rosenbrock": [(0.5, 0.5)],
    "himmelblau": [(3, 2), (-3, 3), (-4, -3), (4, -2)], "rastrigin": [(0.1, -0.1)], "bumps": [(0.1, 1)],
}


def slope(kind, x, y):
    p = torch.tensor([x, y]).requires_grad_()
    value = SURFACES[kind](p[0], p[1])
    value.backward()
    return value.item(), p.grad[0].item(), p.grad[1].item()


def descent(kind, start, name, rate):
    p = torch.tensor(start).requires_grad_()
    optimizer = OPTIMIZERS[name]([p], lr=rate)
    losses = []
    for _ in range(10):
        loss = SURFACES[kind](p[0], p[1])
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {"optimizer": name, "rate": rate, "start": list(start), "losses": listed(losses), "after": numbers(p)}


def surfaces():
    random = np.random.default_rng(44)
    found = []
    for kind in SURFACES:
        points = random.uniform(-3, 3, (6, 2)).astype(np.float32).astype(np.float64).tolist()
        minima = []
        for start in MINIMA_NEAR[kind]:
            best = optimize.minimize(
                lambda p: slope(kind, *p)[0], start, jac=lambda p: np.array(slope(kind, *p)[1:]), method="BFGS",
                options={"gtol": 1e-10})
            minima.append(listed(best.x))
        rate = 1e-4 if kind in ("beale", "rosenbrock", "himmelblau") else 1e-3
        found.append({
            "kind": kind, "points": points, "slopes": [list(slope(kind, *p)) for p in points], "minima": minima,
            "descents": [descent(kind, (1.25, -0.75), "sgd", rate), descent(kind, (-1.5, 2.0), "adam", 0.05)],
        })
    return found


# The perceptron


def perceptron(random, count, width, noise):
    """Inputs in eighths, so that every sum is exact in single precision."""
    x = np.round(8 * random.uniform(-1, 1, (count, width))) / 8
    y = np.where(x @ np.arange(1, width + 1) + 0.2 + noise * random.standard_normal(count) > 0, 1, -1)
    rows, w, mistakes, weights, accuracies = np.c_[x, np.ones(count)], np.zeros(width + 1), [], [], []
    for _ in range(6):
        mistakes.append(0)
        for row, label in zip(rows, y):
            if label * (w @ row) <= 0:
                w, mistakes[-1] = w + 0.5 * label * row, mistakes[-1] + 1
        weights.append(listed(w))
        accuracies.append(np.mean((rows @ w > 0) == (y > 0)))
    return {
        "width": width, "inputs": listed(x), "targets": ((y + 1) // 2).tolist(), "rate": 0.5, "mistakes": mistakes,
        "weights": weights, "accuracies": accuracies,
    }


def perceptrons():
    random = np.random.default_rng(45)
    return [perceptron(random, 40, 2, 0), perceptron(random, 33, 5, 0.8)]


# What joins a gradient or follows a step


def adjustment(name, **wanted):
    """Ten steps of two dense layers' parameters along written gradients; penalties and norms are those of the weights."""
    settings = dict(clip=0.0, clipValue=0.0, l2=0.0, l1=0.0, subgradient=False, weightDecay=0.0, maxNorm=0.0) | wanted
    start = [single(*shape) for shape in [(4, 3), (4,), (2, 4), (2,)]]
    parameters = [p.clone().requires_grad_() for p in start]
    weights, rate = parameters[::2], 0.05
    optimizer = OPTIMIZERS[name](parameters, lr=rate)
    gradients, values = [], []
    for _ in range(10):
        for p in parameters:
            p.grad = single(*p.shape)
        gradients.append([numbers(p.grad) for p in parameters])
        with torch.no_grad():
            for w in weights:
                w.grad += settings["l2"] * w
                if settings["subgradient"]:
                    w.grad += settings["l1"] * w.sign()
            if settings["clipValue"]:
                nn.utils.clip_grad_value_(parameters, settings["clipValue"])
            if settings["clip"]:
                nn.utils.clip_grad_norm_(parameters, settings["clip"])
            for w in weights:
                w.mul_(1 - rate * settings["weightDecay"])
            optimizer.step()
            for w in weights:
                if settings["l1"] and not settings["subgradient"]:
                    w.copy_(F.softshrink(w, rate * settings["l1"]))
                if settings["maxNorm"]:
                    w.copy_(torch.renorm(w, 2, 0, settings["maxNorm"]))
        values.append([numbers(p) for p in parameters])
    return {
        "optimizer": name, "rate": rate, **settings, "start": [numbers(p) for p in start], "gradients": gradients,
        "values": values,
    }


def adjustments():
    torch.manual_seed(46)
    found = [
        adjustment(name, **settings) for name in ("sgd", "adam") for settings in [
            {"l2": 0.3}, {"weightDecay": 0.4}, {"l1": 0.5}, {"l1": 0.2, "subgradient": True}, {"clip": 1.5},
            {"clipValue": 0.4}, {"maxNorm": 0.9},
            {"l2": 0.1, "clipValue": 0.8, "clip": 2.0, "weightDecay": 0.2, "l1": 0.1, "maxNorm": 1.2},
        ]
    ]
    # The same penalty as PyTorch has it built in.
    for name, make in OPTIMIZERS.items():
        case = next(c for c in found if c["optimizer"] == name and c["l2"] == 0.3)
        w = torch.tensor(case["start"][0]).requires_grad_()
        optimizer = make([w], lr=case["rate"], weight_decay=0.3)
        for gradient in case["gradients"]:
            w.grad = torch.tensor(gradient[0])
            optimizer.step()
        assert torch.allclose(w.detach(), torch.tensor(case["values"][-1][0]), atol=1e-8)
    return found


# Residual connections


def residual(name, layers, x, run):
    for layer in layers:
        for p in layer.parameters():
            p.data = p.data.float().double()
    x = x.requires_grad_()
    y = run(*layers, x)
    g = single(*y.shape)
    y.backward(g)
    parameters = [p for layer in layers for p in layer.parameters()]
    return {
        "name": name, "batch": x.shape[0], "input": numbers(x), "output": numbers(y), "outputGradient": numbers(g),
        "inputGradient": numbers(x.grad), "parameters": [numbers(p) for p in parameters],
        "gradients": [numbers(p.grad) for p in parameters],
    }


def residuals():
    torch.manual_seed(47)
    dense = [nn.Linear(5, 6), nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 3)]

    def block(a, b, c, d, x):
        h = torch.tanh(a(x))
        return d(h + c(torch.tanh(b(h))))

    def nested(a, b, c, d, x):
        h = x + torch.tanh(a(x))
        k = h + b(h)
        return d(torch.relu(x + torch.tanh(c(k))))

    square = [nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 6), nn.Linear(6, 3)]
    convolutions = [nn.Conv2d(3, 3, 3, padding=1), nn.Conv2d(3, 3, 3, padding=1), nn.Linear(45, 2)]

    def images(a, b, c, x):
        return c(torch.relu(x + b(torch.relu(a(x)))).flatten(1))

    return [
        residual("block", dense, single(17, 5), block), residual("nested", square, single(1, 6), nested),
        residual("images", convolutions, single(5, 3, 3, 5), images),
    ]


def write():
    torch.set_default_dtype(torch.float64)
    for name, cases in [
        ("surfaces", surfaces()), ("perceptron", perceptrons()), ("adjustments", adjustments()),
        ("residual", residuals()),
    ]:
        lines = ",\n".join(json.dumps(case) for case in cases)
        (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
