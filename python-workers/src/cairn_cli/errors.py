"""What goes wrong, classed by the exit status that a script sees."""

import sys
from typing import Any

from cairn_cli.text import clean

FAILED_EXPERIMENT = 1
REFUSED = 2
UNREACHABLE = 3


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
        told = [str(self.problem[key]) for key in ("title", "detail") if self.problem.get(key)]
        lines = [clean(": ".join(told) or f"HTTP {self.http_status}")]
        # Violations are what the validation of a body answers with, where it is not the spec's own.
        wrongs = self.problem.get("errors") or self.problem.get("violations") or []
        for wrong in (each for each in wrongs if isinstance(each, dict)):
            allowed = f" (allowed: {wrong['allowed']})" if wrong.get("allowed") else ""
            lines.append(clean(f"  {wrong.get('field')}: {wrong.get('message')}{allowed}"))
        return lines + ([f"  {self.hint}"] if self.hint else [])


def complain(e: CairnError) -> int:
    """Says it on standard error, and gives the exit status."""
    print("\n".join([f"cairn: error: {e.lines()[0]}", *e.lines()[1:]]), file=sys.stderr)
    return e.status
