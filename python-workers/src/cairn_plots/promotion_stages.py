"""The accuracy of the baseline on the reward questions, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import mean

from matplotlib.lines import Line2D

from cairn_plots import style
from cairn_plots.files import LeftOut, Picture
from cairn_plots.records import OuterStep

NAME = "promotion-stages"
COLUMNS = ("outer_step", "promotion_stage", "baseline_accuracy", "mean_of_stage", "promoted")
# With more stages their names would touch each other.
NAMED_STAGES = 8
LOWEST_TOP = 0.05  # of the axis, where nothing is solved


def of_run(title: str, steps: Sequence[OuterStep]) -> Picture | LeftOut:
    stages: dict[int, dict[int, float]] = {}
    for step in steps:
        if step.baseline is not None:
            stages.setdefault(step.stage, {})[step.step] = step.baseline
    if not stages:
        return LeftOut(NAME, "no baseline answered reward questions (soar.outer.reward)")
    figure = style.figure(title, 3.5)
    axes = figure.add_subplot()
    for stage, found in stages.items():
        start, end = min(found) - 0.5, max(found) + 0.5
        if stage % 2:
            axes.axvspan(start, end, color=style.PALE, linewidth=0, zorder=0)
        axes.hlines(mean(found.values()), start, end, color=style.GREY, linewidth=1.2)
    values = [(step, value) for found in stages.values() for step, value in found.items()]
    axes.plot(
        *zip(*values, strict=True), color=style.BLUE, linewidth=1.2,
        marker="o", markersize=4 if len(values) <= 60 else 2,
    )  # fmt: skip
    axes.set_xlim(min(values)[0] - 0.5, max(values)[0] + 0.5)
    highest = max(LOWEST_TOP, 1.08 * max(value for _, value in values))
    axes.set_ylim(-0.04 * highest, highest)
    axes.yaxis.set_major_formatter(style.percent())
    axes.set_ylabel("baseline's accuracy on\nthe reward questions")
    style.whole_steps(axes, "outer step")
    top = axes.secondary_xaxis("top")
    top.set_xticks([mean((min(found), max(found))) for found in stages.values()], _names(stages))
    top.tick_params(length=0, labelsize=8.5)
    top.spines["top"].set_visible(False)
    style.legend(
        figure,
        [
            Line2D([], [], color=style.BLUE, marker="o", markersize=4, label="each outer step"),
            Line2D([], [], color=style.GREY, label="mean of the stage"),
        ],
    )
    rows = [
        (step.step, step.stage, step.baseline, mean(stages[step.stage].values()),
         str(step.promoted).lower())
        for step in steps
        if step.baseline is not None
    ]  # fmt: skip
    return Picture(NAME, COLUMNS, rows, figure)


def _names(stages: Mapping[int, object]) -> list[str]:
    """'stage 1' is after the first promotion."""
    return [f"stage {stage}" if len(stages) <= NAMED_STAGES else str(stage) for stage in stages]
