"""What goes wrong, classed by the exit status that a script sees."""

import sys
from typing import Any

from cairn_cli.text import clean

FAILED_EXPERIMENT = 1
REFUSED = 2
UNREACHABLE = 3
NOT_FOUND = 404


class CairnError(Exception):
    """Ends the command; its lines say what is wrong and what to do."""

    status = REFUSED

    def lines(self) -> list[str]:
        return [clean(str(self))]


class UnreachableError(CairnError):
    """No answer, or none that could be Cairn's."""

    status = UNREACHABLE


class ApiError(CairnError):
    """The server's refusal, as problem+json (RFC 9457) where it is Cairn that answers."""

    def __init__(self, http_status: int, problem: dict[str, Any], hint: str = "") -> None:
        super().__init__(str(problem.get("title")))
        self.http_status = http_status
        self.status = REFUSED if http_status < 500 else UNREACHABLE
        self.problem = problem
        self.hint = hint

    def is_of(self, kind: str) -> bool:
        """Whether the problem's type ends with a name such as `refused`."""
        return str(self.problem.get("type", "")).endswith("/" + kind)

    def lines(self) -> list[str]:
        # Violations are what the validation of a body answers with, where it is not the spec's own.
        wrongs = self.problem.get("errors") or self.problem.get("violations") or []
        wrongs = [each for each in wrongs if isinstance(each, dict)]
        told = [str(self.problem[key]) for key in ("title", "detail") if self.problem.get(key)]
        if self.http_status == NOT_FOUND and len(told) > 1:
            del told[0]  # the detail says what was not found
        if wrongs and all(str(wrong.get("message")) in told[-1] for wrong in wrongs):
            told.pop()  # the detail says the same as the errors, which follow one a line
        lines = [clean(": ".join(told) or f"HTTP {self.http_status}")]
        lines += [clean(f"  {it.get('field')}: {it.get('message')}{_allowed(it)}") for it in wrongs]
        return lines + ([f"  {self.hint}"] if self.hint else [])


def _allowed(wrong: dict[str, Any]) -> str:
    """What is allowed, unless the message has asked whether just that was meant."""
    allowed = wrong.get("allowed")
    if not allowed or str(wrong.get("message")).endswith(f"{allowed}?"):
        return ""
    return f" (allowed: {allowed})"


def complain(e: CairnError) -> int:
    """Says it on standard error, and gives the exit status."""
    lines = e.lines()
    if lines:
        print("\n".join([f"cairn: error: {lines[0]}", *lines[1:]]), file=sys.stderr)
    return e.status
