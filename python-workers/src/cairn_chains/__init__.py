"""The `chains` world: its problems, its shipped base model, and all of SOAR in one process.

Questions are chains of digit operations; the base model of 163,000 parameters fails on long ones.
`soar` holds the outer loop (`run_soar`), small enough to read in one sitting and to sweep settings
with. The control plane reads three things from here, `model/`, `pool.jsonl` and `easy.jsonl`.
`cairn_workers` and this package do not import each other.
"""
