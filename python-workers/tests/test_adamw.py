"""Steps of AdamW with the schedule, beside torch's own optimizer in double precision."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import torch

from batches import batch_of
from conftest import LOSS, Worker
from reference import Reference

STEPS = 5

# The worker may be this many times as far from the exact moments as torch's own float32 is.
AS_EXACT = 3
EPSILON = torch.finfo(torch.float32).eps


def share(warmup: int) -> Callable[[int], float]:
    """lr(s) / lr: (s+1)/W for s < W, else 0.5 (1 + cos(pi (s-W)/(S-W)))."""

    def at(step: int) -> float:
        if step < warmup:
            return (step + 1) / warmup
        return 0.5 * (1 + math.cos(math.pi * (step - warmup) / (STEPS - warmup)))

    return at


@dataclass(frozen=True)
class Course:
    """Torch's own AdamW over the reference's gradients, in one precision."""

    plain: Reference
    adamw: torch.optim.AdamW
    schedule: torch.optim.lr_scheduler.LambdaLR

    @classmethod
    def of(cls, plain: Reference, peak: float, warmup: int, weight_decay: float) -> "Course":
        adamw = torch.optim.AdamW(
            plain.parameters.values(),
            lr=peak,
            betas=(0.9, 0.95),
            eps=1e-7,
            weight_decay=weight_decay,
        )
        return cls(plain, adamw, torch.optim.lr_scheduler.LambdaLR(adamw, share(warmup)))

    def step(self, batch: dict[str, Any], max_grad_norm: float) -> float:
        """One step; returns the gradient's norm before clipping."""
        self.plain.gradient(batch, LOSS)
        norm = torch.nn.utils.clip_grad_norm_(self.plain.parameters.values(), max_grad_norm)
        self.adamw.step()
        return float(norm)

    def state(self, name: str, key: str) -> torch.Tensor:
        moment: torch.Tensor = self.adamw.state[self.plain.parameters[name]][key]
        return moment


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
    courses = [
        Course.of(
            Reference(model_path, policies[0], policies[1], dtype), peak, warmup, weight_decay
        )
        for dtype in (torch.float64, torch.float32)
    ]
    exact, single = courses
    before = {name: p.detach().clone() for name, p in exact.plain.parameters.items()}
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
            norm, _ = (course.step(batch, max_grad_norm) for course in courses)
            assert reply["gradient_norm"] == pytest.approx(norm, rel=1e-5)
            assert reply["clipped"] == (norm > max_grad_norm)
        for course in courses:
            course.schedule.step()
    assert reply["clipped"] == (max_grad_norm < 1)
    named = worker.adapter("s").named()
    for name, tensor in exact.plain.parameters.items():
        assert relative(named[name], tensor) < 1e-5, name
        change = relative(named[name] - before[name], tensor - before[name])
        assert change < 1e-4, f"{name}: change {change:.2g}"
    moments = worker.moments("s")
    assert moments.step == (STEPS if skipped is None else STEPS - 1)
    shape = worker.adapter("s").shape
    for (name, average), (_, square) in zip(
        shape.split(moments.average), shape.split(moments.square), strict=True
    ):
        for moment, key in ((average, "exp_avg"), (square, "exp_avg_sq")):
            # How far float32 is from the exact moments depends on the processor's kernels.
            yardstick = relative(single.state(name, key), exact.state(name, key))
            found = relative(moment, exact.state(name, key))
            assert found < AS_EXACT * yardstick + EPSILON, name


def relative(found: torch.Tensor, wanted: torch.Tensor) -> float:
    return float((found - wanted.detach()).norm() / wanted.detach().norm())
