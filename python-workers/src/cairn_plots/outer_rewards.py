"""The rewards of the outer loop: of one SOAR run, or of a study's variants over seeds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, nan

from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from cairn_cli.text import cut
from cairn_plots import style
from cairn_plots.files import Picture, Value
from cairn_plots.records import OuterStep
from cairn_plots.series import Band, bands, unbroken

NAME = "outer-rewards"
COLUMNS = (
    "outer_step", "question_set", "reward", "mean_reward", "moving_average", "lower_bound",
    "tau", "promoted",
)  # fmt: skip
STUDY_COLUMNS = (
    "variant", "outer_step", "moving_average", "sd", "seeds", "mean_reward", "mean_reward_seeds",
    "tau", "promoted_seeds",
)  # fmt: skip
MEASURES = {
    "GROUNDED": f"accuracy gained, {style.MINUS}1 to 1",
    "LEARNABILITY": "learnability, 0 to 1",
    "ALIGNMENT": f"cosine of two gradients, {style.MINUS}1 to 1",
}
PANELS_IN_A_ROW = 3
FEW_STEPS = 40
FAINTEST = 0.4  # a promotion in few of the seeds
PROMOTION = Line2D([], [], color=style.GREEN, linewidth=1.4, linestyle=":", label="promotion")


def of_run(title: str, steps: Sequence[OuterStep]) -> Picture:
    """Of at least one step."""
    figure = style.figure(title, 3.7)
    axes = figure.add_subplot()
    at_steps = [step.step for step in steps for _ in step.rewards]
    rewards = [reward for step in steps for reward in step.rewards]
    numbers = [step.step for step in steps]
    axes.scatter(at_steps, rewards, s=12, color=style.SKY, linewidths=0, zorder=2)
    axes.plot(
        numbers, [step.mean for step in steps], color=style.BLUE,
        linewidth=1.2 if len(steps) <= FEW_STEPS else 0.7,
    )  # fmt: skip
    averages = {step.step: step.average for step in steps if step.average is not None}
    _broken_line(axes, averages)
    bounds = {step.step: step.bound for step in steps if step.bound is not None}
    promotions = [step.step for step in steps if step.promoted]
    for step in promotions:
        axes.axvline(step, color=style.GREEN, linewidth=1.4, linestyle=":", zorder=1.6)
    handles = [
        Line2D(
            [],
            [],
            color=style.SKY,
            marker="o",
            markersize=4,
            linestyle="",
            label="one question set",
        ),
        Line2D([], [], color=style.BLUE, linewidth=1.2, label="mean over the sets"),
        _average_entry("moving average of the gate"),
    ]
    if bounds:
        axes.scatter(
            list(bounds), list(bounds.values()), s=22, color=style.GREEN, marker="_", zorder=3
        )
        handles.append(
            Line2D([], [], color=style.GREEN, marker="_", linestyle="", label="its lower bound")
        )
    if (tau := steps[-1].tau) is not None:
        handles.append(style.tau_entry(style.tau_line(axes, tau)))
    if promotions:
        handles.append(PROMOTION)
    style.whole_steps(axes, "outer step")
    axes.set_ylabel(unit(steps))
    style.legend(figure, handles, 3)
    rows = [
        (
            step.step,
            at,
            reward,
            step.mean,
            step.average,
            step.bound,
            step.tau,
            str(step.promoted).lower(),
        )
        for step in steps
        for at, reward in enumerate(step.rewards)
    ]
    return Picture(NAME, COLUMNS, rows, figure)


def of_study(title: str, variants: Mapping[str, Sequence[Sequence[OuterStep]]]) -> Picture:
    """A panel for each variant; rewards of the same kind have the same scale.

    Args:
        variants: the outer steps of each seed's SOAR run; each variant has at least one seed.
    """
    across = min(len(variants), PANELS_IN_A_ROW)
    down = ceil(len(variants) / across)
    figure = style.figure(title, 1.1 + 2.2 * down)
    rows: list[tuple[Value, ...]] = []
    panels: dict[str, list[Axes]] = {}
    for at, (variant, seeds) in enumerate(variants.items()):
        kind = unit(seeds[0])
        shared = panels[kind][0] if kind in panels else None
        axes = figure.add_subplot(down, across, at + 1, sharey=shared)
        panels.setdefault(kind, []).append(axes)
        _draw_variant(axes, seeds)
        axes.set_ylabel(kind)
        rows += _variant_rows(variant, seeds)
    # Whether tau is in the picture depends on the scale, which is known only now.
    of_variants = zip(variants.items(), figure.axes, strict=True)
    for (variant, seeds), axes in of_variants:
        tau = seeds[0][-1].tau
        named = "no tau" if tau is None else style.tau_line(axes, tau)
        axes.set_title(
            f"{cut(variant, style.LONGEST_VARIANT)}, n = {len(seeds)}\n{named}",
            loc="left",
            fontsize=8.5,
        )
    style.legend(
        figure,
        [
            Line2D([], [], color=style.BLUE, linewidth=1.2, label="mean over sets and n seeds"),
            _average_entry("moving average of the gate, mean over seeds ± 1 SD"),
            style.tau_entry("tau"),
            PROMOTION,
        ],
        2,
    )
    return Picture(NAME, STUDY_COLUMNS, rows, figure)


def _draw_variant(axes: Axes, seeds: Sequence[Sequence[OuterStep]]) -> None:
    mean = means(seeds)
    axes.plot(
        list(mean), [band.mean for band in mean.values()], color=style.BLUE,
        linewidth=1.2 if len(mean) <= FEW_STEPS else 0.7,
    )  # fmt: skip
    _band(axes, averages(seeds))
    for step, count in promotions(seeds).items():
        strength = FAINTEST + (1 - FAINTEST) * count / len(seeds)
        axes.axvline(step, color=style.GREEN, linewidth=1.4, linestyle=":", alpha=strength)
    style.whole_steps(axes, "outer step")


def _variant_rows(variant: str, seeds: Sequence[Sequence[OuterStep]]) -> list[tuple[Value, ...]]:
    average, promoted = averages(seeds), promotions(seeds)
    rows: list[tuple[Value, ...]] = []
    for step, band in means(seeds).items():
        gate = average.get(step)
        full = (gate.mean, gate.sd, gate.seeds) if gate else (None, None, 0)
        rows.append(
            (variant, step, *full, band.mean, band.seeds, seeds[0][-1].tau, promoted.get(step, 0))
        )
    return rows


def averages(seeds: Sequence[Sequence[OuterStep]]) -> dict[int, Band]:
    """The moving average by step, over the seeds whose window was full there."""
    return bands({s.step: s.average for s in steps if s.average is not None} for steps in seeds)


def means(seeds: Sequence[Sequence[OuterStep]]) -> dict[int, Band]:
    """The mean reward by step."""
    return bands({step.step: step.mean for step in steps} for steps in seeds)


def promotions(seeds: Sequence[Sequence[OuterStep]]) -> dict[int, int]:
    """How many seeds promoted a student, by step."""
    found: dict[int, int] = {}
    for step in (step for steps in seeds for step in steps if step.promoted):
        found[step.step] = found.get(step.step, 0) + 1
    return dict(sorted(found.items()))


def unit(steps: Sequence[OuterStep]) -> str:
    """What rewards are, and their range."""
    return f"reward\n({MEASURES[steps[0].kind]})"


def _average_entry(text: str) -> Line2D:
    return Line2D([], [], color=style.VERMILLION, linewidth=2, marker="o", markersize=4, label=text)


def _broken_line(axes: Axes, values: Mapping[int, float]) -> None:
    """A line with a gap where values are missing, and a dot where one stands alone."""
    steps: list[float] = []
    heights: list[float] = []
    for part in unbroken(list(values)):
        steps += [*part, nan]
        heights += [*(values[step] for step in part), nan]
    axes.plot(
        steps, heights, color=style.VERMILLION, linewidth=2 if len(values) <= FEW_STEPS else 1.4,
        zorder=3, marker="o", markersize=4 if len(values) <= FEW_STEPS else 1.8,
    )  # fmt: skip


def _band(axes: Axes, found: Mapping[int, Band]) -> None:
    for part in unbroken(list(found)):
        low, high = [found[step].low for step in part], [found[step].high for step in part]
        if len(part) > 1:
            axes.fill_between(part, low, high, color=style.VERMILLION, alpha=0.2, linewidth=0)
        else:
            axes.vlines(part, low, high, color=style.VERMILLION, alpha=0.35, linewidth=6)
    _broken_line(axes, {step: band.mean for step, band in found.items()})
