"""Cosines between the gradients on two parts of a batch."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from batches import Arrays, batch_of
from conftest import Worker, equal, loss_with
from reference import Reference

PARTS = ([0, 1], [2, 3, 4], [5])
SIZES = [len(part) for part in PARTS]


def aligning(session: str, sizes: list[int], **changes: Any) -> dict[str, Any]:
    return {"session": session, "temperature": 0.7, "loss": loss_with(**changes), "sizes": sizes}


def part_of(batch: Arrays, chosen: list[int]) -> Arrays:
    """The sequences of one part, as a batch of its own."""

    def ids(name: str) -> Any:
        lengths = batch["prompt_lengths" if name == "prompt_ids" else "completion_lengths"]
        cut = np.split(batch[name], np.cumsum(lengths)[:-1])
        return np.concatenate([cut[i] for i in chosen])

    flat = ("prompt_ids", "completion_ids", "sampler_logprobs")
    return {name: ids(name) if name in flat else batch[name][chosen] for name in batch}


@pytest.fixture(scope="module")
def plain(model_path: Path, policies: list[Path]) -> Reference:
    return Reference(model_path, policies[0], policies[1])


def cosines_of(plain: Reference, batch: Arrays, loss: dict[str, Any]) -> list[float]:
    """By autograd of the written-out loss, without its KL term."""
    vectors = []
    for i, part in enumerate(PARTS):
        settings = loss | {"kl": loss["kl"] | {"coefficient": 0.0}}
        if i == 0:
            settings = settings | {"importance": "none"}
        found = plain.gradient(part_of(batch, part), settings, 0.7)
        vectors.append(torch.cat([g.flatten() for g in found.tensors.values()]).double())
    first, *others = vectors
    return [float(torch.nn.functional.cosine_similarity(first, v, dim=0)) for v in others]


@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("kind", ["mixed lengths", "shared prompts"])
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"estimator": "k3", "coefficient": 0.5},
        {"importance": "truncated", "importance_cap": 0.6},
    ],
)
def test_cosines_are_those_of_the_written_out_gradients(
    worker: Worker,
    plain: Reference,
    policies: list[Path],
    kind: str,
    cut: bool,
    changes: dict[str, Any],
) -> None:
    batch = batch_of(kind, cut=cut)
    batch["in_loss"][0] = 1  # the reference
    worker.open("a", policies[0], baseline=str(policies[1]))
    found = worker.ok("alignment", batch, **aligning("a", SIZES, **changes))["cosines"]
    assert found == pytest.approx(cosines_of(plain, batch, loss_with(**changes)), abs=1e-5)
    assert all(0.001 < abs(cosine) < 1 for cosine in found)


def test_the_same_sequences_have_cosine_1_and_opposite_advantages_minus_1(
    worker: Worker, policies: list[Path]
) -> None:
    one = batch_of("equal lengths", cut=False)
    batch = {name: np.concatenate([values] * 3) for name, values in one.items()}
    batch["advantages"][12:] *= -1
    worker.open("a", policies[0])
    found = worker.ok("alignment", batch, **aligning("a", [6, 6, 6]))["cosines"]
    assert found == pytest.approx([1, -1], abs=1e-6)


def test_a_part_without_signal_has_cosine_0(worker: Worker, policies: list[Path]) -> None:
    batch = batch_of("mixed lengths", cut=False)
    for name in ("advantages", "in_loss"):
        without = batch | {name: batch[name].copy()}
        without[name][PARTS[2]] = 0
        worker.open(name, policies[0])
        found = worker.ok("alignment", without, **aligning(name, SIZES))["cosines"]
        assert found[0] != 0
        assert found[1] == 0


def test_nothing_is_applied(worker: Worker, policies: list[Path]) -> None:
    batch = batch_of("mixed lengths", cut=False)
    steps = []
    for session, asked in (("a", True), ("b", False)):
        worker.open(session, policies[0])
        worker.step(session, 0, batch)
        before = worker.state(session)
        if asked:
            worker.ok("alignment", batch, **aligning(session, SIZES))
            assert equal(before, worker.state(session))
        worker.step(session, 1, batch)
        steps.append(worker.state(session))
    assert equal(*steps)


def test_sets_that_were_sampled_from_other_weights_are_refused(
    worker: Worker, policies: list[Path]
) -> None:
    batch = batch_of("mixed lengths", cut=False)
    worker.open("a", policies[0])
    assert (
        worker.error("alignment", batch, **aligning("a", SIZES, mismatch_limit=1e-4)) == "mismatch"
    )


def test_the_reference_was_not_sampled_so_it_has_no_mismatch(
    worker: Worker, policies: list[Path]
) -> None:
    batch = batch_of("mixed lengths", cut=False)
    worker.open("a", policies[0])
    logprobs = {"session": "a", "distribution": "policy", "temperature": 0.7}
    _, out = worker.call("logprobs", batch, **logprobs)
    tokens = batch["completion_lengths"][PARTS[0]].sum()
    batch["sampler_logprobs"] = np.concatenate(
        [np.zeros(tokens, np.float32), out["logprobs"][tokens:]]
    )
    worker.ok("alignment", batch, **aligning("a", SIZES, mismatch_limit=1e-4))


@pytest.mark.parametrize(
    ("sizes", "message"),
    [
        ([2, 3], "the parts have 5 sequences, the batch has 6"),
        ([6], "'sizes' has 1 elements"),
        ([5, 0, 1], "'alignment.sizes[1]' is 0; allowed is 1 or more"),
        ([5, True], "'alignment.sizes[1]' is True; allowed is a whole number"),
        (6, "'alignment.sizes' is 'int'; allowed is a list of whole numbers"),
    ],
)
def test_wrong_sizes_are_refused(
    worker: Worker, policies: list[Path], sizes: Any, message: str
) -> None:
    worker.open("a", policies[0])
    reply, _ = worker.call(
        "alignment", batch_of("mixed lengths", cut=False), **aligning("a", sizes)
    )
    assert reply["error"]["class"] == "user"
    assert message in reply["error"]["message"]


def test_an_advantage_that_overflows_is_refused(worker: Worker, policies: list[Path]) -> None:
    batch = batch_of("mixed lengths", cut=False)
    batch["advantages"][PARTS[1]] = 1e38
    worker.open("a", policies[0])
    assert worker.error("alignment", batch, **aligning("a", SIZES)) == "non_finite"
