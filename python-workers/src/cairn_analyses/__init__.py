"""Analyses of finished runs, apart from the control plane: over its REST API.

`written` finds what a teacher wrote. `overlap` compares texts. `vendi` measures how different they
are, by the vectors of `embedding`. `judging` asks a judge for the verdicts of `taxonomy`, which
`tally` counts. Run as `ops/analyse`.
"""
