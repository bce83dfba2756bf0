"""A worker entry that misbehaves on request, for tests of the bridge."""

import ctypes
import json
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

stopped_at = []


def call(op, header, names, arrays):
    values = json.loads(header)
    if op == "echo":
        return header, list(names), list(arrays)
    if op == "dtypes":
        return json.dumps({n: str(a.dtype) for n, a in zip(names, arrays)}), [], []
    if op == "loop":
        while True:
            pass
    if op == "swallow":  # gives in only at the third stop
        caught = 0
        while caught < 3:
            try:
                while True:
                    pass
            except BaseException:
                caught += 1
        return json.dumps({"caught": caught}), [], []
    if op == "import":  # a module that takes longer to load than the caller waits
        import bridge_slow_module

        return json.dumps({"loads": bridge_slow_module.loads}), [], []
    if op == "exit":
        sys.exit(3)
    if op == "raise":
        raise ValueError("on purpose")
    if op == "sleep":
        time.sleep(values["seconds"])
        return "{}", [], []
    if op == "hold":  # C code that keeps the interpreter lock
        ctypes.PyDLL(None).usleep(int(values["seconds"] * 1e6))
        return "{}", [], []
    if op == "environment":
        import torch

        return (
            json.dumps(
                {
                    "executable": sys.executable,
                    "main": repr(sys.modules.get("__main__")),
                    "omp": os.environ.get("OMP_NUM_THREADS"),
                    "threads": torch.get_num_threads(),
                    "product": float((torch.ones(4, 4) @ torch.ones(4, 4)).sum()),
                }
            ),
            [],
            [],
        )
    if op == "pool":
        with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
            futures = [pool.submit(pow, 2, n) for n in range(8)]
            return json.dumps({"powers": [f.result(60) for f in futures]}), [], []
    return "[]", [], []
