"""What a study would cost, from the server's plans of its experiments."""

from __future__ import annotations

from cairn_cli.client import Json
from cairn_cli.studies.definition import Cell, Study
from cairn_cli.text import Screen, about

HEADS = ("VARIANT", "EXPERIMENTS", "COMPLETIONS AT LEAST", "AT MOST", "TIME AT MOST")


def show(study: Study, plans: dict[Cell, Json], screen: Screen) -> None:
    """One row per variant with experiments that are not queued yet, and one for all.

    Args:
        plans: by cell, those of the experiments that are not queued yet.
    """
    rows = []
    for variant in study.variants:
        of = [plan for cell, plan in plans.items() if cell.variant == variant]
        if of:
            rows.append((variant, *_sums(of)))
    rows.append(("all", *_sums(list(plans.values()))))
    if screen.as_json:
        screen.json(
            {"study": study.name, "plans": [_plan(cell, plan) for cell, plan in plans.items()]}
        )
        return
    screen.table(HEADS, rows)
    screen.say(
        f"{len(plans)} of {len(study.cells())} experiments would be queued. Each is counted as"
        " if it trained alone, and screened unless its hard set has a name, one after the other;"
        " experiments that take over a hard set or a SOAR run of this study cost less."
    )


def _plan(cell: Cell, plan: Json) -> Json:
    estimate, time = plan["estimate"], plan["time"]
    return {"variant": cell.variant, "seed": cell.seed, "estimate": estimate, "time": time}


def _sums(plans: list[Json]) -> tuple[str, str, str, str]:
    times = [plan["time"]["maxSeconds"] for plan in plans]
    return (
        str(len(plans)),
        f"{sum(plan['estimate']['rollouts'] for plan in plans):,}",
        f"{sum(plan['estimate']['maxRollouts'] for plan in plans):,}",
        "unknown" if None in times else about(sum(times)),
    )
