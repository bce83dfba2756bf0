"""Writes small tables of problems to the directory named by the first argument, for tests."""

import datetime
import decimal
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

DIRECTORY = Path(sys.argv[1])


def write(name: str, answers: pa.Array, compression: str = "snappy", **columns: pa.Array) -> None:
    questions = pa.array([f"question {number}" for number in range(len(answers))], pa.string())
    table = pa.table({"question": questions, "answer": answers} | columns)
    pq.write_table(table, DIRECTORY / f"{name}.parquet", compression=compression)


TEXTS = pa.array(["\\frac{1}{2}", "7", "\u221e"])
QUESTIONS = pa.array(["What is half of one?", "3+4?", "Gr\u00f6\u00dfte Zahl?"])
write("text", TEXTS, question=QUESTIONS)
for codec in ("none", "gzip", "zstd"):
    write(f"text-{codec}", TEXTS, codec, question=QUESTIONS)
write("ints", pa.array([18, -9007199254740993, 0], pa.int64()))
write("doubles", pa.array([0.0005, 3.0, -2.5, 0.1, 1e22, 0.0], pa.float64()))
write("floats", pa.array([0.1, 2.5], pa.float32()))
write("decimals", pa.array([decimal.Decimal("0.0005"), decimal.Decimal(3)], pa.decimal128(10, 5)))
write("lists", pa.array([["4", "-4"], ["2"]]))
write("nulls", pa.array(["1", None, "3"]))
write("nan", pa.array([1.0, float("nan"), 3.0]))
write("structs", pa.array([{"value": 1}, {"value": 2}]))
write("dates", pa.array([datetime.date(2026, 1, 1)]))
write("lists-of-structs", pa.array([[{"value": 1}]]))
write("beside", pa.array(["1", "2"]), meta=pa.array([{"a": 1}, {"a": 2}]), on=pa.array([datetime.date(2026, 1, 1)] * 2),
      tags=pa.array([[("a", 1)], []], pa.map_(pa.string(), pa.int64())), raw=pa.array([b"\xff", None]))
write("empty", pa.array([], pa.string()))
