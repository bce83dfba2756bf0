"""The numbers of the pictures, by hand; and that equal rows give equal files."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import stdev
from typing import Any

import matplotlib
import pytest

import plot_rows
from cairn_cli.studies import definition
from cairn_cli.studies.definition import Cell
from cairn_cli.studies.table import Table, table
from cairn_plots import (
    outer_rewards,
    pass_at_k,
    promotion_stages,
    question_format,
    style,
    training_curves,
)
from cairn_plots.files import LeftOut, Picture
from cairn_plots.records import OuterStep, Training, _outer_step
from cairn_plots.series import Band, band, bands, centred_means, unbroken, window

STEPS = [_outer_step(item) for item in plot_rows.OUTER_STEPS]
HARD_ONLY = Training("hard-only", {0: 10.0, 1: 20.0, 2: 60.0})


@pytest.fixture(autouse=True)
def styled() -> Iterator[None]:
    with style.applied():
        yield


def test_a_centred_mean_is_shorter_at_both_ends() -> None:
    assert centred_means([1, 2, 6, 7], 3) == [1.5, 3, 5, 6.5]
    assert centred_means([1, 2, 6, 7], 5) == [3, 4, 4, 5]
    assert centred_means([3], 5) == [3]


@pytest.mark.parametrize(
    ("steps", "width"), [(1, 3), (17, 3), (30, 5), (40, 7), (149, 25), (1500, 25)]
)
def test_the_window_is_odd_and_follows_from_the_steps(steps: int, width: int) -> None:
    assert window(steps) == width


def test_a_band_is_mean_and_sample_deviation_of_the_seeds_that_are_there() -> None:
    assert band([2.0]) == Band(2.0, None, 1)
    found = bands([{0: 1.0, 1: 4.0}, {0: 3.0}, {0: 8.0, 2: 5.0}])
    assert found[0] == Band(4.0, pytest.approx(stdev([1, 3, 8])), 3)
    assert (found[0].low, found[0].high) == (4 - stdev([1, 3, 8]), 4 + stdev([1, 3, 8]))
    assert found[1] == Band(4.0, None, 1)
    assert (found[1].low, found[1].high) == (4, 4)
    assert list(bands([{2: 1.0}, {0: 1.0}])) == [0, 2]


def test_steps_break_where_one_is_missing() -> None:
    assert unbroken([0, 1, 2, 5, 7, 8]) == [[0, 1, 2], [5], [7, 8]]
    assert unbroken([]) == []


def test_outer_rewards_have_a_line_per_set_and_the_gates_average() -> None:
    assert outer_rewards.of_run("t", STEPS).csv().splitlines() == [
        "outer_step,question_set,reward,mean_reward,moving_average,lower_bound,tau,promoted",
        "0,0,0.0,0.25,,,0.125,false",
        "0,1,0.5,0.25,,,0.125,false",
        "1,0,0.25,0.5,0.375,0.25,0.125,true",
        "1,1,0.75,0.5,0.375,0.25,0.125,true",
        "2,0,-0.25,-0.125,,,0.125,false",
        "2,1,0.0,-0.125,,,0.125,false",
    ]


def test_a_promotion_ends_the_stage_in_which_it_is_decided() -> None:
    picture = promotion_stages.of_run("t", STEPS)
    assert isinstance(picture, Picture)
    assert picture.csv().splitlines() == [
        "outer_step,promotion_stage,baseline_accuracy,mean_of_stage,promoted",
        "0,0,0.0,0.125,false",
        "1,0,0.25,0.125,true",
        "2,1,0.5,0.5,false",
    ]


def test_the_shares_of_completions_add_up_to_one() -> None:
    picture = question_format.of_run("t", STEPS)
    assert isinstance(picture, Picture)
    assert picture.csv().splitlines() == [
        "outer_step,outcome,completions,share",
        "0,accepted,8,0.8",
        "0,MISSING_TAGS,0,0.0",
        "0,NO_BOX,2,0.2",
        "1,accepted,8,1.0",
        "1,MISSING_TAGS,0,0.0",
        "1,NO_BOX,0,0.0",
        "2,accepted,8,0.8",
        "2,MISSING_TAGS,1,0.1",
        "2,NO_BOX,1,0.1",
    ]


def test_training_curves_have_each_step_and_the_centred_mean() -> None:
    assert training_curves.of_experiment("t", [HARD_ONLY]).csv().splitlines() == [
        "policy,optimizer_step,mean_points,centred_mean,window",
        "hard-only,0,10.0,15.0,3",
        "hard-only,1,20.0,30.0,3",
        "hard-only,2,60.0,40.0,3",
    ]


def test_training_curves_of_a_study_are_means_over_seeds() -> None:
    seeds = [HARD_ONLY, Training("hard-only", {0: 30.0, 1: 20.0})]
    found = {("SOAR", "hard-only"): seeds, ("flat", "hard-only"): [HARD_ONLY]}
    lines = training_curves.of_study("t", found).csv().splitlines()
    assert lines[:4] == [
        "variant,policy,optimizer_step,mean_points,sd,seeds",
        f"SOAR,hard-only,0,20.0,{stdev([10.0, 30.0])},2",
        "SOAR,hard-only,1,20.0,0.0,2",
        "SOAR,hard-only,2,60.0,,1",
    ]
    assert lines[4] == "flat,hard-only,0,10.0,,1"


def test_outer_rewards_of_a_study_average_over_the_seeds_with_a_full_window() -> None:
    other = [replace(step, average=0.125, mean=0.75, promoted=False) for step in STEPS]
    assert outer_rewards.of_study("t", {"SOAR": [STEPS, other]}).csv().splitlines() == [
        "variant,outer_step,moving_average,sd,seeds,mean_reward,mean_reward_seeds,tau,"
        "promoted_seeds",
        "SOAR,0,0.125,,1,0.5,2,0.125,0",
        f"SOAR,1,0.25,{stdev([0.375, 0.125])},2,0.625,2,0.125,1",
        "SOAR,2,0.125,,1,0.3125,2,0.125,0",
    ]


def test_pass_at_k_has_the_servers_intervals_where_there_are_some() -> None:
    without = plot_rows.policy("base", k1=0.5) | {"intervals": {}}
    policies = [plot_rows.policy("promoted", k32=0.75, k4=0.5), without]
    assert pass_at_k.of_experiment("t", policies).csv().splitlines() == [
        "policy,k,pass_at_k,low,high,level",
        "promoted,4,0.5,0.375,0.625,0.95",
        "promoted,32,0.75,0.625,0.875,0.95",
        "base,1,0.5,,,",
    ]


def study_table() -> Table:
    study = definition.parse(
        {
            "study": "s", "preset": "chains", "seeds": [1, 2], "variants": {"SOAR": {}},
            "paper": {"grounded-t": {"1": [25.0, 12.5]}},
        },
        "x.json",
    )  # fmt: skip
    return table(
        study,
        {
            Cell("SOAR", 1): plot_rows.summary(plot_rows.policy("grounded-t", k1=0.25, k8=0.5)),
            Cell("SOAR", 2): plot_rows.summary(plot_rows.policy("grounded-t", k1=0.75)),
        },
        [],
        [],
    )


def test_pass_at_k_of_a_study_has_seeds_mean_and_the_papers_numbers_as_shares() -> None:
    assert pass_at_k.of_study("t", study_table()).csv().splitlines() == [
        "variant,policy,k,seed,pass_at_k,sd,seeds,paper_mean,paper_sd",
        "SOAR,grounded-t,1,1,0.25,,,,",
        "SOAR,grounded-t,1,2,0.75,,,,",
        f"SOAR,grounded-t,1,,0.5,{stdev([0.25, 0.75])},2,0.25,0.125",
        "SOAR,grounded-t,8,1,0.5,,,,",
        "SOAR,grounded-t,8,,0.5,,1,,",
    ]


def test_rewards_say_what_they_are_and_without_students_there_is_no_baseline() -> None:
    steps = [replace(step, baseline=None, tau=None, average=None) for step in STEPS]
    left = promotion_stages.of_run("t", steps)
    assert isinstance(left, LeftOut)
    assert "no baseline answered" in left.reason
    learnability = [replace(step, kind="LEARNABILITY") for step in steps]
    assert "learnability, 0 to 1" in text_of(outer_rewards.of_run("t", learnability))
    alignment = [replace(step, kind="ALIGNMENT") for step in steps]
    assert "cosine of two gradients" in text_of(outer_rewards.of_run("t", alignment))
    assert "accuracy gained" in text_of(outer_rewards.of_run("t", STEPS))


def test_tau_that_is_far_from_the_rewards_is_named_but_not_drawn() -> None:
    far = [replace(step, tau=9.0) for step in STEPS]
    drawn, named = outer_rewards.of_run("t", STEPS), outer_rewards.of_run("t", far)
    assert "tau = 0.125" in text_of(drawn)
    assert "above the picture" not in text_of(drawn)
    assert "tau = 9, above the picture" in text_of(named)
    assert named.figure.axes[0].get_ylim()[1] < 1


def test_a_policy_has_one_colour_in_all_pictures_and_no_two_known_ones_look_alike() -> None:
    assert len({each.colour for each in style.LOOKS.values()}) == len(style.LOOKS)
    assert len({each.marker for each in style.LOOKS.values()}) == len(style.LOOKS)
    assert style.look("another") == style.look("another")
    colour = style.look("grounded-t").colour
    curves = training_curves.of_experiment("t", [Training("grounded-t", {0: 1.0, 1: 2.0})])
    scores = pass_at_k.of_experiment("t", [plot_rows.policy("grounded-t", k1=0.5)])
    for picture in (curves, scores):
        assert colour in {line.get_color() for line in picture.figure.axes[0].lines}


def everything(steps: list[OuterStep] = STEPS) -> list[Picture]:
    found: list[Any] = [
        outer_rewards.of_run("a $title$", steps),
        promotion_stages.of_run("t", steps),
        question_format.of_run("t", steps),
        training_curves.of_experiment("t", [HARD_ONLY, Training("serl", {0: 1.0, 1: 3.0})]),
        pass_at_k.of_experiment("t", [plot_rows.policy("base", k1=0.5, k4=0.75)]),
        outer_rewards.of_study("t", {"SOAR": [steps], "flat": [steps]}),
        training_curves.of_study("t", {("SOAR", "serl"): [HARD_ONLY, HARD_ONLY]}),
        pass_at_k.of_study("t", study_table()),
    ]
    return found


def drawing() -> bytes:
    with style.applied():
        return b"".join(picture.svg() for picture in everything())


def test_equal_rows_give_equal_bytes_whatever_the_process_and_the_users_style() -> None:
    first = drawing()
    with matplotlib.rc_context({"font.size": 20, "svg.hashsalt": None, "xtick.major.size": 12}):
        assert drawing() == first
    script = "import sys, test_plots_numbers as t; sys.stdout.buffer.write(t.drawing())"
    tests = Path(__file__).parent
    env = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": f"{tests.parent / 'src'}:{tests}"}
    done = subprocess.run([sys.executable, "-c", script], env=env, capture_output=True, check=True)
    assert done.stdout == first
    assert b"<dc:date>" not in first
    with style.applied():
        changed = outer_rewards.of_run("a $title$", [*STEPS[:2], replace(STEPS[2], mean=0.0)])
        assert changed.svg() not in first


def test_many_steps_make_no_large_file() -> None:
    steps = [replace(STEPS[at % 3], step=at) for at in range(200)]
    for picture in everything(steps):
        assert len(picture.svg()) < 400_000, picture.name


def text_of(picture: Picture) -> str:
    figure = picture.figure
    texts = [entry.get_text() for legend in figure.legends for entry in legend.get_texts()]
    for axes in figure.axes:
        texts += [axes.get_ylabel(), axes.get_xlabel(), axes.get_title(loc="left")]
    return "\n".join(texts)
