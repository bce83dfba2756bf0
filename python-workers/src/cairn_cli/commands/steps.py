"""steps and questions: what happened in the outer steps of a SOAR run."""

import argparse

from cairn_cli.arguments import Commands, Section, command, integer, number
from cairn_cli.client import Client, Json
from cairn_cli.experiments import soar_run
from cairn_cli.text import Screen, signed


def add(commands: Commands) -> None:
    steps = command(
        commands, Section.LOOK, "steps", show_steps,
        "show the outer steps: rewards, moving average, promotions",
    )  # fmt: skip
    questions = command(
        commands, Section.LOOK, "questions", show_questions,
        "show what the teacher wrote in an outer step",
    )  # fmt: skip
    for parser in (steps, questions):
        parser.add_argument("experiment", type=number, metavar="EXPERIMENT")
    questions.add_argument("step", type=integer, metavar="STEP", help="from 0, as steps shows it")


def show_steps(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    run = soar_run(client, options.experiment)
    items = client.items(f"/runs/{run['id']}/outer-steps")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    if not items:
        screen.say(f"run {run['id']} (soar) has decided no outer step yet")
        return 0
    screen.table(
        ("STEP", "REWARD", "AVERAGE", "SETS", "REJECTED", "MULTIPLE", "DUPLICATE", "PROMOTED"),
        [
            (
                step["outerStep"],
                signed(step["meanReward"]),
                average(step),
                " ".join(signed(reward, 3) for reward in step["setRewards"] or []),
                sum(step["rejected"].values()) if step["rejected"] else 0,
                counted(step["multipleQuestions"]),
                counted(step["duplicateQuestions"]),
                promoted(step),
            )
            for step in items
        ],
        ("MULTIPLE", "DUPLICATE", "REJECTED", "SETS"),
    )
    return 0


def average(step: Json) -> str:
    """With its lower bound, which then decides in its place."""
    bound = step.get("lowerBound")
    shown = signed(step["movingAverage"])
    return shown if bound is None else f"{shown} (lower bound {signed(bound)})"


def counted(questions: int | None) -> str:
    """A dash where the step is from before they were counted."""
    return "-" if questions is None else str(questions)


def promoted(step: dict[str, object]) -> str:
    if not step["promoted"]:
        return ""
    return f"student of set {step['bestSet']}, repeat {step['medianRepeat']}"


def show_questions(client: Client, options: argparse.Namespace, screen: Screen) -> int:
    run = soar_run(client, options.experiment)
    items = client.items(f"/runs/{run['id']}/outer-steps/{options.step}/sets")
    if screen.as_json:
        screen.json({"items": items})
        return 0
    if not items:
        screen.say(f"nothing was written in outer step {options.step}")
        return 0
    screen.table(
        ("SET", "REWARD", "ANSWER", "QUESTION"),
        [
            (
                question_set["set"],
                signed(question_set["reward"]),
                question["answer"],
                question["question"],
            )
            for question_set in items
            for question in question_set["questions"]
        ],
    )
    return 0
