"""Grading by Math-Verify in processes that can be killed.

`pool` (the parent's side) asks a `zygote`, a fresh process that has imported Math-Verify once, to
fork children; each child judges chunks of answers with `judge`. Hostile answers make sympy hang or
explode, so a child has a timer of its own and the parent kills the ones that do not even react to
that; a new fork costs milliseconds where a new interpreter costs half a second.
"""
