"""Grading processes from outside: environment, rights, and that losses are told."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest

from cairn_workers.grader.environment import minimal
from cairn_workers.grader.process_pool import GraderPool
from cairn_workers.service import Service


def test_no_secret_of_the_parent_is_visible_where_hostile_text_is_parsed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CAIRN_DB_PASSWORD", "sekret")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "sekret")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert "PATH" in minimal()
    assert "LC_ALL" in minimal()
    with_child = Service(grader_processes=1)
    try:
        reply, _ = with_child.call("verify", _pair("1", "1.0"), {})
        assert reply["verdicts"] == ["verified"]
        graders = _graders()
        assert len(graders) == 2
        for pid in graders:
            assert b"sekret" not in Path(f"/proc/{pid}/environ").read_bytes()
            status = Path(f"/proc/{pid}/status").read_text()
            assert "NoNewPrivs:\t1" in status
    finally:
        with_child.close()


def test_lost_processes_are_told_once_with_their_number() -> None:
    service = Service(grader_processes=1)
    try:
        reply, _ = service.call("verify", _pair("1", "1.0"), {})
        assert "lost" not in reply
        os.kill(_child(service), signal.SIGKILL)
        reply, _ = service.call("verify", _pair("2", "2.0"), {})
        assert (reply["verdicts"], reply["lost"]) == (["verified"], 1)
        reply, _ = service.call("verify", _pair("3", "3.0"), {})
        assert "lost" not in reply
    finally:
        service.close()


def _pair(reference: str, answer: str) -> dict[str, Any]:
    return {
        "references": [reference], "answers": [answer], "rule": "STRICT", "other": False,
        "timeout": 20.0,
    }  # fmt: skip


def _child(service: Service) -> int:
    pool = service._grader
    assert isinstance(pool, GraderPool)
    return pool._children[0].pid


def _graders() -> list[int]:
    """The zygote and its children: descendants of this process."""
    parents = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents[int(entry.name)] = int(fields[1])
    found, ring = [], {os.getpid()}
    while ring:
        ring = {pid for pid, parent in parents.items() if parent in ring}
        found += sorted(ring)
    assert found
    return found
