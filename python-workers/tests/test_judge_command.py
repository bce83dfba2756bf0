"""`ops/analyse --judge`: tables, JSON, the file of verdicts, several requests at a time."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from api_stub import BROKEN, Answer, ApiStub, Asked
from cairn_analyses import __main__ as analyse
from cairn_analyses import judging
from cairn_analyses.judging import Progress
from cairn_analyses.parallel import as_completed
from judge_stub import CHAT, RIGHT, SLIP, VAGUE, JudgeStub, completion, problem, verdict

WRITTEN = [[("1+2", "3"), ("3*4", "13"), ("1+2", "3")], [("a+b", "7"), ("1+2", "4")]]


@pytest.fixture
def stub(api: ApiStub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> JudgeStub:
    for name in ("CAIRN_URL", "CAIRN_TOKEN", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    api.on("GET /runs/2", {"kind": "soar"})
    api.on("GET /runs/2/outer-steps", {"items": [{"outerStep": 0}, {"outerStep": 1}]})
    for step, written in enumerate(WRITTEN):
        questions = [{"question": q, "answer": a} for q, a in written]
        api.on(f"GET /runs/2/outer-steps/{step}/sets", {"items": [{"questions": questions}]})
    return JudgeStub(api)


def command(stub: JudgeStub, *arguments: object) -> int:
    judge = ["--judge", stub.url, "--judge-model", "judge"]
    return analyse.main(["2", "--url", stub.api.url, *judge, *map(str, arguments)])


def mixed(question: str, attempt: int) -> str:
    """1+2 is right at once, 3*4 a slip at the second attempt, a+b never judged."""
    if question == "1+2":
        return RIGHT
    return SLIP if question == "3*4" and attempt == 1 else "no verdict"


def test_a_table_for_each_run(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.answers(mixed)
    assert command(stub) == 0
    printed = capsys.readouterr()
    head, _, *texts, gap, titles, first, second, bad = printed.out.splitlines()
    assert (head, gap, len(texts)) == ("run 2", "", 2)
    assert titles.split() == [
        "PART", "QUESTIONS", "JUDGED", "WELL-POSED", "CORRECT",
        "ARITHMETIC", "LOGIC", "IMPOSSIBLE", "AMBIGUOUS", "RETRIED",
    ]  # fmt: skip
    assert " ".join(first.split()) == "outer step 0 3 3 3 2 1 0 0 0 1"
    assert " ".join(second.split()) == "outer step 1 2 1 1 1 0 0 0 0 1"
    assert bad == "1 of 5 not judged; bad answers: NOT_JSON 4"
    assert printed.err == "asking judge about 4 questions\n"


def test_equal_questions_are_asked_once_unless_their_answers_differ(stub: JudgeStub) -> None:
    stub.answers(lambda question, attempt: RIGHT)
    command(stub)
    assert sorted(stub.problems()) == ["1+2", "1+2", "3*4", "a+b"]


def test_json_has_all_of_it(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    stub.answers(mixed)
    assert command(stub, "--json", "--judge-items") == 0
    document = json.loads(capsys.readouterr().out)
    assert document["items"] == [
        {
            "run": 2, "part": "outer step 0", "texts": 3, "distinct": 2, "leaks": 0, "reworded": 0,
            "judge": {
                "judged": 3, "unjudged": 0, "wellPosed": 3, "correct": 2,
                "errors": {"ARITHMETIC": 1, "LOGIC": 0, "IMPOSSIBLE": 0, "AMBIGUOUS": 0},
                "retried": 1, "badAnswers": {"NOT_JSON": 1},
            },
        },
        {
            "run": 2, "part": "outer step 1", "texts": 2, "distinct": 2, "leaks": 0, "reworded": 0,
            "judge": {
                "judged": 1, "unjudged": 1, "wellPosed": 1, "correct": 1,
                "errors": {"ARITHMETIC": 0, "LOGIC": 0, "IMPOSSIBLE": 0, "AMBIGUOUS": 0},
                "retried": 1, "badAnswers": {"NOT_JSON": 3},
            },
        },
    ]  # fmt: skip
    gallery = document["gallery"]
    assert [(each["part"], each["question"], each["answer"]) for each in gallery] == [
        (f"outer step {step}", *pair) for step, pairs in enumerate(WRITTEN) for pair in pairs
    ]
    assert gallery[1]["verdict"] == {
        "reasoning": "it is so",
        "wellPosed": True,
        "correct": False,
        "error": "ARITHMETIC",
    }
    assert (gallery[1]["attempts"], gallery[1]["badAnswers"]) == (2, ["NOT_JSON"])
    assert (gallery[3]["attempts"], gallery[3]["verdict"]) == (3, None)


def test_without_judge_items_no_question_is_printed(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str]
) -> None:
    stub.answers(mixed)
    command(stub, "--json")
    assert list(json.loads(capsys.readouterr().out)) == ["items"]


def test_a_model_and_a_judge_together(stub: JudgeStub, capsys: pytest.CaptureFixture[str]) -> None:
    from cairn_chains.export import SHIPPED

    stub.answers(mixed)
    assert command(stub, "--model", SHIPPED, "--json") == 0
    first, _ = json.loads(capsys.readouterr().out)["items"]
    assert first["score"] > 1
    assert first["judge"]["judged"] == 3


def test_a_second_call_asks_only_what_is_missing(
    stub: JudgeStub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "verdicts.jsonl"
    stub.answers(mixed)
    command(stub, "--judge-file", file, "--json", "--judge-items")
    first = capsys.readouterr().out
    asked = len(stub.api.asked)
    command(stub, "--judge-file", file, "--json", "--judge-items")
    assert capsys.readouterr().out == first
    assert not any(path.startswith(("/v1", "POST")) for path in paths(stub.api.asked[asked:]))
    # Of two lines that are lost one is cut: both questions are asked again, and no other.
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    lost = {json.loads(line)["question"] for line in lines[2:]}
    file.write_text("".join(lines[:2]) + lines[2][:-9], encoding="utf-8")
    stub.answers(mixed)
    before = len(stub.requests())
    assert command(stub, "--judge-file", file, "--json", "--judge-items") == 0
    printed = capsys.readouterr()
    assert printed.out == first
    assert set(stub.problems()[before:]) == lost
    assert f"asking judge about 2 questions; 2 more are in {file}" in printed.err
    # More attempts ask on for the question that has no verdict.
    before = len(stub.requests())
    stub.answers(lambda question, attempt: VAGUE)
    command(stub, "--judge-file", file, "--judge-attempts", 4)
    assert stub.problems()[before:] == ["a+b"]


def paths(asked: list[Asked]) -> list[str]:
    return [each.path for each in asked]


def test_the_order_of_answers_changes_nothing(
    stub: JudgeStub, capsys: pytest.CaptureFixture[str]
) -> None:
    """Four requests at a time, answered in the order of their arrival and in the reverse one."""
    printed = []
    for is_reversed in (False, True):
        stub.api.on(CHAT, InOrder(4, is_reversed))
        assert command(stub, "--json", "--judge-items", "--judge-parallel", 4) == 0
        printed.append(capsys.readouterr().out)
    assert printed[0] == printed[1]
    gallery = json.loads(printed[0])["gallery"]
    assert [each["verdict"]["reasoning"] for each in gallery] == [
        f"of {question}, {answer}" for pairs in WRITTEN for question, answer in pairs
    ]


class InOrder:
    """Holds answers back until all requests are there, then lets them go one by one."""

    def __init__(self, requests: int, is_reversed: bool) -> None:
        self._sent = [threading.Event() for _ in range(requests + 1)]
        self._all_there = threading.Barrier(requests)
        self._is_reversed = is_reversed
        self._lock = threading.Lock()
        self._arrived = 0
        self._sent[0].set()

    def __call__(self, asked: Asked) -> Answer:
        if problem(asked) == "What is 1 + 1?":
            return completion(RIGHT)
        with self._lock:
            place = self._arrived
            self._arrived += 1
        self._all_there.wait(30)
        turn = len(self._sent) - 2 - place if self._is_reversed else place
        assert self._sent[turn].wait(30)
        material = json.loads(asked.json["messages"][1]["content"])
        reasoning = f"of {material['problem']}, {material['answer']}"
        answer = completion(verdict(True, True, "NONE", reasoning))
        return Answer(answer.body, headers=answer.headers, sent=self._sent[turn + 1].set)


def test_results_come_as_they_are_done() -> None:
    may = [threading.Event() for _ in range(3)]

    def work(item: int) -> int:
        assert may[item].wait(30)
        return item

    results = as_completed(work, [0, 1, 2], 3)
    for item in (2, 0, 1):
        may[item].set()
        assert next(results) == item
    assert list(results) == []


def test_the_first_failure_ends_all() -> None:
    began: list[int] = []

    def work(item: int) -> int:
        began.append(item)
        raise ValueError(item)

    with pytest.raises(ValueError, match="0"):
        list(as_completed(work, list(range(50)), 1))
    assert began == [0]


@pytest.mark.parametrize("with_file", [True, False])
def test_ctrl_c_keeps_what_is_judged_and_waits_for_nobody(
    stub: JudgeStub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    with_file: bool,
) -> None:
    kept, released = threading.Event(), threading.Event()

    class Noticing(Progress):
        def one_more(self) -> None:
            kept.set()

    def answer(question: str, attempt: int) -> str:
        if question == "1+2":
            return RIGHT
        assert kept.wait(30)
        os.kill(os.getpid(), signal.SIGINT)
        released.wait(30)
        return RIGHT

    monkeypatch.setattr(judging, "Progress", Noticing)
    stub.answers(answer)
    file = tmp_path / "verdicts.jsonl"
    arguments: list[Any] = ["--judge-file", file] if with_file else []
    try:
        assert command(stub, "--judge-parallel", 1, *arguments) == 130
        assert not released.is_set()
    finally:
        released.set()
    printed = capsys.readouterr()
    assert printed.out == ""
    if not with_file:
        assert printed.err.endswith("stopped; without --judge-file no verdict is kept\n")
        return
    assert printed.err.endswith(
        f"stopped; the verdicts so far are in {file}, and the same command asks only for the rest\n"
    )
    (line,) = file.read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["question"] == "1+2"
    stub.answers(lambda question, attempt: RIGHT)
    before = len(stub.requests())
    assert command(stub, "--judge-file", file) == 0
    assert sorted(stub.problems()[before:]) == ["1+2", "3*4", "a+b"]


def test_a_process_ends_at_ctrl_c_though_a_request_has_no_answer(stub: JudgeStub) -> None:
    arrived, released = threading.Event(), threading.Event()

    def answer(question: str, attempt: int) -> Answer:
        arrived.set()
        released.wait(60)
        return BROKEN

    stub.answers(answer)
    given = ["2", "--url", stub.api.url, "--judge", stub.url, "--judge-model", "judge"]
    sources = str(Path(analyse.__file__).parents[1])
    process = subprocess.Popen(
        [sys.executable, "-m", "cairn_analyses", *given],
        env={"PYTHONPATH": sources},
        stderr=subprocess.DEVNULL,
    )
    try:
        assert arrived.wait(60)
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 130
        assert not released.is_set()
    finally:
        released.set()
        process.kill()
        process.wait()


def test_progress_is_told_from_time_to_time() -> None:
    told: list[str] = []
    now = 100.0
    progress = Progress(40, told.append, lambda: now)
    for done in range(1, 41):
        now = 100.0 + 3 * done
        progress.one_more()
    # Every fourth of them is 12 s after the line before; at the end nothing is left to be told.
    assert told[:2] == ["4 of 40 judged, about 1 min left", "8 of 40 judged, about 1 min left"]
    assert told[-1] == "36 of 40 judged, about 12 s left"
    assert len(told) == 9
