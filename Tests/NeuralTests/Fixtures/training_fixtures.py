"""Writes training-optimizers.json and schedules.json beside itself; make_fixtures.py runs it."""

import json
import pathlib

import torch
from cases import optimizer_case
from torch.optim import lr_scheduler

HERE = pathlib.Path(__file__).parent


def optimizers():
    o = torch.optim
    return [
        optimizer_case("nesterov", lambda p, r: o.SGD(p, lr=r, momentum=0.9, nesterov=True), 0.05),
        optimizer_case("adagrad", lambda p, r: o.Adagrad(p, lr=r), 0.1),
        optimizer_case("adagrad", lambda p, r: o.Adagrad(p, lr=r, eps=1e-2), 1, {"epsilon": 1e-2}),
        optimizer_case("adadelta", lambda p, r: o.Adadelta(p, lr=r), 1),
        optimizer_case("adadelta", lambda p, r: o.Adadelta(p, lr=r, rho=0.5, eps=1e-3), 2, {"rho": 0.5, "epsilon": 1e-3}),
        optimizer_case("rmsprop", lambda p, r: o.RMSprop(p, lr=r), 0.01),
        optimizer_case("rmsprop", lambda p, r: o.RMSprop(p, lr=r, alpha=0.9, eps=1e-4), 0.1, {"rho": 0.9, "epsilon": 1e-4}),
        optimizer_case("adamw", lambda p, r: o.AdamW(p, lr=r), 0.01),
        optimizer_case(
            "adamw", lambda p, r: o.AdamW(p, lr=r, betas=(0.5, 0.9), eps=1e-4, weight_decay=0.3), 0.1,
            {"beta1": 0.5, "beta2": 0.9, "epsilon": 1e-4, "decay": 0.3}),
    ]


def schedule_case(kind, make, steps, factor=0.1, warm_up=0, patience=10, losses=None):
    parameter = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([parameter], lr=1)
    scheduler = make(optimizer)
    rates = []
    for step in range(len(losses) if losses else 40):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(*([losses[step]] if losses else []))
    return {
        "kind": kind, "steps": steps, "factor": factor, "warmUp": warm_up, "patience": patience,
        "losses": losses or [], "rates": [float(f"{rate:.9g}") for rate in rates],
    }


def schedules():
    s = lr_scheduler
    losses = [1.0, 0.9, 0.89999, 0.91, 0.95, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.8, 0.5, 0.6, 0.7, 0.8, 0.4, 0.39]

    def warm(optimizer, steps):
        return s.LinearLR(optimizer, start_factor=1 / steps, total_iters=steps - 1)

    return [
        schedule_case("constant", lambda o: s.ConstantLR(o, factor=1), 10),
        schedule_case("step", lambda o: s.StepLR(o, 12, gamma=0.3), 12, 0.3),
        schedule_case("exponential", lambda o: s.ExponentialLR(o, gamma=0.01 ** (1 / 40)), 40, 0.01),
        schedule_case("cosine", lambda o: s.CosineAnnealingLR(o, T_max=40), 40),
        schedule_case("inverse", lambda o: s.LambdaLR(o, lambda t: 1 / (1 + t / 8)), 8),
        schedule_case("warm-up", lambda o: warm(o, 12), 100, warm_up=12),
        schedule_case(
            "cosine", lambda o: s.ChainedScheduler([warm(o, 6), s.CosineAnnealingLR(o, T_max=40)]), 40, warm_up=6),
        schedule_case(
            "reduce-on-plateau", lambda o: s.ReduceLROnPlateau(o, factor=0.5, patience=2), 10, 0.5, patience=2, losses=losses),
    ]


def write():
    torch.manual_seed(22)
    torch.set_default_dtype(torch.float64)
    for name, cases in [("training-optimizers", optimizers()), ("schedules", schedules())]:
        lines = ",\n".join(json.dumps(case) for case in cases)
        (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    write()
