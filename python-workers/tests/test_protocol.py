"""The worker protocol: every field is sent, every choice is known, every error has a status."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, cast

import pytest
import torch

from cairn_workers import wire
from cairn_workers.errors import ERROR_CLASSES, ErrorClass
from cairn_workers.server import answer_to, http_status
from cairn_workers.service import Service
from cairn_workers.trainer import ops
from cairn_workers.trainer.loss import kl_terms
from cairn_workers.trainer.protocol import KlEstimator
from conftest import Worker

Headers = dict[str, dict[str, Any]]


@pytest.fixture
def headers(worker: Worker) -> Headers:
    """A whole request of each operation, as the control plane sends it."""
    grading = {"timeout": 20.0, "rule": "STRICT"}
    pairs = {"references": ["1"], "answers": ["1"], "tolerances": None}
    stepping = worker.stepping("a", 0)
    aligning = {name: stepping[name] for name in ("session", "temperature", "loss")}
    aligning["sizes"] = [1, 1]
    return {
        "base": worker.loading(device=None),
        "open": worker.opening("a"),
        "step": stepping,
        "logprobs": {"session": "a", "distribution": "policy", "temperature": 1.0},
        "alignment": aligning,
        "publish": {"session": "a", "directory": "/v0"},
        "checkpoint": {"session": "a", "directory": "/v1", "optimizer": "kept"},
        "close": {"session": "a"},
        "close_run": {"run": 1, "fence": 1},
        "verify": pairs | grading | {"other": False},
        "explain": pairs | {"timeout": 20.0},
        "parses": {"answers": ["1"]} | grading,
        "lengths": {"model": "/m", "prompts": ["1"]},
        "frame": {
            "model": "/m",
            "chat_template": True,
            "system_prompt": None,
            "enable_thinking": None,
        },
    }


OPTIONAL = {
    "base.device", "open.baseline", "verify.tolerances", "explain.tolerances",
    "frame.system_prompt", "frame.enable_thinking",
}  # fmt: skip


def without_each(header: Mapping[str, Any], path: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Operation or object, name and the header without that field, for all but the optional."""
    for name, value in header.items():
        rest = {key: kept for key, kept in header.items() if key != name}
        if f"{path}.{name}" not in OPTIONAL:
            yield path, name, rest
        if isinstance(value, Mapping):
            for inner, field, fewer in without_each(value, f"{path}.{name}"):
                yield inner, field, rest | {name: fewer}


def test_a_missing_field_is_an_error_that_names_it(
    worker: Worker, headers: Headers, make_batch: Callable[..., dict[str, Any]]
) -> None:
    worker.open("a")
    tried = 0
    for op, header in headers.items():
        for path, field, fewer in without_each(header, op):
            sent = fewer | ({"session": "b"} if op == "open" and field != "session" else {})
            reply, _ = worker.call(op, make_batch(), **sent)
            error = reply.get("error", {})
            assert error.get("class") == "user", (op, field, reply)
            assert error["message"] == f"'{path}' needs the field '{field}', which is missing"
            tried += 1
    assert tried > 50


def test_every_operation_is_tried_above(headers: Headers) -> None:
    reply, _ = Service().call("nonsense", {}, {})
    known = reply["error"]["message"].partition("known are: ")[2].split(", ")
    assert set(known) == {"hello", *headers}


def test_a_choice_that_is_unknown_is_refused_with_those_that_are(worker: Worker) -> None:
    worker.open("a")
    reply, _ = worker.call("step", **worker.stepping("a", 0, estimator="k4"))
    assert reply["error"]["class"] == "user"
    assert "'step.loss.kl.estimator' is 'k4'" in reply["error"]["message"]
    assert "allowed is one of k1, k2, k3" in reply["error"]["message"]


def test_k1_has_no_term_in_the_loss(worker: Worker) -> None:
    worker.open("a")
    reply, _ = worker.call("step", **worker.stepping("a", 0, estimator="k1"))
    assert reply["error"]["class"] == "user"
    assert "'step.loss.kl.placement' is 'loss'" in reply["error"]["message"]


def test_an_estimator_without_a_formula_fails_loudly() -> None:
    logprobs_T, reference_T = torch.tensor([-1.0]), torch.tensor([-2.0])
    with pytest.raises(AssertionError, match="k4"):
        kl_terms(logprobs_T, reference_T, cast(KlEstimator, "k4"))
    with pytest.raises(ValueError, match="no term in the loss"):
        kl_terms(logprobs_T, reference_T, KlEstimator.K1)


def test_a_model_that_does_not_fit_is_reported_over_http_in_the_protocols_own_words(
    worker: Worker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(ops, "Adapter", fail)
    body = wire.encode(worker.opening("a"), {})
    status, reply = answer_to(worker.service, "open", body)
    assert status == 507
    assert wire.decode(reply)[0]["error"]["class"] == "no_memory"


def test_every_error_class_has_a_status() -> None:
    statuses = {name: http_status(cast(ErrorClass, name)) for name in ERROR_CLASSES}
    assert all(400 <= status < 600 for status in statuses.values())
    assert statuses["no_memory"] == statuses["out_of_memory"] == 507
