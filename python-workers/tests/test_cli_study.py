"""ops/cairn study: what it queues, in which order, and the table that it computes."""

import csv
import io
import json
import random
import statistics
from pathlib import Path
from typing import Any

import pytest

from api_stub import ApiStub, Cairn
from cairn_cli.errors import CairnError
from cairn_cli.studies import definition, formats
from cairn_cli.studies.definition import Cell
from cairn_cli.studies.table import estimate, table

STUDY: dict[str, Any] = {
    "study": "s", "preset": "chains", "seeds": [1, 2, 3], "set": {"methods.steps": 30},
    "variants": {"SOAR": {}, "flat": {"soar.outer.tau": 1}}, "reference": ["base"],
}  # fmt: skip


def summary(**scores: float) -> dict[str, Any]:
    return {
        "promotions": 1,
        "policies": [
            {"name": name, "steps": 30, "passAtK": {"1": value, "32": 2 * value}}
            for name, value in scores.items()
        ],
    }


def results() -> dict[Cell, dict[str, Any]]:
    return {
        Cell("SOAR", 1): summary(base=0.1, grounded=0.3),
        Cell("SOAR", 2): summary(base=0.2, grounded=0.3),
        Cell("flat", 1): summary(base=0.1, grounded=0.2),
    }


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
        ({"shareScreening": True}, "shareScreening"),
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
    request = study.request(Cell("flat", 2), 7)
    assert request["set"] == {"methods.steps": 30, "soar.outer.tau": 1, "screen.from": 7}
    assert request["seed"] == 2
    assert request["tags"] == {"study": "s", "variant": "flat"}


@pytest.mark.parametrize(
    ("sharing", "source"),
    [("seed", Cell("SOAR", 2)), ("study", Cell("SOAR", 1)), ("none", Cell("flat", 2))],
)
def test_whose_screening_a_cell_takes_over(sharing: str, source: Cell) -> None:
    study = definition.parse(STUDY | {"shareScreening": sharing}, "x.json")
    assert study.screening(Cell("flat", 2)) == source


def test_means_deviations_and_paired_differences_follow_from_the_seeds() -> None:
    found = table(definition.parse(STUDY, "x.json"), results(), [], [])
    grounded = next(r for r in found.rows if (r.variant, r.policy) == ("SOAR", "grounded"))
    base = next(r for r in found.rows if (r.variant, r.policy) == ("SOAR", "base"))
    assert base.scores["1"].mean == pytest.approx(0.15)
    assert base.scores["1"].sd == pytest.approx(statistics.stdev([0.1, 0.2]))
    assert grounded.scores["32"].mean == pytest.approx(0.6)
    gains = [
        d for d in found.differences if (d.variant, d.policy, d.k) == ("SOAR", "grounded", "1")
    ]
    assert [d.estimate.mean for d in gains] == [pytest.approx(0.15)]
    assert gains[0].estimate.seeds == 2
    flat = [d for d in found.differences if d.variant == "flat" and d.k == "1"]
    assert [d.estimate.seeds for d in flat] == [1]
    assert all(d.policy != d.reference for d in found.differences)


def test_the_interval_covers_the_mean_of_known_values_and_is_the_same_again() -> None:
    draw = random.Random(1)
    covered = 0
    for n in range(200):
        values = [draw.gauss(0.5, 0.1) for _ in range(12)]
        one = estimate(values, str(n))
        assert one == estimate(values, str(n))
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.mean <= one.high
        covered += one.low <= 0.5 <= one.high
    assert 170 <= covered <= 199


def test_equal_tables_give_equal_texts_and_formats_agree() -> None:
    study = definition.parse(STUDY, "x.json")
    first, again = (table(study, results(), ["flat, seed 2: not queued"], []) for _ in range(2))
    for write in formats.FORMATS.values():
        assert write(first) == write(again)
    text = formats.markdown(first)
    assert "| SOAR | grounded | 30 | 30.0 ± 0.0 (2) | 60.0 ± 0.0 (2) |" in text
    assert "- flat, seed 2: not queued" in text
    rows = list(csv.DictReader(io.StringIO(formats.as_csv(first))))
    means = [r for r in rows if r["policy"] == "grounded" and r["k"] == "1" and not r["seed"]]
    assert float(means[0]["value"]) == pytest.approx(0.3)
    assert "30.0 \\pm 0.0" in formats.latex(first)
    assert json.loads(formats.as_json(first))["rows"][0]["by_seed"]["1"] == {"1": 0.1, "2": 0.2}


def test_the_papers_numbers_stand_beside_ours() -> None:
    paper = {"paper": {"grounded": {"1": [9.6, 2.5]}}}
    text = formats.markdown(table(definition.parse(STUDY | paper, "x"), results(), [], []))
    assert "paper's pass@1" in text
    assert "9.6 ± 2.5" in text


def test_all_cells_are_queued_once_and_what_is_there_is_left(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "study.json"
    file.write_text(json.dumps(STUDY | {"seeds": [1, 2], "variants": {"SOAR": {}}}))
    listed = "GET /experiments?filter=tags.study+%3D%3D+%22s%22&sort=createdAt&limit=200"

    def there(number: int, seed: int, state: str) -> dict[str, Any]:
        tags = {"study": "s", "variant": "SOAR"}
        return {
            "id": number,
            "name": "n",
            "seed": seed,
            "tags": tags,
            "state": state,
            "reason": "r",
        }

    api.on(
        listed,
        {"items": [there(4, 1, "succeeded")]},
        {"items": [there(4, 1, "succeeded"), there(5, 2, "failed")]},
    )
    api.on("POST /experiments", there(5, 2, "queued"))
    api.on("GET /experiments/4/summary", summary(base=0.1))
    api.on("GET /experiments/5/summary", summary(base=0.3))
    assert cairn("study", str(file)) == 1
    posted = [asked.json for asked in api.asked if asked.method == "POST"]
    assert [each["seed"] for each in posted] == [2]
    shown = capsys.readouterr().out
    assert "| SOAR | base | 30 | 20.0 ± 14.1 (2) | 40.0 ± 28.3 (2) |\n" in shown
    assert "- SOAR, seed 2 (experiment 5): failed: r" in shown


def test_a_report_queues_nothing(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "study.json"
    file.write_text(json.dumps(STUDY))
    api.on(
        "GET /experiments?filter=tags.study+%3D%3D+%22s%22&sort=createdAt&limit=200", {"items": []}
    )
    assert cairn("study", str(file), "--report") == 0
    assert all(asked.method == "GET" for asked in api.asked)
    assert "SOAR, seed 1: not queued" in capsys.readouterr().out


def test_an_unknown_study_names_those_that_there_are(
    cairn: Cairn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cairn("study", "nothing") == 2
    assert "study-chains" in capsys.readouterr().err
