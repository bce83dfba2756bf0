"""The trainer's gradient is the gradient of the written-out loss, for every setting."""

import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from batches import KINDS, Arrays, batch_of
from cairn_workers.trainer.loss import kl_terms
from conftest import Worker, loss_with
from reference import Reference, has_kl_term

# A token each (so one sequence), some sequences, and more than the batch has; with each, how many
# positions' logits are held at once.
MICRO_BATCHES = [(1, 1), (25, 7), (100_000, 4096)]
# The random batches have ratios on both sides of either cap.
IMPORTANCE: list[dict[str, Any]] = [
    {"importance": "none"},
    {"importance": "truncated", "importance_cap": 0.6},
    {"importance": "truncated", "importance_cap": 2.0},
]
KL_TERMS: list[dict[str, Any]] = [
    {"estimator": "k2", "placement": "loss"},
    {"estimator": "k3", "placement": "loss"},
    {"estimator": "k1", "placement": "reward"},
]
LOSSES = [
    kl | {"reference": against, "aggregation": aggregation} | importance
    for kl, against, aggregation, importance in itertools.product(
        KL_TERMS,
        ("base", "baseline"),
        ("sequence_sum", "token_mean", "fixed_length"),
        IMPORTANCE,
    )
]


def named(loss: dict[str, Any]) -> str:
    return "-".join(str(value) for value in loss.values())


@pytest.fixture(scope="module")
def plain(model_path: Path, policies: list[Path]) -> Reference:
    return Reference(model_path, policies[0], policies[1])


def assert_same_gradient(
    worker: Worker, plain: Reference, policies: list[Path], batch: Arrays, **changes: Any
) -> dict[str, Any]:
    """One step under each micro-batch size; returns the last one's report."""
    temperature = changes.pop("temperature", 1.0)
    wanted = plain.gradient(batch, loss_with(**changes), temperature)
    norm = torch.cat([gradient.flatten() for gradient in wanted.tensors.values()]).norm()
    reply: dict[str, Any] = {}
    for tokens, chunk in MICRO_BATCHES:
        worker.limits(tokens, chunk)
        worker.open("s", policies[0], baseline=str(policies[1]))
        reply = worker.step("s", 0, batch, temperature=temperature, **changes)
        for name, found in worker.adapter("s").shape.split(worker.gradient("s")):
            error = float((found - wanted.tensors[name]).norm() / wanted.tensors[name].norm())
            assert error < 1e-5, f"{name}, {tokens} tokens at once: relative error {error:.2g}"
        assert reply["loss"] == pytest.approx(wanted.loss, rel=1e-5, abs=1e-6)
        if has_kl_term(loss_with(**changes)):
            assert reply["kl"] == pytest.approx(wanted.kl, rel=1e-5)
        else:
            assert reply["kl"] is None, "no reference was computed"
        assert reply["gradient_norm"] == pytest.approx(float(norm), rel=1e-5)
        worker.ok("close", session="s")
    return reply


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "cut"])
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("loss", LOSSES, ids=named)
def test_every_loss_over_every_batch(
    worker: Worker,
    plain: Reference,
    policies: list[Path],
    loss: dict[str, Any],
    kind: str,
    cut: bool,
) -> None:
    assert_same_gradient(worker, plain, policies, batch_of(kind, cut=cut), **loss)


@pytest.mark.parametrize("temperature", [0.7, 1.3])
@pytest.mark.parametrize("coefficient", [0.0, 0.05])
def test_the_samplers_temperature_and_no_kl(
    worker: Worker, plain: Reference, policies: list[Path], temperature: float, coefficient: float
) -> None:
    batch = batch_of("mixed lengths", cut=False)
    changes = {"temperature": temperature, "coefficient": coefficient, "importance": "truncated"}
    assert_same_gradient(worker, plain, policies, batch, **changes)


def test_truncation_works_on_both_sides_of_its_cap(plain: Reference) -> None:
    """What keeps the importance cases above from being the uncorrected ones under another name."""
    for kind in KINDS:
        batch = batch_of(kind, cut=True)
        ratios = torch.cat(plain.ratios(batch))
        for setting in IMPORTANCE[1:]:
            assert 2 <= int((ratios > setting["importance_cap"]).sum()) <= len(ratios) - 2


def test_a_cut_completion_stays_in_n(
    worker: Worker, plain: Reference, policies: list[Path]
) -> None:
    """Masked sequences leave the sums, not the divisor: the same loss over half of N is double."""
    batch = batch_of("equal lengths", cut=True)
    reply = assert_same_gradient(worker, plain, policies, batch)
    rows = np.flatnonzero(batch["in_loss"])
    kept = {name: array[rows] for name, array in batch.items() if len(array) == 6}
    for name, width in (("prompt_ids", 4), ("completion_ids", 6), ("sampler_logprobs", 6)):
        kept[name] = batch[name].reshape(6, width)[rows].flatten()
    alone = assert_same_gradient(worker, plain, policies, kept)
    assert 2 * reply["loss"] == pytest.approx(alone["loss"], rel=1e-5)


def test_k3_stays_finite_far_away() -> None:
    far = kl_terms(torch.tensor([-500.0]), torch.tensor([-1.0]), "k3")
    assert torch.isfinite(far).all()
