"""`ops/analyse`: measures what teachers wrote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from cairn_analyses.judge import Judgement
from cairn_analyses.measures import Judged, Measures
from cairn_analyses.options import judging, parsed
from cairn_analyses.overlap import near, overlap
from cairn_analyses.tables import show
from cairn_analyses.tally import tally
from cairn_analyses.vendi import Diversity, diversity
from cairn_analyses.written import Written, written
from cairn_cli.__main__ import INTERRUPTED, connected
from cairn_cli.client import Client
from cairn_cli.errors import CairnError, report_error
from cairn_cli.text import Screen, clean

if TYPE_CHECKING:  # PyTorch and openai are loaded when they are asked for
    from cairn_analyses.embedding import Embedding
    from cairn_analyses.judging import Judge

Parts = dict[tuple[int, str], list[Written]]
"""Questions by run and part."""


def main(arguments: Sequence[str] | None = None) -> int:
    options = parsed(arguments)
    try:
        analyse(connected(options), options, Screen.of_process(options.json))
    except CairnError as e:
        return report_error(e)
    except KeyboardInterrupt:
        return INTERRUPTED
    return 0


def analyse(cairn: Client, options: argparse.Namespace, screen: Screen) -> None:
    """Measures each part of each run and prints it.

    Raises:
        CairnError: if Cairn or the judge refuses, a run has no teacher, or the model can't be read.
    """
    judge = judge_of(options)
    parts: Parts = {
        (run, part): texts for run in options.runs for part, texts in written(cairn, run).items()
    }
    model = model_of(options)
    judgements = (
        judge.judgements(each for texts in parts.values() for each in texts) if judge else {}
    )
    measured = [
        Measures(
            run,
            part,
            overlap(texts),
            *different(texts, model, options),
            tally(texts, judgements) if judge else None,
        )
        for (run, part), texts in parts.items()
    ]
    if options.json:
        document = {"items": [each.json() for each in measured]}
        if options.judge_items:
            document["gallery"] = [each.json() for each in gallery(parts, judgements)]
        screen.json(document)
    else:
        for run in dict.fromkeys(options.runs):
            show(run, [each for each in measured if each.run == run], options, screen)


def judge_of(options: argparse.Namespace) -> Judge | None:
    if not options.judge:
        return None
    try:
        from cairn_analyses.judging import Judge
    except ModuleNotFoundError as e:
        if e.name != "openai":
            raise
        raise CairnError(
            "--judge needs the Python package openai, which is not installed: pip install openai"
        ) from e
    return Judge(
        judging(options), options.judge_attempts, options.judge_parallel, options.judge_file, tell
    )


def model_of(options: argparse.Namespace) -> Embedding | None:
    if options.model is None:
        return None
    from cairn_analyses.embedding import Embedding

    try:
        return Embedding(options.model)
    except (OSError, ValueError) as e:
        raise CairnError(f"--model {options.model} can't be loaded: {e}") from e


def different(
    texts: Sequence[Written], model: Embedding | None, options: argparse.Namespace
) -> tuple[Diversity | None, int | None]:
    """How different questions are, and how many are near an earlier one."""
    if model is None:
        return None, None
    questions = [each.question for each in texts]
    vectors = model.vectors(questions)
    return (
        diversity(questions, vectors, options.size, options.times, options.seed),
        near(questions, vectors, options.near),
    )


def gallery(parts: Parts, judgements: dict[Written, Judgement]) -> list[Judged]:
    return [
        Judged(run, part, judgements[each])
        for (run, part), texts in parts.items()
        for each in texts
    ]


def tell(line: str) -> None:
    """Progress goes to standard error, so that tables and JSON can be piped."""
    print(clean(line), file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
