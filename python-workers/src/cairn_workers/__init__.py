"""The Python half of Cairn: gradient steps (PyTorch) and answer grading (Math-Verify).

The control plane decides, this package computes: no advantage, reward, schedule or seed is made
here. One set of functions stands behind two doors, `embedded` (Jep, inside the JVM) and `server`
(HTTP). Importing the package imports neither torch nor Math-Verify.
"""

__version__ = "0.1.0"

PROTOCOL = 1
