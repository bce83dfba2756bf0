"""One answer, judged by Math-Verify 0.9; runs in grading processes only.

Both texts are the contents of a box, so both are parsed as `\\boxed{content}`: that is
`verify(parse(reference), parse(boxed))` of soar.md. Parsed bare, `\\frac12`, `2\\sqrt{3}` and
`(1,2)` would be read as nothing or as their first digit; `$...$` gave the same verdicts as the box
on every pair tried.

Math-Verify's own alarms count whole seconds per call and several of them per pair, so they are
off; the caller's timer covers the pair.
"""

import logging
from typing import Any

from math_verify import parse, verify

logging.getLogger("math_verify").setLevel(logging.CRITICAL)

VERIFIED = "verified"
DIFFERENT = "different"
UNPARSABLE = "unparsable"
TIMED_OUT = "timed_out"


def judge(kind: str, item: list[str]) -> str:
    """The verdict on `verify` [reference, answer] or `parses` [answer]; may hang or explode."""
    if kind == "parses":
        found = parse(_boxed(item[0]), fallback_mode="no_fallback", parsing_timeout=None)
        return VERIFIED if found else UNPARSABLE
    reference = parse(_boxed(item[0]), parsing_timeout=None)
    answer = parse(_boxed(item[1]), parsing_timeout=None)
    if verify(reference, answer, timeout_seconds=None):
        return VERIFIED
    return DIFFERENT if _was_read(reference) and _was_read(answer) else UNPARSABLE


def _boxed(content: str) -> str:
    return "\\boxed{" + content + "}"


def _was_read(parsed: list[Any]) -> bool:
    """Whether there is an expression, not only the fallback text."""
    return any(not isinstance(part, str) for part in parsed)


# The LaTeX parser learns its grammar at its first use, a quarter of a second of CPU. Here, before
# the zygote forks, it costs no item a share of its limit and no child after a kill the time again.
judge("verify", [r"\frac{1}{2}", r"\sqrt{2}+x"])
