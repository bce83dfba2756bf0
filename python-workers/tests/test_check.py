"""The check of a problem file's answers and prompts, in a process of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cairn_workers.errors import WorkerError
from cairn_workers.lengths import prompt_lengths
from cairn_workers.service import Service

SOURCES = Path(__file__).parents[1] / "src"
CHAINS = SOURCES / "cairn_chains" / "model"


def checked(request: dict[str, Any]) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "cairn_workers.check"],
        input=json.dumps(request), capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(SOURCES), "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    reply: dict[str, Any] = json.loads(done.stdout)
    return reply


def test_answers_are_readable_if_any_rule_reads_them() -> None:
    reply = checked({"answers": ["\\frac12", "((((", "x+1", "2 hours"], "timeout": 5})
    assert reply == {"readable": [True, False, True, True]}


def test_prompts_are_counted_by_the_models_tokenizer() -> None:
    reply = checked(
        {"answers": [], "timeout": 5, "model": str(CHAINS), "prompts": ["<student>1+2=", "3+4"]}
    )
    assert reply == {"readable": [], "lengths": [5, 3]}
    assert prompt_lengths(str(CHAINS), []) == []


def test_a_missing_field_is_an_error_that_names_it() -> None:
    assert "'timeout', which is missing" in checked({"answers": ["1"]})["error"]
    request = {"answers": [], "timeout": 5, "model": str(CHAINS)}
    assert "'prompts', which is missing" in checked(request)["error"]


def test_a_directory_without_a_model_is_an_error(tmp_path: Path) -> None:
    reply = checked({"answers": [], "timeout": 5, "model": str(tmp_path), "prompts": ["a"]})
    assert "has no config.json" in reply["error"]
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(WorkerError, match="no readable tokenizer"):
        prompt_lengths(str(tmp_path), ["a"])


def test_the_worker_counts_them_too() -> None:
    header, _ = Service().call("lengths", {"model": str(CHAINS), "prompts": ["3+4"]}, {})
    assert header["lengths"] == [3]
    header, _ = Service().call("lengths", {"prompts": ["3+4"]}, {})
    assert header["error"]["class"] == "user"
