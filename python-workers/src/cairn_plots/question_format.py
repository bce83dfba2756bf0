"""What became of the teacher's completions: accepted, or rejected by reason."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Patch

from cairn_plots import style
from cairn_plots.files import LeftOut, Picture
from cairn_plots.records import OuterStep

NAME = "question-format"
COLUMNS = ("outer_step", "outcome", "completions", "share")
ACCEPTED = "accepted"
MOST_BARS = 40
COLOURS = {
    ACCEPTED: style.LIGHT_GREY,
    "MISSING_TAGS": style.BLUE,
    "EMPTY_QUESTION": style.SKY,
    "NO_BOX": style.VERMILLION,
    "UNPARSABLE_ANSWER": style.ORANGE,
    "QUESTION_TOO_LONG": style.GREEN,
    "PARSE_TIMED_OUT": style.PURPLE,
    "SURPLUS": style.DARK_GREY,
    "ABORTED": style.BLACK,
}
WORDS = {
    "MISSING_TAGS": "tags missing",
    "EMPTY_QUESTION": "question empty",
    "NO_BOX": "no box",
    "UNPARSABLE_ANSWER": "answer not readable",
    "QUESTION_TOO_LONG": "question too long",
    "PARSE_TIMED_OUT": "reading timed out",
    "SURPLUS": "surplus, not faulty",
    "ABORTED": "aborted",
}


def of_run(title: str, steps: Sequence[OuterStep]) -> Picture | LeftOut:
    asked = [step for step in steps if step.attempts]
    if not asked:
        return LeftOut(NAME, "the teacher was asked for no completion")
    shares = {
        outcome: [count(step, outcome) / step.attempts for step in asked]
        for outcome in outcomes(asked)
    }
    figure = style.figure(title, 3.5)
    both = len(shares) > 1
    axes = figure.add_subplot(1, 2 if both else 1, 1)
    _stacked(axes, asked, shares)
    axes.set_ylim(0, 1)
    axes.set_ylabel("share of the teacher's completions")
    if both:
        rejected = figure.add_subplot(1, 2, 2)
        _stacked(rejected, asked, {name: of for name, of in shares.items() if name != ACCEPTED})
        rejected.set_ylim(bottom=0)
        rejected.set_ylabel("the rejected ones alone")
    figure.legend(
        handles=[Patch(color=COLOURS.get(o, style.WINE), label=WORDS.get(o, o)) for o in shares],
        loc="outside lower center",
        ncols=4,
    )
    rows = [
        (step.step, outcome, count(step, outcome), count(step, outcome) / step.attempts)
        for step in asked
        for outcome in shares
    ]
    return Picture(NAME, COLUMNS, rows, figure)


def outcomes(steps: Sequence[OuterStep]) -> list[str]:
    """'accepted' and the reasons that occur, in a fixed order."""
    found = {reason for step in steps for reason, number in step.rejected.items() if number}
    known = [reason for reason in COLOURS if reason in found]
    return [ACCEPTED, *known, *sorted(found - set(known))]


def count(step: OuterStep, outcome: str) -> int:
    return step.accepted if outcome == ACCEPTED else step.rejected.get(outcome, 0)


def _stacked(axes: Axes, steps: Sequence[OuterStep], shares: dict[str, list[float]]) -> None:
    """One bar per step, one colour per outcome."""
    below = [0.0] * len(steps)
    numbers = [step.step for step in steps]
    for outcome, values in shares.items():
        colour = COLOURS.get(outcome, style.WINE)
        above = [low + value for low, value in zip(below, values, strict=True)]
        if len(steps) > MOST_BARS:  # one shape per outcome: the file is smaller
            edges = [number - 0.5 for number in (*numbers, numbers[-1] + 1)]
            axes.stairs(above, edges, baseline=below, fill=True, color=colour, linewidth=0)
        else:
            axes.bar(numbers, values, 0.8, bottom=below, color=colour, linewidth=0)
        below = above
    axes.yaxis.set_major_formatter(style.percent())
    style.whole_steps(axes, "outer step")
