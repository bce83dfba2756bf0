"""logs: which pages are asked for, and how a run is followed."""

import json
from typing import Any

import pytest

from api_stub import ApiStub, Cairn, run

LOG = "GET /runs/12/logs?source=control-plane"


def page(*texts: str, older: str | None = None, newer: str | None = None) -> dict[str, Any]:
    items = [
        {"at": None, "level": "info", "logger": None, "unit": None, "text": text} for text in texts
    ]
    return {"items": items, "note": None, "older": older, "newer": newer}


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_older_pages_come_first_and_an_empty_page_is_not_the_end(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(f"{LOG}&limit=1000", page("c", older="o1"))
    api.on(f"{LOG}&limit=1000&cursor=o1", page(older="o2"))
    api.on(f"{LOG}&limit=1000&cursor=o2", page("a", "b"))
    assert cairn("logs", 12, "--all") == 0
    assert lines(capsys) == ["INFO  a", "INFO  b", "INFO  c"]


def test_no_more_is_read_than_is_asked_for(cairn: Cairn, api: ApiStub) -> None:
    api.on(f"{LOG}&limit=3", page("b", older="o1"))
    api.on(f"{LOG}&limit=2&cursor=o1", page("z", "a", older="o2"))
    assert cairn("logs", 12, "--limit", 3) == 0
    assert len(api.asked) == 2


def test_a_run_is_followed_to_its_end(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(f"{LOG}&limit=200", page("a", newer="n1"))
    api.on("GET /runs/12", run(state="running"), run(state="succeeded"))
    api.on(f"{LOG}&limit=1000&cursor=n1", page("b", newer="n2"))
    api.on(f"{LOG}&limit=1000&cursor=n2", page("c", newer="n3"))
    assert cairn("--json", "logs", 12, "--follow") == 0
    assert [json.loads(line)["text"] for line in lines(capsys)] == ["a", "b", "c"]


def test_two_experiments_are_needed_for_a_difference(
    cairn: Cairn, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cairn("diff", 7) == 2
    assert "name two experiments or more" in capsys.readouterr().err
