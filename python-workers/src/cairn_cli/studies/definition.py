"""Reads and checks a study's file."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cairn_cli.client import Json
from cairn_cli.errors import CairnError

FIELDS = (
    "study", "title", "description", "preset", "seeds", "set", "variants", "reference",
    "shareScreening", "paper",
)  # fmt: skip
LONGEST_NAME = 60
SHARING = ("seed", "study", "none")
SHIPPED = Path(__file__).parent
# A study decides these itself, cell by cell.
OWN_SETTINGS = ("seed", "name", "screen.from")


@dataclass(frozen=True)
class Cell:
    """One experiment of a study."""

    variant: str
    seed: int

    def __str__(self) -> str:
        return f"{self.variant}, seed {self.seed}"


@dataclass(frozen=True)
class Study:
    """A study.

    Attributes:
        changed: settings of all cells.
        variants: further settings by the variant's name, in the order of the table.
        reference: policies from which differences are taken, the plainest first.
        sharing: whose hard set a cell takes over: that of the first variant with its seed ("seed"),
            that of the study's first cell ("study"), or nobody's ("none").
        paper: the paper's numbers in percent, by row and k: mean and standard deviation.
    """

    name: str
    title: str
    description: str
    preset: str
    seeds: tuple[int, ...]
    changed: Json
    variants: dict[str, Json]
    reference: tuple[str, ...]
    sharing: str
    paper: dict[str, dict[str, list[float]]]

    def cells(self) -> list[Cell]:
        """All experiments, seed by seed."""
        return [Cell(variant, seed) for seed in self.seeds for variant in self.variants]

    def screening(self, cell: Cell) -> Cell:
        """The cell whose screening a cell takes over; the cell itself if it screens."""
        if self.sharing == "none":
            return cell
        seed = cell.seed if self.sharing == "seed" else self.seeds[0]
        return Cell(next(iter(self.variants)), seed)

    def settings(self, cell: Cell) -> str:
        """A short digest of what decides a cell's results: preset, settings, shared screening."""
        decisive = [self.preset, self.changed | self.variants[cell.variant], self.sharing]
        return sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]

    def request(self, cell: Cell, screening_of: int | None) -> Json:
        """What is submitted for a cell."""
        taken = {} if screening_of is None else {"screen.from": screening_of}
        return {
            "preset": self.preset,
            "name": f"{self.name}: {cell}",
            "seed": cell.seed,
            "set": self.changed | self.variants[cell.variant] | taken,
            "tags": {
                "study": self.name,
                "variant": cell.variant,
                "settings": self.settings(cell),
            },
        }

    def changed_by(self, settings: Json) -> Study:
        """The study with further settings for all cells."""
        _check_settings("--set", settings, "the command line")
        return replace(self, changed=self.changed | settings)


def shipped() -> list[str]:
    """The names of the studies that come with Cairn."""
    return sorted(file.stem for file in SHIPPED.glob("*.json"))


def read(name_or_file: str) -> Study:
    """A study that comes with Cairn, or that of a file."""
    file = SHIPPED / f"{name_or_file}.json" if name_or_file in shipped() else Path(name_or_file)
    try:
        return parse(json.loads(file.read_text()), str(file))
    except OSError as e:
        raise CairnError(
            f"there is no study {name_or_file}: it is neither a file that can be read"
            f" ({e.strerror}) nor one of {', '.join(shipped())}"
        ) from e
    except ValueError as e:
        raise CairnError(f"{file} is not JSON: {e}") from e


def parse(found: Any, source: str) -> Study:
    """Checks the fields; the values of settings are checked by the server."""
    if not isinstance(found, dict):
        raise CairnError(f"{source} is not a JSON object")
    unknown = sorted(found.keys() - set(FIELDS))
    if unknown:
        allowed = ", ".join(FIELDS)
        raise _error(source, unknown[0], f"is not a field of a study (allowed: {allowed})")
    seeds = found.get("seeds")
    if not _list_of(seeds, int) or not seeds or len(set(seeds)) < len(seeds):
        raise _error(source, "seeds", "must be a list of different whole numbers, such as [1, 2]")
    variants = found.get("variants", {"main": {}})
    if not isinstance(variants, dict) or not variants:
        raise _error(source, "variants", "must be an object of names, each with its settings")
    for name, settings in variants.items():
        _check_settings(f"variants.{name}", settings, source)
    changed = found.get("set", {})
    _check_settings("set", changed, source)
    reference = found.get("reference", ["base", "hard-only"])
    if not _list_of(reference, str):
        raise _error(source, "reference", 'must be a list of policies, such as ["base"]')
    sharing = found.get("shareScreening", "seed")
    if sharing not in SHARING:
        raise _error(source, "shareScreening", f"must be one of {', '.join(SHARING)}")
    paper = found.get("paper", {})
    if not _is_paper(paper):
        raise _error(
            source, "paper", 'must give mean and deviation, such as {"base": {"1": [0.3, 0.1]}}'
        )
    return Study(
        _text(found, source, "study", LONGEST_NAME),
        _text(found | {"title": found.get("title", found.get("study"))}, source, "title", 200),
        str(found.get("description", "")),
        _text(found, source, "preset", 200),
        tuple(seeds),
        changed,
        variants,
        tuple(reference),
        sharing,
        paper,
    )


def _check_settings(field: str, settings: Any, source: str) -> None:
    if not isinstance(settings, dict):
        raise _error(source, field, "must be an object of settings")
    for name in OWN_SETTINGS:
        if name in settings:
            raise _error(source, field, f"has {name}, which a study decides itself for each cell")


def _is_paper(paper: Any) -> bool:
    return isinstance(paper, dict) and all(
        isinstance(by_k, dict)
        and all(
            isinstance(values, list)
            and len(values) in (1, 2)
            and all(isinstance(value, int | float) for value in values)
            for values in by_k.values()
        )
        for by_k in paper.values()
    )


def _text(found: Json, source: str, field: str, longest: int) -> str:
    value = found.get(field)
    if not isinstance(value, str) or not 0 < len(value) <= longest:
        raise _error(source, field, f"must be a text of 1 to {longest} characters")
    return value


def _list_of(value: Any, kind: type) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, kind) and not isinstance(item, bool) for item in value
    )


def _error(source: str, field: str, message: str) -> CairnError:
    return CairnError(f"{source}: {field} {message}")
