"""grade against a stub of the server, and against a stand-in for the local program."""

import json
from pathlib import Path
from typing import Any

import pytest

from api_stub import ApiStub, Cairn
from cairn_cli.local import AlreadyReportedError, LocalProcess


def verdict(word: str) -> dict[str, str]:
    return {"verdict": word, "reason": "because", "reference": "7", "answer": "7"}


def both(name: str, strict: str, plain: str) -> dict[str, Any]:
    return {"id": name, "strict": verdict(strict), "mathVerify": verdict(plain)}


def test_json_prints_one_object_per_line(
    cairn: Cairn, api: ApiStub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text('{"id": "a", "reference": "7", "answer": "7", "expected": "verified"}\n\n')
    api.on("POST /verdicts", {"items": [both("a", "verified", "different")]})
    assert cairn("grade", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == both("a", "verified", "different")
    assert api.asked[-1].json == {"items": [{"id": "a", "reference": "7", "answer": "7"}]}


def test_text_says_where_the_file_expects_something_else(
    cairn: Cairn, api: ApiStub, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "pairs.jsonl"
    lines = [
        {"reference": "7", "answer": "7", "expected": "different"},
        {"reference": "7", "completion": "x", "expected": "policy"},
        {"reference": "7", "answer": "7", "expected": "verified, or timed_out"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    items = [both(str(n), "verified", "verified") for n in (1, 2, 3)]
    api.on("POST /verdicts", {"items": items})
    assert cairn("grade", str(file)) == 0
    out = capsys.readouterr().out
    assert "STRICT: 3 verified" in out
    assert "STRICT differs from what the file expects on 1 of 3" in out


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("{", "line 1: is not JSON"),
        ("[]", "line 1: is not a JSON object"),
        ('{"answer": "7"}', '"reference" is missing'),
        ('{"reference": 7, "answer": "7"}', '"reference" is not a string'),
        ('{"reference": "7"}', 'has neither of "answer" and "completion"'),
        ('{"reference": "7", "answer": "7", "completion": "7"}', "has both of"),
        ('{"reference": "7", "answer": "7", "tolerance": "x"}', '"tolerance" is not a number'),
    ],
)
def test_a_wrong_line_is_refused_by_number_and_field(
    cairn: Cairn,
    api: ApiStub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    line: str,
    wrong: str,
) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(line + "\n")
    assert cairn("grade", str(file)) == 2
    assert wrong in capsys.readouterr().err
    assert "POST /verdicts" not in api.requests()


def test_the_local_program_answers_line_by_line_and_its_end_is_a_refusal(tmp_path: Path) -> None:
    program = tmp_path / "local"
    program.write_text('#!/bin/sh\nread line\nprintf \'{"asked": %s}\\n\' "$line"\n')
    program.chmod(0o755)
    process = LocalProcess("verdicts", program)
    assert process.ask({"items": [1]}) == {"asked": {"items": [1]}}
    with pytest.raises(AlreadyReportedError):
        process.ask({"items": [2]})
    process.close()
