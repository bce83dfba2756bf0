"""SOAR's outer loop in one process: what the control plane runs, small enough to sweep.

Left out: KL, importance weights, a symbolic grader (exact match stands in), failures.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import fmean

import torch
from torch import Tensor

from cairn_chains.adapter import Adapter, adapted, fresh_adapter
from cairn_chains.learner import (
    StudentSettings,
    greedy_accuracy,
    optimizer_for,
    schedule,
    teach,
    train_student,
)
from cairn_chains.model import Weights
from cairn_chains.problem_pool import Problem
from cairn_chains.problems import answer, parse
from cairn_chains.reward import read_teacher
from cairn_chains.sampling import sample
from cairn_chains.vocabulary import TEACHER, decode


@dataclass(frozen=True)
class OuterSettings:
    """Sizes as in soar.md: g sets of n questions, r repeats, M reward questions, gate m, tau."""

    steps: int = 8
    sets: int = 4
    set_size: int = 16
    repeats: int = 2
    reward_questions: int = 64
    tau: float = 0.01
    window: int = 3
    inner_steps: int = 10
    inner_more: int = 5
    inner_most: int = 15
    teacher_rate: float = 5e-4
    teacher_warmup: int = 2
    teacher_limit: int = 64
    student: StudentSettings = field(default_factory=StudentSettings)


@dataclass(frozen=True)
class Promotion:
    """A student that became the baseline."""

    step: int
    adapter: Adapter
    questions: tuple[Problem, ...]
    inner_steps: int


@dataclass(frozen=True)
class StepReport:
    """What one outer step saw; `teacher_right` and `teacher_length` are of accepted questions."""

    step: int
    rewards: tuple[float, ...]
    baseline: float
    accepted: float
    teacher_right: float
    teacher_length: float
    promoted: bool


@dataclass
class Run:
    """Everything a run leaves behind."""

    teacher: Adapter
    start: Adapter
    promotions: list[Promotion] = field(default_factory=list)
    reports: list[StepReport] = field(default_factory=list)


def run_soar(
    base: Weights,
    train_half: Sequence[Problem],
    settings: OuterSettings,
    seed: int,
    report: Callable[[StepReport], None],
) -> Run:
    """All outer steps from the run seed."""
    rng = random.Random(f"run {seed}")
    generator = torch.Generator().manual_seed(rng.getrandbits(62))
    lora = settings.student.lora
    baseline = fresh_adapter(lora, generator)
    teacher = {k: v.requires_grad_() for k, v in fresh_adapter(lora, generator).items()}
    optimizer = optimizer_for(teacher)
    run = Run(teacher, baseline)
    window: list[float] = []
    for step in range(settings.steps):
        # 1. Write.
        questions, completions, share = _write(base, teacher, settings, generator)
        size = settings.set_size
        question_sets = [questions[i : i + size] for i in range(0, len(questions), size)]
        reward_questions = rng.sample(train_half, settings.reward_questions)
        # 2. Train students.
        inner_steps = min(
            settings.inner_most,
            settings.inner_steps + settings.inner_more * len(run.promotions),
        )
        before = _score(base, baseline, reward_questions, settings)
        students: list[list[tuple[float, Adapter]]] = []
        for k, question_set in enumerate(question_sets):
            students.append([])
            for j in range(settings.repeats):
                name = f"{seed} {step} {k} {j}"
                student = train_student(
                    base, baseline, question_set, inner_steps, settings.student, name
                )
                gained = _score(base, student, reward_questions, settings) - before
                students[k].append((gained, student))
        rewards = [fmean(gained for gained, _ in repeats) for repeats in students]
        # 3. Promote.
        window = [*window, fmean(rewards)][-settings.window :]
        promoted = len(window) == settings.window and fmean(window) > settings.tau
        if promoted:
            best = rewards.index(max(rewards))
            ranked = sorted(students[best], key=lambda repeat: repeat[0])
            baseline = ranked[(len(ranked) - 1) // 2][1]
            promotion = Promotion(step, baseline, tuple(question_sets[best]), inner_steps)
            run.promotions.append(promotion)
            window = []
        # 4. Teach the teacher.
        total = sum(rewards)
        advantages = torch.tensor([r - (total - r) / (settings.sets - 1) for r in rewards])
        if advantages.any():
            rate = schedule(settings.teacher_rate, step, settings.steps, settings.teacher_warmup)
            per_completion = advantages.repeat_interleave(size)
            teach(base, teacher, optimizer, completions, per_completion, rate, settings.student)
        run.reports.append(_describe(step, rewards, before, share, questions, promoted))
        report(run.reports[-1])
    return run


def _write(
    base: Weights, teacher: Adapter, settings: OuterSettings, generator: torch.Generator
) -> tuple[list[Problem], Tensor, float]:
    """The first g*n accepted questions, their completions [g*n, C] and the share accepted."""
    wanted = settings.sets * settings.set_size
    weights = adapted(base, teacher, settings.student.lora)
    questions: list[Problem] = []
    rows: list[list[int]] = []
    tried = 0
    while len(questions) < wanted:
        limit = settings.teacher_limit
        for row in sample(weights, [TEACHER], wanted, limit, generator).tolist():
            tried += 1
            written = read_teacher(decode(row))
            if written is not None:
                questions.append(written)
                rows.append(row + [0] * (limit - len(row)))
        if tried > 50 * wanted:
            raise RuntimeError(f"the teacher wrote {len(questions)} questions in {tried} tries")
    return questions[:wanted], torch.tensor(rows[:wanted]), len(questions) / tried


def _score(
    base: Weights, adapter: Adapter, questions: Sequence[Problem], settings: OuterSettings
) -> float:
    with torch.no_grad():
        weights = adapted(base, adapter, settings.student.lora)
    return greedy_accuracy(weights, questions, settings.student.limit)


def _describe(
    step: int,
    rewards: Sequence[float],
    before: float,
    share: float,
    questions: Sequence[Problem],
    promoted: bool,
) -> StepReport:
    chains = [(parse(written.question), written.answer) for written in questions]
    lengths = [len(chain.operators) for chain, _ in chains if chain]
    right = sum(chain is not None and answer(chain) == given for chain, given in chains)
    return StepReport(
        step=step,
        rewards=tuple(rewards),
        baseline=before,
        accepted=share,
        teacher_right=right / len(questions),
        teacher_length=fmean(lengths) if lengths else 0.0,
        promoted=promoted,
    )
