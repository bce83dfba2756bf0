"""Trains the base model, which can compute chains but usually makes errors on purpose."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from cairn_chains.corpus import Habits, collate, draw_example
from cairn_chains.model import Weights, forward, fresh
from cairn_chains.problems import Sloppiness

Report = Callable[[str], None]

HABITS = Habits(
    student_lengths=(10, 10, 10, 9, 8, 7, 6, 6, 5, 5, 4, 4, 2, 2),
    teacher_lengths=(8, 10, 10, 10, 9, 8, 6, 4, 2, 1, 1),
    exact_teacher_lengths=(10, 10, 10, 9, 8, 7, 6, 5, 3, 2, 1, 1),
    student_sloppiness=Sloppiness(plus=0.54, minus=0.6, times=0.66, slope=0.0),
    teacher_sloppiness=Sloppiness(plus=0.3, minus=0.5, times=0.6, slope=0.05),
    teacher_right=0.85,
    teacher_damaged=0.08,
    teacher_cut=0.05,
)


@dataclass(frozen=True)
class Course:
    """Steps and learning rates of both training phases."""

    exact_steps: int = 2600
    sloppy_steps: int = 600
    batch: int = 96
    exact_rate: float = 4e-3
    sloppy_rate: float = 2e-3
    warmup: int = 100
    seed: int = 20260218


def train(course: Course, habits: Habits, report: Report) -> Weights:
    """The base model's weights, in two phases from the course's seed."""
    torch.set_num_threads(1)
    weights = fresh(torch.Generator().manual_seed(course.seed))
    train_phase(weights, course, habits, report, exact=True)
    train_phase(weights, course, habits, report, exact=False)
    return weights


def train_phase(
    weights: Weights, course: Course, habits: Habits, report: Report, *, exact: bool
) -> None:
    """One phase, in place: AdamW, linear warm-up, linear decay to zero, clip 1."""
    steps = course.exact_steps if exact else course.sloppy_steps
    peak = course.exact_rate if exact else course.sloppy_rate
    rng = random.Random(f"{course.seed} {exact}")
    parameters = [tensor.requires_grad_() for tensor in weights.values()]
    optimizer = torch.optim.AdamW(parameters, lr=peak, betas=(0.9, 0.98), weight_decay=0.01)
    running = 0.0
    for step in range(steps):
        examples = [draw_example(rng, habits, exact=exact) for _ in range(course.batch)]
        ids, targets = collate(examples)
        logits, _ = forward(weights, ids, torch.ones_like(ids, dtype=torch.bool))
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten())
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(parameters, 1.0)
        scale = min((step + 1) / course.warmup, (steps - step) / max(1, steps - course.warmup))
        optimizer.param_groups[0]["lr"] = peak * min(1.0, scale)
        optimizer.step()
        running = loss.item() if step == 0 else 0.98 * running + 0.02 * loss.item()
        if (step + 1) % 100 == 0 or step + 1 == steps:
            phase = "exact" if exact else "sloppy"
            report(f"{phase}: {step + 1} of {steps} steps done, loss {running:.3f}")
    for tensor in weights.values():
        tensor.requires_grad_(False)
