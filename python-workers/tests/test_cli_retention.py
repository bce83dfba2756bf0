"""archive, unarchive and delete: what is asked, and what is shown."""

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
