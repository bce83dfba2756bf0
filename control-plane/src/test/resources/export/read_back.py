"""Reads a Parquet file or an Arrow stream with pyarrow, and prints its schema and rows as JSON."""

import json
import sys

import pyarrow as pa
import pyarrow.ipc
import pyarrow.parquet as pq

path, form = sys.argv[1:]
if form == "parquet":
    table = pq.read_table(path)
    pq.read_table(path, use_threads=False).validate(full=True)
    notes = {k.decode(): v.decode() for k, v in (pq.read_metadata(path).metadata or {}).items() if k.startswith(b"cairn")}
else:
    with open(path, "rb") as file:
        table = pa.ipc.open_stream(file).read_all()
    notes = {}
table.validate(full=True)
print(
    json.dumps(
        {
            "types": [str(field.type) for field in table.schema],
            "rows": [[repr(value) for value in row.values()] for row in table.to_pylist()],
            "pandas": len(table.to_pandas()),
            "notes": notes,
        }
    )
)
