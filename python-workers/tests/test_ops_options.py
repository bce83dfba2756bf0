"""ops/run and ops/serve: what is wrong is said before anything is set up."""

import http.server
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api_stub import Answer, api_stub

OPS = Path(__file__).parents[2] / "ops"


def ops(script: str, *arguments: object) -> tuple[int, str]:
    done = subprocess.run(
        [OPS / script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["chanis"], "there is no preset chanis (allowed: chains, "),
        (["../presets/chains"], "there is no preset"),
        (["chains", "smollm2-gsm8k"], "two presets"),
        (["--set", "steps"], "--set steps is not KEY=VALUE"),
        (["--set=soar.outer.step=3"], "did you mean soar.outer.steps?"),
        (["--set"], "--set needs a value"),
        (["--pools", "BAD"], "'BAD' is not the name of a pool (lower-case letters"),
        (["--pools", "a,,b"], "is not the name of a pool"),
        (["--runs", "0"], "--runs 0 is not a whole number from 1 to 999"),
        (["--port", "99999"], "is not a port (1 to 65535)"),
        (["--problems", "/nowhere"], "--problems /nowhere is not a file that can be read"),
        (["--new", "--resume"], "exclude each other"),
        (["--frobnicate"], "unknown option --frobnicate"),
        (["study-chains", "--exit"], "study-chains is a study, which takes no --exit"),
        (["study-chains", "--port", "99999"], "is not a port (1 to 65535)"),
        (["../studies/study-chains"], "there is no preset"),
    ],
)
def test_a_wrong_command_line_is_refused_at_once(arguments: list[str], told: str) -> None:
    status, printed = ops("run", *arguments)
    assert status == 2, printed
    assert told in printed
    assert "environment" not in printed


def test_serve_takes_no_preset() -> None:
    status, printed = ops("serve", "chains")
    assert status == 2
    assert "ops/cairn submit chains" in printed


def test_help_names_every_option() -> None:
    for script in ("run", "serve"):
        status, printed = ops(script, "--help")
        assert status == 0
        for option in ("--port", "--home", "--pools", "--artifacts", "--runs"):
            assert option in printed


def test_where_cairn_runs_already_it_says_how_to_submit_to_it() -> None:
    with api_stub() as cairn:
        cairn.on("GET /me", Answer({"type": "https://cairn.dev/problems/unauthenticated"}, 401))
        port = cairn.url.rpartition(":")[2]
        status, printed = ops("run", "chains", "--port", port, "--set", "seed=3")
    assert status == 3
    assert f"Cairn already runs at http://127.0.0.1:{port}" in printed
    assert f"ops/cairn --url http://127.0.0.1:{port} submit chains --set seed=3 --follow" in printed


def test_where_cairn_runs_already_no_token_of_another_home_is_suggested(tmp_path: Path) -> None:
    with api_stub() as cairn:
        cairn.on("GET /me", Answer({"type": "https://cairn.dev/problems/unauthenticated"}, 401))
        port = cairn.url.rpartition(":")[2]
        status, printed = ops("run", "chains", "--port", port, "--home", tmp_path / "mine")
    assert status == 3
    assert f"ops/cairn --url http://127.0.0.1:{port} submit chains --follow" in printed
    assert "the --home that it was started with" in printed
    assert str(tmp_path / "mine") not in printed


@pytest.fixture
def other() -> Iterator[int]:
    server = http.server.HTTPServer(("127.0.0.1", 0), http.server.BaseHTTPRequestHandler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()
    thread.join()


def test_another_program_on_the_port_is_said_as_that(other: int) -> None:
    status, printed = ops("serve", "--port", other)
    assert status == 3
    assert f"port {other} is used by a program that is not Cairn" in printed
