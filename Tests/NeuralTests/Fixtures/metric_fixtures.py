"""Writes metrics.json, maps.json and clouds.json beside itself: scores of answers, of maps and of generators with numpy,
scipy and MiniSom. Needs all three; make_fixtures.py runs it."""

import json
import pathlib

import numpy as np
from minisom import MiniSom
from scipy import stats
from scipy.spatial import distance

HERE = pathlib.Path(__file__).parent


def listed(array):
    return [float(f"{value:.9g}") for value in np.asarray(array, dtype=np.float64).flatten()]


# Scores of answers


def quotient(part, whole):
    return part / whole if whole else 0.0


def classification(random, classes, count, unanswered=()):
    truths = random.integers(0, classes, count)
    answers = np.where(random.random(count) < 0.6, truths, random.integers(0, classes, count))
    for label in unanswered:
        answers[answers == label] = (label + 1) % classes
    precision, recall, f1 = [], [], []
    for label in range(classes):
        right = np.sum((truths == label) & (answers == label))
        precision.append(quotient(right, np.sum(answers == label)))
        recall.append(quotient(right, np.sum(truths == label)))
        f1.append(quotient(2 * precision[-1] * recall[-1], precision[-1] + recall[-1]))
    counts = np.zeros((classes, classes), int)
    np.add.at(counts, (truths, answers), 1)
    return {
        "classes": classes, "truths": truths.tolist(), "answers": answers.tolist(), "counts": counts.flatten().tolist(),
        "accuracy": np.mean(truths == answers), "precision": precision, "recall": recall, "f1": f1,
        "macro": [np.mean(precision), np.mean(recall), np.mean(f1)],
    }


def ranking(random, count, steps):
    """The area from the rank sum (Mann and Whitney); scores are rounded to `steps` values, so that many are equal."""
    positives = random.random(count) < 0.4
    scores = np.round(steps * (random.random(count) + 0.3 * positives)) / steps
    scores = scores.astype(np.float32).astype(np.float64)
    n, m = positives.sum(), (~positives).sum()
    area = (stats.rankdata(scores)[positives].sum() - n * (n + 1) / 2) / (n * m)
    thresholds = sorted(set(scores), reverse=True)
    return {
        "scores": listed(scores), "positives": positives.tolist(), "area": area,
        "falsePositiveRates": [0.0] + [np.mean(scores[~positives] >= t) for t in thresholds],
        "truePositiveRates": [0.0] + [np.mean(scores[positives] >= t) for t in thresholds],
    }


def regression(random, count, offset, scale):
    targets = (offset + scale * random.standard_normal(count)).astype(np.float32).astype(np.float64)
    predictions = (targets + 0.3 * scale * random.standard_normal(count)).astype(np.float32).astype(np.float64)
    rest = predictions - targets
    return {
        "predictions": listed(predictions), "targets": listed(targets), "mse": np.mean(rest**2),
        "mae": np.mean(abs(rest)), "rmse": np.sqrt(np.mean(rest**2)),
        "r2": 1 - np.sum(rest**2) / np.sum((targets - targets.mean()) ** 2),
    }


def divergence(random, count):
    p, q = random.integers(1, 50, count), random.integers(1, 50, count)
    p[0] = 0
    return {
        "p": p.tolist(), "q": q.tolist(), "kl": stats.entropy(p, q), "js": distance.jensenshannon(p, q) ** 2,
        "kl2": stats.entropy(p, q, base=2),
    }


def metrics():
    random = np.random.default_rng(41)
    return [{
        "classifications": [
            classification(random, 2, 31), classification(random, 5, 83), classification(random, 4, 40, unanswered=(2,)),
        ],
        "rankings": [ranking(random, 25, 1000), ranking(random, 90, 7), ranking(random, 40, 2)],
        "regressions": [
            regression(random, 33, 0, 1), regression(random, 57, 4096, 0.25), regression(random, 2, -3, 100),
        ],
        "divergences": [divergence(random, 3), divergence(random, 40)],
    }]


# Maps


def neighbours(lattice, rows, columns, row, column):
    if lattice == "rectangular":
        steps = [(0, 1), (0, -1), (1, 0), (-1, 0)]
    else:
        shift = row % 2
        steps = [(0, 1), (0, -1), (1, shift - 1), (1, shift), (-1, shift - 1), (-1, shift)]
    return [(row + r, column + c) for r, c in steps if 0 <= row + r < rows and 0 <= column + c < columns]


def som(random, lattice, rows, columns, width, disorder):
    """A codebook that follows the lattice in disorder, and what it makes of examples around it."""
    places = np.array([[column, row] for row in range(rows) for column in range(columns)], float)
    codes = np.zeros((rows * columns, width))
    codes[:, :2] = places
    codes = (codes + disorder * random.standard_normal(codes.shape)).astype(np.float32).astype(np.float64)
    examples = np.zeros((60, width))
    examples[:, :2] = random.uniform(0, 1, (60, 2)) * [columns - 1, rows - 1]
    examples = (examples + 0.2 * random.standard_normal(examples.shape)).astype(np.float32).astype(np.float64)
    distances = np.sqrt(((examples[:, None] - codes[None]) ** 2).sum(2))
    order = distances.argsort(1)
    quantization = distances.min(1).mean()
    torn = 0
    for first, second in order[:, :2]:
        (r, c), (s, d) = divmod(first, columns), divmod(second, columns)
        if lattice == "rectangular":
            torn += max(abs(r - s), abs(c - d)) > 1
        else:
            torn += (s, d) not in neighbours(lattice, rows, columns, r, c)
    plane = codes.reshape(rows, columns, width)
    u = np.array([
        np.mean([np.linalg.norm(plane[r, c] - plane[n]) for n in neighbours(lattice, rows, columns, r, c)])
        for r in range(rows) for c in range(columns)])
    # MiniSom counts columns first. On rectangular lattices its U-matrix has eight neighbours, corners among them; on
    # hexagonal ones its topographic error moves odd rows to the right only if the number of rows is odd.
    other = MiniSom(columns, rows, width, topology=lattice)
    other._weights = plane.transpose(1, 0, 2).copy()
    assert np.isclose(other.quantization_error(examples), quantization)
    if lattice == "rectangular" or rows % 2 == 1:
        assert np.isclose(other.topographic_error(examples), torn / 60)
    if lattice == "hexagonal":
        assert np.allclose(other.distance_map("mean").T.flatten(), u / u.max())
    return {
        "lattice": lattice, "rows": rows, "columns": columns, "width": width, "examples": listed(examples),
        "codebook": listed(codes.T), "quantization": quantization, "topographic": torn / 60, "distances": listed(u),
        "hits": np.bincount(order[:, 0], minlength=rows * columns).tolist(),
    }


def maps():
    random = np.random.default_rng(42)
    return [
        som(random, "rectangular", 5, 7, 2, 0.4), som(random, "rectangular", 4, 3, 5, 0.8),
        som(random, "hexagonal", 5, 7, 2, 0.4), som(random, "hexagonal", 6, 4, 3, 0.6),
        som(random, "hexagonal", 7, 3, 9, 0.9), som(random, "rectangular", 1, 9, 2, 0.3),
    ]


# What a generator has found


def cells(points, real):
    """Cell numbers on the grid around the real points, in single precision as the engine counts."""
    side = 24 if real.shape[1] == 2 else 48
    low, high = real.min(0), real.max(0)
    margin = np.float32(0.15) * (high - low)
    low, high = low - margin, high + margin
    share = (points - low) / (high - low)
    inside = ((share >= 0) & (share < 1)).all(1)
    index = np.zeros(len(points), int)
    for feature in range(real.shape[1]):
        index = index * side + (share[:, feature] * np.float32(side)).astype(int)
    return np.where(inside, index, side ** real.shape[1]), side ** real.shape[1] + 1


def cloud(random, width, clouds, count, found):
    """Points of some clouds, and made points that know only the first `found` of them and stray a little."""
    centres = 3 * random.standard_normal((clouds, width))
    labels = np.arange(count) % clouds
    real = (centres[labels] + 0.2 * random.standard_normal((count, width))).astype(np.float32)
    guess = random.integers(0, found, count)
    made = (centres[guess] + 0.3 * random.standard_normal((count, width))).astype(np.float32)
    made[:7] = 50
    (first, size), (second, _) = cells(real, real), cells(made, real)
    p, q = np.bincount(first, minlength=size) / count, np.bincount(second, minlength=size) / count
    held = np.zeros(clouds)
    x = real.astype(np.float64)
    within = []
    for label in range(clouds):
        own = x[labels == label]
        reach = 3 * np.sqrt(((own - own.mean(0)) ** 2).sum(1).mean() / width)
        within.append(np.linalg.norm(made - own.mean(0), axis=1) <= reach)
    for row in np.array(within).T:
        if row.any():
            held[row.argmax()] += 1
    return {
        "width": width, "clouds": clouds, "real": listed(real), "labels": labels.tolist(), "made": listed(made),
        "js": distance.jensenshannon(p, q, base=2) ** 2,
        "kl": stats.entropy(p, (q * count + 0.5) / (count + 0.5 * size), base=2),
        "modes": int((held >= 0.16 * count / clouds).sum()), "quality": held.sum() / count, "held": held.tolist(),
    }


def clouds():
    random = np.random.default_rng(43)
    return [cloud(random, 2, 8, 400, 5), cloud(random, 2, 3, 300, 3), cloud(random, 1, 4, 320, 2)]


def write():
    for name, cases in [("metrics", metrics()), ("maps", maps()), ("clouds", clouds())]:
        lines = ",\n".join(json.dumps(case) for case in cases)
        (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
