"""The trainer's gradient is the gradient of the loss as soar.md writes it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from cairn_workers.trainer.batch import read_batch
from cairn_workers.trainer.layout import Shared
from conftest import LOSS, Worker
from reference import Reference

Batches = Callable[..., dict[str, Any]]


@pytest.fixture(scope="module")
def reference(model_path: Path, policies: list[Path]) -> Reference:
    return Reference(model_path, policies[0], policies[1])


def assert_same_gradient(
    worker: Worker, plain: Reference, policies: list[Path], batch: dict[str, Any], **changes: Any
) -> None:
    temperature = changes.pop("temperature", 1.0)
    worker.open("s", policies[0], baseline=str(policies[1]))
    reply = worker.step("s", 0, batch, temperature=temperature, **changes)
    for parameter in plain.parameters.values():
        parameter.grad = None
    loss = plain.loss(batch, LOSS | changes, temperature)
    loss.backward()
    adapter = worker.adapter("s")
    assert adapter.gradient is not None
    for name, found in adapter.shape.split(adapter.gradient):
        wanted = plain.parameters[name].grad
        assert wanted is not None
        error = float((found - wanted).norm() / wanted.norm())
        assert error < 1e-5, f"{name}: relative error {error:.2g}"
    assert reply["loss"] == pytest.approx(float(loss.detach()), rel=1e-5)
    wanted_norm = torch.cat([p.grad.flatten() for p in plain.parameters.values()]).norm()
    assert reply["gradient_norm"] == pytest.approx(float(wanted_norm), rel=1e-5)


@pytest.mark.parametrize("importance", ["none", "truncated"])
@pytest.mark.parametrize("aggregation", ["sequence_sum", "token_mean", "fixed_length"])
@pytest.mark.parametrize("kl_reference", ["base", "baseline"])
@pytest.mark.parametrize("estimator", ["k2", "k3", "k1_reward"])
def test_every_loss(
    worker: Worker,
    reference: Reference,
    policies: list[Path],
    make_batch: Batches,
    estimator: str,
    kl_reference: str,
    aggregation: str,
    importance: str,
) -> None:
    assert_same_gradient(
        worker,
        reference,
        policies,
        make_batch(),
        estimator=estimator,
        reference=kl_reference,
        aggregation=aggregation,
        importance=importance,
    )


@pytest.mark.parametrize("padded", [True, False])
@pytest.mark.parametrize("budget", [1, 30, 60, 4096])
def test_micro_batches_do_not_change_the_gradient(
    worker: Worker,
    reference: Reference,
    policies: list[Path],
    make_batch: Batches,
    budget: int,
    padded: bool,
) -> None:
    worker.limits(budget, logits_chunk=7)
    batch = make_batch(padded=padded)
    assert_same_gradient(worker, reference, policies, batch, aggregation="token_mean")


def test_shared_prompts(
    worker: Worker, reference: Reference, policies: list[Path], make_batch: Batches
) -> None:
    batch = make_batch(12, seed=3)
    prompts = [[5, 6, 7, 8, 9, 10, 11], [3, 4, 5, 6], [5, 6, 7, 8, 9, 10, 12]]
    rows = [prompts[i % 3] for i in range(12)]
    batch["prompt_ids"] = np.concatenate(rows).astype(np.int32)
    batch["prompt_lengths"] = np.array([len(r) for r in rows], dtype=np.int32)
    assert_same_gradient(worker, reference, policies, batch)
    trainer = worker.service._trainer
    assert trainer is not None
    assert trainer._base is not None
    arranged = read_batch(batch, 29, for_loss=True)
    layouts = [type(part.layout) for part in trainer._base.micro_batches(arranged)]
    assert layouts == [Shared]
    worker.ok("close", session="s")
    worker.limits(50, logits_chunk=5)
    assert_same_gradient(worker, reference, policies, batch)


def test_temperature_and_beta_zero(
    worker: Worker, reference: Reference, policies: list[Path], make_batch: Batches
) -> None:
    assert_same_gradient(worker, reference, policies, make_batch(), temperature=0.7, beta=0.0)
    worker.ok("close", session="s")
    assert_same_gradient(worker, reference, policies, make_batch(), temperature=1.3)


def test_an_empty_completion_counts_in_n_only(
    worker: Worker, reference: Reference, policies: list[Path], make_batch: Batches
) -> None:
    batch = make_batch()
    batch["prompt_lengths"] = np.append(batch["prompt_lengths"], 1).astype(np.int32)
    batch["prompt_ids"] = np.append(batch["prompt_ids"], 3).astype(np.int32)
    batch["completion_lengths"] = np.append(batch["completion_lengths"], 0).astype(np.int32)
    batch["advantages"] = np.append(batch["advantages"], 2.0)
    batch["in_loss"] = np.append(batch["in_loss"], 1).astype(np.int32)
    worker.open("s", policies[0])
    without = LOSS | {"beta": 0.0}
    reply = worker.step("s", 0, batch, beta=0.0)
    loss = reference.loss(make_batch(), without, 1.0) * 9 / 10
    assert reply["loss"] == pytest.approx(float(loss.detach()), rel=1e-5)


def test_k3_stays_finite_far_away() -> None:
    from cairn_workers.trainer.loss import kl_terms

    far = kl_terms(torch.tensor([-500.0]), torch.tensor([-1.0]), "k3")
    assert torch.isfinite(far).all()


def test_five_adamw_steps(
    worker: Worker, model_path: Path, policies: list[Path], make_batch: Batches
) -> None:
    reference = Reference(model_path, policies[0], policies[1])
    optimizer = torch.optim.AdamW(
        reference.parameters.values(), lr=1.0, betas=(0.9, 0.999), eps=1e-8, weight_decay=0.01
    )
    worker.open("s", policies[0])
    for step in range(5):
        batch = make_batch(seed=step)
        lr = 1e-3 * (step + 1)
        reply = worker.step("s", step, batch, lr=lr, clip=0.5)
        optimizer.zero_grad()
        reference.loss(batch, LOSS, 1.0).backward()
        norm = torch.nn.utils.clip_grad_norm_(reference.parameters.values(), 0.5)
        optimizer.param_groups[0]["lr"] = lr
        optimizer.step()
        assert reply["gradient_norm"] == pytest.approx(float(norm), rel=1e-4)
        assert reply["clipped"] == (float(norm) > 0.5)
    for name, tensor in worker.adapter("s").named().items():
        wanted = reference.parameters[name].detach()
        assert float((tensor - wanted).norm() / wanted.norm()) < 1e-5, name


def test_report_of_a_step(
    worker: Worker, reference: Reference, policies: list[Path], make_batch: Batches
) -> None:
    batch = make_batch()
    batch["in_loss"][:] = 1
    worker.open("s", policies[0])
    _, out = worker.call("logprobs", batch, session="s", distribution="policy", temperature=1.0)
    batch["sampler_logprobs"] = out["logprobs"] + np.float32(0.01)
    reply = worker.step("s", 0, batch)
    assert reply["mismatch_mean"] == pytest.approx(0.01, rel=1e-3)
    assert reply["mismatch_max"] == pytest.approx(0.01, rel=1e-2)
    assert reply["tokens"] == len(batch["completion_ids"])
    assert 0 < reply["entropy"] < np.log(29)
    beta_zero = worker.ok("open", **worker.opening("t", policies[0]))
    assert beta_zero["parameters"] == worker.adapter("t").shape.parameters
    without = worker.step("t", 0, batch, beta=0.0)
    assert without["loss"] + LOSS["beta"] * reply["kl"] == pytest.approx(reply["loss"], rel=1e-5)


@pytest.mark.parametrize("distribution", ["policy", "base", "baseline"])
def test_logprobs_of_all_three_distributions(
    worker: Worker,
    reference: Reference,
    policies: list[Path],
    make_batch: Batches,
    distribution: str,
) -> None:
    from reference import split

    batch = make_batch()
    worker.limits(40)
    worker.open("s", policies[0], baseline=str(policies[1]))
    _, out = worker.call("logprobs", batch, session="s", distribution=distribution, temperature=0.8)
    prompts = split(batch["prompt_ids"], batch["prompt_lengths"])
    completions = split(batch["completion_ids"], batch["completion_lengths"])
    with torch.no_grad():
        for p, c, found in zip(
            prompts, completions, split(out["logprobs"], batch["completion_lengths"]), strict=True
        ):
            if distribution == "policy":
                wanted = reference.logprobs(p, c, 0.8)
            else:
                wanted = reference.reference(p, c, {"reference": distribution}, 0.8)
            assert np.allclose(found, wanted.numpy(), atol=2e-5)


def test_completions_of_one_token_after_one_prompt(
    worker: Worker, reference: Reference, policies: list[Path]
) -> None:
    batch = {
        "prompt_ids": np.tile(np.arange(5, dtype=np.int32), 4),
        "prompt_lengths": np.full(4, 5, np.int32),
        "completion_ids": np.array([1, 2, 3, 1], np.int32),
        "completion_lengths": np.ones(4, np.int32),
        "sampler_logprobs": np.full(4, -3.0, np.float32),
        "advantages": np.array([1.0, -2.0, 0.5, 0.5]),
        "in_loss": np.ones(4, np.int32),
    }
    assert_same_gradient(worker, reference, policies, batch)
