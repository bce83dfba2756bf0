"""ops/lib/study.sh stops what it started, whoever gets the signal."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

LIB = Path(__file__).parents[2] / "ops" / "lib"
TIMES = 8
PATIENCE_SECONDS = 20

SERVER = """#!/usr/bin/env bash
touch "$(dirname "$0")/../serving"
exec sleep 600
"""
CLIENT = """#!/usr/bin/env bash
[[ "$*" != *" study "* ]] || { touch "$(dirname "$0")/../studying"; exec sleep 600; }
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
def study(root: Path) -> Iterator[subprocess.Popen[bytes]]:
    started = subprocess.Popen(["bash", "-c", RUN.format(root=root)], start_new_session=True)
    wait_until(lambda: (root / "serving").exists() and (root / "studying").exists())
    yield started
    for process in of_group(started.pid):
        os.kill(process, signal.SIGKILL)
    started.wait()


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def of_group(group: int) -> list[int]:
    """The processes of a group that have not ended."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            process, after_name = stat.read_text().rsplit(")", 1)
        except OSError:
            continue
        state, _parent, of = after_name.split()[:3]
        if int(of) == group and state != "Z":
            found.append(int(process.split(" ", 1)[0]))
    return found


@pytest.mark.parametrize("_time", range(TIMES))
@pytest.mark.parametrize("everyone", [False, True], ids=["script alone", "whole group"])
def test_a_terminated_study_leaves_nothing_running(
    study: subprocess.Popen[bytes], everyone: bool, _time: int
) -> None:
    if everyone:
        os.killpg(study.pid, signal.SIGTERM)
    else:
        study.terminate()
    study.wait(PATIENCE_SECONDS)
    wait_until(lambda: of_group(study.pid) == [])
