"""Writes generative.json beside itself: the first ten losses of small maps, games and autoencoders in double precision,
with the noise drawn as the engine draws it. Needs torch; run `python3 generative_fixtures.py`."""

import json
import math
import pathlib

import torch
from cases import numbers, single
from torch import nn

HERE = pathlib.Path(__file__).parent
MASK = (1 << 64) - 1
STEP = 0x9E3779B97F4A7C15
NOISE, EXTRA = 5, 3
STEPS = 10


def mix(z):
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def key(seed, stream, index):
    return mix((mix(seed * 1000 + stream) + (index + 1) * STEP) & MASK)


def normal(key, *shape):
    count = math.prod(shape)
    values = []
    for i in range((count + 1) // 2):
        bits = mix((key + (i + 1) * STEP) & MASK)
        radius = math.sqrt(-2 * math.log(((bits >> 40) + 1) / 2**24))
        angle = 2 * math.pi * (bits & 0xFFFFFF) / 2**24
        values += [radius * math.cos(angle), radius * math.sin(angle)]
    return torch.tensor(values[:count]).reshape(shape)


def rounded(module):
    for parameter in module.parameters():
        parameter.data = parameter.data.float().double()
    return module


def place(lattice, columns, unit):
    row, column = divmod(unit, columns)
    return (column + 0.5 * (row % 2), row * math.sqrt(3) / 2) if lattice == "hexagonal" else (column, row)


def decayed(kind, start, end, u):
    return {
        "exponential": start * (end / start) ** u, "linear": start + (end - start) * u,
        "inverse-time": start / (1 + u * (start / end - 1)), "constant": start,
    }[kind]


def som(lattice, neighbourhood, decay, rows, columns, width):
    """The codebook is [features, units]; examples come in file order."""
    units, examples = rows * columns, single(7, width)
    weights = single(width, units, scale=0.5)
    start = numbers(weights)
    places = torch.tensor([place(lattice, columns, unit) for unit in range(units)])
    losses, winners = [], []
    for step in range(STEPS):
        x = examples[step % 7]
        distances = ((weights - x[:, None]) ** 2).sum(0)
        winner = int(distances.argmin())
        losses.append(distances[winner].sqrt())
        winners.append(winner)
        rate, radius = (decayed(decay, a, b, step / STEPS) for a, b in [(0.5, 0.02), (3.0, 0.5)])
        square = ((places - places[winner]) ** 2).sum(1)
        factor = {
            "gaussian": torch.exp(-square / (2 * radius**2)),
            "bubble": (square <= radius**2 * (1 + 1e-6)).double(), "winner": (square == 0).double(),
        }[neighbourhood]
        weights = weights + rate * factor * (x[:, None] - weights)
    return {
        "kind": "som", "name": f"{lattice} {neighbourhood} {decay}", "lattice": lattice,
        "neighbourhood": neighbourhood, "decay": decay, "rows": rows, "columns": columns, "width": width,
        "examples": numbers(examples), "parameters": [start], "losses": numbers(torch.stack(losses)),
        "winners": winners, "after": [numbers(weights)],
    }


def gan(game, turns=1, smoothing=0.0, instance_noise=0.0):
    seed, batch = 3, 16
    real = single(batch, 2)
    g = rounded(nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Linear(8, 2)))
    d = rounded(nn.Sequential(nn.Linear(2, 8), nn.LeakyReLU(0.2), nn.Linear(8, 1)))
    start = [numbers(p) for net in (g, d) for p in net.parameters()]
    # While all examples lie within the margin, the hinge pulls each by exactly 1/16, real ones up and made ones down. For a
    # hidden unit that is on one side of its bend for all of them the pulls on its bias cancel to exactly 0; summed over
    # both halves of the batch in single precision they leave 1e-9, which Adam with its usual epsilon of 1e-8 turns into a
    # step of up to half the rate. PyTorch itself, in single precision, is then 0.2 away from its losses in double.
    epsilon = 1e-3 if game == "hinge" else 1e-8
    og = torch.optim.Adam(g.parameters(), lr=0.01, betas=(0.5, 0.999), eps=epsilon)
    od = torch.optim.Adam(d.parameters(), lr=0.02, betas=(0.5, 0.999), eps=epsilon)
    bce = nn.functional.binary_cross_entropy_with_logits
    losses, opposed = [], []
    for step in range(STEPS):
        for turn in range(step * turns, (step + 1) * turns):
            made = g(normal(key(seed, NOISE, turn), batch, 2))
            both = torch.cat([real, made.detach()])
            both = both + instance_noise * normal(key(seed, EXTRA, 2 * turn), 2 * batch, 2)
            verdict = d(both)
            r, f = verdict[:batch], verdict[batch:]
            loss = {
                "non-saturating": lambda: bce(r, torch.full_like(r, 1 - smoothing)) + bce(f, torch.zeros_like(f)),
                "minimax": lambda: bce(r, torch.full_like(r, 1 - smoothing)) + bce(f, torch.zeros_like(f)),
                "hinge": lambda: (1 - r).clamp(min=0).mean() + (1 + f).clamp(min=0).mean(),
                "least-squares": lambda: ((r - 1) ** 2).mean() + (f**2).mean(),
                "wasserstein": lambda: f.mean() - r.mean(),
            }[game]()
            od.zero_grad()
            loss.backward()
            od.step()
            if game == "wasserstein":
                for p in d.parameters():
                    p.data.clamp_(-0.1, 0.1)
        opposed.append(loss)
        judged = made + instance_noise * normal(key(seed, EXTRA, 2 * turn + 1), batch, 2)
        f = d(judged)
        loss = {
            "non-saturating": lambda: bce(f, torch.ones_like(f)),
            "minimax": lambda: -bce(f, torch.zeros_like(f)),
            "hinge": lambda: -f.mean(), "least-squares": lambda: ((f - 1) ** 2).mean(),
            "wasserstein": lambda: -f.mean(),
        }[game]()
        og.zero_grad()
        loss.backward()
        og.step()
        losses.append(loss)
    return {
        "kind": "gan", "name": f"{game} {turns} {smoothing} {instance_noise}", "game": game, "turns": turns,
        "smoothing": smoothing, "instanceNoise": instance_noise, "epsilon": epsilon, "examples": numbers(real),
        "parameters": start, "losses": numbers(torch.stack(losses)), "opposed": numbers(torch.stack(opposed)),
        "after": [numbers(p) for net in (g, d) for p in net.parameters()],
    }


def autoencoder(variational, loss_name, corruption="off", sparsity=0.0):
    seed, batch, width, code, beta = 3, 12, 6, 2, 0.7
    clean = torch.rand(batch, width).float().double()
    e = rounded(nn.Sequential(nn.Linear(width, 5), nn.Tanh(), nn.Linear(5, 2 * code if variational else code)))
    d = rounded(nn.Sequential(nn.Linear(code, 5), nn.Tanh(), nn.Linear(5, width)))
    start = [numbers(p) for net in (e, d) for p in net.parameters()]
    optimizer = torch.optim.Adam([*e.parameters(), *d.parameters()], lr=0.01)
    losses, divergences = [], []
    for step in range(STEPS):
        given = clean
        if corruption == "gaussian":
            given = clean + 0.3 * normal(key(seed, NOISE, step), batch, width)
        if corruption == "masking":
            k = key(seed, NOISE, step)
            uniform = [(mix((k + (i + 1) * STEP) & MASK) >> 40) / 2**24 for i in range(batch * width)]
            given = clean * (torch.tensor(uniform).reshape(batch, width) >= 0.3)
        z = e(given)
        divergence = torch.zeros(())
        if variational:
            mean, log_variance = z[:, :code], z[:, code:]
            z = mean + (0.5 * log_variance).exp() * normal(key(seed, EXTRA, step), batch, code)
            divergence = 0.5 * (mean**2 + log_variance.exp() - 1 - log_variance).sum(1).mean()
        out = d(z)
        function = nn.functional.mse_loss if loss_name == "mse" else nn.functional.binary_cross_entropy_with_logits
        loss = function(out, clean)
        if variational:
            loss = loss * width + beta * divergence
        loss = loss + sparsity * z.abs().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss)
        divergences.append(divergence)
    return {
        "kind": "autoencoder", "name": f"{variational} {loss_name} {corruption} {sparsity}",
        "variational": variational, "loss": loss_name, "corruption": corruption, "sparsity": sparsity, "beta": beta,
        "examples": numbers(clean), "parameters": start, "losses": numbers(torch.stack(losses)),
        "opposed": numbers(torch.stack(divergences)),
        "after": [numbers(p) for net in (e, d) for p in net.parameters()],
    }


def cases():
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(28)
    found = [
        som("rectangular", "gaussian", "exponential", 5, 7, 3), som("rectangular", "bubble", "linear", 4, 5, 2),
        som("hexagonal", "gaussian", "inverse-time", 6, 6, 5), som("hexagonal", "bubble", "exponential", 5, 4, 3),
        som("rectangular", "winner", "constant", 8, 9, 17),
    ]
    found += [gan(game) for game in ("non-saturating", "minimax", "hinge", "least-squares", "wasserstein")]
    found.append(gan("non-saturating", turns=3, smoothing=0.1, instance_noise=0.2))
    found += [
        autoencoder(False, "mse"), autoencoder(False, "mse", "gaussian"), autoencoder(False, "bce", "masking", 0.05),
        autoencoder(True, "bce"), autoencoder(True, "mse"),
    ]
    return found


def write():
    lines = ",\n".join(json.dumps(case) for case in cases())
    (HERE / "generative.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
