"""The guard, and the two transports: embedded calls and the HTTP server."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cbor2
import numpy as np
import pytest

from cairn_workers import embedded, wire
from cairn_workers.errors import WorkerError
from cairn_workers.service import Service
from conftest import Worker

GUARD = 180.0  # seconds; only what hangs takes so long

STOPS = [SystemExit(3), KeyboardInterrupt(), GeneratorExit(), RuntimeError("boom"), MemoryError()]


@pytest.fixture
def embedded_worker() -> Iterator[None]:
    embedded.restart()
    yield
    embedded.restart()


def call(op: str, header: Any = None, **arrays: Any) -> dict[str, Any]:
    reply, _, _ = embedded.call(op, json.dumps(header or {}), list(arrays), list(arrays.values()))
    return dict(json.loads(reply))


@pytest.mark.parametrize("stop", STOPS, ids=lambda e: type(e).__name__)
def test_nothing_gets_past_the_guard(
    monkeypatch: pytest.MonkeyPatch, stop: BaseException, embedded_worker: None
) -> None:
    def failing(*_: object) -> None:
        raise stop

    monkeypatch.setattr(Service, "_hello", failing)
    error = call("hello")["error"]
    wanted = {"KeyboardInterrupt": "cancelled", "MemoryError": "out_of_memory"}
    assert error["class"] == wanted.get(type(stop).__name__, "internal")


def test_embedded_round_trip(model_path: Path, embedded_worker: None) -> None:
    hello = call("hello")
    assert hello["protocol"] == 1
    sender = Worker(Service(), model_path)
    assert hello["epoch"] == call("base", sender.loading())["epoch"]
    assert call("open", sender.opening("a"))["parameters"] > 0
    _, names, arrays = embedded.call(
        "logprobs",
        json.dumps({"session": "a", "distribution": "policy", "temperature": 1}),
        ["prompt_ids", "prompt_lengths", "completion_ids", "completion_lengths"],
        [np.array(a, np.int32) for a in ([1, 2, 3], [1, 2], [4, 5, 6], [2, 1])],
    )
    assert names == ["logprobs"]
    assert arrays[0].dtype == np.float32
    assert arrays[0].shape == (3,)
    assert embedded.restart() != hello["epoch"]
    assert call("close", {"session": "a"})["closed"] == 0


def test_requests_that_make_no_sense(embedded_worker: None) -> None:
    assert call("nonsense")["error"]["class"] == "user"
    assert call("verify", {"references": ["1"], "answers": []})["error"]["class"] == "user"
    assert call("verify", {"references": ["1"]})["error"]["class"] == "user"
    wrong = call("open", {"session": "a", "run": 1, "fence": "x"})["error"]["message"]
    assert "fence" in wrong
    reply, _, _ = embedded.call("hello", "{no json", [], [])
    assert json.loads(reply)["error"]["class"] == "internal"


def test_wire_round_trip() -> None:
    arrays = {
        "i": np.arange(3, dtype=np.int32),
        "f": np.array([1.5, -2], np.float32),
        "d": np.array([], np.float64),
        "l": np.array([1 << 40], np.int64),
    }
    header, back = wire.decode(wire.encode({"a": [1, "x", None]}, arrays))
    assert header == {"a": [1, "x", None]}
    for name, array in arrays.items():
        assert np.array_equal(back[name], array)
        assert back[name].dtype == array.dtype


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\x00",
        cbor2.dumps([]),
        cbor2.dumps({"header": {}, "arrays": {"a": {"dtype": ">i4", "data": b""}}}),
        cbor2.dumps({"header": {}, "arrays": {"a": {"dtype": "<i4", "data": b"123"}}}),
    ],
)
def test_wire_refuses(body: bytes) -> None:
    with pytest.raises(WorkerError):
        wire.decode(body)


class Server:
    def __init__(self, root: Path, token: str) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        self.token = token
        port = self.url.rpartition(":")[2]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "cairn_workers.server", "--port", port, "--artifacts", str(root),
             "--scratch", str(root), "--stamp", "mine", "--exit-with-stdin"],
            stdin=subprocess.PIPE,
            env={
                **os.environ,
                "CAIRN_WORKER_TOKEN": token,
                "PYTHONPATH": os.pathsep.join(sys.path),
            },
        )  # fmt: skip

    def health(self) -> dict[str, Any]:
        end = time.monotonic() + GUARD
        while True:
            try:
                with urllib.request.urlopen(self.url + "/health", timeout=GUARD) as answer:
                    return dict(json.loads(answer.read()))
            except OSError:
                assert time.monotonic() < end
                assert self.process.poll() is None
                time.sleep(0.1)

    def post(
        self, op: str, header: Any, arrays: Any = None, token: str | None = None
    ) -> tuple[int, bytes]:
        request = urllib.request.Request(
            f"{self.url}/v1/call/{op}",
            wire.encode(header, arrays or {}),
            {"Authorization": f"Bearer {token or self.token}"},
        )
        try:
            with urllib.request.urlopen(request, timeout=GUARD) as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    server = Server(tmp_path_factory.mktemp("roots"), "secret")
    yield server
    server.process.kill()
    server.process.wait(GUARD)


def test_server_round_trip(
    server: Server, service: Service, model_path: Path, make_batch: Any
) -> None:
    health = server.health()
    assert (health["status"], health["stamp"]) == ("ok", "mine")
    local = Worker(service, model_path)
    assert server.post("base", local.loading())[0] == 200
    opening = local.opening("a")
    status, body = server.post("open", opening)
    header, _ = wire.decode(body)
    assert status == 200
    assert header["epoch"] == health["epoch"]
    assert header["sha256"] == local.open("a")["sha256"]
    status, body = server.post("step", local.stepping("a", 0), make_batch())
    reply, wanted = wire.decode(body)[0], local.step("a", 0, make_batch())
    assert status == 200
    for name in ("loss", "kl", "gradient_norm", "skipped", "tokens"):
        assert reply[name] == wanted[name]


def test_server_statuses(server: Server) -> None:
    server.health()
    assert server.post("nonsense", {})[0] == 400
    assert server.post("publish", {"session": "none", "directory": "/x"})[0] == 409
    assert server.post("close_run", {"run": 9, "fence": 2})[0] == 200
    assert server.post("close_run", {"run": 9, "fence": 1})[0] == 409
    assert server.post("hello", {}, token="wrong")[0] == 401
    status, body = server.post(
        "verify",
        {
            "references": ["1/2"],
            "answers": ["0.5"],
            "rule": "STRICT",
            "other": False,
            "timeout": 20.0,
        },
    )
    assert status == 200
    assert wire.decode(body)[0]["verdicts"] == ["verified"]


def test_server_ends_when_stdin_closes(server: Server) -> None:
    server.health()
    assert server.process.stdin is not None
    server.process.stdin.close()
    assert server.process.wait(GUARD) == 0
