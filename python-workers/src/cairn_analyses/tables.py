"""What `ops/analyse` prints for people."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence

from cairn_analyses.measures import Measures
from cairn_analyses.tally import Tally
from cairn_analyses.taxonomy import Fault
from cairn_cli.text import Screen

TEXT_HEADS = ("PART", "QUESTIONS", "DISTINCT", "LEAKS", "REWORDED")
MODEL_HEADS = ("NEAR", "VENDI", "VENDI OF {size}", "DISTANCE")
FAULTS = (Fault.ARITHMETIC, Fault.LOGIC, Fault.IMPOSSIBLE, Fault.AMBIGUOUS)
JUDGE_HEADS = ("PART", "QUESTIONS", "JUDGED", "WELL-POSED", "CORRECT", *FAULTS, "RETRIED")


def show(
    run: int, measured: Sequence[Measures], options: argparse.Namespace, screen: Screen
) -> None:
    """The tables of a run: its texts, and what a judge says of them."""
    screen.say(f"run {run}")
    model_heads = [head.format(size=options.size) for head in MODEL_HEADS]
    screen.table(
        [*TEXT_HEADS, *(model_heads if options.model else ())],
        [(*_texts(each), *(_model(each) if options.model else ())) for each in measured],
    )
    if options.judge:
        tallies = [(each.part, each.tally) for each in measured if each.tally]
        screen.say("")
        screen.table(JUDGE_HEADS, [(part, *_verdicts(each)) for part, each in tallies])
        _say_bad([each for _, each in tallies], screen)


def _texts(each: Measures) -> tuple[object, ...]:
    found = each.overlap
    return each.part, found.texts, found.distinct, found.leaks, found.reworded


def _model(each: Measures) -> tuple[object, ...]:
    if each.diversity is None:
        return ()
    sd = each.diversity.sd
    return (
        each.near,
        figure(each.diversity.score),
        figure(each.diversity.mean) + ("" if sd is None else f" ± {figure(sd)}"),
        figure(each.diversity.distance, 3),
    )


def _verdicts(each: Tally) -> tuple[object, ...]:
    return (
        each.questions, each.judged, each.well_posed, each.correct,
        *(each.errors[fault] for fault in FAULTS), each.retried,
    )  # fmt: skip


def _say_bad(tallies: Sequence[Tally], screen: Screen) -> None:
    """What the table can't be read without: how many questions have no verdict, and why."""
    bad = Counter[str]()
    for each in tallies:
        bad.update({reason.value: found for reason, found in each.bad.items()})
    if bad:
        unjudged, questions = (
            sum(found) for found in zip(*((e.unjudged, e.questions) for e in tallies), strict=True)
        )
        reasons = ", ".join(f"{reason} {found}" for reason, found in sorted(bad.items()))
        screen.say(f"{unjudged} of {questions} not judged; bad answers: {reasons}")


def figure(value: float | None, digits: int = 2) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
