"""ops/cairn study: what it queues, in which order, and what it says."""

import json
from pathlib import Path
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn
from cairn_cli.studies import definition
from cairn_cli.studies.definition import Cell
from example_study import STUDY, cost, summary

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
        "3 of 4 experiments would be queued. Each is counted as if it trained alone, and screened"
        " unless its hard set has a name, one after the other; experiments that take over a hard"
        " set or a SOAR run of this study cost less.",
    ]
    assert "POST /experiments" not in api.requests()
    assert cairn("study", str(path), "--validate-only", "--report") == 2
    api.on("POST /experiments?validateOnly=true", plan(1000, 60))
    assert cairn("--json", "study", str(path), "--validate-only") == 0
    plans = json.loads(capsys.readouterr().out)["plans"]
    assert [(each["variant"], each["seed"]) for each in plans] == [
        ("flat", 1), ("SOAR", 2), ("flat", 2),
    ]  # fmt: skip
