"""`ops/cairn export`: files that appear whole or not at all, and their manifest."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest

from api_stub import BROKEN, Answer, ApiStub, Cairn, experiment
from cairn_cli.commands import export
from cairn_cli.export_folder import ExportFolder

FILE = "PAR1 rows PAR1"
QUERY = {"Cairn-Query-Id": "3"}
LISTING = {
    "cairnVersion": "1.2",
    "items": [
        {
            "name": view,
            "comment": f"all {view}",
            "rows": 10,
            "columns": [{"name": "experiment_id", "type": "int8", "comment": "its number"}],
        }
        for view in ("runs", "trials")
    ],
}


def serve(api: ApiStub, trials: Answer, state: str = "succeeded") -> None:
    api.on("GET /experiments/7", experiment())
    api.on("GET /experiments/7/files", LISTING)
    api.on("GET /experiments/7/files/runs", Answer(FILE, headers=QUERY))
    api.on("GET /experiments/7/files/trials", trials)
    record: dict[str, Any] = {"rows": 5, "state": state, "error": "cancelled"}
    api.on("GET /history/queries/3", record)


def whole() -> Answer:
    return Answer(FILE, headers=QUERY)


def test_writes_a_file_per_view_and_a_manifest(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(api, whole())
    to = tmp_path / "deep" / "out"
    assert cairn("export", 7, "--to", to) == 0
    assert sorted(file.name for file in to.iterdir()) == [
        "README.txt", "manifest.json", "runs.parquet", "trials.parquet",
    ]  # fmt: skip
    manifest = json.loads((to / "manifest.json").read_text())
    assert manifest["formatVersion"] == 1
    assert manifest["cairnVersion"] == "1.2"
    assert manifest["experiment"]["id"] == 7
    first = manifest["files"][0]
    assert (first["file"], first["rows"], first["bytes"]) == ("runs.parquet", 5, len(FILE))
    assert first["sha256"] == hashlib.sha256((to / "runs.parquet").read_bytes()).hexdigest()
    assert first["columns"][0]["comment"] == "its number"
    assert "read_parquet" in (to / "README.txt").read_text()
    assert "2 files, 10 rows, 28 bytes" in capsys.readouterr().out


def test_a_folder_with_files_is_refused_and_kept(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(api, whole())
    to = tmp_path / "out"
    to.mkdir()
    (to / "mine").write_text("mine")
    assert cairn("export", 7, "--to", to) == 2
    assert f"{to} is not empty; name a new folder with --to" in capsys.readouterr().err
    assert [file.name for file in to.iterdir()] == ["mine"]
    assert cairn("export", 7, "--to", to / "mine") == 2
    assert "can't be used as a folder" in capsys.readouterr().err


FAILURES = [
    (Answer(FILE, headers=QUERY, cut=True), "succeeded", "trials.parquet broke off"),
    (BROKEN, "succeeded", "no answer from"),
    (Answer({"title": "Busy"}, 503, cut=True), "succeeded", "no answer from"),
    (Answer("PAR1 rows", headers=QUERY), "succeeded", "broke off after 9 bytes"),
    (Answer({"title": "Busy", "detail": "the line is full"}, 429), "succeeded", "line is full"),
    (Answer(FILE, headers=QUERY), "cancelled", "is not whole: cancelled"),
]


@pytest.mark.parametrize(("trials", "state", "message"), FAILURES)
def test_nothing_is_left_of_an_export_that_fails(
    api: ApiStub, cairn: Cairn, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    trials: Answer, state: str, message: str,
) -> None:  # fmt: skip
    serve(api, trials, state)
    made, given = tmp_path / "made", tmp_path / "given"
    given.mkdir()
    assert cairn("export", 7, "--to", made) in (2, 3)
    assert message in capsys.readouterr().err
    assert not made.exists()
    assert cairn("export", 7, "--to", given) in (2, 3)
    assert list(given.iterdir()) == []


def test_an_interrupt_leaves_nothing(tmp_path: Path) -> None:
    def interrupted() -> None:
        with ExportFolder.at(tmp_path / "out") as folder:
            folder.write("first", "whole")
            with folder._part("second") as part:
                part.write(b"half")
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_nothing(api: ApiStub, tmp_path: Path, number: signal.Signals) -> None:
    started: Future[subprocess.Popen[bytes]] = Future()

    def end() -> None:
        process = started.result()
        process.send_signal(number)
        process.wait()

    serve(api, Answer(FILE, headers=QUERY, cut=True, sent=end))
    source = Path(export.__file__).parents[2]
    arguments = ["export", "7", "--to", tmp_path / "out", "--url", api.url]
    # A process in the background inherits signals that are ignored, and an export leaves them so.
    process = subprocess.Popen(
        ["env", "--default-signal", sys.executable, "-m", "cairn_cli", *arguments],
        env={"PATH": os.defpath, "PYTHONPATH": str(source), "CAIRN_TOKEN": "t"},
    )
    started.set_result(process)
    assert process.wait() == 130
    assert not (tmp_path / "out").exists()


def test_a_look_at_the_progress_that_fails_does_not_end_an_export(
    api: ApiStub, cairn: Cairn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(api, whole())
    refused = Answer({"title": "Busy"}, 503)
    record = {"rows": 5, "state": "succeeded", "error": None}
    api.on("GET /history/queries/3", Answer("<html>"), record, refused, record)
    monkeypatch.setattr(export, "LOOK_SECONDS", 0.0)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert cairn("export", 7, "--to", tmp_path / "out") == 0


def test_progress_has_rows_and_time_left() -> None:
    view = {"name": "rollouts", "rows": 1000}
    assert export.line(view, 250, 2_000_000, 10) == (
        "rollouts: 250 of about 1,000 rows, 2.0 MB, about 30 s left"
    )
    assert export.line(view, 1200, 2_000_000, 10) == "rollouts: 1,200 rows, 2.0 MB"
