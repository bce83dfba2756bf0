"""The environment variables of grading processes: no secrets of the parent."""

import os
from collections.abc import Mapping

ALLOWED = frozenset({
    "PATH", "HOME", "LANG", "LANGUAGE", "TZ", "TMPDIR", "LD_LIBRARY_PATH", "VIRTUAL_ENV",
})  # fmt: skip
ALLOWED_BEGINNINGS = ("LC_", "OMP_", "PYTHON")


def minimal(environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The variables that an interpreter needs, and no others: hostile text is parsed there."""
    return {
        name: value
        for name, value in environment.items()
        if name in ALLOWED or name.startswith(ALLOWED_BEGINNINGS)
    }
