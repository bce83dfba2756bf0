"""Grading by Math-Verify in processes that can be killed.

`process_pool` (the parent's side) asks a `zygote`, a process that has imported Math-Verify once, to
fork children; each child judges chunks of answers with `judge`. Hostile answers make sympy hang or
use up memory, so a child has a timer of its own, and the parent kills children that do not react to
it. A new fork takes milliseconds, a new interpreter half a second.
"""
