"""Judges for the pool's tests, imported by the grading processes; no Math-Verify, no waiting."""

import itertools
import os
import re
import signal
import sys
from pathlib import Path


def judge(_kind: str, item: list[str]) -> str:
    what = item[1]
    if what == "python-loop":
        for _ in itertools.count():
            pass
    if what == "c-loop":  # as C code that never looks at signals
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
        for _ in itertools.count():
            pass
    if what == "swallows":
        while True:
            try:
                re.fullmatch("(a+)+b", "a" * 40)
            except BaseException:
                continue
    if what == "memory":
        return str(len(bytearray(64 << 30)))
    if what == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if what.startswith("crash-once:"):
        marker = Path(what.partition(":")[2])
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if what == "exit":
        sys.exit(3)
    if what == "torch":
        return "different" if "torch" in sys.modules else "verified"
    return "verified" if item[0] == what else "different"
