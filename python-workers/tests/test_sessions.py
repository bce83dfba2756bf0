"""Sessions: what a step may touch, replays, fences, refusals."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from conftest import Worker, equal

Batches = Callable[..., dict[str, Any]]


def test_a_new_adapter_depends_on_its_seed_alone(worker: Worker) -> None:
    first = worker.open("a")
    torch.manual_seed(99)
    torch.randn(3)
    assert worker.open("b")["sha256"] == first["sha256"]
    other = worker.open("c", source={"kind": "new", "seed": 6})
    assert other["sha256"] != first["sha256"]
    tensors = worker.adapter("a").named()
    for name, tensor in tensors.items():
        if "lora_B" in name:
            assert not tensor.any()
        else:
            bound = 1 / tensor.shape[1] ** 0.5
            assert 0.8 * bound < float(tensor.abs().max()) <= bound


def test_without_any_advantage_nothing_happens(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    worker.step("a", 0, make_batch())
    before = worker.state("a")
    batch = make_batch(seed=1)
    batch["advantages"][:] = 0
    reply = worker.step("a", 1, batch)
    assert reply["skipped"]
    assert (reply["loss"], reply["gradient_norm"], reply["clipped"]) == (0, 0, False)
    assert equal(before, worker.state("a"))
    assert not worker.step("a", 2, make_batch(seed=2))["skipped"]


def test_a_step_reports_the_norm_of_the_adapter_that_it_leaves(
    worker: Worker, make_batch: Batches
) -> None:
    worker.open("a")
    before = float(torch.linalg.vector_norm(worker.adapter("a").flat))
    reply = worker.step("a", 0, make_batch())
    after = float(torch.linalg.vector_norm(worker.adapter("a").flat))
    assert reply["metrics"] == {"adapter_norm": after}
    assert after != before


def test_an_advantage_out_of_the_loss_is_no_signal(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    batch = make_batch()
    batch["advantages"][:] = 0
    batch["advantages"][3] = 1.0  # the fixture's sequence with in_loss 0
    assert worker.step("a", 0, batch)["skipped"]


def test_a_mismatch_is_refused_and_can_be_repaired(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    before = worker.state("a")
    batch = make_batch()
    header = worker.stepping("a", 0, mismatch_limit=1e-4)
    assert worker.error("step", batch, **header) == "mismatch"
    assert equal(before, worker.state("a"))
    _, out = worker.call("logprobs", batch, session="a", distribution="policy", temperature=1.0)
    batch["sampler_logprobs"] = out["logprobs"]
    assert not worker.ok("step", batch, **header)["skipped"]


@pytest.mark.parametrize("advantages", [np.nan, np.inf, 1e300])
def test_what_is_not_finite_is_refused(
    worker: Worker, make_batch: Batches, advantages: float
) -> None:
    worker.open("a")
    before = worker.state("a")
    batch = make_batch()
    batch["advantages"][0] = advantages
    assert worker.error("step", batch, **worker.stepping("a", 0)) == "non_finite"
    assert equal(before, worker.state("a"))
    worker.step("a", 0, make_batch())


def test_a_nan_of_the_sampler_is_a_mismatch(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    batch = make_batch()
    batch["sampler_logprobs"][0] = np.nan
    assert worker.error("step", batch, **worker.stepping("a", 0)) == "mismatch"


def test_the_last_step_is_replayed_not_repeated(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    first = worker.step("a", 0, make_batch())
    after = worker.state("a")
    assert worker.step("a", 0, make_batch(seed=5)) == first
    assert equal(after, worker.state("a"))
    worker.step("a", 1, make_batch())
    for sequence in (0, 3):
        assert worker.error("step", make_batch(), **worker.stepping("a", sequence)) == "user"


def test_opening_again_answers_the_same_until_used(worker: Worker, make_batch: Batches) -> None:
    first = worker.open("a")
    assert worker.open("a") == first
    changed = worker.opening("a", source={"kind": "new", "seed": 8})
    assert worker.error("open", **changed) == "user"
    worker.step("a", 0, make_batch())
    assert worker.error("open", **worker.opening("a")) == "user"


def test_fences(worker: Worker, make_batch: Batches) -> None:
    worker.open("old", fence=3)
    worker.open("other", run=2, fence=1)
    assert worker.error("open", **worker.opening("late", fence=2)) == "stale_fence"
    worker.open("new", fence=4)
    assert worker.error("step", make_batch(), **worker.stepping("old", 0)) == "stale_fence"
    worker.step("new", 0, make_batch())
    worker.step("other", 0, make_batch())
    assert worker.ok("close_run", run=1, fence=5)["closed"] == 1
    assert worker.error("open", **worker.opening("again", fence=4)) == "stale_fence"
    assert worker.error("close_run", run=1, fence=4) == "stale_fence"


def test_closed_and_unknown_sessions(worker: Worker, make_batch: Batches) -> None:
    worker.open("a")
    assert worker.ok("close", session="a")["closed"] == 1
    assert worker.ok("close", session="a")["closed"] == 0
    assert worker.error("step", make_batch(), **worker.stepping("a", 0)) == "unknown_session"


def test_the_base_stays_while_sessions_are_open(worker: Worker, tmp_path: Path) -> None:
    worker.open("a")
    worker.limits(64)
    assert worker.error("base", **worker.loading(precision="bf16")) == "busy"
    worker.ok("close", session="a")
    assert worker.error("base", **worker.loading(path=str(tmp_path))) == "user"


def test_what_an_ended_owner_left_open_does_not_block_another_model(worker: Worker) -> None:
    worker.open("opened-after-its-caller-gave-up", run=1, fence=3)
    assert worker.error("base", **worker.loading(precision="bf16")) == "busy"
    assert worker.ok("close_run", run=1, fence=4)["closed"] == 1
    worker.load(precision="bf16")
    assert worker.error("open", **worker.opening("too-late", run=1, fence=3)) == "stale_fence"


def test_bf16_base_keeps_fp32_adapters(worker: Worker, make_batch: Batches) -> None:
    worker.load(precision="bf16")
    worker.open("a")
    worker.step("a", 0, make_batch())
    assert worker.adapter("a").flat.dtype == torch.float32
    assert worker.adapter("a").flat.isfinite().all()


def test_an_interrupted_optimizer_step_closes_the_session(
    worker: Worker, make_batch: Batches, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.open("a")

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    trainer = worker.service._trainer
    assert trainer is not None
    monkeypatch.setattr(trainer._registry.get("a")._optimizer, "step", interrupted)
    assert worker.error("step", make_batch(), **worker.stepping("a", 0)) == "cancelled"
    assert worker.error("step", make_batch(), **worker.stepping("a", 0)) == "unknown_session"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("prompt_lengths", [0, 4]),
        ("completion_lengths", [-1, 5]),
        ("completion_ids", [1, 2, 99]),
        ("advantages", [1.0]),
        ("in_loss", []),
        ("prompt_ids", [1]),
    ],
)
def test_a_wrong_batch_is_the_users_error(worker: Worker, name: str, value: list[Any]) -> None:
    batch = {
        "prompt_ids": np.array([1, 2, 3, 4], np.int32),
        "prompt_lengths": np.array([2, 2], np.int32),
        "completion_ids": np.array([1, 2, 3], np.int32),
        "completion_lengths": np.array([1, 2], np.int32),
        "sampler_logprobs": np.full(3, -3.0, np.float32),
        "advantages": np.array([1.0, -1.0]),
        "in_loss": np.array([1, 1], np.int32),
    }
    worker.open("a")
    wrong = batch | {name: np.array(value, batch[name].dtype)}
    assert worker.error("step", wrong, **worker.stepping("a", 0)) == "user"
    missing = {k: v for k, v in batch.items() if k != name}
    assert worker.error("step", missing, **worker.stepping("a", 0)) == "user"
    worker.step("a", 0, batch)
