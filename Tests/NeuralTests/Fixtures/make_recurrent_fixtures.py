"""The recurrent cases of the layer fixtures, as make_fixtures.py writes them to recurrent.json."""

import torch
from torch import nn


class Last(nn.Module):
    """The states of every step, or the last one alone, of a PyTorch recurrent module."""

    def __init__(self, inner, last=False):
        super().__init__()
        self.inner, self.last = inner, last

    def forward(self, x):
        y = self.inner(x)[0]
        return y[:, -1] if self.last else y


class Linear(nn.Module):
    """A recurrent layer without a nonlinearity, with the parameters of nn.RNN."""

    def __init__(self, inputs, hidden):
        super().__init__()
        self.inner = nn.RNN(inputs, hidden, batch_first=True)

    def forward(self, x):
        w, v, b, c = self.inner.parameters()
        state, states = x.new_zeros(x.shape[0], v.shape[0]), []
        for t in range(x.shape[1]):
            state = x[:, t] @ w.T + b + state @ v.T + c
            states.append(state)
        return torch.stack(states, 1)


class Truncated(nn.Module):
    """An LSTM whose states are cut from the graph every `window` steps."""

    def __init__(self, inner, window):
        super().__init__()
        self.inner, self.window = inner, window

    def forward(self, x):
        state, states = None, []
        for part in x.split(self.window, 1):
            y, state = self.inner(part, state)
            state = tuple(s.detach() for s in state) if isinstance(state, tuple) else state.detach()
            states.append(y)
        return torch.cat(states, 1)


class Sequence(nn.Module):
    """Gives a vector of features the step that PyTorch wants."""

    def __init__(self, inner):
        super().__init__()
        self.inner = inner

    def forward(self, x):
        return self.inner(x.unsqueeze(1) if x.dim() == 2 else x)


def make(kind, inputs, hidden):
    return {
        "rnn": lambda: nn.RNN(inputs, hidden, batch_first=True),
        "relu": lambda: nn.RNN(inputs, hidden, batch_first=True, nonlinearity="relu"),
        "lstm": lambda: nn.LSTM(inputs, hidden, batch_first=True),
        "gru": lambda: nn.GRU(inputs, hidden, batch_first=True),
    }[kind]()


def numbers_case(kind, inner, classes, steps, batch, layer_case, single, numbers):
    """Class numbers in, against one-hot rows into PyTorch."""
    case = layer_case(kind, Last(inner), [steps, classes, 1], batch, size=inner.hidden_size)
    x = torch.randint(0, classes, (batch, steps))
    inner.zero_grad()
    y = inner(nn.functional.one_hot(x, classes).double())[0]
    g = single(*y.shape)
    y.backward(g)
    case.update(
        shape=[steps, 1, 1], options={"vocabulary": classes}, input=numbers(x.double()), output=numbers(y),
        outputGradient=numbers(g), inputGradient=[0.0] * (batch * steps),
        parameterGradients=[numbers(p.grad) for p in inner.parameters()])
    return case


def recurrent(layer_case, rounded, single, numbers):
    cases = []

    def add(kind, module, shape, batch, hidden, **options):
        cases.append(layer_case(kind, Sequence(module), shape, batch, size=hidden, options=options))

    for kind, name, extra in [("rnn", "rnn", {}), ("relu", "rnn", {"unit": 1}), ("lstm", "lstm", {}), ("gru", "gru", {})]:
        for batch, steps, inputs, hidden in [(1, 1, 1, 1), (1, 7, 3, 5), (17, 7, 2, 33), (17, 1, 5, 5), (3, 7, 33, 16)]:
            add(name, Last(rounded(make(kind, inputs, hidden))), [steps, inputs, 1], batch, hidden, **extra)
            if steps > 1 and hidden < 33:
                module = Last(rounded(make(kind, inputs, hidden)), last=True)
                add(name, module, [steps, inputs, 1], batch, hidden, last=1, **extra)
        add(name, Truncated(rounded(make(kind, 3, 5)), 3), [7, 3, 1], 4, 5, truncate=3, **extra)
    add("rnn", rounded(Linear(3, 5)), [7, 3, 1], 4, 5, unit=2)
    for kind in ["rnn", "lstm", "gru"]:
        cases.append(numbers_case(kind, rounded(make(kind, 11, 6)), 11, 7, 5, layer_case, single, numbers))
    return cases
