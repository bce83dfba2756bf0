"""The students' points while they train: a panel per method, the others in grey behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, nan

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from cairn_cli.text import cut
from cairn_plots import style
from cairn_plots.files import Picture
from cairn_plots.records import Training
from cairn_plots.series import Band, bands, centred_means, window

NAME = "training-curves"
COLUMNS = ("policy", "optimizer_step", "mean_points", "centred_mean", "window")
STUDY_COLUMNS = ("variant", "policy", "optimizer_step", "mean_points", "sd", "seeds")
UNIT = "mean points of the answers (0 to 120)"
# A grey line behind other panels needs no more points than can be seen.
BEHIND_POINTS = 150


@dataclass(frozen=True)
class Line:
    """A curve of a panel.

    Attributes:
        steps: optimizer steps.
        values: their heights.
    """

    policy: str
    title: str
    steps: list[int]
    values: list[float]


def of_experiment(title: str, trainings: Sequence[Training]) -> Picture:
    """Each step in a light line, the centred mean in a strong one; of at least one method."""
    lines, rows = [], []
    width = window(max(len(each.points) for each in trainings))
    for each in trainings:
        steps, raw = list(each.points), list(each.points.values())
        smooth = centred_means(raw, width)
        lines.append(Line(each.policy, each.policy, steps, smooth))
        rows += [
            (each.policy, step, value, centred, width)
            for step, value, centred in zip(steps, raw, smooth, strict=True)
        ]
    figure, panels = _panels(title, lines)
    for axes, each in zip(panels, trainings, strict=True):
        colour = style.look(each.policy).colour
        axes.plot(list(each.points), list(each.points.values()), color=colour, alpha=0.35, lw=0.8)
    behind = Line2D([], [], color=style.LIGHT_GREY, label="the other methods")
    strong = Line2D([], [], color=style.BLACK, lw=1.8, label=f"centred mean over {width} steps")
    light = Line2D([], [], color=style.BLACK, alpha=0.35, lw=0.8, label="each step")
    style.legend(figure, [light, strong, *([behind] if len(lines) > 1 else [])])
    return Picture(NAME, COLUMNS, rows, figure)


def of_study(title: str, found: Mapping[tuple[str, str], Sequence[Training]]) -> Picture:
    """The mean over seeds of each variant and method, with a band of one standard deviation.

    Args:
        found: the trainings of all seeds; at least one of each key.
    """
    several = len({variant for variant, _ in found}) > 1
    lines, rows, spreads = [], [], []
    for (variant, policy), seeds in found.items():
        by_step = bands(training.points for training in seeds)
        spreads.append(by_step)
        where = f"\n{cut(variant, style.LONGEST_VARIANT)}" if several else ""
        lines.append(
            Line(
                policy,
                f"{policy}{where}, n = {len(seeds)}",
                list(by_step),
                [band.mean for band in by_step.values()],
            )
        )
        rows += [
            (variant, policy, step, band.mean, band.sd, band.seeds)
            for step, band in by_step.items()
        ]
    figure, panels = _panels(title, lines)
    for axes, line, spread in zip(panels, lines, spreads, strict=True):
        _shade(axes, line, spread)
    strong = Line2D([], [], color=style.BLACK, lw=1.8, label="mean over n seeds")
    shade = Line2D([], [], color=style.BLACK, alpha=0.2, lw=6, label="± 1 SD over seeds")
    behind = Line2D([], [], color=style.LIGHT_GREY, label="the other methods")
    style.legend(figure, [strong, shade, *([behind] if len(lines) > 1 else [])])
    return Picture(NAME, STUDY_COLUMNS, rows, figure)


def _panels(title: str, lines: Sequence[Line]) -> tuple[Figure, list[Axes]]:
    """A panel for each line, which stands before all others."""
    across = panels_in_a_row(len(lines))
    down = ceil(len(lines) / across)
    figure = style.figure(title, 1.1 + (1.6 if down > 1 else 2.3) * down)
    panels: list[Axes] = []
    for at, line in enumerate(lines):
        shared = panels[0] if panels else None
        axes = figure.add_subplot(down, across, at + 1, sharex=shared, sharey=shared)
        _behind(axes, [other for other in lines if other is not line])
        colour = style.look(line.policy).colour
        axes.plot(line.steps, line.values, color=colour, lw=1.8, zorder=3)
        axes.set_title(line.title, loc="left", fontsize=8.5)
        lowest, first = at + across >= len(lines), at % across == 0
        axes.tick_params(bottom=lowest, labelbottom=lowest, left=first, labelleft=first)
        axes.grid(visible=False, axis="x")
        axes.set_xlabel("optimizer step" if at // across == down - 1 else "")
        axes.xaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 5, 10], integer=True))
        axes.yaxis.set_major_locator(MaxNLocator(4, steps=[1, 2, 2.5, 5, 10]))
        panels.append(axes)
    figure.supylabel(UNIT, fontsize=9)
    return figure, panels


def panels_in_a_row(panels: int) -> int:
    """As many as leave few places empty."""
    return min(panels, 4 if panels in (4, 7, 8) or panels > 9 else 3)


def _behind(axes: Axes, others: Sequence[Line]) -> None:
    """All other lines as one, broken between them: the file is smaller."""
    steps: list[float] = []
    values: list[float] = []
    for other in others:
        every = ceil(len(other.steps) / BEHIND_POINTS)
        steps += [*other.steps[::every], nan]
        values += [*other.values[::every], nan]
    axes.plot(steps, values, color=style.LIGHT_GREY, lw=0.7, zorder=1.2)


def _shade(axes: Axes, line: Line, spread: Mapping[int, Band]) -> None:
    axes.fill_between(
        line.steps,
        [band.low for band in spread.values()],
        [band.high for band in spread.values()],
        color=style.look(line.policy).colour, alpha=0.2, linewidth=0,
    )  # fmt: skip
