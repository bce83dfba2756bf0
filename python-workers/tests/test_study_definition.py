"""The file of a study: its fields, and what its experiments are queued with."""

from typing import Any

import pytest

from cairn_cli.errors import CairnError
from cairn_cli.studies import definition
from cairn_cli.studies.definition import Cell
from example_study import STUDY


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"seeds": [1, 1]}, "seeds"),
        ({"seeds": ["1"]}, "seeds"),
        ({"seeds": [True]}, "seeds"),
        ({"study": ""}, "study"),
        ({"preset": 3}, "preset"),
        ({"variants": {"a": 3}}, "variants.a"),
        ({"reference": "base"}, "reference"),
        ({"sed": 1}, "sed"),
        ({"set": {"seed": 7}}, "set"),
        ({"variants": {"a": {"screen.from": 7}}}, "variants.a"),
        ({"paper": {"base": {"1": 9.6}}}, "paper"),
        ({"shareScreening": True}, "shareScreening"),
        ({"shareSoar": "seed"}, "shareSoar"),
        ({"set": {"methods.soarFrom": 7}, "shareSoar": True}, "set"),
        ({"required": "model.path"}, "required"),
        ({"required": ["float:model.path"]}, "required"),
        ({"paper": {"float: base": {"1": [9.6, 2.5]}}}, "paper"),
        ({"paper": 3}, "paper"),
    ],
)
def test_a_wrong_field_is_named(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(CairnError, match=rf"x\.json: {field} "):
        definition.parse(STUDY | changed, "x.json")


def test_the_studies_that_come_with_cairn_are_valid() -> None:
    assert "study-chains" in definition.shipped()
    for name in definition.shipped():
        assert definition.read(name).name == name


def test_settings_of_a_variant_win_and_its_screening_is_taken_over() -> None:
    study = definition.parse(STUDY, "x.json")
    request = study.request(Cell("flat", 2), {"screen.from": 7})
    assert request["set"] == {"methods.steps": 30, "soar.outer.tau": 1, "screen.from": 7}
    assert request["seed"] == 2
    assert request["tags"] == {
        "study": "s",
        "variant": "flat",
        "settings": study.settings(Cell("flat", 2)),
    }


def test_what_decides_results_decides_the_tag_of_the_settings() -> None:
    study = definition.parse(STUDY, "x.json")
    cell = Cell("SOAR", 1)
    assert study.settings(cell) == study.settings(Cell("SOAR", 2))
    others = [
        definition.parse(STUDY | {"preset": "other"}, "x"),
        definition.parse(STUDY | {"shareScreening": "none"}, "x"),
        definition.parse(STUDY | {"shareSoar": True}, "x"),
        study.changed_by({"methods.steps": "31"}),
    ]
    digests = {study.settings(Cell("flat", 1)), *(other.settings(cell) for other in others)}
    assert len(digests - {study.settings(cell)}) == 5
    with pytest.raises(CairnError, match="--set has seed"):
        study.changed_by({"seed": "7"})


def test_a_setting_of_one_variant_can_be_given_and_required() -> None:
    study = definition.parse(STUDY | {"required": ["model.path", "flat:methods.soarFrom"]}, "x")
    with pytest.raises(CairnError, match=r"also needs --set flat:methods\.soarFrom=\.\.\.$"):
        study.changed_by({"model.path": "m"})
    given = study.changed_by({"model.path": "m", "flat:methods.soarFrom": "7"})
    assert given.request(Cell("flat", 1), {})["set"]["methods.soarFrom"] == "7"
    assert "methods.soarFrom" not in given.request(Cell("SOAR", 1), {})["set"]
    assert given.settings(Cell("flat", 1)) != study.settings(Cell("flat", 1))
    of_file = definition.parse(
        STUDY | {"required": ["model.path"], "set": {"model.path": "m"}}, "x"
    )
    assert of_file.changed_by({}).changed == {"model.path": "m"}
    with pytest.raises(CairnError, match=r"has no variant 'float', only 'SOAR', 'flat'$"):
        study.changed_by({"float:methods.steps": "7"})
    with pytest.raises(CairnError, match=r"--set has screen\.from"):
        study.changed_by({"flat:screen.from": "7"})


def test_the_papers_numbers_may_be_of_one_variant() -> None:
    paper = {"base": {"1": [0.2, 0.0]}, "flat: base": {"1": [0.3, 0.1]}}
    study = definition.parse(STUDY | {"paper": paper}, "x")
    assert study.paper_of("SOAR", "base") == {"1": [0.2, 0.0]}
    assert study.paper_of("flat", "base") == {"1": [0.3, 0.1]}
    assert study.paper_of("flat", "soar-pq") == {}


@pytest.mark.parametrize(
    ("sharing", "soar", "cell", "source"),
    [
        ("seed", False, Cell("flat", 2), (Cell("SOAR", 2), "screen.from")),
        ("study", False, Cell("flat", 2), (Cell("SOAR", 1), "screen.from")),
        ("study", False, Cell("SOAR", 2), (Cell("SOAR", 1), "screen.from")),
        ("none", False, Cell("flat", 2), None),
        ("seed", False, Cell("SOAR", 2), None),
        ("none", True, Cell("flat", 2), (Cell("SOAR", 2), "methods.soarFrom")),
        ("study", True, Cell("flat", 2), (Cell("SOAR", 2), "methods.soarFrom")),
        ("study", True, Cell("SOAR", 2), (Cell("SOAR", 1), "screen.from")),
        ("seed", True, Cell("SOAR", 2), None),
    ],
)
def test_what_a_cell_takes_over(
    sharing: str, soar: bool, cell: Cell, source: tuple[Cell, str] | None
) -> None:
    changed = {"shareScreening": sharing, "shareSoar": soar}
    found = definition.parse(STUDY | changed, "x.json").source(cell)
    assert (found and (found.cell, found.setting)) == source


@pytest.mark.parametrize(
    ("variants", "sharing", "cell", "source"),
    [
        ({"a": {}, "b": {"screen.hardSet": "h"}}, "study", Cell("b", 2), None),
        ({"a": {"screen.hardSet": "h"}, "b": {}}, "study", Cell("b", 2), None),
        ({"a": {}, "b": {"screen": {"hardSet": "h"}}}, "seed", Cell("b", 2), None),
        ({"a": {}, "b": {"screen.hardSet": "null"}}, "seed", Cell("b", 2), Cell("a", 2)),
        ({"a": {}, "b": {"screen.hardSet": None}}, "seed", Cell("b", 2), Cell("a", 2)),
        ({"a": {"screen.seed": 1}, "b": {"screen.seed": "1"}}, "seed", Cell("b", 2), Cell("a", 1)),
        ({"a": {"screen.seed": 1}, "b": {"screen.seed": 2}}, "seed", Cell("b", 2), Cell("b", 1)),
        ({"a": {"screen.seed": 1}, "b": {"screen.seed": 2}}, "seed", Cell("b", 1), None),
        ({"a": {"screen.seed": 1}, "b": {}}, "study", Cell("b", 2), None),
        ({"a": {"screen.seed": 1}, "b": {}}, "none", Cell("a", 2), None),
    ],
)
def test_a_hard_set_is_shared_only_by_cells_that_ask_for_the_same(
    variants: dict[str, Any], sharing: str, cell: Cell, source: Cell | None
) -> None:
    study = definition.parse(STUDY | {"variants": variants, "shareScreening": sharing}, "x.json")
    found = study.source(cell)
    assert (found and found.cell) == source
