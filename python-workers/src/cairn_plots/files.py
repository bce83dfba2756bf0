"""A picture and the files that it becomes: SVG, PNG, and its numbers as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from cairn_cli.export_folder import ExportFolder

Value = str | int | float | None


@dataclass(frozen=True)
class Picture:
    """A figure and the numbers in it.

    Attributes:
        columns: the head of the CSV file.
        rows: its lines; None is an empty field.
    """

    name: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Value, ...]]
    figure: Figure

    def csv(self) -> str:
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows(self.rows)
        return out.getvalue()

    def svg(self) -> bytes:
        """Without a date: equal rows give equal bytes."""
        out = io.BytesIO()
        self.figure.savefig(out, format="svg", metadata={"Date": None, "Creator": "Cairn"})
        return out.getvalue()

    def png(self) -> bytes:
        out = io.BytesIO()
        self.figure.savefig(out, format="png", metadata={"Software": "Cairn"})
        return out.getvalue()

    def write(self, folder: ExportFolder) -> list[str]:
        """Writes the files and returns their names."""
        contents = {"svg": self.svg(), "png": self.png(), "csv": self.csv().encode()}
        for ending, content in contents.items():
            folder.write_bytes(f"{self.name}.{ending}", content)
        return [f"{self.name}.{ending}" for ending in contents]


@dataclass(frozen=True)
class LeftOut:
    """A picture that can't be drawn, and why."""

    name: str
    reason: str
