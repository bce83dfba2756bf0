"""Steps of AdamW with the schedule, beside torch's own optimizer."""

import math
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from batches import batch_of
from conftest import LOSS, Worker
from reference import Reference

STEPS = 5


def share(warmup: int) -> Callable[[int], float]:
    """lr(s) / lr: (s+1)/W for s < W, else 0.5 (1 + cos(pi (s-W)/(S-W)))."""

    def at(step: int) -> float:
        if step < warmup:
            return (step + 1) / warmup
        return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (STEPS - warmup)))

    return at


@pytest.mark.parametrize("weight_decay", [0.0, 0.01])
@pytest.mark.parametrize("max_grad_norm", [0.05, 1e9], ids=["clipped", "unclipped"])
@pytest.mark.parametrize(("peak", "warmup"), [(1e-2, 0), (5e-4, 2)], ids=["student", "teacher"])
@pytest.mark.parametrize("skipped", [None, 2], ids=["all steps", "third step skipped"])
def test_five_adamw_steps_with_the_schedule(
    worker: Worker,
    model_path: Path,
    policies: list[Path],
    skipped: int | None,
    peak: float,
    warmup: int,
    max_grad_norm: float,
    weight_decay: float,
) -> None:
    plain = Reference(model_path, policies[0], policies[1])
    before = {name: tensor.detach().clone() for name, tensor in plain.parameters.items()}
    adamw = torch.optim.AdamW(
        plain.parameters.values(), lr=peak, betas=(0.9, 0.95), eps=1e-7, weight_decay=weight_decay
    )
    schedule = torch.optim.lr_scheduler.LambdaLR(adamw, share(warmup))
    adam = {"beta1": 0.9, "beta2": 0.95, "epsilon": 1e-7, "weight_decay": weight_decay}
    worker.limits(30)
    worker.open("s", policies[0], adam=adam)
    for step in range(STEPS):
        batch = batch_of("mixed lengths", cut=step == 1, seed=step)
        if step == skipped:
            batch["advantages"][:] = 0
        reply = worker.step(
            "s", step, batch, lr=peak * share(warmup)(step), max_grad_norm=max_grad_norm
        )
        assert reply["skipped"] == (step == skipped)
        if step != skipped:
            plain.gradient(batch, LOSS)
            parameters = plain.parameters.values()
            norm = float(torch.nn.utils.clip_grad_norm_(parameters, max_grad_norm))
            adamw.step()
            assert reply["gradient_norm"] == pytest.approx(norm, rel=1e-5)
            assert reply["clipped"] == (norm > max_grad_norm)
        schedule.step()
    assert reply["clipped"] == (max_grad_norm < 1)
    named = worker.adapter("s").named()
    for name, tensor in plain.parameters.items():
        assert relative(named[name], tensor) < 1e-5, name
        change = relative(named[name] - before[name], tensor - before[name])
        assert change < 1e-4, f"{name}: change {change:.2g}"
    moments = worker.moments("s")
    assert moments.step == (STEPS if skipped is None else STEPS - 1)
    shape = worker.adapter("s").shape
    for (name, average), (_, square) in zip(
        shape.split(moments.average), shape.split(moments.square), strict=True
    ):
        state = adamw.state[plain.parameters[name]]
        # Sums of several gradients; their last digits depend on the processor's kernels.
        assert relative(average, state["exp_avg"]) < 5e-5, name
        assert relative(square, state["exp_avg_sq"]) < 5e-5, name


def relative(found: torch.Tensor, wanted: torch.Tensor) -> float:
    return float((found - wanted.detach()).norm() / wanted.detach().norm())
