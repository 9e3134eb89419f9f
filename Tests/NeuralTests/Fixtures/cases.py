"""What the scripts of the fixtures share."""

import torch


def single(*shape, scale=1.0):
    """Normal numbers that single precision holds exactly."""
    return (scale * torch.randn(*shape)).float().double()


def numbers(tensor):
    return [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]


def optimizer_case(kind, make, rate, options=None):
    """Ten steps down a bent valley; the gradients are written out, so only the rule is compared."""
    start = single(19)
    parameter = start.clone().requires_grad_()
    optimizer = make([parameter], rate)
    curvature = torch.logspace(-3, 1, 19)
    gradients, values = [], []
    for step in range(10):
        parameter.grad = (curvature * parameter.detach() + 0.1 * torch.randn(19)).float().double()
        gradients.append(numbers(parameter.grad))
        optimizer.step()
        values.append(numbers(parameter))
    return {
        "kind": kind, "rate": rate, "options": options or {}, "start": numbers(start), "gradients": gradients,
        "values": values,
    }
