"""The command line and the server: what is sent again, where it looks, who is let in."""

from pathlib import Path
from typing import Any

import pytest

from api_stub import BROKEN, Answer, ApiStub, Cairn, api_stub, experiment
from cairn_cli import __main__ as cli


def test_a_post_is_repeated_with_its_key_until_an_answer_comes(
    cairn: Cairn, api: ApiStub, slept: list[float]
) -> None:
    in_flight = Answer({"type": "https://cairn.dev/problems/idempotency-in-flight"}, 409)
    api.on(
        "POST /experiments/7:pause",
        BROKEN, Answer(experiment(), cut=True), in_flight, Answer(experiment(), 202),
    )  # fmt: skip
    assert cairn("pause", 7) == 0
    assert len(api.asked) == 4
    assert len({asked.headers["Idempotency-Key"] for asked in api.asked}) == 1
    assert slept == [0.5, 1, 2]


def test_every_post_has_a_key_of_its_own(cairn: Cairn, api: ApiStub) -> None:
    api.on("POST /experiments/7:pause", experiment())
    assert cairn("pause", 7, 7) == 0
    assert len({asked.headers["Idempotency-Key"] for asked in api.asked}) == 2
    assert {asked.headers["Content-Type"] for asked in api.asked} == {None}


def test_without_an_answer_it_says_what_is_not_known(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("POST /experiments/7:cancel", BROKEN)
    assert cairn("cancel", 7) == 3
    assert len(api.asked) == 4
    assert "it is not known whether the request was carried out" in capsys.readouterr().err


def test_a_refusal_is_not_repeated(cairn: Cairn, api: ApiStub) -> None:
    api.on("POST /experiments/7:retry", Answer({"title": "no"}, 409))
    assert cairn("retry", 7) == 2
    assert len(api.asked) == 1


def test_where_nothing_listens_it_says_how_to_start(
    slept: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with api_stub() as gone:
        pass
    assert cli.run(["--url", gone.url, "list"]) == 3
    assert "is Cairn running? start it with ops/serve or ops/run" in capsys.readouterr().err
    assert not slept


def test_what_is_not_cairn_is_told_apart(
    cairn: Cairn, api: ApiStub, capsys: pytest.CaptureFixture[str]
) -> None:
    api.on("GET /experiments/7", Answer("<html>"))
    assert cairn("show", 7) == 3
    assert "is not Cairn" in capsys.readouterr().err


@pytest.mark.parametrize(
    "url", ["127.0.0.1:8080", "ftp://x", "http://", "http://x:y", "http://x y"]
)
def test_an_address_that_is_none_is_refused(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["list", "--url", url]) == 2
    assert "not an address" in capsys.readouterr().err


def test_the_token_comes_from_option_environment_or_home(
    cairn: Cairn, api: ApiStub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.on("GET /experiments/7", experiment())
    cairn("show", 7)
    home = tmp_path / ".cairn"
    home.mkdir()
    (home / "admin-token").write_text("of-home\n")
    cairn("show", 7)
    monkeypatch.setenv("CAIRN_TOKEN", "of-environment")
    cairn("show", 7)
    (tmp_path / "t").write_text("of-file\n")
    cairn("show", 7, "--token-file", tmp_path / "t")
    shown = [asked for asked in api.asked if asked.path.endswith("/experiments/7")]
    sent = [asked.headers["Authorization"] for asked in shown]
    assert sent == [None, "Bearer of-home", "Bearer of-environment", "Bearer of-file"]


def test_the_token_of_the_default_home_stays_on_this_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CAIRN_TOKEN", raising=False)
    (tmp_path / ".cairn").mkdir()
    (tmp_path / ".cairn" / "admin-token").write_text("t")
    options = cli.parser().parse_args(["list"])
    assert cli.token(options, "http://127.0.0.1:1") == "t"
    assert cli.token(options, "http://elsewhere.example") is None


@pytest.mark.parametrize(
    ("status", "problem", "told"),
    [
        (401, {"title": "This needs a token"}, "--token-file or CAIRN_TOKEN"),
        (403, {"title": "Your role does not allow this"}, "use a token whose role allows this"),
        (403, {"type": "https://cairn.dev/problems/foreign-host"}, "--url http://127.0.0.1"),
    ],
)
def test_who_is_not_let_in_is_told_what_to_do(
    cairn: Cairn, api: ApiStub, status: int, problem: dict[str, Any], told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    api.on("GET /experiments/7", Answer(problem, status))
    assert cairn("show", 7) == 2
    assert told in capsys.readouterr().err
