"""Cases of the layers that see images; make_fixtures.py writes them to images.json."""

from torch import nn


class Image(nn.Module):
    """Gives an example its channel when it has only one."""

    def __init__(self, inner, shape):
        super().__init__()
        self.inner, self.shape = inner, shape

    def forward(self, x):
        rows, columns, channels = self.shape
        return self.inner(x.reshape(-1, channels, rows, columns)).flatten(1)


def images(layer_case, rounded):
    cases = []

    def add(kind, module, shape, batch, size=None, options=None):
        cases.append(layer_case(kind, Image(module, shape), shape, batch, size=size, options=options))

    for batch, shape, filters, rows, columns, stride, padding in [
        (1, [1, 1, 1], 1, 1, 1, 1, 0), (17, [3, 5, 1], 3, 3, 3, 1, 0), (3, [5, 1, 2], 4, 3, 1, 1, 0),
        (17, [6, 7, 3], 10, 3, 3, 2, 1), (1, [5, 5, 4], 9, 1, 1, 1, 0), (33, [4, 6, 2], 5, 2, 3, 1, 2),
        (5, [9, 6, 2], 13, 7, 6, 3, 3), (20, [8, 8, 8], 16, 5, 5, 1, 0), (2, [3, 3, 1], 2, 3, 3, 1, 2),
        (48, [6, 6, 1], 8, 3, 3, 1, 1),
    ]:
        module = rounded(nn.Conv2d(shape[2], filters, (rows, columns), stride, padding))
        options = {"kernel-rows": rows, "kernel-columns": columns, "stride": stride, "padding": padding}
        add("convolution", module, shape, batch, filters, options)
    add("convolution", rounded(nn.Conv2d(2, 3, 3)), [5, 4, 2], 2, 3)
    for batch, shape, size, stride in [
        (1, [1, 1, 1], 1, 0), (17, [3, 5, 1], 2, 0), (3, [4, 34, 2], 2, 0), (2, [7, 13, 3], 2, 0), (5, [8, 6, 2], 3, 0),
        (17, [6, 7, 3], 3, 1), (2, [7, 7, 1], 2, 3), (1, [4, 1, 2], 1, 2),
    ]:
        options = {"stride": stride} if stride else {}
        add("max-pooling", nn.MaxPool2d(size, stride or size), shape, batch, size, options)
        add("average-pooling", nn.AvgPool2d(size, stride or size), shape, batch, size, options)
    for batch, shape in [(1, [1, 1, 1]), (17, [3, 5, 2]), (4, [4, 4, 5])]:
        add("global-max-pooling", nn.AdaptiveMaxPool2d(1), shape, batch)
        add("global-average-pooling", nn.AdaptiveAvgPool2d(1), shape, batch)
        add("flatten", nn.Flatten(), shape, batch)
    return cases
