"""Grades a recorded trace as a plain loop does: one pair after the other, on the main thread.

Prints seconds and verdicts as JSON. Completions without a box have nothing to compare and cost this
loop nothing; the others are held against their reference box by box, which is the comparison that
Cairn makes.
"""

import argparse
import json
import logging
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from math_verify import parse, verify


def main() -> None:
    parser = argparse.ArgumentParser(description="Grades pairs with Math-Verify alone.")
    parser.add_argument("pairs", type=Path, help="JSON: a list of {reference, answer}")
    arguments = parser.parse_args()
    logging.getLogger("math_verify").setLevel(logging.CRITICAL)
    recorded = json.loads(arguments.pairs.read_text())
    pairs = [(pair["reference"], pair["answer"]) for pair in recorded]
    grade([("1/2", "0.5"), ("x+1", "2")])  # imports what is imported late
    start = time.perf_counter()
    verdicts = grade(pairs)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "verdicts": Counter(verdicts)}))


def grade(pairs: Sequence[tuple[str, str]]) -> list[str]:
    """Whether Math-Verify calls each pair equal, with its own time limits."""
    return [
        "VERIFIED" if verify(parse(boxed(reference)), parse(boxed(answer))) else "DIFFERENT"
        for reference, answer in pairs
    ]


def boxed(content: str) -> str:
    return "\\boxed{" + content + "}"


if __name__ == "__main__":
    main()
