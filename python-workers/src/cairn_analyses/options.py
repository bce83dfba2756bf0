"""The command line of `ops/analyse`."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from cairn_analyses.judge import Judging
from cairn_cli.arguments import Parser, connection_options, number
from cairn_cli.client import checked_url
from cairn_cli.errors import CairnError


def parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    top = parser()
    options = top.parse_args(arguments)
    if bool(options.judge) != bool(options.judge_model):
        missing, given = "--judge-model", "--judge"
        if options.judge_model:
            missing, given = given, missing
        top.error(f"{given} needs {missing}")
    if not options.judge:
        for name in ("judge_file", "judge_items"):
            if getattr(options, name):
                top.error(f"--{name.replace('_', '-')} needs --judge and --judge-model")
    if options.judge_items and not options.json:
        top.error("--judge-items needs --json")
    return options


def parser() -> Parser:
    top = Parser(
        prog="ops/analyse",
        description="Measures a teacher's questions: answers they give away, copies, how different"
        " they are (--model), and whether they are well-posed and right (--judge).",
    )
    top.add_argument("runs", nargs="+", type=number, metavar="RUN", help="soar or sample runs")
    connection_options(top)
    _add_diversity(top.add_argument_group("how different they are, by a sentence model"))
    _add_judge(
        top.add_argument_group(
            "whether they are well-posed and right, by a judge",
            "The key, if the endpoint wants one, comes from OPENAI_API_KEY.",
        )
    )
    return top


def _add_diversity(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--model", type=Path, metavar="DIR",
        help="directory of a sentence model, such as all-MiniLM-L6-v2 or Qwen3-Embedding-8B",
    )  # fmt: skip
    group.add_argument(
        "--size", type=number, default=128, help="questions per resample (default 128)"
    )
    group.add_argument("--times", type=number, default=100, help="resamples (default 100)")
    group.add_argument("--seed", type=int, default=0, help="of the resamples (default 0)")
    group.add_argument(
        "--near", type=share, default=0.95, metavar="COSINE",
        help="a question with a larger cosine to an earlier one is near it (default 0.95)",
    )  # fmt: skip


def _add_judge(group: argparse._ArgumentGroup) -> None:
    group.add_argument(
        "--judge", metavar="URL",
        help="of an OpenAI-compatible API, such as http://127.0.0.1:8000/v1",
    )  # fmt: skip
    group.add_argument("--judge-model", metavar="NAME", help="the model's name there")
    group.add_argument(
        "--judge-file", type=Path, metavar="FILE",
        help="keeps each verdict at once; a second call asks only for those that are missing",
    )  # fmt: skip
    group.add_argument(
        "--judge-items", action="store_true", help="with --json: each question with its verdict"
    )
    group.add_argument(
        "--judge-parallel",
        type=number,
        default=8,
        metavar="N",
        help="requests at a time (default 8)",
    )
    group.add_argument(
        "--judge-attempts", type=number, default=3, metavar="N",
        help="bad answers until a question counts as not judged (default 3)",
    )  # fmt: skip
    group.add_argument(
        "--judge-tokens", type=number, default=2048, metavar="N",
        help="the longest answer of the judge (default 2048)",
    )  # fmt: skip
    group.add_argument(
        "--judge-timeout", type=seconds, default=120, metavar="SECONDS",
        help="of one request (default 120)",
    )  # fmt: skip


def judging(options: argparse.Namespace) -> Judging:
    """Who judges.

    Raises:
        CairnError: if the address or the key can't be one.
    """
    try:
        url = checked_url(options.judge)
    except CairnError:
        raise CairnError(
            f"--judge {options.judge} is not an address such as http://127.0.0.1:8000/v1"
        ) from None
    key = os.environ.get("OPENAI_API_KEY", "").strip()
    if not all("!" <= c <= "~" for c in key):
        raise CairnError("OPENAI_API_KEY contains characters that a key can't have")
    return Judging(
        url, options.judge_model, key or None, options.judge_tokens, options.judge_timeout
    )


def share(text: str) -> float:
    value = _float(text)
    if not 0 <= value < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 0 to below 1")
    return value


def seconds(text: str) -> float:
    value = _float(text)
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text} is not a number of seconds above 0")
    return value


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a number") from None
