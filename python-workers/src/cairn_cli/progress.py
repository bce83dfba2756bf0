"""What a run is working on, in the words of `ops/run`."""

from cairn_cli.client import Json

PARTS = {
    "write": "the teacher writes questions",
    "baseline": "the baseline answers the reward questions",
    "learnability": "the student answers the teacher's questions",
    "alignment": "the student answers the teacher's questions, and its gradients are compared",
    "promote": "deciding about a promotion",
    "teach": "the teacher learns from the rewards",
}
OTHER_UNITS = {"connect": "loading the model", "pause": ""}


def current_work(run: Json) -> str:
    """Its units in progress; empty if there are none."""
    units = run.get("progress") or []
    trials = [unit for unit in units if unit["kind"] == "trial"]
    if not trials:
        return ", ".join(map(_unit_work, units))
    done, total = (sum(unit[field] for unit in trials) for field in ("done", "total"))
    students = f"{len(trials)} student{'' if len(trials) == 1 else 's'}"
    step = trials[0]["outerStep"]
    return f"outer step {step}, {students} in training, {done} of {total} steps"


def _unit_work(unit: Json) -> str:
    kind, count = unit["kind"], f"{unit['done']} of {unit['total']}"
    if unit["outerStep"] is not None:
        part = PARTS.get(kind, unit["message"])
        return f"outer step {unit['outerStep']}, {part}" + (
            f", {count}" if unit["total"] > 1 else ""
        )
    if kind in OTHER_UNITS:
        return OTHER_UNITS[kind] or str(unit["message"])
    return f"{count} {unit['message']}" if unit["total"] > 1 else "preparing"
