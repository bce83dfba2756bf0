"""What one call has drawn, and what it has left out."""

from __future__ import annotations

from dataclasses import dataclass, field

from cairn_plots.files import LeftOut, Picture


@dataclass
class Drawn:
    """The pictures of one call.

    Attributes:
        left_out: pictures that can't be drawn.
        notes: what is missing in those that are, a sentence each.
    """

    pictures: list[Picture] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, one: Picture | LeftOut) -> None:
        if isinstance(one, Picture):
            self.pictures.append(one)
        else:
            self.left_out.append(one)
