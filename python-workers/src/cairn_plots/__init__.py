"""Pictures of experiments and studies, with their numbers as CSV: over the REST API of Cairn.

`records` reads what counts, `series` is the arithmetic, `of_experiment` and `of_study` choose the
pictures, a module each draws one, `files` writes them. Run as `ops/plot`.
"""
