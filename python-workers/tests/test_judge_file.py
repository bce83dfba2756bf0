"""The file of judgements: what is kept, what is used again, what is mended, what is refused."""

import json
from pathlib import Path

import pytest

from cairn_analyses.judge import Judgement, Judging
from cairn_analyses.judge_file import JudgeFile
from cairn_analyses.taxonomy import Bad, parsed
from cairn_analyses.written import Written
from cairn_cli.errors import CairnError
from judge_stub import RIGHT, VAGUE

JUDGING = Judging("http://127.0.0.1:1/v1", "judge", None, 2048, 120)
SUM = Judgement(Written("What is 2 + 3?", "5"), parsed(RIGHT), (Bad.CUT_OFF,))
ODD = Judgement(Written("Which √\n\u2028?", "é"), parsed(VAGUE))
LOST = Judgement(Written("Lost?", "0"), None, (Bad.REFUSED, Bad.NOT_JSON))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verdicts.jsonl"


def write(path: Path, *judgements: Judgement, judging: Judging = JUDGING) -> None:
    with JudgeFile(path, judging) as file:
        for each in judgements:
            file.append(each)


def found(path: Path, judging: Judging = JUDGING) -> list[Judgement]:
    with JudgeFile(path, judging) as file:
        return list(file.found.values())


def refusal(path: Path) -> str:
    with pytest.raises(CairnError) as e:
        JudgeFile(path, JUDGING)
    return str(e.value)


def test_what_is_written_is_found(path: Path) -> None:
    assert found(path) == []
    write(path, SUM, ODD)
    write(path, LOST)
    assert found(path) == [SUM, ODD, LOST]
    first, *_, last = path.read_text(encoding="utf-8").split("\n")
    assert last == ""
    assert json.loads(first) == {
        "question": "What is 2 + 3?",
        "answer": "5",
        "model": "judge",
        "prompt": JUDGING.digest,
        "attempts": 2,
        "bad": ["CUT_OFF"],
        "verdict": json.loads(RIGHT),
    }


def test_each_line_is_in_the_file_at_once(path: Path) -> None:
    with JudgeFile(path, JUDGING) as file:
        file.append(SUM)
        assert path.read_text(encoding="utf-8").endswith("}\n")


def test_the_later_of_two_judgements_counts(path: Path) -> None:
    longer = Judgement(LOST.written, parsed(VAGUE), LOST.bad)
    write(path, LOST, SUM, longer)
    assert found(path) == [longer, SUM]


def test_verdicts_of_another_model_or_prompt_are_not_used(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Judging("http://127.0.0.1:1/v1", "other", None, 2048, 120)
    shorter = Judging("http://127.0.0.1:1/v1", "judge", None, 100, 120)
    write(path, SUM, judging=other)
    write(path, ODD, judging=shorter)
    assert found(path) == []
    assert (found(path, other), found(path, shorter)) == ([SUM], [ODD])
    # Address, key and patience have no part in a verdict.
    moved = Judging("https://example.org/v1", "judge", "key", 100, 5)
    assert found(path, moved) == [ODD]
    monkeypatch.setattr("cairn_analyses.judge.INSTRUCTIONS", "Be kind.")
    assert found(path, shorter) == []


def test_a_last_line_cut_anywhere_is_taken_away(path: Path) -> None:
    write(path, SUM)
    whole = path.read_bytes()
    write(path, ODD)
    longer = path.read_bytes()
    for end in range(len(whole) + 1, len(longer) - 1):
        path.write_bytes(longer[:end])
        assert found(path) == [SUM], longer[:end]
        assert path.read_bytes() == whole
    write(path, ODD)
    assert path.read_bytes() == longer


def test_a_last_line_that_lacks_only_its_end_is_kept(path: Path) -> None:
    write(path, SUM, ODD)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1])
    assert found(path) == [SUM, ODD]
    assert path.read_bytes() == whole


@pytest.mark.parametrize(
    "line",
    ["", "{", "[]", "3", '{"question":"a"}', '{"question":"a","answer":"b","model":"judge"}'],
)
def test_a_line_of_something_else_is_refused_and_left(path: Path, line: str) -> None:
    write(path, SUM)
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    write_after = path.read_bytes()
    told = refusal(path)
    assert told.startswith(f"line 2 of --judge-file {path} is not a judgement")
    assert path.read_bytes() == write_after


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("question", None), ("answer", 5), ("bad", ["TYPO"]), ("bad", None), ("verdict", {}),
        ("verdict", {"reasoning": "", "well_posed": False, "correct": True, "error": "NONE"}),
    ],
)  # fmt: skip
def test_a_line_with_a_wrong_field_is_refused(path: Path, name: str, value: object) -> None:
    write(path, SUM)
    line = json.dumps(json.loads(path.read_text(encoding="utf-8")) | {name: value})
    path.write_text(line + "\n", encoding="utf-8")
    assert refusal(path).startswith("line 1 of")


@pytest.mark.parametrize("content", ["an important letter", '{"important": 1}', '{"a'])
def test_a_file_of_something_else_is_not_touched(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    assert refusal(path).startswith(f"line 1 of --judge-file {path} is not a judgement")
    assert path.read_text(encoding="utf-8") == content


def test_a_file_in_use_is_refused(path: Path) -> None:
    with JudgeFile(path, JUDGING):
        assert refusal(path) == f"--judge-file {path} is in use by another command"
    assert found(path) == []


def test_a_directory_is_refused(path: Path) -> None:
    path.mkdir()
    assert refusal(path) == f"--judge-file {path} can't be opened: Is a directory"
