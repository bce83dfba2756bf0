"""The figures of the controls and of the teacher's study, against hand-worked examples."""

from __future__ import annotations

import pytest

from cairn_chains.client import OuterStep, written
from cairn_chains.controls import row
from cairn_chains.study import ARMS, differences, estimate, last_third, request, table


def step(right: float, reward: float = 0.1) -> OuterStep:
    return OuterStep(reward, right, 0.9, 4.0, True)


def test_counts_what_the_teacher_wrote() -> None:
    questions = [
        {"question": "1+2", "answer": "3"},
        {"question": "1+2", "answer": "4"},
        {"question": "2*3+1", "answer": "67"},
        {"question": "nonsense", "answer": "1"},
    ]
    found = written(questions, 0.25, taught=False)
    assert found.mean_reward == 0.25
    assert found.different == 0.75
    assert found.length == pytest.approx((1 + 1 + 2) / 3)
    assert found.right == pytest.approx(2 / 4)
    assert not found.taught


def test_interval_over_seeds_is_students() -> None:
    of = estimate([0.6, 0.7, 0.8])
    assert of.mean == pytest.approx(0.7)
    assert of.sd == pytest.approx(0.1)
    assert of.low == pytest.approx(0.7 - 4.303 * 0.1 / 3**0.5)
    assert estimate([0.5]).low is None
    many = estimate([0.0, 1.0] * 20)
    assert many.high is not None
    assert many.high - many.mean == pytest.approx(1.960 * (many.sd or 0) / 40**0.5)


def test_last_third_of_the_steps_counts() -> None:
    steps = [step(0.1)] * 4 + [step(0.6), step(0.8)]
    assert last_third(steps, "right questions") == pytest.approx(0.7)
    assert last_third([step(0.3)], "right questions") == 0.3


def test_tables_compare_arms_of_the_same_seed() -> None:
    runs: dict[str, dict[int, list[OuterStep]]] = {arm: {} for arm in ARMS}
    runs["real rewards"] = {1: [step(0.7)], 2: [step(0.8)], 3: [step(0.9)]}
    runs["shuffled rewards"] = {1: [step(0.5)], 2: [step(0.6)]}
    assert "| real rewards | 3 | 80.0 % (55.2 to 104.8), sd 10.0 |" in table(runs)
    assert "teacher rate 0" not in table(runs)
    assert "| shuffled rewards | 2 | 20.0 % (20.0 to 20.0), sd 0.0 |" in differences(runs)


def test_arms_differ_in_one_setting() -> None:
    asked = request("shuffled rewards", 3, {"soar.outer.steps": 2})
    assert asked["preset"] == "chains-teacher"
    assert asked["set"] == {"soar.outer.teacherRewards": "SHUFFLED", "soar.outer.steps": 2}


def test_differences_are_from_the_first_arm() -> None:
    runs = {"alignment": {1: [step(0.7)]}, "shuffled alignment": {1: [step(0.5)]}}
    lines = differences(runs).splitlines()
    assert lines[0].startswith("| alignment minus |")
    assert lines[2] == "| shuffled alignment | 1 | 20.0 % |"
    assert "No run of 'alignment'" in differences(runs | {"alignment": {}})


def test_a_control_is_one_row() -> None:
    assert row("real", 1, [step(0.5), step(0.6), step(0.7)]).startswith(
        "| real | 1 | +0.1000 to +0.1000 | 50.0% to 70.0%"
    )
