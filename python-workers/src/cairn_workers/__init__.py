"""The Python half of Cairn: gradient steps (PyTorch) and answer grading (Math-Verify).

The control plane decides, this package computes: no advantage, reward, schedule or seed is made
here. One set of functions has two transports, `embedded` (Jep, inside the JVM) and `server` (HTTP).
Importing the package imports neither torch nor Math-Verify.
"""

import os

# Before any library that draws progress bars is imported: nobody watches this process, and inside
# the JVM its standard error is the terminal of ops/run.
os.environ.setdefault("TQDM_DISABLE", "1")

__version__ = "0.1.0"

PROTOCOL = 1
