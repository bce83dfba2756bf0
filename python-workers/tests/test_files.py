"""Adapter directories: what other libraries read from them, and training resumed from them."""

import hashlib
import json
import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from peft import PeftModel
from safetensors.numpy import load_file
from transformers import AutoModelForCausalLM

from cairn_workers.service import Service
from conftest import Worker

Batches = Callable[..., dict[str, Any]]


def checkpointing(session: str, directory: Path, optimizer: str = "kept") -> dict[str, Any]:
    """The header of `checkpoint`; `publish` ignores its optimizer."""
    return {"session": session, "directory": str(directory), "optimizer": optimizer}


def test_peft_reads_what_is_published(
    worker: Worker, model_path: Path, tmp_path: Path, make_batch: Batches
) -> None:
    worker.open("a")
    worker.step("a", 0, make_batch(), lr=0.1)
    reply = worker.ok("publish", session="a", directory=str(tmp_path / "v1"))
    base = AutoModelForCausalLM.from_pretrained(model_path, dtype=torch.float32)
    model = PeftModel.from_pretrained(base, str(tmp_path / "v1")).eval()
    found = {
        name.replace(".default", ""): p for name, p in model.named_parameters() if "lora_" in name
    }
    wanted = worker.adapter("a").named()
    assert set(found) == set(wanted)
    assert all(torch.equal(found[name], wanted[name]) for name in wanted)
    assert reply["bytes"] == sum(f.stat().st_size for f in (tmp_path / "v1").iterdir())
    assert {f.name for f in tmp_path.iterdir()} == {"v1"}


def test_the_hash_is_over_names_and_bytes(worker: Worker, tmp_path: Path) -> None:
    opened = worker.open("a")
    reply = worker.ok("publish", session="a", directory=str(tmp_path / "v0"))
    tensors = load_file(tmp_path / "v0" / "adapter_model.safetensors")
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].astype("<f4").tobytes())
    assert reply["sha256"] == opened["sha256"] == digest.hexdigest()


def test_nothing_is_written_twice(worker: Worker, tmp_path: Path) -> None:
    worker.open("a")
    worker.ok("publish", session="a", directory=str(tmp_path / "v0"))
    assert worker.error("publish", session="a", directory=str(tmp_path / "v0")) == "user"
    assert worker.error("checkpoint", **checkpointing("a", tmp_path / "v0")) == "user"


@contextmanager
def largest_file(size: int) -> Iterator[None]:
    """The kernel refuses to write beyond `size` bytes, as on a full disk but without being root."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("op", ["publish", "checkpoint"])
def test_without_room_nothing_is_left_and_the_same_request_works_later(
    worker: Worker, tmp_path: Path, make_batch: Batches, op: str
) -> None:
    worker.open("a")
    worker.step("a", 0, make_batch())
    directory = tmp_path / "run" / "v1"
    with largest_file(2000):
        reply, _ = worker.call(op, **checkpointing("a", directory))
    assert reply["error"]["class"] == "no_space"
    for told in (str(directory), "File too large", "make room", "bytes"):
        assert told in reply["error"]["message"]
    assert not list(directory.parent.iterdir())
    before = worker.state("a")
    written = worker.ok(op, **checkpointing("a", directory))
    assert written["sha256"] == worker.open("b", directory)["sha256"]
    assert all(torch.equal(x, y) for x, y in zip(before, worker.state("a"), strict=True))


def test_training_resumes_from_a_checkpoint_bit_by_bit(
    worker: Worker, tmp_path: Path, make_batch: Batches
) -> None:
    worker.open("a")
    for i in range(2):
        worker.step("a", i, make_batch(seed=i))
    saved = worker.ok("checkpoint", **checkpointing("a", tmp_path / "c"))
    again = worker.open("b", tmp_path / "c", optimizer="checkpoint")
    assert again["sha256"] == saved["sha256"]
    for i in range(3):
        worker.step("a", 2 + i, make_batch(seed=10 + i))
        worker.step("b", i, make_batch(seed=10 + i))
    for left, right in zip(worker.state("a"), worker.state("b"), strict=True):
        assert torch.equal(left, right)


def test_a_checkpoint_before_any_step(worker: Worker, tmp_path: Path, make_batch: Batches) -> None:
    worker.open("a")
    worker.ok("checkpoint", **checkpointing("a", tmp_path / "c"))
    worker.open("b", tmp_path / "c", optimizer="checkpoint")
    for name in ("a", "b"):
        worker.step(name, 0, make_batch())
    for left, right in zip(worker.state("a"), worker.state("b"), strict=True):
        assert torch.equal(left, right)


def test_a_kept_policy_has_no_optimizer_and_a_third_of_the_bytes(
    worker: Worker, tmp_path: Path, make_batch: Batches
) -> None:
    """A promoted student starts with fresh moments, so a trial's would never be read."""
    worker.open("a")
    worker.step("a", 0, make_batch())
    with_moments = worker.ok("checkpoint", **checkpointing("a", tmp_path / "c"))
    kept = worker.ok("checkpoint", **checkpointing("a", tmp_path / "k", "left_out"))
    assert {f.name for f in (tmp_path / "k").iterdir()} == {
        "adapter_config.json",
        "adapter_model.safetensors",
    }
    assert kept["sha256"] == with_moments["sha256"]
    assert kept["bytes"] <= 0.4 * with_moments["bytes"]
    assert worker.open("b", tmp_path / "k")["sha256"] == kept["sha256"]
    resumed = worker.opening("c", tmp_path / "k", optimizer="checkpoint")
    assert worker.error("open", **resumed) == "user"


def test_sources_that_do_not_fit_are_refused(worker: Worker, tmp_path: Path) -> None:
    worker.open("a")
    worker.ok("publish", session="a", directory=str(tmp_path / "v"))
    no_moments = worker.opening("b", tmp_path / "v", optimizer="checkpoint")
    assert worker.error("open", **no_moments) == "user"
    assert worker.error("open", **worker.opening("b", optimizer="checkpoint")) == "user"
    other_rank = worker.opening("b", tmp_path / "v", lora={"rank": 2, "alpha": 8})
    assert worker.error("open", **other_rank) == "user"
    assert worker.error("open", **worker.opening("b", tmp_path / "none")) == "user"
    config = tmp_path / "v" / "adapter_config.json"
    assert json.loads(config.read_text())["target_modules"] == [
        "down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj",
    ]  # fmt: skip


@pytest.mark.parametrize("escape", ["../outside/v", "link/v"])
def test_paths_stay_inside_the_roots(model_path: Path, tmp_path: Path, escape: str) -> None:
    root, outside = tmp_path / "root", tmp_path / "outside"
    root.mkdir()
    outside.mkdir()
    (root / "link").symlink_to(outside)
    worker = Worker(Service(roots=[root.resolve()]), model_path)
    worker.open("a")
    assert worker.error("publish", session="a", directory=str(root / escape)) == "user"
    assert worker.error("publish", session="a", directory="v") == "user"
    worker.ok("publish", session="a", directory=str(root / "v"))
    assert not list(outside.iterdir())
    assert np.isfinite(load_file(root / "v" / "adapter_model.safetensors").popitem()[1]).all()
