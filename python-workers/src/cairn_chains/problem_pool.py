"""The problem pool from which screening takes the hard set, and easier problems to train on."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cairn_chains.problems import answer, draw

POOL_SIZE = 500
POOL_LENGTHS = (9, 10, 11, 12)
POOL_SEED = 7
EASY_LENGTHS = (2, 3, 4, 5, 6)
EASY_SEED = 8


@dataclass(frozen=True)
class Problem:
    """A question and its reference answer."""

    question: str
    answer: str


def draw_pool(
    size: int = POOL_SIZE, seed: int = POOL_SEED, lengths: Sequence[int] = POOL_LENGTHS
) -> list[Problem]:
    """`size` distinct problems that cycle through the lengths."""
    rng = random.Random(seed)
    problems: dict[str, Problem] = {}
    while len(problems) < size:
        chain = draw(rng, lengths[len(problems) % len(lengths)])
        problems[chain.question] = Problem(chain.question, answer(chain))
    return list(problems.values())


def draw_easy(size: int = POOL_SIZE) -> list[Problem]:
    """`size` distinct problems that the base model often solves, each with its right answer."""
    return draw_pool(size, EASY_SEED, EASY_LENGTHS)


def write_pool(problems: list[Problem], path: Path, name: str = "chains") -> None:
    """One JSON record per line: id, question, answer."""
    lines = [
        json.dumps(
            {"id": f"{name}-{index:04}", "question": problem.question, "answer": problem.answer}
        )
        for index, problem in enumerate(problems)
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_pool(path: Path) -> list[Problem]:
    """The problems of a pool file, in order."""
    lines = path.read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines if line]
    return [Problem(record["question"], record["answer"]) for record in records]
