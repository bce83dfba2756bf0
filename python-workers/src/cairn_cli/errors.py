"""Errors, classed by the exit status that a script sees."""

import sys
from typing import Any

from cairn_cli.text import clean

FAILED_EXPERIMENT = 1
REFUSED = 2
UNREACHABLE = 3
NOT_FOUND = 404


class CairnError(Exception):
    """Ends the command; its lines say what is wrong and what to do about it."""

    status = REFUSED

    def lines(self) -> list[str]:
        return [clean(str(self))]


class UnreachableError(CairnError):
    """No answer, or one that cannot be Cairn's."""

    status = UNREACHABLE


class ApiError(CairnError):
    """The server's refusal, as problem+json (RFC 9457) if Cairn itself answers."""

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
        # A spec is refused with 'errors', any other body with 'violations'.
        found = self.problem.get("errors") or self.problem.get("violations") or []
        errors = [error for error in found if isinstance(error, dict)]
        summary = [str(self.problem[key]) for key in ("title", "detail") if self.problem.get(key)]
        if self.http_status == NOT_FOUND and len(summary) > 1:
            del summary[0]  # the detail says what was not found
        if errors and all(str(error.get("message")) in summary[-1] for error in errors):
            summary.pop()  # the detail repeats the errors, which follow on lines of their own
        lines = [clean(": ".join(summary) or f"HTTP {self.http_status}")]
        lines += [clean(_error_line(error)) for error in errors]
        if self.problem.get("position"):
            lines.append(
                f"  at character {self.problem['position']}, line {self.problem.get('line')}"
            )
        hints = (self.problem.get("hint"), self.hint)
        return lines + [f"  {clean(hint)}" for hint in hints if hint]


def _error_line(error: dict[str, Any]) -> str:
    return f"  {error.get('field')}: {error.get('message')}{_allowed(error)}"


def _allowed(error: dict[str, Any]) -> str:
    """The allowed values, unless the message ends in 'did you mean' one of them."""
    allowed = error.get("allowed")
    if not allowed or str(error.get("message")).endswith(f"{allowed}?"):
        return ""
    return f" (allowed: {allowed})"


def report_error(e: CairnError) -> int:
    """Prints an error on standard error and returns its exit status."""
    lines = e.lines()
    if lines:
        print("\n".join([f"cairn: error: {lines[0]}", *lines[1:]]), file=sys.stderr)
    return e.status
