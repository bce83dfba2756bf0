"""Out of memory: while something is loaded, and while a step is computed."""

from pathlib import Path

import pytest
import torch

from batches import batch_of
from cairn_workers.guard import classify
from cairn_workers.trainer import ops
from cairn_workers.trainer.base_model import BaseModel
from conftest import Worker

FAILED = [
    torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 5.98 GiB."),
    RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`"),
    RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes."),
    MemoryError(),
]


@pytest.fixture(params=FAILED, ids=["cuda", "cublas", "cpu", "python"])
def failed(request: pytest.FixtureRequest) -> BaseException:
    error: BaseException = request.param
    return error


def refuse(failed: BaseException) -> object:
    def run(*_: object, **__: object) -> None:
        raise failed

    return run


def test_a_base_that_does_not_fit_is_not_blamed_on_the_micro_batch(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failed: BaseException
) -> None:
    (tmp_path / "model.safetensors").write_bytes(bytes(1234))
    with monkeypatch.context() as patched:
        patched.setattr(ops, "BaseModel", refuse(failed))
        reply, _ = worker.call("base", **worker.loading(path=str(tmp_path)))
    assert reply["error"]["class"] == "no_memory"
    for told in (str(tmp_path), "cpu", "about 1234 bytes", "are free now"):
        assert told in reply["error"]["message"]
    worker.limits(100)  # the worker is as usable as before


def test_a_session_that_does_not_fit_says_what_it_needs(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, failed: BaseException
) -> None:
    parameters = worker.open("a")["parameters"]
    with monkeypatch.context() as patched:
        patched.setattr(ops, "Adapter", refuse(failed))
        reply, _ = worker.call("open", **worker.opening("b"))
    assert reply["error"]["class"] == "no_memory"
    assert f"about {16 * parameters} bytes" in reply["error"]["message"]
    worker.open("b")


def test_a_step_that_does_not_fit_may_fit_in_smaller_micro_batches(
    worker: Worker, monkeypatch: pytest.MonkeyPatch, failed: BaseException
) -> None:
    worker.open("a")
    with monkeypatch.context() as patched:
        patched.setattr(BaseModel, "hidden", refuse(failed))
        arrays = batch_of("mixed lengths", cut=False)
        assert worker.error("step", arrays, **worker.stepping("a", 0)) == "out_of_memory"


def test_a_refusal_that_mentions_memory_keeps_its_class() -> None:
    from cairn_workers.errors import WorkerError

    assert classify(WorkerError("user", "out of memory is a word"))[0] == "user"


def test_a_gpu_that_pytorch_does_not_see_is_refused_and_not_replaced(
    worker: Worker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    reply, _ = worker.call("base", **worker.loading(path=str(tmp_path), device=1))
    assert reply["error"]["class"] == "user"
    assert "'device' is 1, but PyTorch sees 0 GPUs" in reply["error"]["message"]
