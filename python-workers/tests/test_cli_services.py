"""engines and workers on the command line: what is sent, and that no token is an argument."""

from pathlib import Path
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn


def service(**more: Any) -> dict[str, Any]:
    return {
        "name": "gpu-1", "address": "http://gpu-1:8000", "pool": "default", "hasToken": True,
        "createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", **more,
    }  # fmt: skip


def test_an_engine_is_added_with_the_token_of_a_file(
    cairn: Cairn, api: ApiStub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = tmp_path / "key"
    secret.write_text("sekret\n")
    api.on("POST /engines", Answer(service(), 201))
    assert (
        cairn("engines", "add", "gpu-1", "http://gpu-1:8000", "--key-file", secret,
              "--max-adapters", 8) == 0
    )  # fmt: skip
    assert api.asked[0].json == {
        "name": "gpu-1", "address": "http://gpu-1:8000", "token": "sekret", "maxAdapters": 8,
    }  # fmt: skip
    assert "sekret" not in capsys.readouterr().out


def test_a_name_that_is_taken_is_changed_only_when_asked(cairn: Cairn, api: ApiStub) -> None:
    taken = Answer({"type": "https://cairn.dev/problems/name-taken", "title": "no"}, 409)
    api.on("POST /workers", taken)
    api.on("GET /workers/gpu-1", Answer(service(), headers={"ETag": '"0-abc"'}))
    api.on("PATCH /workers/gpu-1", service())
    assert cairn("workers", "add", "gpu-1", "http://gpu-1:8000") == 2
    assert cairn("workers", "add", "gpu-1", "http://gpu-1:8000", "--replace") == 0
    assert api.asked[-1].method == "PATCH"
    assert api.asked[-1].headers["If-Match"] == '"0-abc"'


def test_a_probe_says_what_is_there_or_why_not(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(
        "POST /engines/gpu-1:probe",
        {
            "reachable": True,
            "version": "0.32.0",
            "models": ["base (/models/x)"],
            "loadedAdapters": 2,
        },
        {"reachable": False, "models": [], "error": "it does not answer"},
    )
    assert cairn("engines", "probe", "gpu-1") == 0
    assert "0.32.0" in capsys.readouterr().out
    assert cairn("engines", "probe", "gpu-1") == 1
    assert "gpu-1 can't be used: it does not answer" in capsys.readouterr().out


def test_they_are_listed_and_removed(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /engines", {"items": [service()]})
    api.on("DELETE /engines/gpu-1", Answer(None, 204))
    assert cairn("engines", "list") == 0
    assert "http://gpu-1:8000" in capsys.readouterr().out
    assert cairn("engines", "remove", "gpu-1") == 0
    assert cairn("engines", "remove") == 2


@pytest.mark.parametrize("plural", ["engines", "workers"])
def test_without_a_verb_they_are_listed(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str], plural: str
) -> None:
    api.on(f"GET /{plural}", {"items": [service()]})
    assert cairn(plural) == 0
    assert "gpu-1" in capsys.readouterr().out
