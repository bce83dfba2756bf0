"""The command line against a stub of the server: what is sent, shown and returned."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api_stub import Answer, ApiStub, Cairn, experiment, run
from cairn_cli.text import Screen, clean, cut, signed, size, span

ROOT = Path(__file__).parents[2]


def test_a_submission_carries_preset_settings_and_place_in_the_queue(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /experiments", Answer(experiment(state="queued"), 202))
    settings = ["--set", "soar.outer.steps=10", "--set", "a.b=c=d", "--name", "n", "--seed", 3]
    place = ["--priority", "-5", "--pool", "gpu"]
    assert cairn("submit", "chains", *settings, *place, "--problems", "gsm8k-test") == 0
    assert api.asked[0].json == {
        "preset": "chains",
        "name": "n",
        "seed": 3,
        "set": {
            "soar.outer.steps": "10", "a.b": "c=d", "queue.priority": -5, "queue.pool": "gpu",
            "problems.set": "gsm8k-test",
        },
    }  # fmt: skip
    assert capsys.readouterr().out.splitlines() == [
        "experiment 7 (chains) is queued, runs: 1",
        "follow it with: ops/cairn follow 7",
    ]


def test_a_spec_comes_from_a_file(cairn: Cairn, api: ApiStub, tmp_path: Path) -> None:
    api.on("POST /experiments", Answer(experiment(), 202))
    (tmp_path / "spec.json").write_text('{"seed": 4}')
    assert cairn("submit", "--spec", tmp_path / "spec.json") == 0
    assert api.asked[0].json == {"spec": {"seed": 4}}


@pytest.mark.parametrize(
    ("content", "told"),
    [("{", "is not JSON"), ("[]", "not a JSON object"), (None, "can't be read")],
)
def test_a_spec_that_is_none_is_refused_here(
    cairn: Cairn, api: ApiStub, tmp_path: Path, content: str | None, told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    file = tmp_path / "spec.json"
    if content is not None:
        file.write_text(content)
    assert cairn("submit", "--spec", file) == 2
    assert told in capsys.readouterr().err
    assert not api.asked


def test_validate_only_shows_runs_cost_and_warnings(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    planned = {"name": "soar", "kind": "soar", "trainingSlots": 4, "dependsOn": ["baseline"]}
    evaluated = planned | {"name": "evaluate-base", "kind": "evaluate", "trainingSlots": 1}
    cost = dict.fromkeys(
        ("rollouts", "tokens", "adapterBytes", "adapterBytesPerOuterStep", "databaseBytes"), 1000
    )
    api.on(
        "POST /experiments?validateOnly=true",
        {
            "runs": [planned, evaluated],
            "estimate": cost | {"maxRollouts": 2000},
            "time": {
                "minSeconds": 360.0,
                "maxSeconds": 540.0,
                "minAcceleratorHours": 0.1,
                "maxAcceleratorHours": 0.15,
                "runs": 4,
                "basis": "the rates of 4 runs",
            },
            "warnings": ["few"],
        },
    )
    assert cairn("submit", "chains", "--validate-only") == 0
    out = capsys.readouterr().out
    assert "soar      4               baseline" in out
    assert "evaluate                  baseline" in out, "an evaluation trains nobody"
    assert "1,000 to 2,000" in out
    assert "6 min to 9 min, from the rates of 4 runs" in out
    assert "0.10 to 0.15" in out
    assert "few" in out


def test_a_clone_is_made_with_changes(cairn: Cairn, api: ApiStub) -> None:
    api.on("POST /experiments/7:clone", Answer(experiment(id=8), 202))
    assert cairn("clone", 7, "--set", "seed=2") == 0
    assert api.asked[0].json == {"set": {"seed": "2"}}


def test_wrong_fields_are_told_one_a_line(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [
        {"field": "preset", "message": "there is no preset x", "allowed": "chains"},
        {"field": "seed", "message": "must be\x1b[2J a number"},
    ]
    problem = {"title": "The spec is not valid", "detail": "2 errors", "errors": wrong}
    api.on("POST /experiments", Answer(problem, 422))
    assert cairn("submit", "x") == 2
    assert capsys.readouterr().err.splitlines() == [
        "cairn: error: The spec is not valid: 2 errors",
        "  preset: there is no preset x (allowed: chains)",
        "  seed: must be [2J a number",
    ]


def test_a_list_is_filtered_sorted_and_read_to_its_end(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = "filter=state+%3D%3D+%22failed%22&sort=-createdAt"
    first = f"GET /experiments?{asked}&limit=200"
    api.on(first, {"items": [experiment()], "next": "c/1"})
    api.on(f"{first}&cursor=c%2F1", {"items": [experiment(id=6)], "next": None})
    arguments = ["list", "--filter", 'state == "failed"', "--sort", "-createdAt", "--all"]
    assert cairn(*arguments, "--json") == 0
    page = json.loads(capsys.readouterr().out)
    assert page == {"items": [experiment(), experiment(id=6)], "next": None}


def test_a_list_says_that_there_is_more(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    runs = [run(id=1, state="failed"), run(id=2, state="succeeded", generation=2)]
    api.on("GET /experiments?limit=1", {"items": [experiment(*runs)], "next": "x"})
    assert cairn("list", "--limit", 1) == 0
    titles, row, more = capsys.readouterr().out.splitlines()
    assert " ".join(titles.split()) == "ID NAME SEED OWNER STATE RUNS OUTER STEPS CREATED TOOK"
    assert row.split()[:7] == ["7", "chains", "1", "local", "running", "1/1", "3/50"]
    assert " d ago" in row
    assert more == "there are more: --limit N or --all"


def test_a_name_is_never_cut_in_a_list(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", "40")
    name = "smollm2-gsm8k-with-a-long-name-of-its-own-that-says-much"
    api.on("GET /experiments?limit=50", {"items": [experiment(name=name)], "next": None})
    assert cairn("list") == 0
    assert f"7   {name}  " in capsys.readouterr().out


def test_a_submission_shows_its_warnings(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /experiments", Answer(experiment(warnings=["few problems"]), 202))
    assert cairn("submit", "chains") == 0
    assert "warning: few problems" in capsys.readouterr().out


def test_runs_are_listed(cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    api.on("GET /runs?limit=50", {"items": [run(reason="x" * 200)], "next": None})
    assert cairn("runs") == 0
    row = capsys.readouterr().out.splitlines()[1]
    assert row.split()[:7] == ["12", "7", "soar", "running", "3/50", "default", "0"]
    assert row.endswith("x" * 200), "nothing is cut where it is not a terminal"


def test_show_tells_reasons_whole(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    reason = "because " * 40 + "end"
    api.on("GET /experiments/7", experiment(run(state="failed", reason=reason), reason=reason))
    api.on("GET /experiments/7/changed-settings", {"items": []})
    assert cairn("show", 7) == 0
    out = capsys.readouterr().out
    assert f"  reason   {reason}\n" in out
    assert out.count("end\n") == 2, "of the experiment and of its run"


def test_a_run_tells_why_it_waits(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /runs/12", run(state="queued", startedAt=None))
    api.on(
        "GET /runs/12/queue", {"waitReason": {"code": "queue-order", "message": "2 runs are ahead"}}
    )
    assert cairn("run", 12) == 0
    assert "why it waits    2 runs are ahead" in capsys.readouterr().out


def test_json_is_the_servers(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /experiments/7", experiment(name="ü"))
    assert cairn("--json", "show", 7) == 0
    assert json.loads(capsys.readouterr().out) == experiment(name="ü")


def test_verbs_go_to_experiments_and_runs_and_past_refusals(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /experiments/7:pause", experiment(state="paused"))
    api.on("POST /runs/12:pause", run(state="pausing"))
    assert cairn("pause", 7, 8, "--run", 12) == 2
    assert api.requests() == [
        "POST /experiments/7:pause", "POST /experiments/8:pause", "POST /runs/12:pause",
    ]  # fmt: skip
    shown = capsys.readouterr()
    assert shown.out == "experiment 7 (chains) is paused\nrun 12 (soar) is pausing\n"
    assert shown.err.startswith("cairn: error: /experiments/8:pause does not exist")


def test_a_verb_needs_something_to_work_on(cairn: Cairn, api: ApiStub) -> None:
    assert cairn("cancel") == 2
    assert not api.asked


def test_a_restart_is_of_runs(cairn: Cairn, api: ApiStub) -> None:
    api.on("POST /runs/12:restart", run(id=13))
    assert cairn("restart", "--run", 12) == 0


def test_the_queue_shows_how_many_are_ahead_and_the_reason(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    item = {
        "id": 12, "experimentId": 7, "name": "soar", "state": "queued", "owner": "ann",
        "pool": "gpu", "priority": 5, "trainingSlots": 4, "createdAt": "2026-01-01T00:00:00Z",
        "runsAhead": 0, "precededBy": None,
        "waitReason": {"code": "pool-full", "message": "the pool has no room"},
    }  # fmt: skip
    waiting = item | {"id": 13, "runsAhead": None}
    page = {"state": "open", "queued": 1, "blocked": 1, "running": 2, "items": [item, waiting]}
    api.on("GET /queue?limit=50", page | {"next": None})
    assert cairn("queue") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].split()[:7] == ["0", "12", "soar", "7", "ann", "gpu", "5"]
    assert lines[1].endswith("the pool has no room")
    assert lines[2].startswith("- ")
    assert lines[3] == "queue open: 1 queued, 1 waiting or paused, 2 running"


@pytest.mark.parametrize("verb", ["pause", "resume", "drain"])
def test_the_queue_has_a_gate(cairn: Cairn, api: ApiStub, verb: str) -> None:
    api.on(f"POST /queue:{verb}", {"state": "open"})
    assert cairn("queue", verb) == 0


def test_a_change_is_sent_with_the_tag_that_the_server_asks_for(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    missing, late = Answer({"title": "If-Match is missing"}, 428), run()
    api.on("PATCH /runs/12", missing, late)
    api.on("GET /runs/12", Answer(run(), headers={"ETag": '"3-ab"'}))
    assert cairn("set", "--run", 12, "--priority", "-3", "--pool", "gpu") == 0
    assert api.requests() == ["PATCH /runs/12", "GET /runs/12", "PATCH /runs/12"]
    assert api.asked[0].json == api.asked[2].json == {"priority": -3, "pool": "gpu"}
    assert api.asked[2].headers["If-Match"] == '"3-ab"'
    assert capsys.readouterr().out == "run 12 (soar): pool default, priority 0\n"


def test_violations_of_a_change_are_told(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = [{"field": "edit.edit.priority", "message": "must be at most 1000"}]
    api.on("PATCH /runs/12", Answer({"title": "Constraint Violation", "violations": wrong}, 400))
    assert cairn("set", "--run", 12, "--priority", 9999) == 2
    assert "  edit.edit.priority: must be at most 1000\n" in capsys.readouterr().err


def test_a_table_fits_the_terminal_and_colours_only_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    rows = [("1", "failed", "a long reason " * 9)]
    Screen(False, 40, False, now).table(("ID", "STATE", "REASON"), rows)
    Screen(False, 40, True, now).table(("ID", "STATE", "REASON"), rows)
    lines = capsys.readouterr().out.splitlines()
    plain, painted = lines[: len(lines) // 2], lines[len(lines) // 2 :]
    assert max(map(len, plain)) <= 40
    assert " ".join(line[12:].strip() for line in plain[1:]) == ("a long reason " * 9).strip()
    assert painted == [line.replace("failed", "\x1b[31mfailed\x1b[0m") for line in plain]


def test_columns_give_way_in_their_order_until_the_reason_has_room(
    capsys: pytest.CaptureFixture[str],
) -> None:
    titles = ("ID", "NAME", "OWNER", "CREATED", "WHY")
    row = ("1", "n" * 40, "ann", "3 min ago", "no live control plane serves pool gpu; start one")
    now = datetime(2026, 1, 1, tzinfo=UTC)
    Screen(False, 60, False, now).table(titles, [row], ("OWNER", "CREATED"))
    Screen(False, None, False, now).table(titles, [row], ("OWNER", "CREATED"))
    *narrow, whole_titles, whole = capsys.readouterr().out.splitlines()
    assert narrow[0].split() == ["ID", "NAME", "WHY"]
    assert "".join(narrow[1:]).count("…") == 1, "the name is cut, the reason is not"
    assert whole_titles.split() == list(titles)
    assert re.split(" {2,}", whole) == list(row)


def test_text_for_people() -> None:
    assert [span(s) for s in (-3, 59, 256, 7500, 200_000)] == [
        "0 s", "59 s", "4 min 16 s", "2 h 5 min", "2 d 7 h",
    ]  # fmt: skip
    assert [size(n) for n in (7, 6_610_506_240)] == ["7 bytes", "6.6 GB"]
    assert [signed(x, 1) for x in (None, -0.04, 0.25, -3)] == ["", "+0.0", "+0.3", "-3.0"]
    assert clean("a\nb\x1b[31m") == "a b [31m"
    assert cut("abcdef", 4) == "abc…"


def test_the_stub_speaks_as_the_server_does() -> None:
    document = json.loads((ROOT / "schemas" / "openapi.json").read_text())
    schemas = document["components"]["schemas"]
    for name, shown in (("Experiment", experiment()), ("Run", run()), ("Queueing", run()["queue"])):
        assert set(shown) <= set(schemas[name]["properties"])
    paths = " ".join(document["paths"])
    for thing, verbs in (("experiments/{id}", "pause resume cancel retry clone"),
                         ("runs/{id}", "pause resume cancel retry restart"),
                         ("queue", "pause resume drain")):  # fmt: skip
        for verb in verbs.split():
            assert f"/v1/{thing}:{verb}" in paths
