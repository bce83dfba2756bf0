"""A study that is terminated leaves nothing running: alone, or with its process group."""

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

LIB = Path(__file__).parents[2] / "ops" / "lib"
TIMES = 8
PATIENCE_SECONDS = 20

SERVER = """#!/usr/bin/env bash
echo serving
exec sleep 600
"""
CLIENT = """#!/usr/bin/env bash
[[ "$*" != *" study "* ]] || { echo studying; exec sleep 600; }
"""
RUN = """
set -euo pipefail
for part in common options study; do source "{root}/ops/lib/$part.sh"; done
home="{root}"
run_study study-chains
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout whose server and client only sleep."""
    (tmp_path / "ops" / "lib").mkdir(parents=True)
    for part in ("common", "options", "study"):
        (tmp_path / "ops" / "lib" / f"{part}.sh").write_text((LIB / f"{part}.sh").read_text())
    for name, text in (("serve", SERVER), ("cairn", CLIENT)):
        script = tmp_path / "ops" / name
        script.write_text(text)
        script.chmod(0o755)
    return tmp_path


@pytest.fixture
def study(root: Path) -> Iterator[subprocess.Popen[str]]:
    """A study whose server and client are at work; all its processes write to one pipe."""
    started = subprocess.Popen(
        ["bash", "-c", RUN.format(root=root)],
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert started.stdout is not None
    assert {started.stdout.readline(), started.stdout.readline()} == {"serving\n", "studying\n"}
    yield started
    try:
        os.killpg(started.pid, signal.SIGKILL)
    except ProcessLookupError:
        return


@pytest.mark.parametrize("_time", range(TIMES))
@pytest.mark.parametrize("everyone", [False, True], ids=["script alone", "whole group"])
def test_a_terminated_study_leaves_nothing_running(
    study: subprocess.Popen[str], everyone: bool, _time: int
) -> None:
    if everyone:
        os.killpg(study.pid, signal.SIGTERM)
    else:
        study.terminate()
    # The pipe ends when the last process that has it ends.
    study.communicate(timeout=PATIENCE_SECONDS)
