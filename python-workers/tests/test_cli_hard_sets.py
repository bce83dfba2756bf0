"""hard-sets list, add and delete against a stub of the server."""

import json
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn


def hard_set(**changes: Any) -> dict[str, Any]:
    return {
        "name": "small", "experimentId": 7, "experimentName": "chains", "runId": 21,
        "problemSet": "chains", "model": "m", "screened": 10, "samples": 8, "train": 4, "test": 3,
        "experiments": 2, "description": "two\nlines", "createdBy": "ada",
        "createdAt": "2026-01-01T00:00:00Z",
    } | changes  # fmt: skip


def test_the_list_has_the_halves_and_who_uses_them(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /hard-sets", {"items": [hard_set()]})
    assert cairn("hard-sets", "list") == 0
    heads, row = capsys.readouterr().out.splitlines()
    assert heads.split() == [
        "NAME",
        "PROBLEM",
        "SET",
        "TRAIN",
        "HELD",
        "OUT",
        "EXPERIMENT",
        "USED",
        "BY",
        "BY",
        "DESCRIPTION",
    ]
    assert row.split() == ["small", "chains", "4", "3", "7", "2", "ada", "two", "lines"]


def test_an_empty_list_says_how_to_name_one(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /hard-sets", {"items": []})
    assert cairn("hard-sets", "list") == 0
    assert "hard-sets add NAME --experiment N" in capsys.readouterr().out


def test_a_name_is_given_and_the_next_command_shown(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /hard-sets", hard_set())
    assert cairn("hard-sets", "add", "small", "--experiment", "7", "--description", "x") == 0
    assert json.loads(api.asked[0].body) == {"name": "small", "experiment": 7, "description": "x"}
    out = capsys.readouterr().out
    assert "4 problems to train on and 3 held out" in out
    assert "--set screen.hardSet=small" in out


def test_a_refusal_is_printed_by_field(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = {
        "title": "The name is taken", "status": 409, "detail": "there is a hard set small",
        "errors": [{"field": "name", "message": "is taken", "allowed": "another"}],
    }  # fmt: skip
    api.on("POST /hard-sets", Answer(problem, 409))
    assert cairn("hard-sets", "add", "small", "--experiment", "7") == 2
    assert "name" in capsys.readouterr().err


def test_a_name_is_deleted(cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    api.on("DELETE /hard-sets/small", Answer("", 204))
    assert cairn("hard-sets", "delete", "small") == 0
    assert "its experiments stay" in capsys.readouterr().out
