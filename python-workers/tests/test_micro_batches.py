"""How a batch is cut and laid out changes nothing; edges of what a batch may hold."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from batches import VOCABULARY, Arrays, batch_of, random_batch
from cairn_workers.trainer.base_model import BaseModel
from cairn_workers.trainer.batch import read_batch
from cairn_workers.trainer.layout import PaddedLayout, PrefixSharedLayout
from conftest import KL, LOSS, Worker, equal, loss_with
from reference import Reference, split


@pytest.fixture(scope="module")
def plain(model_path: Path, policies: list[Path]) -> Reference:
    return Reference(model_path, policies[0], policies[1])


def base_of(worker: Worker) -> BaseModel:
    trainer = worker.service._trainer
    assert trainer is not None
    assert trainer._base is not None
    return trainer._base


def layouts(worker: Worker, batch: Arrays) -> list[type]:
    arranged = read_batch(batch, VOCABULARY, for_loss=True)
    return [type(part.layout) for part in base_of(worker).micro_batches(arranged)]


def assert_same(
    worker: Worker, plain: Reference, policies: list[Path], batch: Arrays, **changes: Any
) -> None:
    worker.open("s", policies[0], baseline=str(policies[1]))
    reply = worker.step("s", 0, batch, **changes)
    wanted = plain.gradient(batch, loss_with(**changes))
    found = dict(worker.adapter("s").shape.split(worker.gradient("s")))
    for name, tensor in wanted.tensors.items():
        assert float((found[name] - tensor).norm() / tensor.norm()) < 1e-5, name
    assert reply["loss"] == pytest.approx(wanted.loss, rel=1e-5, abs=1e-6)
    worker.ok("close", session="s")


@st.composite
def batches(draw: st.DrawFn) -> Arrays:
    """Up to eight sequences of any lengths, some masked, some after the same prompt."""
    size = draw(st.integers(1, 8))
    prompts = draw(st.lists(st.integers(1, 9), min_size=size, max_size=size))
    completions = draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    advantages = draw(st.lists(st.sampled_from([-2.0, 0.0, 1.0]), min_size=size, max_size=size))
    in_loss = draw(st.lists(st.sampled_from([1, 1, 0]), min_size=size, max_size=size))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    teaching = zip(advantages, in_loss, completions, strict=True)
    assume(any(a and i and c for a, i, c in teaching))
    batch = random_batch(rng, prompts, completions, advantages, in_loss)
    if draw(
        st.booleans()
    ):  # tokens that do not depend on the sequence: equal lengths, equal prompts
        asked = rng.integers(0, VOCABULARY, 9)
        batch["prompt_ids"] = np.concatenate([asked[:n] for n in prompts]).astype(np.int32)
    return batch


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    batch=batches(),
    micro_batch_tokens=st.integers(1, 150),
    logits_chunk=st.integers(1, 80),
    aggregation=st.sampled_from(["sequence_sum", "token_mean", "fixed_length"]),
)
def test_any_batch_in_any_micro_batches(
    worker: Worker,
    plain: Reference,
    policies: list[Path],
    batch: Arrays,
    micro_batch_tokens: int,
    logits_chunk: int,
    aggregation: str,
) -> None:
    worker.limits(micro_batch_tokens, logits_chunk)
    assert_same(worker, plain, policies, batch, aggregation=aggregation)


def test_the_budget_bounds_the_padded_tokens(worker: Worker) -> None:
    batch = batch_of("mixed lengths", cut=False)
    longest = int((batch["prompt_lengths"] + batch["completion_lengths"]).max())
    arranged = read_batch(batch, VOCABULARY, for_loss=True)
    for budget, pieces in ((1, 6), (longest, None), (10_000, 1)):
        worker.limits(budget)
        parts = list(base_of(worker).micro_batches(arranged))
        assert pieces is None or len(parts) == pieces
        for part in parts:
            assert isinstance(part.layout, PaddedLayout)
            rows, width = part.layout.ids_BL.shape
            assert rows == 1 or rows * width <= budget
        tokens = np.concatenate([part.source_T for part in parts])
        assert sorted(tokens) == list(range(len(batch["completion_ids"])))


def test_shared_prompts_run_once(worker: Worker, plain: Reference, policies: list[Path]) -> None:
    batch = batch_of("shared prompts", cut=False)
    assert layouts(worker, batch) == [PrefixSharedLayout]
    assert layouts(worker, batch_of("mixed lengths", cut=False)) == [PaddedLayout]
    assert_same(worker, plain, policies, batch)
    worker.limits(20, logits_chunk=5)
    assert len(layouts(worker, batch)) > 1
    assert_same(worker, plain, policies, batch)


def test_completions_of_one_token_after_one_prompt(
    worker: Worker, plain: Reference, policies: list[Path]
) -> None:
    batch = random_batch(np.random.default_rng(0), [5] * 4, [1] * 4, [1.0, -2.0, 0.5, 0.5], [1] * 4)
    batch["prompt_ids"] = np.tile(np.arange(5, dtype=np.int32), 4)
    assert layouts(worker, batch) == [PrefixSharedLayout]
    assert_same(worker, plain, policies, batch)


def test_an_empty_completion_counts_in_n_only(
    worker: Worker, plain: Reference, policies: list[Path]
) -> None:
    rng = np.random.default_rng(0)
    batch = random_batch(rng, [3, 4, 2], [5, 2, 0], [1.0, -1.0, 2.0], [1, 1, 1])
    assert_same(worker, plain, policies, batch)
    rest = {name: array[:2] if len(array) == 3 else array for name, array in batch.items()}
    rest["prompt_ids"] = batch["prompt_ids"][:7]
    of_two, of_three = plain.gradient(rest, LOSS), plain.gradient(batch, LOSS)
    assert of_three.loss == pytest.approx(of_two.loss * 2 / 3, rel=1e-5)


def test_an_advantage_of_an_empty_completion_is_no_signal(worker: Worker) -> None:
    """Its sum over tokens is empty, so the KL alone would make a full step towards the base."""
    rng = np.random.default_rng(0)
    worker.open("s")
    worker.step("s", 0, batch_of("mixed lengths", cut=False))
    before = worker.state("s")
    batch = random_batch(rng, [3, 4, 2], [5, 2, 0], [0.0, 0.0, 2.0], [1, 1, 1])
    assert worker.step("s", 1, batch)["skipped"]
    assert equal(before, worker.state("s"))


@pytest.mark.parametrize("distribution", ["policy", "base", "baseline"])
def test_logprobs_of_all_three_distributions(
    worker: Worker, plain: Reference, policies: list[Path], distribution: str
) -> None:
    batch = batch_of("mixed lengths", cut=False)
    worker.limits(40)
    worker.open("s", policies[0], baseline=str(policies[1]))
    _, out = worker.call("logprobs", batch, session="s", distribution=distribution, temperature=0.8)
    found = split(out["logprobs"], batch["completion_lengths"])
    prompts = split(batch["prompt_ids"], batch["prompt_lengths"])
    completions = split(batch["completion_ids"], batch["completion_lengths"])
    with torch.no_grad():
        for p, c, logprobs in zip(prompts, completions, found, strict=True):
            if distribution == "policy":
                wanted = plain.logprobs(p, c, 0.8)
            else:
                wanted = plain.reference(p, c, distribution, 0.8)
            assert np.allclose(logprobs, wanted.numpy(), atol=2e-5)


def test_report_of_a_step(worker: Worker, policies: list[Path]) -> None:
    batch = batch_of("mixed lengths", cut=False)
    worker.open("s", policies[0])
    _, out = worker.call("logprobs", batch, session="s", distribution="policy", temperature=1.0)
    batch["sampler_logprobs"] = out["logprobs"] + np.float32(0.01)
    reply = worker.step("s", 0, batch)
    assert reply["mismatch_mean"] == pytest.approx(0.01, rel=1e-3)
    assert reply["mismatch_max"] == pytest.approx(0.01, rel=1e-2)
    assert reply["tokens"] == len(batch["completion_ids"])
    assert 0 < reply["entropy"] < np.log(VOCABULARY)
    opened = worker.open("t", policies[0])
    assert opened["parameters"] == worker.adapter("t").shape.parameters
    without = worker.step("t", 0, batch, coefficient=0.0)
    kl = KL["coefficient"] * reply["kl"]
    assert without["loss"] + kl == pytest.approx(reply["loss"], rel=1e-5)
