"""archive, unarchive, delete and retention: what is asked, and what is shown."""

import io

import pytest

from api_stub import Answer, ApiStub, Cairn

EXPERIMENT = {"id": 7, "name": "chains", "state": "succeeded", "archivedAt": None, "runs": []}
PREVIEW = {
    "experiment": 7, "name": "chains", "runs": 6, "rows": {"rollout": 1200, "run_unit": 3},
    "files": 4, "fileBytes": 2048, "obstacles": [],
}  # fmt: skip
NEEDED = PREVIEW | {"obstacles": ["experiment 8 (later) took over its screening"]}


def known(api: ApiStub, preview: dict[str, object]) -> None:
    api.on("GET /experiments/7", Answer(EXPERIMENT, headers={"ETag": '"3.6-ab"'}))
    api.on("DELETE /experiments/7?dryRun=true", preview)
    api.on("DELETE /experiments/7", Answer("", 204))


def test_experiments_are_archived_and_shown_again(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /experiments/7:archive", EXPERIMENT | {"archivedAt": "2026-11-29T01:00:00Z"})
    api.on("POST /experiments/7:unarchive", EXPERIMENT)
    assert cairn("archive", 7) == 0
    assert cairn("unarchive", 7) == 0
    shown = capsys.readouterr().out
    assert "experiment 7 (chains) is archived" in shown
    assert "experiment 7 (chains) is not archived" in shown


def test_a_dry_run_shows_what_would_go_and_what_prevents_it(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    known(api, NEEDED)
    assert cairn("delete", 7, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "6 runs, 1,203 rows, 4 artifacts (2.0 kB)" in shown
    assert "rollout" in shown
    assert "experiment 8 (later) took over its screening" in shown
    assert api.requests() == ["GET /experiments/7", "DELETE /experiments/7?dryRun=true"]


def test_what_another_experiment_needs_is_not_deleted(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    known(api, NEEDED)
    assert cairn("delete", 7, "--yes") == 2
    assert "experiment 8 (later)" in capsys.readouterr().err
    assert len(api.asked) == 2


def test_a_deletion_is_for_the_state_that_was_shown(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    known(api, PREVIEW)
    assert cairn("delete", 7, "--yes") == 0
    assert api.asked[2].headers["If-Match"] == '"3.6-ab"'
    assert "deleted experiment 7 (chains): 6 runs, 1,203 rows" in capsys.readouterr().out


def test_without_a_terminal_nobody_is_asked_and_nothing_deleted(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    known(api, PREVIEW)
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert cairn("delete", 7) == 2
    assert "--yes" in capsys.readouterr().err
    assert len(api.asked) == 2


RULE = {"keep": "PROMOTED", "afterDays": 7}
SHOWN = {
    "items": [
        {
            "experiment": 7,
            "name": "chains",
            "kinds": [
                {
                    "kind": "rollout-text", "rule": RULE, "from": "experiment",
                    "removes": {"rows": 1200, "files": 0, "bytes": 3000},
                    "keeps": "those of question sets with a promoted student",
                },
                {
                    "kind": "adapters", "rule": RULE, "from": "configuration",
                    "removes": {"rows": 0, "files": 3, "bytes": 0},
                    "keeps": "promoted and last ones",
                },
            ],
        }
    ]
}  # fmt: skip


def test_rules_can_be_tried_before_they_are_set(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /retention:preview", SHOWN)
    assert cairn("retention", 7, "--set", "rolloutText=promoted:7", "--dry-run") == 0
    assert [asked.json for asked in api.asked] == [
        {"experiment": 7, "retention": {"rolloutText": RULE}}
    ]
    shown = capsys.readouterr().out
    assert "1,200 rows" in shown
    assert "3 adapters" in shown


def test_rules_are_set_and_shown(cairn: Cairn, api: ApiStub) -> None:
    api.on("PATCH /experiments/7", EXPERIMENT)
    api.on("POST /retention:preview", SHOWN)
    assert cairn("retention", 7, "--set", "rolloutText=NONE", "adapters=default") == 0
    assert api.asked[0].json == {
        "retention": {"rolloutText": {"keep": "NONE", "afterDays": 0}, "adapters": None}
    }


def test_without_an_experiment_all_are_shown(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /retention:preview", {"items": []})
    assert cairn("retention", "--dry-run") == 0
    assert api.asked[0].json == {}
    assert "no rule would remove anything now" in capsys.readouterr().out
    assert cairn("retention", "--set", "adapters=NONE") == 2


@pytest.mark.parametrize("wrong", ["adapters", "=NONE", "adapters=NONE:soon"])
def test_a_rule_that_is_not_one_is_refused(
    cairn: Cairn, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cairn("retention", 7, "--set", wrong)
    assert "is not KIND=KEEP" in capsys.readouterr().err
