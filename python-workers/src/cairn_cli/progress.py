"""What a run is working on, in the words of `ops/run`."""

from cairn_cli.client import Json

PARTS = {
    "write": "the teacher writes questions",
    "baseline": "the baseline answers the reward questions",
    "promote": "deciding about a promotion",
    "teach": "the teacher learns from the rewards",
}
OTHER_UNITS = {"connect": "loading the model", "pause": ""}


def current_work(run: Json) -> str:
    """Its units in progress; empty if there are none."""
    units = run.get("progress") or []
    trials = [unit for unit in units if "/trial/" in unit["unit"]]
    if not trials:
        return ", ".join(map(_unit_work, units))
    done, total = (sum(unit[field] for unit in trials) for field in ("done", "total"))
    students = f"{len(trials)} student{'' if len(trials) == 1 else 's'}"
    return f"{_step(trials[0])}, {students} in training, {done} of {total} steps"


def _unit_work(unit: Json) -> str:
    name = unit["unit"]
    if name.startswith("t/"):
        part = PARTS.get(name.partition("/")[2].partition("/")[2], unit["what"])
        count = f", {unit['done']} of {unit['total']}" if unit["total"] > 1 else ""
        return f"{_step(unit)}, {part}{count}"
    if name in OTHER_UNITS:
        return OTHER_UNITS[name] or str(unit["what"])
    return f"{unit['done']} of {unit['total']} {unit['what']}" if unit["total"] > 1 else "preparing"


def _step(unit: Json) -> str:
    return f"outer step {unit['unit'].split('/')[1]}"
