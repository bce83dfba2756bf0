"""pass@k of the evaluated policies: of one experiment over k, or of a study over seeds."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import FixedLocator, NullLocator

from cairn_cli.client import Json
from cairn_cli.studies.table import Row, Table
from cairn_cli.text import cut
from cairn_plots import style
from cairn_plots.files import Picture

NAME = "pass-at-k"
COLUMNS = ("policy", "k", "pass_at_k", "low", "high", "level")
STUDY_COLUMNS = (
    "variant", "policy", "k", "seed", "pass_at_k", "sd", "seeds", "paper_mean", "paper_sd",
)  # fmt: skip
# All policies of one k lie within this part of a doubling of k.
SPREAD = 0.42
TINY = 1e-9
LONGEST_NAME = 28


def of_experiment(title: str, policies: Sequence[Json]) -> Picture:
    """A line for each policy, with the server's intervals.

    Args:
        policies: those of the summary; at least one.
    """
    figure = style.figure(title, 4.0)
    axes = figure.add_subplot()
    rows: list[tuple[str | int | float | None, ...]] = []
    levels = set()
    for at, policy in enumerate(policies):
        look = style.look(policy["name"])
        shift = SPREAD * ((at + 0.5) / len(policies) - 0.5)
        ks = sorted(policy["passAtK"], key=int)
        values = [policy["passAtK"][k] for k in ks]
        intervals = policy.get("intervals") or {}
        places = [int(k) * 2**shift for k in ks]
        axes.plot(
            places, values, color=look.colour, marker=look.marker, markersize=4.5, lw=1.2,
            label=policy["name"],
        )  # fmt: skip
        for k, place, value in zip(ks, places, values, strict=True):
            ends = intervals.get(k)
            rows.append(
                (policy["name"], int(k), value)
                + ((ends["low"], ends["high"], ends["level"]) if ends else (None, None, None))
            )
            if ends:
                levels.add(ends["level"])
                axes.vlines(place, ends["low"], ends["high"], color=look.colour, lw=1.1)
    ks = sorted({int(k) for policy in policies for k in policy["passAtK"]})
    axes.set_xscale("log", base=2)
    axes.xaxis.set_major_locator(FixedLocator(ks))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xticks(ks, [str(k) for k in ks])
    axes.set_xlabel("k (answers per problem)")
    axes.set_ylabel("pass@k on the held-out hard problems")
    axes.yaxis.set_major_formatter(style.percent())
    handles = list(axes.get_legend_handles_labels()[0])
    if levels:
        text = f"{100 * max(levels):g} % interval"
        handles.append(Line2D([], [], color=style.GREY, marker="|", linestyle="", label=text))
    figure.legend(handles=handles, loc="outside right upper")
    return Picture(NAME, COLUMNS, rows, figure)


def of_study(title: str, table: Table) -> Picture:
    """Mean and standard deviation over seeds at the smallest and the largest k, seeds as dots.

    Args:
        table: has at least one row.
    """
    ks = table.ks()
    shown = [ks[0], ks[-1]] if len(ks) > 1 else ks
    places = _places(table)
    figure = style.figure(title, 1.2 + 0.24 * (len(places) + 1))
    first: Axes | None = None
    for at, k in enumerate(shown):
        axes = figure.add_subplot(1, len(shown), at + 1, sharey=first)
        for place, row in enumerate(places):
            if isinstance(row, Row) and k in row.scores:
                _draw_row(axes, place, row, k)
                _draw_paper(axes, place, table.study.paper.get(row.policy, {}).get(k), row)
        axes.set_title(f"pass@{k}", loc="left")
        axes.set_xlabel("share of held-out hard problems")
        axes.xaxis.set_major_formatter(style.percent())
        axes.grid(visible=False, axis="y")
        # A deviation may reach beyond 0 or 100 %, shares do not.
        limits = axes.get_xlim()
        axes.set_xticks([tick for tick in axes.get_xticks() if -TINY < tick < 1 + TINY])
        axes.set_xlim(limits)
        axes.tick_params(axis="y", length=0, labelleft=at == 0)
        if first is None:
            first = axes
            axes.set_yticks(range(len(places)), _labels(places, shown))
            axes.set_ylim(len(places) - 0.4, -0.6)
            for row, label in zip(places, axes.get_yticklabels(), strict=True):
                label.set_fontweight("normal" if isinstance(row, Row) else "bold")
    style.legend(figure, _entries(_most_seeds(places, shown), paper=bool(table.study.paper)))
    rows = [line for row in table.rows for k in shown for line in _lines(table, row, k)]
    return Picture(NAME, STUDY_COLUMNS, rows, figure)


def _places(table: Table) -> list[Row | str]:
    """The rows from top to bottom, each variant under its name."""
    places: list[Row | str] = []
    variants = list(dict.fromkeys(row.variant for row in table.rows))
    for variant in variants:
        if len(variants) > 1:
            places.append(variant)
        places += [row for row in table.rows if row.variant == variant]
    return places


def _most_seeds(places: Sequence[Row | str], ks: Sequence[str]) -> int:
    return max(_seeds(row, ks) for row in places if isinstance(row, Row))


def _seeds(row: Row, ks: Sequence[str]) -> int:
    return max((row.scores[k].seeds for k in ks if k in row.scores), default=0)


def _labels(places: Sequence[Row | str], ks: Sequence[str]) -> list[str]:
    """Names of variants and policies; a row of fewer seeds than others says so."""
    most = _most_seeds(places, ks)
    return [
        cut(row, LONGEST_NAME)
        if isinstance(row, str)
        else row.policy + ("" if (n := _seeds(row, ks)) == most else f" (n = {n})")
        for row in places
    ]


def _draw_row(axes: Axes, place: int, row: Row, k: str) -> None:
    look, score = style.look(row.policy), row.scores[k]
    seeds = list(row.by_seed[k].values())
    axes.scatter(
        seeds, [place + 0.24] * len(seeds), s=9, facecolors="none", edgecolors=look.colour, lw=0.8
    )
    axes.errorbar(
        score.mean, place, xerr=score.sd, color=look.colour, marker=look.marker, markersize=5,
        elinewidth=1.4, capsize=2.5,
    )  # fmt: skip


def _draw_paper(axes: Axes, place: int, percent: list[float] | None, row: Row) -> None:
    if percent:
        spread = percent[1] / 100 if len(percent) > 1 else None
        axes.errorbar(
            percent[0] / 100, place - 0.24, xerr=spread, color=style.GREY, marker="d",
            markerfacecolor="white", markersize=4.5, elinewidth=0.9, capsize=2,
        )  # fmt: skip


def _entries(seeds: int, paper: bool) -> list[Line2D]:
    text = f"mean ± 1 SD, n = {seeds}"
    ours = Line2D([], [], color=style.BLACK, marker="s", markersize=5, lw=1.4, label=text)
    seed = Line2D(
        [], [], color=style.BLACK, marker="o", markersize=3.2, markerfacecolor="none",
        linestyle="", label="one seed",
    )  # fmt: skip
    theirs = Line2D(
        [], [], color=style.GREY, marker="d", markersize=4.5, markerfacecolor="white", lw=0.9,
        label="the paper's mean ± 1 SD",
    )  # fmt: skip
    return [ours, seed, *([theirs] if paper else [])]


def _lines(table: Table, row: Row, k: str) -> list[tuple[str | int | float | None, ...]]:
    """A line per seed, then one for the mean, which has no seed."""
    if k not in row.scores:
        return []
    score = row.scores[k]
    start = (row.variant, row.policy, int(k))
    percent = table.study.paper.get(row.policy, {}).get(k, [])
    paper = [value / 100 for value in percent] + [None] * (2 - len(percent))
    each = [
        (*start, seed, value, None, None, None, None)
        for seed, value in sorted(row.by_seed[k].items())
    ]
    return [*each, (*start, None, score.mean, score.sd, score.seeds, *paper)]
