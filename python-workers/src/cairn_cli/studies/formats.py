"""Writes a study's table as Markdown, CSV, LaTeX or JSON. Equal tables give equal texts."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict
from statistics import mean

from cairn_cli.studies.table import LEAST_FOR_BOOTSTRAP, Difference, Estimate, Row, Table

NONE = "-"
COLUMNS = (
    "study", "variant", "policy", "compared_with_variant", "compared_with", "k", "seed", "value",
    "sd", "low", "high", "seeds",
)  # fmt: skip


def markdown(table: Table) -> str:
    """The table with its differences, and what is missing."""
    study = table.study
    lines = [f"# {study.title}", ""]
    if study.description:
        lines += [study.description, ""]
    lines += [
        f"Preset `{study.preset}`, seeds {', '.join(map(str, study.seeds))}. pass@k on the held-out"
        " hard problems in percent: mean over seeds ± sample standard deviation (number of seeds)."
        " Steps are optimizer steps; applied are those that changed the weights.",
        "",
        *_policies(table),
        *_differences(table),
        *_spent(table),
        *_notes(table),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _policies(table: Table) -> list[str]:
    if not table.rows:
        return ["No experiment of this study has results yet."]
    ks, paper = table.ks(), bool(table.study.paper)
    heads = ["variant", "policy", "steps", "applied", *(f"pass@{k}" for k in ks)]
    heads += [f"paper's pass@{k}" for k in ks] if paper else []
    return _rows(heads, [_cells(table, row, ks, paper) for row in table.rows])


def _differences(table: Table) -> list[str]:
    if not table.differences:
        return []
    heads = ["variant", "difference", "at", "points", "interval", "seeds"]
    return [
        "",
        "Differences in points, paired by seed, with 95 % intervals over seeds (Student's t; with"
        f" {LEAST_FOR_BOOTSTRAP} seeds or more a percentile bootstrap):",
        "",
        *_rows(
            heads,
            [
                [
                    one.variant,
                    f"{one.policy} - {_reference(one)}",
                    f"pass@{one.k}",
                    _signed(one.estimate.mean),
                    _interval(one.estimate),
                    str(one.estimate.seeds),
                ]
                for one in table.differences
            ],
        ),
    ]


def _spent(table: Table) -> list[str]:
    """What the SOAR runs cost, compared with the first variant on the same seeds."""
    if not table.spent:
        return []
    first = table.spent.get(next(iter(table.study.variants)), {})
    rows = []
    for variant, of in table.spent.items():
        both = sorted(of.keys() & first.keys())
        before = sum(first[seed].rollouts for seed in both)
        here = sum(of[seed].rollouts for seed in both)
        rows.append(
            [
                variant,
                f"{mean(used.rollouts for used in of.values()):,.0f}",
                f"{100 * here / before:.0f} %" if before else NONE,
                f"{mean(used.tokens for used in of.values()):,.0f}",
                f"{mean(used.seconds for used in of.values()):,.0f}",
                str(len(of)),
            ]
        )
    heads = [
        "variant", "completions per run", "% of the first variant's, same seeds", "tokens per run",
        "seconds per run", "seeds",
    ]  # fmt: skip
    return [
        "",
        "SOAR runs that succeeded, with retries and restarts: completions of teacher and students,"
        " their tokens, and the time at work; means over seeds:",
        "",
        *_rows(heads, rows),
    ]


def _notes(table: Table) -> list[str]:
    promotions = [
        f"{variant}: "
        + ", ".join(f"{count} with seed {seed}" for seed, count in sorted(of.items()))
        for variant, of in table.promotions.items()
    ]
    lines = []
    for title, notes in (
        ("Promotions", promotions),
        ("Notes", table.notes),
        ("Without results", table.missing),
        ("Did not succeed; what was evaluated counts", table.failures),
    ):
        if notes:
            lines += ["", f"{title}:", "", *(f"- {note}" for note in notes)]
    return lines


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
    """One row per policy, k and seed, then one per mean, then the differences."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    name = table.study.name
    for row in table.rows:
        for k in table.ks():
            start = (name, row.variant, row.policy, "", "", k)
            for seed, value in sorted(row.by_seed.get(k, {}).items()):
                writer.writerow((*start, seed, value, "", "", "", ""))
            if k in row.scores:
                writer.writerow((*start, "", *_numbers(row.scores[k])))
    for one in table.differences:
        start = (name, one.variant, one.policy, one.reference_variant, one.reference, one.k)
        writer.writerow((*start, "", *_numbers(one.estimate)))
    return out.getvalue()


def as_json(table: Table) -> str:
    """Everything, also the value of each seed."""
    return json.dumps(asdict(table), indent=1, ensure_ascii=False) + "\n"


FORMATS = {"md": markdown, "csv": as_csv, "tex": latex, "json": as_json}


def _cells(table: Table, row: Row, ks: list[str], paper: bool) -> list[str]:
    cells = [row.variant, row.policy, _span(row.steps), _span(row.applied)]
    cells += [_score(row.scores.get(k)) for k in ks]
    if paper:
        theirs = table.study.paper_of(row.variant, row.policy)
        cells += [_paper(theirs.get(k)) for k in ks]
    return cells


def _span(counts: list[int]) -> str:
    least, most = min(counts), max(counts)
    return str(least) if least == most else f"{least} to {most}"


def _reference(one: Difference) -> str:
    same = one.reference_variant == one.variant
    return one.reference if same else f"{one.reference} of {one.reference_variant}"


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
    ends = tuple("" if v is None else v for v in (one.mean, one.sd, one.low, one.high))
    return (*ends, one.seeds)


def _rows(heads: list[str], rows: list[list[str]]) -> list[str]:
    lines = (heads, ["---"] * len(heads), *rows)
    return ["| " + " | ".join(c.replace("|", "\\|") for c in cells) + " |" for cells in lines]


def _escaped(text: str) -> str:
    special = {"\\": "\\textbackslash{}", "^": "\\textasciicircum{}", "~": "\\textasciitilde{}"}
    return "".join(special.get(c) or (f"\\{c}" if c in "&%$#_{}" else c) for c in text)
