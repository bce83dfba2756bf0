"""follow: events once each, over broken connections, until the experiment has ended."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from api_stub import BROKEN, Answer, ApiStub, api_stub, experiment, run
from cairn_cli import __main__ as cli
from cairn_cli.client import Client
from cairn_cli.events import ATTEMPTS

STREAM = "GET /experiments/7/events"
EXPERIMENT = "GET /experiments/7"
QUIET = ": still here\n\n"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[ApiStub]:
    monkeypatch.setattr(cli, "Client", lambda url, token: Client(url, token, lambda _: None))
    with api_stub() as stub:
        yield stub


def event(place: int, kind: str, **payload: Any) -> str:
    data = {
        "id": place, "experimentId": 7, "runId": 12, "kind": kind, "payload": payload,
        "at": "2026-01-01T00:00:00Z",
    }  # fmt: skip
    return f"id: {place}\nevent: {kind}\ndata: {json.dumps(data)}\n\n"


def state(place: int, word: str, reason: str | None = None) -> str:
    return event(place, "run.state", name="soar", state=word, reason=reason)


def stream(*events: str) -> Answer:
    return Answer("".join(events), headers={"Content-Type": "text/event-stream"})


def ended(word: str, **changes: Any) -> dict[str, Any]:
    return experiment(run(state=word), state=word, **changes)


def follow(api: ApiStub, *arguments: str) -> int:
    return cli.run(["--url", api.url, "follow", "7", *arguments])


def places(api: ApiStub) -> list[str | None]:
    """Where each connection went on."""
    return [a.headers["Last-Event-ID"] for a in api.asked if a.path == "/experiments/7/events"]


def test_it_shows_what_happens_and_ends_with_the_experiment(
    api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = {
        "outerStep": 0,
        "outerStepsDone": 1,
        "promoted": True,
        "promotions": 1,
        "meanReward": 0.02,
    }
    again = decided | {"outerStep": 1, "outerStepsDone": 2, "promoted": False}
    spec = {"soar": {"outer": {"window": 3}}}
    api.on(EXPERIMENT, experiment(spec=spec), ended("succeeded"))
    api.on(
        STREAM,
        stream(
            state(1, "running"),
            event(7, "unit.done", unit="init", outerStep=None, rollouts=0, seconds=1),
            event(2, "unit.done", unit="t/0/x", outerStep=0, rollouts=1, seconds=1),
            event(3, "unit.done", unit="evaluate/0", outerStep=None, rollouts=64, seconds=1.5),
            event(4, "outer-step.decided", **decided, movingAverage=None),
            event(5, "outer-step.decided", **again, movingAverage=0.03, lowerBound=0.005),
            state(6, "succeeded"),
            state(7, "never shown"),
        ),
    )
    assert follow(api) == 0
    lines = [line[10:] for line in capsys.readouterr().out.splitlines()[:-1]]
    assert [" ".join(line.split()) for line in lines] == [
        "soar: running",
        "soar: evaluate/0 done, 64 answers in 1.5 s",
        "soar: outer step 0 reward +0.0200 average needs 3 steps PROMOTED [promotion 1]"
        " [1 of 50 done]",
        "soar: outer step 1 reward +0.0200 average +0.0300 (lower bound +0.0050) [2 of 50 done]",
        "soar: succeeded",
    ]


def test_a_failure_is_the_exit_status(api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    api.on(EXPERIMENT, ended("failed", reason="no disk"))
    api.on(STREAM, stream(state(1, "failed", "no disk")))
    assert follow(api) == 1
    assert capsys.readouterr().out.endswith("experiment 7 (chains) has failed: no disk\n")


def test_a_broken_stream_goes_on_after_the_last_whole_event(
    api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(EXPERIMENT, experiment(), ended("succeeded"))
    half = state(9, "paused")[:-1]
    api.on(
        STREAM,
        stream(state(3, "running"), half), BROKEN, Answer({}, 503), stream(state(9, "succeeded")),
    )  # fmt: skip
    assert follow(api, "--json") == 0
    shown = capsys.readouterr()
    assert [json.loads(line)["id"] for line in shown.out.splitlines()] == [3, 9]
    assert places(api) == [None, "3", "3", "3"]
    assert "trying again" in shown.err


def test_a_retried_run_does_not_end_it(api: ApiStub) -> None:
    again = experiment(run(state="failed"), run(id=13), state="running")
    api.on(EXPERIMENT, again, again, ended("succeeded"))
    api.on(STREAM, stream(state(1, "failed"), state(2, "running"), state(3, "succeeded")))
    assert follow(api) == 0


def test_it_ends_also_where_the_end_of_a_run_is_gone_from_the_events(
    api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(EXPERIMENT, experiment(), ended("succeeded"))
    gap = 'id: 8\nevent: gap\ndata: {"after": 0, "through": 8, "resync": "/x"}\n\n'
    api.on(STREAM, stream(gap, QUIET))
    assert follow(api) == 0
    assert "some events have been deleted" in capsys.readouterr().out


def test_it_gives_up_on_a_server_that_stays_away(
    api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on(EXPERIMENT, experiment())
    api.on(STREAM, BROKEN)
    assert follow(api) == 3
    assert len(places(api)) == ATTEMPTS + 1
    assert capsys.readouterr().err.count("trying again") == 1


def test_an_experiment_that_is_none_is_refused(api: ApiStub) -> None:
    assert follow(api) == 2


def test_a_submission_can_be_followed(api: ApiStub, capsys: pytest.CaptureFixture[str]) -> None:
    api.on("POST /experiments", Answer(experiment(state="queued"), 202))
    api.on(EXPERIMENT, ended("succeeded"))
    api.on(STREAM, stream(state(1, "succeeded")))
    assert cli.run(["--url", api.url, "submit", "chains", "--follow", "--json"]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["state"], second["kind"]) == ("queued", "run.state")


def test_a_stream_that_ends_with_its_experiment_is_not_asked_for_again(api: ApiStub) -> None:
    api.on(EXPERIMENT, experiment(), ended("succeeded"))
    end = 'id: 2\nevent: end\ndata: {"position": 2}\n\n'
    api.on(STREAM, stream(state(1, "running"), end))
    assert follow(api) == 0
    assert places(api) == [None]
