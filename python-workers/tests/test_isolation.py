"""What a step may not touch, what a fork is, and what the KL is taken against."""

import hashlib
from pathlib import Path

import pytest
import torch
from transformers import AutoModelForCausalLM

from batches import Arrays, batch_of
from conftest import Worker, equal
from reference import split


def base_hash(worker: Worker) -> str:
    """sha256 over every weight and buffer of the base: layers, embeddings, norms and head."""
    trainer = worker.service._trainer
    assert trainer is not None
    base = trainer._base
    assert base is not None
    parts = {"decoder": base._decoder, "head": base._head}
    weights = {f"{part}.{n}": p for part, m in parts.items() for n, p in m.named_parameters()}
    assert sum(p.numel() for p in weights.values()) == base.parameters
    weights |= {f"{part}.{n}": b for part, m in parts.items() for n, b in m.named_buffers()}
    digest = hashlib.sha256()
    for name in sorted(weights):
        digest.update(name.encode())
        digest.update(weights[name].detach().numpy().tobytes())
    return digest.hexdigest()


def files(directory: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in directory.iterdir()}


@pytest.mark.parametrize("reference", ["base", "baseline"])
def test_a_step_touches_its_own_adapter_only(
    worker: Worker, policies: list[Path], reference: str
) -> None:
    worker.open("own", policies[0], baseline=str(policies[1]))
    worker.open("trained", policies[0], baseline=str(policies[1]))
    worker.open("new")
    worker.step("trained", 0, batch_of("mixed lengths", cut=False))
    others = {name: worker.state(name) for name in ("trained", "new")}
    frozen = worker.baseline("own").flat
    own, base, baseline = worker.state("own"), base_hash(worker), frozen.clone()
    on_disk = [files(policy) for policy in policies]
    for step in range(3):
        batch = batch_of("shared prompts", cut=False, seed=step)
        worker.step("own", step, batch, reference=reference)
    assert not equal(own, worker.state("own"))
    for name, state in others.items():
        assert equal(state, worker.state(name)), name
    assert base_hash(worker) == base
    assert torch.equal(frozen, baseline)
    assert [files(policy) for policy in policies] == on_disk


def test_students_side_by_side_are_the_students_one_after_the_other(
    worker: Worker, policies: list[Path]
) -> None:
    names = ("a", "b", "c")
    batches = {name: [batch_of("mixed lengths", cut=False, seed=10 * i + s) for s in range(3)]
               for i, name in enumerate(names)}  # fmt: skip
    for name in names:
        worker.open(f"{name} alone", policies[0], baseline=str(policies[1]))
        for step in range(3):
            worker.step(f"{name} alone", step, batches[name][step], reference="baseline")
        worker.open(f"{name} beside", policies[0], baseline=str(policies[1]))
    for step in range(3):
        for name in names:
            worker.step(f"{name} beside", step, batches[name][step], reference="baseline")
    for name in names:
        assert equal(worker.state(f"{name} alone"), worker.state(f"{name} beside")), name


def test_a_promoted_students_fork_equals_its_source(worker: Worker, tmp_path: Path) -> None:
    worker.open("student")
    for step in range(2):
        worker.step("student", step, batch_of("mixed lengths", cut=False, seed=step))
    source = worker.state("student")
    kept = worker.ok(
        "checkpoint", session="student", directory=str(tmp_path / "student"), optimizer="left_out"
    )
    promoted = tmp_path / "student"
    forks = [worker.open(name, promoted, baseline=str(promoted)) for name in ("f", "g")]
    assert {fork["sha256"] for fork in forks} == {kept["sha256"]}
    for name in ("f", "g"):
        assert torch.equal(worker.state(name)[0], source[0])
        moments = worker.moments(name)
        assert moments.step == 0
        assert not moments.average.any()
        assert not moments.square.any()
    batch = batch_of("mixed lengths", cut=False, seed=7)
    reply = worker.step("f", 0, batch, reference="baseline")
    assert reply["kl"] == 0  # at the start a fork is its own baseline
    worker.step("g", 0, batch, reference="baseline")
    assert equal(worker.state("f"), worker.state("g"))
    assert equal(worker.state("student"), source)
    assert torch.equal(worker.baseline("f").flat, source[0])


def test_the_reference_is_the_adapter_switched_off(
    worker: Worker, model_path: Path, policies: list[Path]
) -> None:
    batch = batch_of("mixed lengths", cut=False)
    bare = bare_logprobs(model_path, batch)
    worker.open("new")
    worker.open("other", policies[0])
    off = logprobs(worker, "new", "base", batch)
    assert torch.allclose(off, bare, atol=1e-5)
    assert torch.equal(logprobs(worker, "new", "policy", batch), off)  # B = 0
    assert worker.step("new", 0, batch)["kl"] == 0
    policy = logprobs(worker, "new", "policy", batch)
    assert not torch.allclose(policy, off, atol=1e-3)
    for name in ("new", "other"):
        assert torch.equal(logprobs(worker, name, "base", batch), off), name
    for estimator in ("k2", "k3"):
        worker.open(estimator, policies[0])
        d = logprobs(worker, estimator, "policy", batch) - bare
        kl_t = 0.5 * d**2 if estimator == "k2" else torch.exp(-d) + d - 1
        kl = worker.step(estimator, 0, batch, estimator=estimator)["kl"]
        assert kl == pytest.approx(float(kl_t.sum()) / 6, rel=1e-4)


def logprobs(worker: Worker, session: str, distribution: str, batch: Arrays) -> torch.Tensor:
    asked = {"session": session, "distribution": distribution, "temperature": 1.0}
    _, out = worker.call("logprobs", batch, **asked)
    return torch.from_numpy(out["logprobs"])


@torch.no_grad()
def bare_logprobs(model_path: Path, batch: Arrays) -> torch.Tensor:
    """Of the model as it is on disk, which never saw an adapter."""
    model = AutoModelForCausalLM.from_pretrained(model_path, dtype=torch.float32).eval()
    found = []
    for prompt, completion in zip(
        split(batch["prompt_ids"], batch["prompt_lengths"]),
        split(batch["completion_ids"], batch["completion_lengths"]),
        strict=True,
    ):
        ids = torch.tensor([*prompt, *completion])[None]
        predicted = model(input_ids=ids).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
        found.append(predicted.gather(1, torch.tensor(completion).long()[:, None])[:, 0])
    return torch.cat(found)
