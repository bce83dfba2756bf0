"""The worker's grading operations: verify, explain and parses."""

from collections.abc import Iterator
from typing import Any

import pytest

from cairn_workers.service import Service


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    service = Service(grader_processes=1)
    yield service
    service.close()


def reply(service: Service, op: str, **header: Any) -> dict[str, Any]:
    return service.call(op, header, {})[0]


def message(service: Service, op: str, **header: Any) -> str:
    error = reply(service, op, **header)["error"]
    assert error["class"] == "user"
    return str(error["message"])


PAIRS = {"references": ["1/2", "3"], "answers": ["0.5", "4"], "timeout": 20.0, "other": False}


def test_verify_answers_by_the_rule_that_was_asked(service: Service) -> None:
    found = reply(service, "verify", **PAIRS, rule="STRICT")
    assert found["verdicts"] == ["verified", "different"]
    assert "others" not in found


def test_verify_tells_the_verdicts_of_the_other_rule(service: Service) -> None:
    unlike = {"references": ["6", "6"], "answers": ["6m", "6"], "timeout": 20.0}
    found = reply(service, "verify", **unlike, rule="STRICT", other=True)
    assert found["verdicts"] == ["different", "verified"]
    assert found["others"] == ["verified", "verified"]
    found = reply(service, "verify", **unlike, rule="MATH_VERIFY", other=True)
    assert found["verdicts"] == ["verified", "verified"]
    assert found["others"] == ["different", "verified"]


def test_verify_uses_a_tolerance_under_strict(service: Service) -> None:
    near = PAIRS | {"references": ["4.2", "4.2"], "answers": ["4.25", "4.25"]}
    found = reply(service, "verify", **near, tolerances=[0.1, None], rule="STRICT")
    assert found["verdicts"] == ["verified", "different"]


def test_explain_tells_both_rules_what_was_read_and_why(service: Service) -> None:
    found = reply(service, "explain", references=["6t"], answers=["6"], timeout=20.0)
    [strict], [plain] = found["strict"], found["mathVerify"]
    assert strict["verdict"] == "different"
    assert "t" in strict["why"]
    assert (strict["reference"], strict["answer"]) == ("6*t", "6")
    assert plain["verdict"] == "verified"


def test_what_is_wrong_in_a_request_is_named(service: Service) -> None:
    assert "STRICT" in message(service, "verify", **PAIRS, rule="LOOSE")
    assert "tolerances[1]" in message(service, "verify", **PAIRS, tolerances=[1, "x"])
    assert "1 tolerances for 2" in message(service, "verify", **PAIRS, tolerances=[1])
    assert "other" in message(service, "verify", **PAIRS | {"other": "yes"}, rule="STRICT")
    assert "'rule', which is missing" in message(service, "verify", **PAIRS)
    assert "pairs" in message(service, "explain", references=["1"], answers=[])
