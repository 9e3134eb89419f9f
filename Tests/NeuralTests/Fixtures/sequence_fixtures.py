"""Writes sequences.json beside itself: the first ten losses of small recurrent learners in double precision, batches in
file order, the gradient's norm clipped. Needs torch; run `python3 sequence_fixtures.py`."""

import json
import pathlib

import torch
from cases import numbers, single
from torch import nn

HERE = pathlib.Path(__file__).parent
EXAMPLES, STEPS, BATCH, HIDDEN, CLASSES = 10, 7, 4, 6, 5
CELLS = {"tanh": nn.RNN, "lstm": nn.LSTM, "gru": nn.GRU}


class Learner(nn.Module):
    """A recurrent layer and a head: for each step, or for the last state."""

    def __init__(self, cell, inputs, outputs, every_step):
        super().__init__()
        self.cell = CELLS[cell](inputs, HIDDEN, batch_first=True)
        self.head = nn.Linear(HIDDEN, outputs)
        self.every_step = every_step
        for parameter in self.parameters():
            parameter.data = single(*parameter.shape, scale=0.5)

    def forward(self, x):
        states, _ = self.cell(x)
        return self.head(states if self.every_step else states[:, -1])


def data(problem):
    """Inputs as the network takes them, inputs and targets as the learner does."""
    if problem == "next-character":
        inputs = torch.randint(CLASSES, (EXAMPLES, STEPS))
        return nn.functional.one_hot(inputs, CLASSES).double(), inputs, torch.randint(CLASSES, (EXAMPLES, STEPS))
    inputs = single(EXAMPLES, STEPS, 2)
    return inputs, inputs, single(EXAMPLES, 1)


def learner_case(cell, problem):
    is_text = problem == "next-character"
    seen, inputs, targets = data(problem)
    net = Learner(cell, CLASSES if is_text else 2, CLASSES if is_text else 1, is_text)
    start = [numbers(p) for p in net.parameters()]
    optimizer = torch.optim.Adam(net.parameters(), lr=0.01, eps=1e-4)
    losses, norms, first = [], [], 0
    for _ in range(10):
        rows = slice(first, min(first + BATCH, EXAMPLES))
        first = 0 if rows.stop == EXAMPLES else rows.stop
        output = net(seen[rows])
        loss = (
            nn.functional.cross_entropy(output.flatten(0, 1), targets[rows].flatten())
            if is_text else nn.functional.mse_loss(output, targets[rows]))
        optimizer.zero_grad()
        loss.backward()
        norms.append(nn.utils.clip_grad_norm_(net.parameters(), 0.2))
        optimizer.step()
        losses.append(loss)
    return {
        "cell": cell, "problem": problem, "steps": STEPS, "batch": BATCH, "hidden": HIDDEN, "classes": CLASSES,
        "inputs": numbers(inputs.double()), "targets": numbers(targets.double()), "parameters": start,
        "losses": numbers(torch.stack(losses)), "norms": numbers(torch.stack(norms)),
        "after": [numbers(p) for p in net.parameters()],
    }


def write():
    torch.set_default_dtype(torch.float64)
    torch.manual_seed(31)
    cases = [learner_case(cell, problem) for cell in CELLS for problem in ("next-character", "last-value")]
    lines = ",\n".join(json.dumps(case) for case in cases)
    (HERE / "sequences.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
