"""The table of pairs that STRICT must call equal or different, by kind: `pairs/KIND.txt`.

A line is `reference | answer`; the line `# equal` or `# different` above says which they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "pairs"
SEPARATOR = " | "


@dataclass(frozen=True)
class Pair:
    reference: str
    answer: str
    equal: bool


def kinds() -> list[str]:
    return sorted(file.stem for file in FOLDER.glob("*.txt"))


def pairs(kind: str) -> Iterator[Pair]:
    equal = None
    for line in (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").split("\n"):
        if line in ("# equal", "# different"):
            equal = line == "# equal"
        elif line:
            assert equal is not None
            reference, separator, answer = line.rpartition(SEPARATOR)
            assert separator, line
            yield Pair(reference, answer, equal)
