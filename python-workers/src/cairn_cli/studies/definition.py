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
    "shareScreening", "shareSoar", "required", "paper",
)  # fmt: skip
LONGEST_NAME = 60
SHARING = ("seed", "study", "none")
SHIPPED = Path(__file__).parent
# A study decides these itself, cell by cell.
OWN_SETTINGS = ("seed", "name", "screen.from")
SOAR_FROM = "methods.soarFrom"
# What decides a hard set besides the experiment's seed: its name, or a seed of its own.
SCREENING = ("screen.hardSet", "screen.seed")


@dataclass(frozen=True)
class Cell:
    """One experiment of a study."""

    variant: str
    seed: int

    def __str__(self) -> str:
        return f"{self.variant}, seed {self.seed}"


@dataclass(frozen=True)
class Source:
    """What a cell takes over from another one.

    Attributes:
        cell: the cell that makes it.
        run: the kind of the run that must have ended.
        setting: the setting that gets the id of that cell's experiment.
        sharing: the study's field that asks for it, and the value with which it does not.
        what: its name in messages.
    """

    cell: Cell
    run: str
    setting: str
    sharing: tuple[str, str]
    what: str


@dataclass(frozen=True)
class Study:
    """A study.

    Attributes:
        changed: settings of all cells.
        variants: further settings by the variant's name, in the order of the table.
        reference: policies from which differences are taken, the plainest first.
        sharing: whose hard set a cell takes over: that of the first variant with its seed ("seed"),
            that of the study's first cell ("study"), or nobody's ("none").
        shares_soar: whether a cell takes over the SOAR run of the first variant with its seed.
        required: settings that the command line must give, as "name" or "variant:name".
        paper: the paper's numbers in percent, by policy or "variant: policy", and k: mean and
            standard deviation.
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
    shares_soar: bool
    required: tuple[str, ...]
    paper: dict[str, dict[str, list[float]]]

    def cells(self) -> list[Cell]:
        """All experiments, seed by seed."""
        return [Cell(variant, seed) for seed in self.seeds for variant in self.variants]

    def source(self, cell: Cell) -> Source | None:
        """What a cell takes over from another one; None if it makes everything itself."""
        first = next(iter(self.variants))
        if self.shares_soar and cell.variant != first:
            of_seed = Cell(first, cell.seed)
            never = ("shareSoar", "false")
            return Source(of_seed, "soar", SOAR_FROM, never, "SOAR run")
        screened = self._screened(cell)
        if screened is None or screened == cell:
            return None
        return Source(screened, "screen", "screen.from", ("shareScreening", '"none"'), "hard set")

    def _screened(self, cell: Cell) -> Cell | None:
        """The cell whose screening finds a cell's hard set; None if no cell is to share it."""
        named, seed = self._screening(cell)
        if self.sharing == "none" or named is not None:
            return None
        if seed is not None:
            return next(each for each in self.cells() if self._screening(each) == (None, seed))
        first = next(iter(self.variants))
        shared = Cell(first, cell.seed if self.sharing == "seed" else self.seeds[0])
        return shared if self._screening(shared) == (None, None) else None

    def _screening(self, cell: Cell) -> tuple[str | None, str | None]:
        """The name of a cell's hard set and its screening's own seed, where they are given."""
        settings = self.changed | self.variants[cell.variant]
        named, seed = (_value(settings, name) for name in SCREENING)
        return named, seed

    def settings(self, cell: Cell) -> str:
        """A short digest of what decides a cell's results: preset, settings, what is shared."""
        decisive = [self.preset, self.changed | self.variants[cell.variant], self.sharing]
        if self.shares_soar:
            decisive.append("SOAR")
        return sha256(json.dumps(decisive, sort_keys=True).encode()).hexdigest()[:12]

    def request(self, cell: Cell, taken: Json) -> Json:
        """What is submitted for a cell, with the setting of what it takes over."""
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
        """The study with further settings: "name" for all cells, "variant:name" for one variant.

        Raises:
            CairnError: if a setting is not allowed, or a required one is not among them.
        """
        _check_settings("--set", settings, "the command line", self.shares_soar)
        changed, variants = dict(self.changed), dict(self.variants)
        for name, value in settings.items():
            variant, colon, setting = name.rpartition(":")
            if not colon:
                changed[name] = value
            elif variant in variants:
                variants[variant] = variants[variant] | {setting: value}
            else:
                raise CairnError(
                    f"--set {name}: {self.name} has no variant {variant!r}, only"
                    f" {', '.join(map(repr, variants))}"
                )
        missing = [name for name in self.required if not _is_given(name, changed, variants)]
        if missing:
            raise CairnError(
                f"{self.name} also needs "
                + " ".join(
                    f"--set {name!r}=..." if " " in name else f"--set {name}=..."
                    for name in missing
                )
            )
        return replace(self, changed=changed, variants=variants)

    def paper_of(self, variant: str, policy: str) -> dict[str, list[float]]:
        """The paper's numbers of a row, by k; empty if it has none."""
        return self.paper.get(f"{variant}: {policy}", self.paper.get(policy, {}))


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
    shares_soar = found.get("shareSoar", False)
    if not isinstance(shares_soar, bool):
        raise _error(source, "shareSoar", "must be true or false")
    for name, settings in variants.items():
        _check_settings(f"variants.{name}", settings, source, shares_soar)
    changed = found.get("set", {})
    _check_settings("set", changed, source, shares_soar)
    reference = found.get("reference", ["base", "hard-only"])
    if not _list_of(reference, str):
        raise _error(source, "reference", 'must be a list of policies, such as ["base"]')
    sharing = found.get("shareScreening", "seed")
    if sharing not in SHARING:
        raise _error(source, "shareScreening", f"must be one of {', '.join(SHARING)}")
    required = found.get("required", [])
    if not _list_of(required, str):
        raise _error(source, "required", 'must be a list of settings, such as ["model.path"]')
    paper = found.get("paper", {})
    if not _is_paper(paper):
        raise _error(
            source, "paper", 'must give mean and deviation, such as {"base": {"1": [0.3, 0.1]}}'
        )
    for field, names in (("required", required), ("paper", paper)):
        for name in names:
            _check_variant(field, name, variants, source)
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
        shares_soar,
        tuple(required),
        paper,
    )


def _value(settings: Json, name: str) -> str | None:
    """A setting that may be written flat or within its group, as text; None if it has no value."""
    group, _, leaf = name.partition(".")
    within = settings.get(group)
    value = settings.get(name, within.get(leaf) if isinstance(within, dict) else None)
    return None if value in (None, "", "null") else str(value)


def _is_given(name: str, changed: Json, variants: dict[str, Json]) -> bool:
    variant, colon, setting = name.rpartition(":")
    return setting in variants[variant] if colon else name in changed


def _check_variant(field: str, name: str, variants: dict[str, Json], source: str) -> None:
    variant, colon, _ = name.rpartition(":")
    if colon and variant not in variants:
        raise _error(
            source, field, f"has {name!r}, but the variants are {', '.join(map(repr, variants))}"
        )


def _check_settings(field: str, settings: Any, source: str, shares_soar: bool) -> None:
    if not isinstance(settings, dict):
        raise _error(source, field, "must be an object of settings")
    own = (*OWN_SETTINGS, SOAR_FROM) if shares_soar else OWN_SETTINGS
    for name in own:
        if any(given.rpartition(":")[2] == name for given in settings):
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
