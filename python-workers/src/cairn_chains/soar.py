"""SOAR's outer loop (arXiv 2601.18778) in one process: `run_soar` is the listing to read first.

The control plane runs the same loop on many machines. Left out here: KL, importance weights, a
symbolic grader (exact match instead), failures.
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
    """Sizes with the paper's symbols.

    Attributes:
        sets: g, question sets per outer step.
        set_size: n, questions per set.
        repeats: r, students per set.
        reward_questions: M, hard questions that measure a student's gain.
        tau: the moving average of rewards above which a student is promoted.
        window: m, outer steps in that moving average.
        inner_steps: of a student before the first promotion.
        steps_per_promotion: added to `inner_steps` by each promotion, up to `max_inner_steps`.
    """

    steps: int = 8
    sets: int = 4
    set_size: int = 16
    repeats: int = 2
    reward_questions: int = 64
    tau: float = 0.01
    window: int = 3
    inner_steps: int = 10
    steps_per_promotion: int = 5
    max_inner_steps: int = 15
    teacher_learning_rate: float = 5e-4
    teacher_warmup: int = 2
    teacher_max_tokens: int = 64
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
    """An outer step's results; `teacher_right` and `teacher_length` are of accepted questions."""

    step: int
    rewards: tuple[float, ...]
    baseline: float
    accepted: float
    teacher_right: float
    teacher_length: float
    promoted: bool


@dataclass
class Run:
    """The results of a run."""

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
    """All outer steps of a run."""
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
            settings.max_inner_steps,
            settings.inner_steps + settings.steps_per_promotion * len(run.promotions),
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
                gain = _score(base, student, reward_questions, settings) - before
                students[k].append((gain, student))
        rewards = [fmean(gain for gain, _ in repeats) for repeats in students]
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
            peak, warmup = settings.teacher_learning_rate, settings.teacher_warmup
            rate = schedule(peak, step, settings.steps, warmup)
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
        max_tokens = settings.teacher_max_tokens
        for row in sample(weights, [TEACHER], wanted, max_tokens, generator).tolist():
            tried += 1
            written = read_teacher(decode(row))
            if written is not None:
                questions.append(written)
                rows.append(row + [0] * (max_tokens - len(row)))
        if tried > 50 * wanted:
            raise RuntimeError(f"the teacher wrote {len(questions)} questions in {tried} tries")
    return questions[:wanted], torch.tensor(rows[:wanted]), len(questions) / tried


def _score(
    base: Weights, adapter: Adapter, questions: Sequence[Problem], settings: OuterSettings
) -> float:
    with torch.no_grad():
        weights = adapted(base, adapter, settings.student.lora)
    return greedy_accuracy(weights, questions, settings.student.max_tokens)


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
