"""The commands that look at results and steer the server: what they ask for and what they show."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from api_stub import Answer, ApiStub, Cairn, experiment, run
from cairn_cli.__main__ import parser

ROOT = Path(__file__).parents[2]
NOW = "2026-01-01T00:00:10Z"
SUMMARY = {
    "promotions": 2, "problems": 97, "samples": 32,
    "notes": ["Evaluated on the first 97 of the 200 held-out problems."],
    "policies": [
        {"name": "base", "steps": 0, "optimizerSteps": 0, "passAtK": {"1": 0.0104}},
    ],
    "differences": [
        {"a": "promoted", "b": "base", "k": 1, "mean": -0.0001, "low": -0.1, "high": 0.1},
    ],
    "grading": {
        "rule": "STRICT", "compared": 5000, "differ": 3,
        "byKind": [{"kind": "screen", "compared": 4000, "differ": 1},
                   {"kind": "evaluate", "compared": 1000, "differ": 2}],
    },
}  # fmt: skip
STEP = {
    "outerStep": 3, "accepted": 64, "attempts": 70, "rejected": {"no_box": 6},
    "multipleQuestions": 11, "duplicateQuestions": 23, "meanReward": -0.095703125,
    "movingAverage": None, "setRewards": [0.5, -0.25], "promoted": True, "bestSet": 1,
    "medianRepeat": 0, "promotions": 1,
}  # fmt: skip
ROLLOUT = {
    "unit": "screen/0", "ordinal": 0, "problemId": "p1", "sample": 2, "verdict": "VERIFIED",
    "purpose": "SCREEN", "rejection": None, "reward": 0.5, "completionTokens": 7,
    "answer": "42", "text": "so\x1b[2J 42",
}  # fmt: skip
TOKEN = {
    "id": 3, "name": "ci", "role": "operator", "scope": "full", "createdAt": NOW,
    "lastUsedAt": None, "expiresAt": None, "revokedAt": None,
}  # fmt: skip
CHANGE = {
    "at": NOW, "actor": "ann", "action": "runs.cancel", "target": "/api/v1/runs/1",
    "before": {"state": "running", "shared": False, "tags": {"a": "1"}},
    "after": {"state": "cancelled", "shared": False, "tags": {"b": "2"}},
}  # fmt: skip
POINT = {
    "unit": "t/0/trial/1/0", "outerStep": 0, "set": 1, "repeat": 0, "block": None, "step": 3,
    "value": 0.125, "recordedAt": NOW,
}  # fmt: skip
VIEW = {
    "name": "trials", "comment": "One row per trial.",
    "columns": [
        {"name": "reward", "type": "double precision", "comment": "Gain over the baseline."},
    ],
}  # fmt: skip
SESSION = {
    "id": 4, "name": "ann", "role": "operator", "tokenId": 3, "createdAt": NOW, "lastUsedAt": None,
    "expiresAt": NOW, "current": False,
}  # fmt: skip
LINE = {
    "at": NOW,
    "level": "warn",
    "logger": "a.B",
    "unit": "t/0/teach",
    "text": "once\x1b\n  more",
}
CHANGED = {"path": "soar.outer.steps", "value": 6, "presetValue": 8}
POOL = {"name": "gpu", "state": "draining", "trainingSlots": 4}
SOAR = {"GET /experiments/7": experiment(run(kind="soar"))}


def page(*items: Any) -> dict[str, Any]:
    return {"items": list(items), "next": None}


def doing(*units: tuple[str, int | None, int, int, str]) -> dict[str, Any]:
    """A running run with these units in progress."""
    fields = ("kind", "outerStep", "done", "total", "message")
    return {"GET /runs/12": run(progress=[dict(zip(fields, it, strict=True)) for it in units])}


CASES: list[tuple[list[Any], dict[str, Any], list[str]]] = [
    (["run", 12], doing(("connect", None, 0, 1, "begun")), ["now             loading the model"]),
    (["run", 12], doing(("init", None, 0, 1, "begun")), ["now             preparing"]),
    (["run", 12], doing(("pause", None, 0, 1, "trying again in 5 s")), ["trying again in 5 s"]),
    (["run", 12], doing(("screen", None, 3, 16, "blocks of problems")),
     ["3 of 16 blocks of problems"]),
    (["run", 12], doing(("write", 2, 8, 64, "questions")),
     ["outer step 2, the teacher writes questions, 8 of 64"]),
    (["run", 12], doing(("trial", 2, 1, 10, "steps"), ("trial", 2, 4, 10, "steps")),
     ["outer step 2, 2 students in training, 5 of 20 steps"]),
    (["pause", 7], {"POST /experiments/7:pause": experiment(run(state="pausing"))},
     ["experiment 7 (chains) is pausing"]),
    (["tags", 7], {"GET /experiments/7": experiment()}, ["no tags"]),
    (["summary", 7], {"GET /experiments/7/summary": SUMMARY},
     ["97 held-out hard problems", "1.0 %", "promoted - base", "+0.0", "no clear difference",
      "Evaluated on the first 97 of the 200 held-out problems."]),
    (["summary", 7], {"GET /experiments/7/summary": SUMMARY},
     ["graded by STRICT; MATH_VERIFY would decide differently on 3 of 5,000 answers",
      "evaluate  2 of 1,000"]),
    (["summary", 7],
     {"GET /experiments/7/summary": {**SUMMARY, "policies": [], "differences": [], "grading": {
         "rule": "MATH_VERIFY", "compared": 0, "differ": 0, "byKind": []}}},
     ["no policy has been evaluated yet",
      "graded by MATH_VERIFY; the other rule was not applied"]),
    (["show", 7],
     {"GET /experiments/7": experiment(run(kind="evaluate", state="succeeded")),
      "GET /experiments/7/changed-settings": page(CHANGED),
      "GET /experiments/7/summary": SUMMARY},
     ["soar", "97 held-out hard problems", "PRESET", "soar.outer.steps  6      8"]),
    (["show", 7],
     {"GET /experiments/7": experiment(run(state="queued")),
      "GET /experiments/7/changed-settings": page(),
      "GET /runs/12/queue": {"waitReason": {"message": "no live control plane serves pool gpu"}}},
     ["no live control plane serves pool gpu"]),
    (["steps", 7], {**SOAR, "GET /runs/12/outer-steps": page(STEP)},
     ["MULTIPLE", "11", "DUPLICATE", "23", "-0.0957", "+0.500 -0.250",
      "student of set 1, repeat 0"]),
    (["steps", 7],
     {**SOAR, "GET /runs/12/outer-steps":
         page({**STEP, "multipleQuestions": None, "duplicateQuestions": None})},
     ["6         -         -"]),
    (["steps", 7],
     {**SOAR, "GET /runs/12/outer-steps":
         page({**STEP, "movingAverage": 0.02, "lowerBound": 0.005})},
     ["+0.0200 (lower bound +0.0050)"]),
    (["questions", 7, 3],
     {**SOAR, "GET /runs/12/outer-steps/3/sets":
         page({"set": 1, "reward": 0.5, "questions": [{"question": "1+1=", "answer": "2"}]})},
     ["1+1=", "+0.5000"]),
    (["units", 12],
     {"GET /runs/12/units": page({"unit": "screen/0", "rollouts": 9, "attempt": 1, "startedAt": NOW,
                                  "endedAt": NOW})},
     ["screen/0"]),
    (["rollouts", 12, "--unit", "screen/0"],
     {"GET /runs/12/rollouts?unit=screen%2F0&limit=50": page(ROLLOUT)}, ["VERIFIED", "so [2J 42"]),
    (["rollouts", 12],
     {"GET /runs/12/rollouts?limit=50": page({**ROLLOUT, "purpose": "WRITE"})}, ["parses"]),
    (["rollouts", 12],
     {"GET /runs/12/rollouts?limit=50": page({**ROLLOUT, "purpose": "WRITE_ANSWER"})}, ["parses"]),
    (["rollouts", 12],
     {"GET /runs/12/rollouts?limit=50":
         page({**ROLLOUT, "purpose": "WRITE", "verdict": "UNPARSABLE", "rejection": "NO_BOX"})},
     ["NO_BOX"]),
    (["presets"], {"GET /presets": [{"name": "chains", "title": "a small world"}]},
     ["chains", "a small world"]),
    (["presets", "chains"],
     {"GET /presets": page({"name": "chains", "title": "t", "description": "d",
                            "spec": {"seed": 1, "soar": {"outer": {"tau": 0.01}}}})},
     ["soar.outer.tau", "0.01"]),
    (["spec", 7], {"GET /experiments/7": experiment(spec={"model": {"path": "", "x": None}})},
     ["model.path", "null"]),
    (["sign-in"],
     {"POST /sign-in-links": Answer({"url": "http://x/#code=1", "expiresInMinutes": 15}, 201)},
     ["http://x/#code=1"]),
    (["tokens"], {"GET /tokens": page(TOKEN)}, ["operator", "never"]),
    (["tokens", "--make", "ci"], {"POST /tokens": {"token": TOKEN, "secret": "cairn_s"}},
     ["cairn_s"]),
    (["tokens", "--revoke", 3], {"POST /tokens/3:revoke": TOKEN}, ["token 3 (ci) is revoked"]),
    (["sessions"], {"GET /sessions": page(SESSION)}, ["ann", "operator"]),
    (["sessions", "--revoke", 4], {"POST /sessions/4:revoke": SESSION},
     ["session 4 (ann) has ended"]),
    (["logs", 12, "--level", "warn"],
     {"GET /runs/12/logs?source=control-plane&level=warn&limit=200":
         {"items": [LINE], "note": None, "older": None, "newer": "n"}},
     ["WARN  t/0/teach  once ", "\n      more\n"]),
    (["logs", 12, "--source", "engine"],
     {"GET /runs/12/logs?source=engine&limit=200":
         {"items": [], "note": "it is elsewhere", "older": None, "newer": None}},
     ["no entries: it is elsewhere"]),
    (["diff", 7, 8],
     {"GET /experiments/7": experiment(spec={"seed": 1, "a": {"b": 1, "c": 2}}),
      "GET /experiments/8": experiment(id=8, spec={"seed": 1, "a": {"b": 1.5}})},
     ["SETTING  chains #7  chains #8", "a.b      1          1.5", "a.c      2          -"]),
    (["diff", 7, 7], {"GET /experiments/7": experiment(spec={"seed": 1})},
     ["their settings are equal"]),
    (["audit", "--actor", "ann"], {"GET /audit?actor=ann&limit=50": page(CHANGE)},
     ["runs.cancel", "state: running -> cancelled, tags.a: 1 -> none, tags.b: none -> 2"]),
    (["pools"], {"GET /pools": page(POOL)}, ["draining"]),
    (["pools", "--remove", "gpu"], {"DELETE /pools/gpu": Answer("", 204)}, ["pool gpu is removed"]),
    (["quotas"], {"GET /quotas": page({"owner": "ann", "maxRunning": 3})}, ["ann"]),
    (["quotas", "--set", "ann", "--max-running", 0],
     {"PUT /quotas/ann": {"owner": "ann", "maxRunning": 0}},
     ["ann may have 0 running"]),
    (["share", 7], {"PATCH /experiments/7": experiment(shared=True)}, ["everyone can read it"]),
    (["unshare", 7], {"PATCH /experiments/7": experiment(shared=False)},
     ["only its owner and admins can read it"]),
    (["metrics", 12], {"GET /runs/12/metrics": page({"name": "student/loss", "points": 40})},
     ["student/loss", "40"]),
    (["metrics", 12, "student/loss"],
     {"GET /runs/12/metrics/student%2Floss?limit=50": page(POINT)}, ["t/0/trial/1/0", "0.125"]),
    (["metrics", 12, "student/loss"],
     {"GET /runs/12/metrics/student%2Floss?limit=50": page(POINT | {"value": "NaN"})}, ["nan"]),
    (["sql", "--views"], {"GET /history/views": page(VIEW)}, ["trials", "One row per trial."]),
    (["sql", "--views", "history.trials"], {"GET /history/views": page(VIEW)},
     ["reward", "double precision", "Gain over the baseline."]),
    (["list"], {"GET /experiments?limit=50": page(experiment(shared=True))}, ["SHARED", "yes"]),
    (["tags", 7, "team=x", "--remove", "old"],
     {"PATCH /experiments/7": experiment(tags={"team": "x"})}, ["team", "x"]),
    (["clone", 7, "--validate-only", "--set", "seed=2"],
     {"GET /experiments/7": experiment(spec={"seed": 1}),
      "POST /experiments?validateOnly=true": {"runs": [], "warnings": [], "estimate": dict.fromkeys(
          ("rollouts", "maxRollouts", "tokens", "adapterBytesPerOuterStep", "databaseBytes"),
          2_000_000), "time": dict.fromkeys(
          ("minSeconds", "maxSeconds", "minAcceleratorHours", "maxAcceleratorHours"))
          | {"runs": 0, "basis": "no soar run has succeeded"}}},
     ["2.0 MB", "unknown: no soar run has succeeded"]),
]  # fmt: skip


@pytest.mark.parametrize(("arguments", "answers", "told"), CASES, ids=lambda x: str(x)[:30])
def test_a_command_asks_the_server_and_shows_the_answer(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str],
    arguments: list[Any], answers: dict[str, Any], told: list[str],
) -> None:  # fmt: skip
    for request, answer in answers.items():
        api.on(request, answer)
    assert cairn(*arguments) == 0
    out = capsys.readouterr().out
    for text in told:
        assert text in out
    assert "\x1b" not in out
    for asked in api.asked:
        assert (asked.method, asked.path.partition("?")[0]) in Served()


class Served:
    """The operations of the server, by its OpenAPI document."""

    def __contains__(self, asked: tuple[str, str]) -> bool:
        paths = json.loads((ROOT / "schemas" / "openapi.json").read_text())["paths"]
        patterns = {
            (method.upper(), re.sub(r"\\\{[^}]*\\\}", "[^/:]+", re.escape(path)))
            for path, operations in paths.items()
            for method in operations
        }
        method, path = asked
        return any(m == method and re.fullmatch(p, f"/api/v1{path}") for m, p in patterns)


@pytest.mark.parametrize("arguments", [case[0] for case in CASES], ids=lambda x: str(x)[:30])
def test_json_is_one_document(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str], arguments: list[Any]
) -> None:
    for other, answers, _ in CASES:
        if other == arguments:
            for request, answer in answers.items():
                api.on(request, answer)
    assert cairn("--json", *arguments) == 0
    assert json.loads(capsys.readouterr().out) is not None


def test_what_is_not_named_of_a_pool_stays(cairn: Cairn, api: ApiStub) -> None:
    api.on("GET /pools/gpu", POOL)
    api.on("PUT /pools/gpu", POOL)
    assert cairn("pools", "--set", "gpu", "--training-slots", "none") == 0
    assert api.asked[1].json == {"state": "draining", "trainingSlots": None}
    assert cairn("pools", "--set", "new", "--state", "open") == 2, "the stub knows no such pool"
    assert api.asked[-1].json == {"state": "open", "trainingSlots": None}


def test_a_priority_is_set_for_all_open_runs_of_an_experiment(cairn: Cairn, api: ApiStub) -> None:
    runs = [run(id=1, name="a", state="succeeded"), run(id=2, name="b", state="queued")]
    api.on("GET /experiments/7", experiment(*runs))
    api.on("PATCH /runs/2", run(id=2))
    assert cairn("set", 7, "--priority", 5) == 0
    assert api.requests() == ["GET /experiments/7", "PATCH /runs/2"]


def test_errors_come_once(cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = {"field": "x", "message": "there is no setting x; did you mean y?", "allowed": "y"}
    problem = {"title": "Not valid", "detail": "x: " + wrong["message"], "errors": [wrong]}
    api.on("POST /experiments", Answer(problem, 422))
    assert cairn("submit", "chains") == 2
    assert capsys.readouterr().err.splitlines() == [
        "cairn: error: Not valid", "  x: there is no setting x; did you mean y?",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [("set", 7, "--priority", "high"), ("questions", 7, "x"), ("submit", "x", "--seed", "1.5")],
)
def test_what_is_not_a_number_is_told_in_plain_words(
    cairn: Cairn, capsys: pytest.CaptureFixture[str], words: tuple[object, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cairn(*words)
    assert ended.value.code == 2
    assert f"{words[-1]} is not a whole number; ops/cairn" in capsys.readouterr().err


@pytest.mark.parametrize(("word", "meant"), [("priority", "set"), ("shw", "show"), ("ls", "list")])
def test_a_command_that_does_not_exist_names_the_one_that_was_meant(
    cairn: Cairn, capsys: pytest.CaptureFixture[str], word: str, meant: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        cairn(word)
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        f"cairn: error: there is no command {word}; did you mean {meant}?\n"
    )


def test_what_has_no_steps_yet_says_so_once(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /experiments/7", experiment())
    api.on("GET /runs/12/outer-steps", page())
    assert cairn("steps", 7) == 0
    assert capsys.readouterr().out == "run 12 (soar) has decided no outer step yet\n"


def test_the_help_begins_with_what_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["--help"])
    assert capsys.readouterr().out.startswith("usage: ops/cairn COMMAND [options]\n")
