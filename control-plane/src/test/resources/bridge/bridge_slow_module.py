"""A module that takes seconds to load and, like one of C code, cannot be loaded twice in a process."""

import sys
import time

assert not hasattr(sys, "bridge_slow_module"), "a second load, after one that was broken off"
sys.bridge_slow_module = True
end = time.monotonic() + 3
while time.monotonic() < end:
    pass
loads = 1
