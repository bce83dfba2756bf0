"""The small simulation keeps the method's rules where a sweep could be misled."""

from __future__ import annotations

import pytest

from cairn_chains.evaluate import pass_at
from cairn_chains.export import load
from cairn_chains.learner import StudentSettings, schedule
from cairn_chains.problem_pool import Problem, draw_pool
from cairn_chains.reward import read_teacher, student_reward
from cairn_chains.soar import OuterSettings, run_soar


@pytest.mark.parametrize(
    ("said", "reward"),
    [
        ("\\boxed{65}", 120),
        ("\\boxed{165}", 20),
        ("\\boxed{64}", 10),
        ("\\boxed{1}\\boxed{65}", 120),
        ("65", 0),
        ("\\boxed{65", 0),
    ],
)
def test_student_rewards(said: str, reward: float) -> None:
    assert student_reward(said, "65") == reward


def test_a_whole_teacher_completion_is_read() -> None:
    written = read_teacher("<question>7*8+9</question><answer>\\boxed{65}</answer>")
    assert written == Problem("7*8+9", "65")


@pytest.mark.parametrize(
    "text",
    [
        "<question></question><answer>\\boxed{65}</answer>",
        "<question>7*8</question><answer>\\boxed{}</answer>",
        "<question>7*8</question><answer>6</answer>",
        "<answer>\\boxed{6}</answer><question>7*8</question>",
        "<question>7*8</question><answer>\\boxed{6}",
    ],
)
def test_broken_teacher_completions_are_rejected(text: str) -> None:
    assert read_teacher(text) is None


def test_the_schedule_warms_up_and_falls_to_zero() -> None:
    rates = [schedule(1.0, step, 6, 2) for step in range(7)]
    assert rates == pytest.approx([0.5, 1.0, 1.0, 0.853553, 0.5, 0.146447, 0.0], abs=1e-6)


def test_pass_at_k_is_the_unbiased_estimator() -> None:
    assert pass_at(1, 8, 32) == pytest.approx(0.25)
    assert pass_at(32, 1, 32) == 1
    assert pass_at(2, 1, 4) == pytest.approx(0.5)


def test_students_that_learn_nothing_are_never_promoted() -> None:
    settings = OuterSettings(
        steps=3,
        sets=2,
        set_size=4,
        repeats=1,
        reward_questions=16,
        inner_steps=1,
        student=StudentSettings(learning_rate=0.0, questions_per_step=2, group_size=4),
    )
    run = run_soar(load(), draw_pool(40), settings, 0, lambda report: None)
    assert run.promotions == []
    assert all(report.rewards == (0.0, 0.0) for report in run.reports)
