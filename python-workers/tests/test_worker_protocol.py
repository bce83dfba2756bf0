"""The worker against schemas/worker-protocol.schema.json, made from the records of Java."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from batches import batch_of
from cairn_workers.errors import ERROR_CLASSES
from cairn_workers.service import GRADER_OPS, Service
from conftest import ALPHA, LOSS, RANK
from test_check import CHAINS

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "schemas" / "worker-protocol.schema.json").read_text()
)
CALLS = {call["title"]: call for call in SCHEMA["oneOf"]}


class Watched(dict[str, Any]):
    """A header that notes which of its fields are read, those of its parts included."""

    def __init__(self, values: dict[str, Any], read: set[str], path: str = "") -> None:
        super().__init__(
            {
                name: Watched(value, read, f"{path}{name}.") if isinstance(value, dict) else value
                for name, value in values.items()
            }
        )
        self._read, self._path = read, path

    def get(self, name: str, default: Any = None) -> Any:
        self._read.add(self._path + name)
        return super().get(name, default)


class Recorder:
    """Calls a service as the control plane does and keeps every call as the schema describes it."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self.calls: list[dict[str, Any]] = []
        self.read: dict[str, set[str]] = {}

    def call(self, op: str, header: dict[str, Any], arrays: Any = None) -> dict[str, Any]:
        sent = arrays or {}
        watched = Watched(header, self.read.setdefault(op, set()))
        reply, received = self.service.call(op, watched, sent)
        self.calls.append(
            {
                "op": op,
                "request": {"header": header, "arrays": types(sent)},
                "reply": {"header": reply, "arrays": types(received)},
            }
        )
        return reply


def types(arrays: dict[str, Any]) -> dict[str, str]:
    return {name: np.asarray(array).dtype.newbyteorder("<").str for name, array in arrays.items()}


def names(schema: dict[str, Any], path: str = "") -> Iterator[str]:
    """The fields of a header, those of its parts with the part's name before them."""
    for part in schema.get("allOf", []) + schema.get("anyOf", []):
        yield from names(part, path)
    for name, value in schema.get("properties", {}).items():
        yield path + name
        yield from names(value, f"{path}{name}.")


@pytest.fixture(scope="module")
def recorder(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorder]:
    """One call of each operation, and two that are refused."""
    service = Service(grader_processes=1)
    recorder = Recorder(service)
    call, base, out = recorder.call, str(model_path), tmp_path_factory.mktemp("out")
    call("hello", {})
    call(
        "base",
        {
            "path": base, "threads": 1, "micro_batch_tokens": 4096, "logits_chunk": 4096,
            "precision": "fp32", "gradient_checkpointing": "auto",
        },
    )  # fmt: skip
    opening = {
        "session": "a", "run": 1, "fence": 1, "base": base, "source": {"kind": "new", "seed": 5},
        "optimizer": "fresh", "lora": {"rank": RANK, "alpha": ALPHA},
        "adam": {"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weight_decay": 0.0},
    }  # fmt: skip
    call("open", opening)
    batch = batch_of("mixed lengths", cut=False)
    step = {"session": "a", "sequence": 0, "learning_rate": 1e-3, "temperature": 1.0, "loss": LOSS}
    call("step", step, batch)
    call("logprobs", {"session": "a", "distribution": "policy", "temperature": 1.0}, batch)
    align = {"session": "a", "temperature": 1.0, "loss": LOSS, "sizes": [2, 4]}
    call("alignment", align, batch)
    call("publish", {"session": "a", "directory": str(out / "published")})
    kept = str(out / "kept")
    call("checkpoint", {"session": "a", "directory": kept, "optimizer": "kept"})
    again = {"kind": "policy", "path": kept}
    call("open", {**opening, "session": "b", "source": again, "baseline": kept})
    call("close", {"session": "a"})
    call("close_run", {"run": 1, "fence": 2})
    pairs = {"references": ["1/2", "3"], "answers": ["0.5", "4"], "tolerances": [None, 0.1]}
    call("verify", {**pairs, "rule": "STRICT", "other": True, "timeout": 20.0})
    call("explain", {**pairs, "timeout": 20.0})
    call("parses", {"answers": ["1", "x+"], "rule": "MATH_VERIFY", "timeout": 20.0})
    call("lengths", {"model": str(CHAINS), "prompts": ["add 1 2"]})
    plain = {"chat_template": False, "system_prompt": None, "enable_thinking": None}
    call("frame", {"model": str(CHAINS), **plain})
    call("close_run", {"run": 1, "fence": 1})
    call("step", {**step, "session": "gone"}, batch)
    yield recorder
    service.close()


def test_the_schema_names_the_operations_of_the_worker(recorder: Recorder) -> None:
    operations = {
        "hello",
        "lengths",
        "frame",
        *GRADER_OPS,
        *recorder.service._trainer_ops().operations,
    }
    assert set(CALLS) == operations
    assert {call["op"] for call in recorder.calls} == operations


def test_every_call_is_as_the_schema_says(recorder: Recorder) -> None:
    for call in recorder.calls:
        jsonschema.validate(call, {**SCHEMA, "oneOf": [CALLS[call["op"]]]})


def test_calls_succeed_but_for_those_that_are_refused(recorder: Recorder) -> None:
    errors = [call["reply"]["header"].get("error", {}).get("class") for call in recorder.calls]
    assert [e for e in errors if e] == errors[-2:] == ["stale_fence", "unknown_session"]


def test_every_field_of_a_request_is_read(recorder: Recorder) -> None:
    for op, call in CALLS.items():
        header = call["properties"]["request"]["properties"]["header"]
        assert set(names(header)) <= recorder.read[op], op


def test_errors_have_the_classes_of_the_schema() -> None:
    header = SCHEMA["$defs"]["failure"]["properties"]["header"]
    assert header["properties"]["error"]["properties"]["class"]["enum"] == list(ERROR_CLASSES)


def test_a_field_that_is_not_in_the_schema_is_refused(recorder: Recorder) -> None:
    call = json.loads(json.dumps(next(c for c in recorder.calls if c["op"] == "step")))
    call["request"]["header"]["loss"]["gamma"] = 1
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(call, SCHEMA)
