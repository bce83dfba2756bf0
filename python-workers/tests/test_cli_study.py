"""ops/cairn study: what it queues, in which order, and the table that it computes."""

import csv
import io
import json
import random
import statistics
from pathlib import Path
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn
from cairn_cli.errors import CairnError
from cairn_cli.studies import definition, formats
from cairn_cli.studies.definition import Cell
from cairn_cli.studies.table import Spent, estimate, table

STUDY: dict[str, Any] = {
    "study": "s", "preset": "chains", "seeds": [1, 2, 3], "set": {"methods.steps": 30},
    "variants": {"SOAR": {}, "flat": {"soar.outer.tau": 1}}, "reference": ["base"],
}  # fmt: skip


def summary(**scores: float) -> dict[str, Any]:
    return {
        "promotions": 1,
        "policies": [
            {
                "name": name,
                "steps": 30,
                "optimizerSteps": 7,
                "passAtK": {"1": value, "32": 2 * value},
            }
            for name, value in scores.items()
        ],
    }


def cost(rollouts: int) -> dict[str, Any]:
    """What an experiment has used, whose SOAR run was retried once."""

    def run(name: str, of: int) -> dict[str, Any]:
        used = {"rollouts": of, "tokens": 9 * of, "seconds": of / 10}
        return {"id": 1, "name": name, "used": used}

    return {"runs": [run("screen", 7), run("soar", rollouts - 400), run("soar", 400)]}


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
    assert [(d.policy, d.reference_variant, d.reference, d.estimate.seeds) for d in flat] == [
        ("base", "SOAR", "base", 1),
        ("grounded", "flat", "base", 1),
        ("grounded", "SOAR", "grounded", 1),
    ]
    pairs = {(d.variant, d.policy, d.reference_variant, d.reference) for d in found.differences}
    assert all((c, e, a, b) not in pairs for a, b, c, e in pairs)


def test_a_reference_is_compared_with_plainer_ones_only() -> None:
    study = definition.parse(STUDY | {"reference": ["base", "grounded"]}, "x.json")
    found = table(study, results(), [], [])
    of_soar = {(d.policy, d.reference) for d in found.differences if d.variant == "SOAR"}
    assert of_soar == {("grounded", "base")}


@pytest.mark.parametrize(("seeds", "times"), [(2, 200), (5, 200), (12, 40)])
def test_the_interval_covers_the_mean_of_known_values_and_is_the_same_again(
    seeds: int, times: int
) -> None:
    draw = random.Random(1)
    covered = 0
    for n in range(times):
        values = [draw.gauss(0.5, 0.1) for _ in range(seeds)]
        one = estimate(values, str(n))
        if n == 0:
            assert one == estimate(values, str(n))
        assert one.low is not None
        assert one.high is not None
        assert one.low <= one.mean <= one.high
        covered += one.low <= 0.5 <= one.high
    assert 0.85 * times <= covered < times


def test_equal_tables_give_equal_texts_and_formats_agree() -> None:
    study = definition.parse(STUDY, "x.json")
    first, again = (table(study, results(), ["flat, seed 2: not queued"], []) for _ in range(2))
    for write in formats.FORMATS.values():
        assert write(first) == write(again)
    text = formats.markdown(first)
    assert "| SOAR | grounded | 30 | 7 | 30.0 ± 0.0 (2) | 60.0 ± 0.0 (2) |" in text
    assert "- flat, seed 2: not queued" in text
    rows = list(csv.DictReader(io.StringIO(formats.as_csv(first))))
    means = [
        r
        for r in rows
        if r["policy"] == "grounded" and r["k"] == "1" and not r["seed"] and not r["compared_with"]
    ]
    assert float(means[0]["value"]) == pytest.approx(0.3)
    assert "30.0 \\pm 0.0" in formats.latex(first)
    assert json.loads(formats.as_json(first))["rows"][0]["by_seed"]["1"] == {"1": 0.1, "2": 0.2}


def test_the_papers_numbers_stand_beside_ours() -> None:
    paper = {"paper": {"grounded": {"1": [9.6, 2.5]}}}
    text = formats.markdown(table(definition.parse(STUDY | paper, "x"), results(), [], []))
    assert "paper's pass@1" in text
    assert "9.6 ± 2.5" in text


LISTED = (
    "GET /experiments?filter=tags.study+%3D%3D+%22s%22+%26%26+%28archived+%7C%7C+%21archived%29"
    "&sort=createdAt&limit=200"
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY | {"seeds": [1, 2], "variants": {"SOAR": {}}}))
    return path


def there(number: int, seed: int, state: str, **changed: Any) -> dict[str, Any]:
    study = definition.parse(STUDY, "x.json")
    tags = {"study": "s", "variant": "SOAR", "settings": study.settings(Cell("SOAR", seed))}
    soar = {"name": "soar", "kind": "soar", "state": state, "generation": 1}
    return {
        "id": number, "seed": seed, "tags": tags, "state": state, "reason": "r", "runs": [soar],
    } | changed  # fmt: skip


def test_all_cells_are_queued_once_and_what_is_there_is_left(
    api: ApiStub, cairn: Cairn, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = there(4, 1, "succeeded")
    api.on(LISTED, {"items": [first]}, {"items": [first, there(5, 2, "failed")]})
    api.on("POST /experiments?validateOnly=true", {})
    api.on("POST /experiments", there(5, 2, "queued"))
    api.on("GET /experiments/4/summary", summary(base=0.1))
    api.on("GET /experiments/4/cost", cost(1000))
    api.on("GET /experiments/5/summary", summary(base=0.3))
    api.on("GET /experiments/5/cost", cost(1000))
    assert cairn("study", str(file)) == 1
    posted = [
        asked.json for asked in api.asked if (asked.method, asked.path) == ("POST", "/experiments")
    ]
    assert [each["seed"] for each in posted] == [2]
    shown = capsys.readouterr()
    assert "| SOAR | base | 30 | 7 | 20.0 ± 14.1 (2) | 40.0 ± 28.3 (2) |\n" in shown.out
    assert "| SOAR | 1,000 | 100 % | 9,000 | 100 | 1 |\n" in shown.out, "of the one that succeeded"
    assert "- SOAR, seed 2 (experiment 5): failed: r" in shown.out
    assert "2 of 2: SOAR, seed 2: failed" in shown.err
    assert "2 of 2: SOAR, seed 2: failed" not in shown.out


def test_a_refused_cell_is_listed_and_the_others_count(
    api: ApiStub, cairn: Cairn, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = {"title": "Refused", "detail": "too few problems", "type": "/refused"}
    api.on(LISTED, {"items": [there(4, 1, "succeeded")]})
    api.on("POST /experiments?validateOnly=true", {})
    api.on("POST /experiments", Answer(problem, 422))
    api.on("GET /experiments/4/summary", summary(base=0.1))
    api.on("GET /experiments/4/cost", cost(1000))
    assert cairn("study", str(file)) == 1
    shown = capsys.readouterr().out
    assert "SOAR, seed 2: refused: Refused: too few problems" in shown
    assert "| SOAR | base |" in shown


def test_a_mistake_is_found_before_anything_is_queued(
    api: ApiStub, cairn: Cairn, file: Path
) -> None:
    api.on(LISTED, {"items": []})
    api.on("POST /experiments?validateOnly=true", Answer({"title": "Invalid spec"}, 400))
    assert cairn("study", str(file), "--set", "methods.stepz=3") == 2
    assert [asked.path for asked in api.asked if asked.method == "POST"] == [
        "/experiments?validateOnly=true"
    ]


def test_experiments_of_the_same_name_with_other_settings_are_refused(
    api: ApiStub, cairn: Cairn, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(LISTED, {"items": [there(4, 1, "succeeded")]})
    assert cairn("study", str(file), "--set", "methods.steps=99", "--report") == 2
    assert "experiment 4 (SOAR, seed 1): give the same --set as then" in capsys.readouterr().err


def test_each_warning_is_said_once(
    api: ApiStub, cairn: Cairn, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(LISTED, {"items": []}, {"items": [there(4, 1, "succeeded"), there(5, 2, "succeeded")]})
    api.on("POST /experiments?validateOnly=true", {"warnings": ["methods.steps: is short"]})
    api.on("POST /experiments", there(4, 1, "queued"), there(5, 2, "queued"))
    api.on("GET /experiments/4/summary", summary(base=0.1))
    api.on("GET /experiments/4/cost", cost(1000))
    api.on("GET /experiments/5/summary", summary(base=0.3))
    api.on("GET /experiments/5/cost", cost(1000))
    assert cairn("study", str(file)) == 0
    assert capsys.readouterr().err.count("SOAR, seed 1: warning: methods.steps: is short") == 1


def test_later_variants_wait_for_the_screening_and_are_dropped_if_it_fails(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY | {"seeds": [1]}))
    failed = there(4, 1, "failed")
    api.on(LISTED, {"items": [failed]})
    api.on("POST /experiments?validateOnly=true", {})
    api.on(
        "GET /experiments/4",
        failed | {"runs": [{"name": "screen", "kind": "screen", "state": "failed"}]},
    )
    api.on("GET /experiments/4/summary", {"promotions": 0, "policies": []})
    assert cairn("study", str(path)) == 1
    assert "POST /experiments" not in api.requests()
    assert "whose screen run failed; retry experiment 4" in capsys.readouterr().out


def test_later_variants_take_over_the_soar_run_when_it_has_ended(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Meanwhile the first variant of the next seed is queued; where it fails its variants go."""
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY | {"seeds": [1, 2], "shareSoar": True}))
    study = definition.read(str(path))

    def of(number: int, cell: Cell, state: str) -> dict[str, Any]:
        tags = {"study": "s", "variant": cell.variant, "settings": study.settings(cell)}
        return {"id": number, "seed": cell.seed, "state": state, "reason": "r", "tags": tags}

    def runs(each: dict[str, Any], soar: str) -> dict[str, Any]:
        screened = {"name": "screen", "kind": "screen", "state": "succeeded"}
        return each | {"runs": [screened, {"name": "soar", "kind": "soar", "state": soar}]}

    first, flat = of(4, Cell("SOAR", 1), "running"), of(6, Cell("flat", 1), "succeeded")
    second = of(5, Cell("SOAR", 2), "queued")
    ended, failed = first | {"state": "succeeded"}, second | {"state": "failed"}
    api.on(
        LISTED,
        {"items": [first]},
        {"items": [ended, second]},
        {"items": [ended, failed, flat]},
    )
    api.on("POST /experiments?validateOnly=true", {})
    api.on("POST /experiments", second, flat)
    api.on("GET /experiments/4", runs(first, "running"), runs(ended, "succeeded"))
    api.on("GET /experiments/5", runs(second, "waiting"), runs(failed, "failed"))
    for number in (4, 5, 6):
        api.on(f"GET /experiments/{number}/summary", summary(base=0.1))
        api.on(f"GET /experiments/{number}/cost", cost(1000))
    assert cairn("study", str(path)) == 1
    queued = [each.json for each in api.asked if each.method == "POST" and "?" not in each.path]
    assert [(each["name"], each["set"].get("methods.soarFrom")) for each in queued] == [
        ("s: SOAR, seed 2", None),
        ("s: flat, seed 1", 4),
    ]
    assert "takes over the SOAR run of SOAR, seed 2, whose soar run failed" in (
        capsys.readouterr().out
    )


def test_a_report_queues_nothing(
    api: ApiStub, cairn: Cairn, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(LISTED, {"items": []})
    assert cairn("study", str(file), "--report") == 0
    assert all(asked.method == "GET" for asked in api.asked)
    assert "SOAR, seed 1: not queued" in capsys.readouterr().out


def test_a_folder_that_does_not_exist_is_told_at_once(
    api: ApiStub, cairn: Cairn, file: Path
) -> None:
    assert cairn("study", str(file), "--to", "/nowhere/table.md") == 2
    assert not api.asked


def test_an_unknown_study_names_those_that_there_are(
    cairn: Cairn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cairn("study", "nothing") == 2
    assert "study-chains" in capsys.readouterr().err


def test_the_cost_of_a_variant_is_compared_on_the_seeds_that_both_have() -> None:
    study = definition.parse(STUDY, "x.json")
    spent = {
        Cell("SOAR", 1): Spent(1000, 9000, 100),
        Cell("flat", 1): Spent(250, 2250, 40),
        Cell("flat", 2): Spent(350, 3150, 60),
    }
    text = formats.markdown(table(study, results(), [], [], spent))
    assert "| SOAR | 1,000 | 100 % | 9,000 | 100 | 1 |\n" in text
    assert "| flat | 300 | 25 % | 2,700 | 50 | 2 |\n" in text


def plan(rollouts: int, seconds: float | None) -> dict[str, Any]:
    estimate = {"rollouts": rollouts // 2, "maxRollouts": rollouts}
    return {"estimate": estimate, "time": {"maxSeconds": seconds}}


def test_validate_only_checks_every_experiment_and_queues_none(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.json"
    path.write_text(json.dumps(STUDY | {"seeds": [1, 2]}))
    api.on(LISTED, {"items": [there(4, 1, "succeeded")]})
    api.on(
        "POST /experiments?validateOnly=true",
        plan(1000, 60), plan(2000, 120), plan(2000, None),
    )  # fmt: skip
    assert cairn("study", str(path), "--validate-only") == 0
    shown = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert shown[1:] == [
        "SOAR 1 1,000 2,000 2 min",
        "flat 2 1,500 3,000 unknown",
        "all 3 2,500 5,000 unknown",
        "3 of 4 experiments would be queued. Each is counted as if it screened and trained alone,"
        " one after the other; experiments that take over a hard set or a SOAR run cost less.",
    ]
    assert "POST /experiments" not in api.requests()
    assert cairn("study", str(path), "--validate-only", "--report") == 2
    api.on("POST /experiments?validateOnly=true", plan(1000, 60))
    assert cairn("--json", "study", str(path), "--validate-only") == 0
    plans = json.loads(capsys.readouterr().out)["plans"]
    assert [(each["variant"], each["seed"]) for each in plans] == [
        ("flat", 1), ("SOAR", 2), ("flat", 2),
    ]  # fmt: skip
