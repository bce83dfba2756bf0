"""Writes a study's table as Markdown, CSV, LaTeX or JSON. Equal tables give equal texts."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict

from cairn_cli.studies.table import Estimate, Row, Table

NONE = "-"


def markdown(table: Table) -> str:
    """The table with its differences, and what is missing."""
    study, ks = table.study, table.ks()
    lines = [f"# {study.title}", ""]
    if study.description:
        lines += [study.description, ""]
    lines += [
        f"Preset `{study.preset}`, seeds {', '.join(map(str, study.seeds))}. pass@k on the held-out"
        " hard problems in percent: mean over seeds, ± the sample standard deviation; in"
        " parentheses the number of seeds.",
        "",
    ]
    if not table.rows:
        lines += ["No experiment of this study has results yet.", ""]
    else:
        paper = bool(study.paper)
        heads = ["variant", "policy", "steps", *(f"pass@{k}" for k in ks)]
        heads += [f"paper's pass@{k}" for k in ks] if paper else []
        lines += _rows(heads, [_cells(table, row, ks, paper) for row in table.rows])
    if table.differences:
        lines += [
            "",
            "Differences in points, paired by seed, with 95 % bootstrap intervals over seeds:",
            "",
            *_rows(
                ["variant", "difference", "at", "points", "interval", "seeds"],
                [
                    [
                        one.variant,
                        f"{one.policy} - {one.reference}",
                        f"pass@{one.k}",
                        _signed(one.estimate.mean),
                        _interval(one.estimate),
                        str(one.estimate.seeds),
                    ]
                    for one in table.differences
                ],
            ),
        ]
    for title, notes in (("Without results", table.missing), ("Failed", table.failures)):
        if notes:
            lines += ["", f"{title}:", "", *(f"- {note}" for note in notes)]
    return "\n".join(lines).rstrip() + "\n"


def latex(table: Table) -> str:
    """A tabular of the policies, for a paper; needs no package."""
    ks = table.ks()
    lines = [
        "\\begin{tabular}{ll" + "r" * len(ks) + "}",
        "\\hline",
        " & ".join(["variant", "policy", *(f"pass@{k}" for k in ks)]) + " \\\\",
        "\\hline",
    ]
    for row in table.rows:
        cells = [_escaped(row.variant), _escaped(row.policy)]
        cells += [_latex_score(row.scores.get(k)) for k in ks]
        lines.append(" & ".join(cells) + " \\\\")
    return "\n".join([*lines, "\\hline", "\\end{tabular}"]) + "\n"


def as_csv(table: Table) -> str:
    """One row per policy, k and seed, then one per mean."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        (
            "study",
            "variant",
            "policy",
            "compared_with",
            "k",
            "seed",
            "value",
            "sd",
            "low",
            "high",
            "seeds",
        )
    )
    name = table.study.name
    for row in table.rows:
        for k in table.ks():
            for seed, value in sorted(row.by_seed.get(k, {}).items()):
                writer.writerow((name, row.variant, row.policy, "", k, seed, value, "", "", "", ""))
            if k in row.scores:
                one = row.scores[k]
                writer.writerow(
                    (name, row.variant, row.policy, "", k, "", *_numbers(one), one.seeds)
                )
    for one_difference in table.differences:
        one = one_difference.estimate
        writer.writerow(
            (
                name, one_difference.variant, one_difference.policy, one_difference.reference,
                one_difference.k, "", *_numbers(one), one.seeds,
            )
        )  # fmt: skip
    return out.getvalue()


def as_json(table: Table) -> str:
    """Everything, also the value of each seed."""
    return json.dumps(asdict(table), indent=1, ensure_ascii=False) + "\n"


FORMATS = {"md": markdown, "csv": as_csv, "tex": latex, "json": as_json}


def _cells(table: Table, row: Row, ks: list[str], paper: bool) -> list[str]:
    steps = (
        str(row.steps[0]) if len(set(row.steps)) == 1 else f"{min(row.steps)} to {max(row.steps)}"
    )
    cells = [row.variant, row.policy, steps, *(_score(row.scores.get(k)) for k in ks)]
    if paper:
        theirs = table.study.paper.get(row.policy, {})
        cells += [_paper(theirs.get(k)) for k in ks]
    return cells


def _paper(value: list[float] | None) -> str:
    if not value:
        return NONE
    return f"{value[0]:.1f}" + (f" ± {value[1]:.1f}" if len(value) > 1 else "")


def _score(one: Estimate | None) -> str:
    if one is None:
        return NONE
    sd = "" if one.sd is None else f" ± {100 * one.sd:.1f}"
    return f"{100 * one.mean:.1f}{sd} ({one.seeds})"


def _latex_score(one: Estimate | None) -> str:
    if one is None:
        return "--"
    sd = "" if one.sd is None else f" \\pm {100 * one.sd:.1f}"
    return f"${100 * one.mean:.1f}{sd}$"


def _interval(one: Estimate) -> str:
    if one.low is None or one.high is None:
        return NONE
    return f"{_signed(one.low)} to {_signed(one.high)}"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}"


def _numbers(one: Estimate) -> tuple[float | str, ...]:
    return tuple("" if v is None else v for v in (one.mean, one.sd, one.low, one.high))


def _rows(heads: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(cells) + " |" for cells in (heads, ["---"] * len(heads), *rows)]


def _escaped(text: str) -> str:
    return "".join(f"\\{c}" if c in "&%$#_{}" else c for c in text)
