"""Analyses of finished runs, apart from the control plane: over its REST API, with a local model.

`vendi` is the measure, `embedding` makes vectors of texts, `written` finds what a teacher wrote.
Run as `ops/analyse`.
"""
