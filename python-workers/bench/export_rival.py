"""The rival of the export: CSV to Parquet with pyarrow, and a comparison of two Parquet files."""

import sys

import pyarrow.compute as pc
import pyarrow.csv
import pyarrow.parquet as pq

SUMMED = ("position", "outer_step", "seed", "reward", "advantage", "completion_tokens")


def convert(source: str, target: str, compression: str) -> None:
    """With pyarrow's own settings but for the compression."""
    pq.write_table(pyarrow.csv.read_csv(source), target, compression=compression)


def figures(path: str) -> list[object]:
    """Rows, and the sums of columns: whole numbers modulo 2^64, as 5 million seeds overflow."""
    table = pq.read_table(path, columns=list(SUMMED))
    return [table.num_rows, *(pc.sum(table[name]).as_py() for name in SUMMED)]


def compare(one: str, other: str) -> None:
    """Fails if the files have different rows."""
    mine, theirs = figures(one), figures(other)
    same = all(abs(a - b) <= 1e-9 * abs(a) for a, b in zip(mine, theirs, strict=True))  # type: ignore[operator, arg-type]
    if not same:
        raise SystemExit(f"different rows: {mine} and {theirs}")


if __name__ == "__main__":
    {"convert": convert, "compare": compare}[sys.argv[1]](*sys.argv[2:])
