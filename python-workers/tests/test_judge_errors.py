"""`ops/analyse --judge`: what is wrong is said in a sentence, before anything is judged."""

import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from api_stub import BROKEN, Answer, ApiStub, Asked
from cairn_analyses import __main__ as analyse
from cairn_analyses.endpoint import Endpoint
from cairn_analyses.judge import Judging
from cairn_analyses.written import Written
from cairn_cli.errors import UnreachableError
from judge_stub import CHAT, HEADERS, MODELS, RIGHT, JudgeStub, error, models

SOURCES = Path(__file__).parents[1] / "src"


@pytest.fixture
def stub(api: ApiStub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JudgeStub:
    for name in ("CAIRN_URL", "CAIRN_TOKEN", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr("cairn_analyses.endpoint.REPEATS", 0)
    api.on("GET /runs/4", {"kind": "sample"})
    questions = [{"question": "1+2", "answer": "3"}, {"question": "2+2", "answer": "4"}]
    api.on("GET /runs/4/teacher-questions", {"items": questions})
    return JudgeStub(api)


def failed(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str], *more: str, url: str | None = None
) -> tuple[int, str]:
    """Exit status and the last line on standard error."""
    judge = ["--judge", url or stub.url, "--judge-model", "judge"]
    status = analyse.main(["4", "--url", stub.api.url, *judge, *more])
    printed = capsys.readouterr()
    assert printed.out == ""
    return status, printed.err.splitlines()[-1].removeprefix("cairn: error: ")


def test_an_address_where_nobody_listens(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/v1"
        status, told = failed(stub, capsys, url=url)
    assert status == 3
    assert told.startswith(f"{url} can't be reached (")
    assert told.endswith("Connection refused): is the judge running?")


def test_a_judge_that_does_not_answer(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        told = failed(stub, capsys, "--judge-timeout", "0.2", url=url)
    assert told == (3, f"no answer from {url} in 0.2 s")


def test_a_question_that_takes_too_long(stub: JudgeStub) -> None:
    released = threading.Event()

    def answer(asked: Asked) -> Answer:
        released.wait(30)
        return BROKEN

    stub.api.on(CHAT, answer)
    endpoint = Endpoint(Judging(stub.url, "judge", None, 300, 0.2))
    try:
        with pytest.raises(UnreachableError) as e:
            endpoint.answer(Written("1+2", "3"), 0, 0)
    finally:
        released.set()
    assert str(e.value) == (
        f"no answer from {stub.url} in 0.2 s; raise --judge-timeout or lower --judge-parallel"
    )


@pytest.mark.parametrize("status", [401, 403])
def test_a_wrong_key(
    stub: JudgeStub,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    status: int,
) -> None:
    stub.api.on(MODELS, error(status, "bad key"))
    stub.api.on(CHAT, error(status, "bad key"))
    assert failed(stub, capsys) == (
        2,
        f"{stub.url} refuses requests without a key: bad key; put one into OPENAI_API_KEY",
    )
    monkeypatch.setenv("OPENAI_API_KEY", "s3cret")
    assert failed(stub, capsys) == (2, f"{stub.url} refuses the key in OPENAI_API_KEY: bad key")
    assert stub.api.asked[-1].headers["Authorization"] == "Bearer s3cret"
    monkeypatch.setenv("OPENAI_API_KEY", "s3crét")
    assert failed(stub, capsys) == (2, "OPENAI_API_KEY contains characters that a key can't have")


def test_a_model_that_is_not_offered(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.api.on(MODELS, models("qwen", "llama"))
    assert failed(stub, capsys) == (2, f"{stub.url} has no model judge; it offers llama, qwen")
    stub.api.on(MODELS, models(*(f"m{i:02}" for i in range(23))))
    assert failed(stub, capsys)[1].endswith("it offers " + ", ".join(
        f"m{i:02}" for i in range(20)
    ) + " and 3 more")  # fmt: skip
    stub.api.on(MODELS, models())
    assert failed(stub, capsys)[1].endswith("it offers none")
    assert stub.requests() == []


@pytest.mark.parametrize("status", [404, 403])
def test_an_endpoint_need_not_list_its_models(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    stub.api.on(MODELS, error(status, "no list"))
    stub.api.on(CHAT, error(404, "no such model"))
    assert failed(stub, capsys) == (
        2,
        f"{stub.url} has no model judge, or is not the address of an OpenAI-compatible API, which"
        " usually ends with /v1: no such model",
    )
    stub.answers(lambda question, attempt: RIGHT)
    judge = ["--judge", stub.url, "--judge-model", "judge"]
    assert analyse.main(["4", "--url", stub.api.url, *judge]) == 0


@pytest.mark.parametrize("status", [400, 422])
def test_response_format_refused(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str], status: int
) -> None:
    stub.api.on(CHAT, error(status, "unknown type json_schema"))
    assert failed(stub, capsys) == (
        2,
        f"{stub.url} refuses the request for a verdict, which has a response_format of type"
        " json_schema: unknown type json_schema",
    )


@pytest.mark.parametrize("body", ["<html>Welcome</html>", "{", '{"object": "list"}', "[]"])
@pytest.mark.parametrize("kind", ["text/html", "application/json"])
@pytest.mark.parametrize("request_", [MODELS, CHAT])
def test_a_server_of_another_kind(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str], body: str, kind: str, request_: str
) -> None:
    stub.api.on(request_, Answer(body, headers=HEADERS | {"Content-Type": kind}))
    assert failed(stub, capsys) == (
        3,
        f"{stub.url} does not answer as an OpenAI-compatible API does; its address usually ends"
        " with /v1",
    )


@pytest.mark.parametrize(
    ("answer", "status", "told"),
    [
        (error(429, "quota exceeded"), 3, "wants fewer requests: quota exceeded; wait, or lower"),
        (error(500, "out of\nmemory"), 3, "fails with HTTP 500: out of memory"),
        (error(401, "key revoked"), 2, "refuses requests without a key: key revoked"),
        (Answer("gone", 502, {"Connection": "close"}), 3, "fails with HTTP 502: gone"),
    ],
)
def test_an_endpoint_that_fails_later_ends_the_command_and_keeps_the_verdicts(
    stub: JudgeStub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    answer: Answer,
    status: int,
    told: str,
) -> None:
    stub.answers(lambda question, attempt: RIGHT if question == "1+2" else answer)
    file = tmp_path / "verdicts.jsonl"
    judge = ["--judge", stub.url, "--judge-model", "judge", "--judge-file", str(file)]
    more = ["--judge-parallel", "1"]
    assert analyse.main(["4", "--url", stub.api.url, *judge, *more]) == status
    began, stopped, last = capsys.readouterr().err.splitlines()
    assert began == "asking judge about 2 questions"
    assert stopped.startswith(f"stopped; the verdicts so far are in {file}")
    assert last.startswith(f"cairn: error: {stub.url} {told}")
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--judge", "http://h/v1"], "--judge needs --judge-model"),
        (["--judge-model", "m"], "--judge-model needs --judge"),
        (["--judge-file", "f"], "--judge-file needs --judge and --judge-model"),
        (["--judge-items", "--json"], "--judge-items needs --judge and --judge-model"),
        (["--judge", "http://h/v1", "--judge-model", "m", "--judge-items"],
         "--judge-items needs --json"),
        (["--judge-parallel", "0"], "0 is not a number of 1 or more"),
        (["--judge-timeout", "0"], "0 is not a number of seconds above 0"),
        (["--judge-timeout", "inf"], "inf is not a number of seconds above 0"),
        (["--judge-timeout", "nan"], "nan is not a number of seconds above 0"),
        (["--near", "1"], "1 is not a number from 0 to below 1"),
        (["--near", "much"], "much is not a number"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit(
    capsys: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    with pytest.raises(SystemExit, match="2"):
        analyse.main(["4", *arguments])
    assert told in capsys.readouterr().err


def test_an_address_without_a_scheme(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    assert failed(stub, capsys, url="localhost:8000") == (
        2,
        "--judge localhost:8000 is not an address such as http://127.0.0.1:8000/v1",
    )


def test_without_the_package_only_the_judge_is_missing(stub: JudgeStub) -> None:
    code = (
        "import sys\n"
        "sys.modules['openai'] = None\n"
        "from cairn_analyses.__main__ import main\n"
        "sys.exit(main(sys.argv[1:]))"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        given = [sys.executable, "-c", code, "4", "--url", stub.api.url, *arguments]
        return subprocess.run(
            given, env={"PYTHONPATH": str(SOURCES)}, capture_output=True, text=True, check=False
        )

    done = run("--judge", stub.url, "--judge-model", "judge")
    assert done.returncode == 2
    assert done.stderr == (
        "cairn: error: --judge needs the Python package openai, which is not installed: pip install"
        " openai\n"
    )
    assert run().returncode == 0
