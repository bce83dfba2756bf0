"""`python -m cairn_chains.sweep`: learning rates and seeds, one table row per run."""

from __future__ import annotations

import argparse
import itertools
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch

from cairn_chains.adapter import adapted, fresh_adapter
from cairn_chains.evaluate import Accuracy, evaluate, screen
from cairn_chains.export import SHIPPED, load
from cairn_chains.learner import train_student
from cairn_chains.model import Weights
from cairn_chains.problem_pool import Problem, read_pool
from cairn_chains.soar import OuterSettings, StepReport, run_soar

HEADER = (
    "student_rate,teacher_rate,seed,promotion_steps,inner_steps,"
    "teacher_right_first,teacher_right_last,teacher_length_first,teacher_length_last,"
    "base_pass1,base_pass32,promoted_greedy,promoted_pass1,promoted_pass32,"
    "hard_only_greedy,hard_only_pass1,hard_only_pass32"
)


def run_row(
    base: Weights,
    halves: tuple[list[Problem], list[Problem]],
    settings: OuterSettings,
    seed: int,
) -> str:
    """One run, its last promoted student and a Hard-Only student of as many steps, as CSV."""
    train_half, test_half = halves
    student, max_tokens = settings.student, settings.student.max_tokens
    run = run_soar(base, train_half, settings, seed, _print_step)
    promoted = run.promotions[-1].adapter if run.promotions else run.start
    inner_steps = sum(promotion.inner_steps for promotion in run.promotions)
    start = fresh_adapter(student.lora, torch.Generator().manual_seed(seed))
    hard_only = train_student(base, start, train_half, inner_steps, student, f"hard {seed}")
    results = [evaluate(base, test_half, max_tokens, seed)]
    with torch.no_grad():
        for adapter in (promoted, hard_only):
            policy = adapted(base, adapter, student.lora)
            results.append(evaluate(policy, test_half, max_tokens, seed))
    steps = " ".join(str(promotion.step) for promotion in run.promotions)
    return ",".join(
        (
            f"{student.learning_rate:g},{settings.teacher_learning_rate:g},{seed},{steps},{inner_steps}",
            _first_and_last([report.teacher_right for report in run.reports]),
            _first_and_last([report.teacher_length for report in run.reports]),
            _base(results[0]),
            *(_policy(result) for result in results[1:]),
        )
    )


def _first_and_last(values: Sequence[float]) -> str:
    count = max(1, min(3, len(values) // 2))
    return f"{sum(values[:count]) / count:.2f},{sum(values[-count:]) / count:.2f}"


def _base(result: Accuracy) -> str:
    return f"{result.pass_1:.4f},{result.pass_32:.3f}"


def _policy(result: Accuracy) -> str:
    return f"{result.greedy:.3f},{result.pass_1:.4f},{result.pass_32:.3f}"


def _print_step(report: StepReport) -> None:
    rewards = " ".join(f"{reward:+.3f}" for reward in report.rewards)
    print(
        f"  t={report.step:2} R {rewards} baseline {report.baseline:.3f}"
        f" accepted {report.accepted:.2f} right {report.teacher_right:.2f}"
        f" length {report.teacher_length:.1f}{' PROMOTED' if report.promoted else ''}",
        flush=True,
    )


def main(arguments: list[str] | None = None) -> None:
    """Runs every combination of the given learning rates and seeds."""
    default = OuterSettings()
    parser = argparse.ArgumentParser(prog="cairn_chains.sweep")
    parser.add_argument(
        "--student-rates", type=float, nargs="+", default=[default.student.learning_rate]
    )
    parser.add_argument(
        "--teacher-rates", type=float, nargs="+", default=[default.teacher_learning_rate]
    )
    parser.add_argument("--seeds", type=int, nargs="+", default=[0])
    parser.add_argument("--steps", type=int, default=default.steps)
    parser.add_argument("--out", type=Path, help="CSV to append to")
    chosen = parser.parse_args(arguments)
    torch.set_num_threads(1)
    base = load()
    pool = read_pool(SHIPPED.parent / "pool.jsonl")
    halves = screen(base, pool, default.student.max_tokens, seed=0)
    print(f"{len(pool)} problems, {len(halves[0])} + {len(halves[1])} survive screening")
    if chosen.out and not chosen.out.exists():
        chosen.out.write_text(HEADER + "\n", encoding="utf-8")
    rates = itertools.product(chosen.student_rates, chosen.teacher_rates, chosen.seeds)
    for student_rate, teacher_rate, seed in rates:
        student = replace(default.student, learning_rate=student_rate)
        settings = replace(
            default, steps=chosen.steps, teacher_learning_rate=teacher_rate, student=student
        )
        row = run_row(base, halves, settings, seed)
        print(row, flush=True)
        if chosen.out:
            with chosen.out.open("a", encoding="utf-8") as table:
                table.write(row + "\n")


if __name__ == "__main__":
    main()
