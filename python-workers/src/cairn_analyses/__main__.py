"""`ops/analyse`: measures what teachers wrote."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from cairn_analyses.embedding import Embedding
from cairn_analyses.vendi import Diversity, diversity
from cairn_analyses.written import questions
from cairn_cli.__main__ import connected
from cairn_cli.arguments import Parser, number
from cairn_cli.client import Client
from cairn_cli.errors import CairnError, report_error
from cairn_cli.text import Screen

HEADS = ("PART", "QUESTIONS", "DISTINCT", "VENDI", "VENDI OF {size}", "DISTANCE")


def parser() -> Parser:
    top = Parser(
        prog="ops/analyse",
        description="Measures how different a teacher's questions are (Vendi score).",
    )
    top.add_argument("runs", nargs="+", type=number, metavar="RUN", help="soar or sample runs")
    top.add_argument(
        "--model", type=Path, required=True, metavar="DIR",
        help="directory of a sentence model, such as all-MiniLM-L6-v2 or Qwen3-Embedding-8B",
    )  # fmt: skip
    top.add_argument(
        "--size", type=number, default=128, help="questions per resample (default 128)"
    )
    top.add_argument("--times", type=number, default=100, help="resamples (default 100)")
    top.add_argument("--seed", type=int, default=0, help="of the resamples (default 0)")
    top.add_argument(
        "--url", metavar="URL", help="of Cairn (default $CAIRN_URL, else this machine)"
    )
    top.add_argument(
        "--home", metavar="DIR", help="Cairn's home, which has the token (default ~/.cairn)"
    )
    top.add_argument("--token-file", metavar="FILE", help="in place of the one in --home")
    top.add_argument("--json", action="store_true", help="print JSON")
    return top


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser().parse_args(arguments)
    try:
        found = measure(connected(options), options)
    except CairnError as e:
        return report_error(e)
    screen = Screen.of_process(options.json)
    if options.json:
        items = [
            {"run": run, "part": part, **asdict(each)}
            for run, parts in found.items()
            for part, each in parts.items()
        ]
        screen.json({"items": items})
        return 0
    for run, parts in found.items():
        screen.say(f"run {run}")
        show(parts, options.size, screen)
    return 0


def measure(cairn: Client, options: argparse.Namespace) -> dict[int, dict[str, Diversity]]:
    """The diversity of each part of each run.

    Raises:
        CairnError: if the server refuses, a run has no teacher, or the model can't be read.
    """
    written = {run: questions(cairn, run) for run in options.runs}
    try:
        model = Embedding(options.model)
    except (OSError, ValueError) as e:
        raise CairnError(f"--model {options.model} can't be loaded: {e}") from e
    return {
        run: {
            part: diversity(texts, model.vectors(texts), options.size, options.times, options.seed)
            for part, texts in parts.items()
        }
        for run, parts in written.items()
    }


def show(parts: dict[str, Diversity], size: int, screen: Screen) -> None:
    screen.table(
        [head.format(size=size) for head in HEADS],
        [
            (
                part,
                each.texts,
                each.distinct,
                figure(each.score),
                figure(each.mean) + (f" ± {figure(each.sd)}" if each.sd is not None else ""),
                figure(each.distance, 3),
            )
            for part, each in parts.items()
        ],
    )


def figure(value: float | None, digits: int = 2) -> str:
    return "-" if value is None else f"{value:.{digits}f}"


if __name__ == "__main__":
    sys.exit(main())
