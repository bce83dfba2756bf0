"""Pairs of answers built from real problem files, judged by plain Math-Verify; see `judged`."""
