"""problems check, add, list and show against a stub of the server."""

import json
from pathlib import Path
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn

RECORD = {"ordinal": 0, "id": "a", "question": "What is 1+1?", "answer": "2"}


def preview(**changes: Any) -> dict[str, Any]:
    return {
        "file": "p.jsonl", "sha256": "0" * 64, "format": "CAIRN", "comparison": "MATHS",
        "accepted": 1, "records": [RECORD], "skipped": [], "skippedTotal": 0, "warnings": [],
        "warningsTotal": 0,
    } | changes  # fmt: skip


def stored(**changes: Any) -> dict[str, Any]:
    return {
        "id": 3, "name": "mine", "builtIn": False, "format": "CAIRN", "comparison": "MATHS",
        "problems": 1200, "skipped": 2, "warnings": 1, "sha256": "0" * 64, "bytes": 9,
        "contentSha256": "1" * 64, "createdBy": "ada", "createdAt": "2026-01-01T00:00:00Z",
    } | changes  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"question": 1}\r\n')
    return path


def test_check_sends_the_bytes_as_they_are_and_prints_what_the_server_says(
    cairn: Cairn, api: ApiStub, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = "/problem-sets:preview?file=p.jsonl&question=Q&answer=A%26B"
    api.on(f"POST {path}", preview())
    assert (
        cairn("problems", "check", file, "--map", "question=Q", "--map", "answer=A&B", "--json")
        == 0
    )
    assert api.asked[0].body == file.read_bytes()
    assert api.asked[0].headers["Content-Type"] == "application/octet-stream"
    assert json.loads(capsys.readouterr().out) == preview()


def test_check_tells_what_is_skipped_and_warned_of_by_line(
    cairn: Cairn, api: ApiStub, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = [{"line": n, "reason": "is a proof"} for n in range(1, 31)]
    api.on(
        "POST /problem-sets:preview?file=p.jsonl",
        preview(skipped=notes, skippedTotal=40, warnings=[{"line": 7, "reason": "two boxes"}],
                warningsTotal=1),
    )  # fmt: skip
    assert cairn("problems", "check", file) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "p.jsonl: 1 problem, read as CAIRN"
    assert "skipped: 40" in lines
    assert "  line 20: is a proof" in lines
    assert "  line 21: is a proof" not in lines
    assert "  and 20 more; --json has the first 30" in lines
    assert lines[-2:] == ["warnings: 1", "  line 7: two boxes"]


def test_a_refused_file_is_one_line_and_exit_status_2(
    cairn: Cairn, api: ApiStub, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    detail = "p.jsonl, line 3: the answer is empty"
    problem = {
        "type": "https://cairn.dev/problems/problem-file", "title": "It can't be used",
        "detail": detail, "errors": [{"field": "line 3", "message": "the answer is empty"}],
    }  # fmt: skip
    api.on("POST /problem-sets:preview?file=p.jsonl", Answer(problem, 422))
    assert cairn("problems", "check", file, "--json") == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err == f"cairn: error: {detail}\n"


@pytest.mark.parametrize("name", ["", "none.jsonl"])
def test_what_is_no_file_is_refused_before_anything_is_sent(
    cairn: Cairn, api: ApiStub, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cairn("problems", "check", tmp_path / name) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert cairn("problems", "check", __file__, "--map", "text=q") == 2
    assert "is not one of question, answer, id" in capsys.readouterr().err
    assert not api.asked


def test_add_says_how_to_use_the_set(
    cairn: Cairn, api: ApiStub, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(
        "POST /problem-sets?file=p.jsonl&comparison=TEXT&name=mine",
        Answer(stored(comparison="TEXT"), 201),
    )
    assert cairn("problems", "add", file, "--name", "mine", "--text") == 0
    assert api.asked[0].headers["Idempotency-Key"]
    assert capsys.readouterr().out.splitlines() == [
        "problem set mine: 1,200 problems, 2 records skipped, 1 warning",
        "use it with: ops/cairn submit PRESET --problems mine",
    ]


def test_list_and_show(cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    chains = stored(name="chains", createdBy=None, comparison="TEXT")
    api.on("GET /problem-sets?limit=50", {"items": [stored(), chains], "next": None})
    api.on("GET /problem-sets/mine", stored())
    api.on("GET /problem-sets/mine/problems?limit=1", {"items": [RECORD], "next": "x"})
    assert cairn("problems", "list") == 0
    listed = capsys.readouterr().out
    assert "1,200" in listed
    assert "comes with Cairn" in listed
    assert cairn("problems", "show", "mine", "--limit", 1) == 0
    shown = capsys.readouterr().out
    assert "What is 1+1?" in shown
    assert "there are more" in shown
