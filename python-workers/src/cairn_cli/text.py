"""Text for people: tables that fit the terminal, ages, and nothing that could drive it."""

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GAP = "  "
LONGEST_CELL = 32
LONGEST_REASON = 60
SHORTEST_REASON = 12
COLOURS = {
    "succeeded": 32, "running": 36, "failed": 31, "cancelled": 31, "cancelling": 33,
    "pausing": 33, "paused": 33, "draining": 33,
}  # fmt: skip


def clean(value: object) -> str:
    """One line without control characters: names and reasons come from anywhere."""
    if value is None:
        return ""
    return "".join(c if c.isprintable() else " " for c in str(value))


def cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def moment(instant: str) -> datetime:
    return datetime.fromisoformat(instant)


def span(seconds: float) -> str:
    if seconds < 60:
        return f"{max(seconds, 0):.0f} s"
    if seconds < 60 * 60:
        return f"{seconds // 60:.0f} min"
    if seconds < 48 * 60 * 60:
        return f"{seconds // 3600:.0f} h"
    return f"{seconds // 86400:.0f} days"


def between(start: str | None, end: str | None, now: datetime) -> str:
    if start is None:
        return ""
    return span(((moment(end) if end else now) - moment(start)).total_seconds())


@dataclass(frozen=True)
class Screen:
    """Standard output.

    Args:
        width: of the terminal; None where it is none, and lines may have any length.
        now: what ages are counted from.
    """

    as_json: bool
    width: int | None
    colour: bool
    now: datetime

    @staticmethod
    def of_process(as_json: bool) -> "Screen":
        terminal = sys.stdout.isatty()
        return Screen(
            as_json,
            shutil.get_terminal_size().columns if terminal else None,
            terminal and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb",
            datetime.now(UTC),
        )

    def age(self, instant: str | None) -> str:
        return f"{between(instant, None, self.now)} ago" if instant else ""

    def json(self, document: Any) -> None:
        print(json.dumps(document, indent=2, ensure_ascii=False))

    def json_line(self, document: Any) -> None:
        print(json.dumps(document, ensure_ascii=False, separators=(",", ":")), flush=True)

    def say(self, line: str) -> None:
        print(clean(line), flush=True)

    def fields(self, rows: Sequence[tuple[str, object]]) -> None:
        """Name and value, whole; those without a value are left out."""
        shown = [(name, clean(value)) for name, value in rows if value not in (None, "")]
        longest = max((len(name) for name, _ in shown), default=0)
        for name, value in shown:
            print(f"  {name:<{longest}}  {self._painted(value)}")

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
        """The last column is the one that gives way: it is cut so that a line fits."""
        cells = [[clean(value) for value in row] for row in (titles, *rows)]
        widths = [max(len(text) for text in column) for column in zip(*cells, strict=True)]
        widths[:-1] = [min(width, LONGEST_CELL) for width in widths[:-1]]
        room = LONGEST_REASON
        if self.width is not None:
            room = self.width - sum(width + len(GAP) for width in widths[:-1])
        widths[-1] = min(widths[-1], max(room, SHORTEST_REASON))
        for row in cells:
            print(self._line(row, widths))

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        text = GAP.join(cut(cell, w).ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip()
        if self.width is not None:
            text = cut(text, self.width)
        if not self.colour:
            return text
        line, at = "", 0
        for width in widths:
            line += self._painted(text[at : at + width]) + text[at + width : at + width + len(GAP)]
            at += width + len(GAP)
        return line

    def _painted(self, text: str) -> str:
        colour = COLOURS.get(text.strip()) if self.colour else None
        return text if colour is None else f"\x1b[{colour}m{text}\x1b[0m"
