"""Reference answers of the real problem files, as strings of LaTeX."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BOX = "\\boxed{"


def references(data: Path) -> list[str]:
    """The distinct answers of all files, in the files' order."""
    found: dict[str, None] = {}
    for name in ("math_500", "math_test_level5", "math_train_sample_500"):
        for record in records(data / f"{name}.jsonl"):
            found[record.get("answer") or last_box(record["solution"])] = None
    for record in records(data / "olympiadbench_en_text.jsonl"):
        answers = [without_dollars(answer) for answer in record["final_answer"] or []]
        found[", ".join(answers)] = None
    for record in records(data / "gsm8k_test.jsonl"):
        found[record["answer"].rpartition("#### ")[2].strip()] = None
    return [reference for reference in found if reference]


def records(file: Path) -> Iterator[dict[str, Any]]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def last_box(solution: str) -> str:
    """The content of the last box of a solution; the files' boxes are balanced."""
    start = solution.rindex(BOX) + len(BOX)
    depth = 1
    for end in range(start, len(solution)):
        depth += {"{": 1, "}": -1}.get(solution[end], 0)
        if depth == 0:
            return solution[start:end].strip()
    raise ValueError(f"an open box in {solution!r}")


def without_dollars(answer: str) -> str:
    wrapped = re.fullmatch(r"\s*\$([^$]*)\$\s*", answer)
    return (wrapped[1] if wrapped else answer).strip()
