"""queue: why each run waits is seen on a narrow terminal, and whole in a pipe."""

import argparse
from datetime import UTC, datetime

import pytest

from api_stub import ApiStub
from cairn_cli.client import Client
from cairn_cli.commands.queue import queue
from cairn_cli.text import Screen

WHY = "no control plane that is alive serves pool ux-park; start one with --pools ux-park"
RUN = {
    "id": 123456, "name": "evaluate-hard-only", "experimentId": 23456, "runsAhead": 3,
    "owner": "ann.with.a.long.name@example", "pool": "gpu-h100-cluster-a", "priority": -10,
    "createdAt": "2026-01-01T00:00:00Z", "waitReason": {"message": WHY},
}  # fmt: skip
PAGE = {"items": [RUN], "next": None, "state": "open", "queued": 1, "blocked": 0, "running": 0}


@pytest.mark.parametrize("width", [80, 60, None])
def test_the_reason_is_never_cut(
    api: ApiStub, capsys: pytest.CaptureFixture[str], width: int | None
) -> None:
    api.on("GET /queue?limit=50", PAGE)
    options = argparse.Namespace(verb=None, limit=50, all=False)
    screen = Screen(False, width, False, datetime(2026, 1, 2, tzinfo=UTC))
    assert queue(Client(api.url), options, screen) == 0
    lines = capsys.readouterr().out.splitlines()
    table = lines[:-1]
    assert all(len(line) <= (width or 1000) for line in table)
    at = table[0].index("REASON")
    assert " ".join(line[at:].strip() for line in table[1:]) == WHY
    assert ("OWNER" in table[0]) == (width is None)
