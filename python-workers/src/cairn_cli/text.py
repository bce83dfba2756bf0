"""Text for people: tables that fit the terminal, ages, and no control characters."""

import json
import os
import shutil
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

GAP = "  "
SHORTEST_REASON = 12
LAST_AT_LEAST = 30
CUT_TO = 12
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
    """A duration such as 42 s, 4 min 16 s, 2 h 5 min, 3 d 4 h, as in the console."""
    whole = int(max(seconds, 0))
    if whole < 60:
        return f"{whole} s"
    if whole < 60 * 60:
        return f"{whole // 60} min {whole % 60} s"
    if whole < 48 * 60 * 60:
        return f"{whole // 3600} h {whole // 60 % 60} min"
    return f"{whole // 86400} d {whole // 3600 % 24} h"


def about(seconds: float) -> str:
    """Only the largest unit of a span, for ages."""
    parts = span(seconds).split()
    return " ".join(parts[:2])


def size(count: float) -> str:
    """Bytes in the unit that fits."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000:
            return f"{count:.0f} {unit}" if unit == "bytes" else f"{count:.1f} {unit}"
        count /= 1000
    return f"{count:.1f} TB"


def signed(number: float | None, digits: int = 4) -> str:
    """With a sign, and never a negative zero."""
    return "" if number is None else f"{float(rounded(number, digits)) + 0.0:+.{digits}f}"


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def percent(share: float | None) -> str:
    return "" if share is None else f"{rounded(100 * share, 1)} %"


def rounded(number: float, digits: int) -> Decimal:
    """Rounds halves away from zero, as `ops/run` does."""
    return Decimal(repr(float(number))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def between(start: str | None, end: str | None, now: datetime) -> str:
    if start is None:
        return ""
    return span(((moment(end) if end else now) - moment(start)).total_seconds())


@dataclass(frozen=True)
class Screen:
    """Standard output.

    Args:
        width: of the terminal; None if the output is not a terminal, so lines may have any length.
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
        if not instant:
            return ""
        return f"{about((self.now - moment(instant)).total_seconds())} ago"

    def time(self, instant: str | None) -> str:
        """In this machine's time zone, to the second."""
        return f"{moment(instant).astimezone():%Y-%m-%d %H:%M:%S}" if instant else ""

    def json(self, document: Any) -> None:
        print(json.dumps(document, indent=2, ensure_ascii=False))

    def json_line(self, document: Any) -> None:
        print(json.dumps(document, ensure_ascii=False, separators=(",", ":")), flush=True)

    def say(self, line: str) -> None:
        print(clean(line), flush=True)

    def fields(self, rows: Sequence[tuple[str, object]]) -> None:
        """Names and values, uncut; those without a value are left out."""
        shown = [(name, clean(value)) for name, value in rows if value not in (None, "")]
        longest = max((len(name) for name, _ in shown), default=0)
        for name, value in shown:
            print(f"  {name:<{longest}}  {self._painted(value)}")

    def table(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[object]],
        gives_way: Sequence[str] = (),
        whole: Sequence[str] = (),
    ) -> None:
        """A table without the columns that are empty in all rows.

        On a terminal lines are made to fit: first the columns of `gives_way` are left out, in that
        order, then the widest are cut, but none of `whole`; the last column is wrapped. Elsewhere
        nothing is cut.
        Without rows it prints '(none)'.
        """
        if not rows:
            print("(none)")
            return
        cells = [[clean(value) for value in row] for row in rows]
        shown = [at for at in range(len(titles)) if any(row[at] for row in cells)]
        for title in gives_way:
            if self.width is None or self._needed(titles, cells, shown) <= self.width:
                break
            shown = [at for at in shown if titles[at] != title]
        table = [[titles[at] for at in shown], *([row[at] for at in shown] for row in cells)]
        widths = [max(len(row[at]) for row in table) for at in range(len(shown))]
        if self.width is not None:
            self._fit(widths, self.width, [titles[at] in whole for at in shown])
        for row in table:
            self._print_row(row, widths)

    @staticmethod
    def _needed(titles: Sequence[str], cells: list[list[str]], shown: list[int]) -> int:
        widths = [
            max(len(text) for text in (titles[at], *(row[at] for row in cells))) for at in shown
        ]
        widths[-1] = min(widths[-1], LAST_AT_LEAST)
        return sum(widths) + len(GAP) * (len(widths) - 1)

    @staticmethod
    def _fit(widths: list[int], room: int, whole: Sequence[bool]) -> None:
        fixed = range(len(widths) - 1)
        may_be_cut = [at for at in fixed if not whole[at]]
        last = min(widths[-1], LAST_AT_LEAST)
        while True:
            over = sum(widths[:-1]) + len(GAP) * len(fixed) + last - room
            widest = max(may_be_cut, key=lambda at: widths[at], default=0)
            if over <= 0 or not may_be_cut or widths[widest] <= CUT_TO:
                break
            widths[widest] = max(CUT_TO, widths[widest] - over)
        left = room - sum(widths[:-1]) - len(GAP) * len(fixed)
        widths[-1] = max(min(widths[-1], left), SHORTEST_REASON)

    def _print_row(self, row: Sequence[str], widths: Sequence[int]) -> None:
        last = textwrap.wrap(row[-1], widths[-1], break_on_hyphens=False) or [""]
        for number, line in enumerate(last if self.width is not None else [row[-1]]):
            head = row[:-1] if number == 0 else [""] * (len(row) - 1)
            texts = [
                *(cut(text, w).ljust(w) for text, w in zip(head, widths[:-1], strict=True)),
                line,
            ]
            while len(texts) > 1 and not texts[-1].strip():
                texts.pop()
            texts[-1] = texts[-1].rstrip()
            print(GAP.join(map(self._painted, texts)))

    def _painted(self, text: str) -> str:
        word = text.strip()
        colour = COLOURS.get(word) if self.colour else None
        return text if colour is None else text.replace(word, f"\x1b[{colour}m{word}\x1b[0m")
