"""Gradient checkpointing changes memory, never a number."""

from pathlib import Path

import pytest
import torch

from batches import KINDS, batch_of
from cairn_workers.trainer import device_memory
from cairn_workers.trainer.base_model import BaseModel, MicroBatchLimits
from cairn_workers.trainer.gradient_checkpointing import GradientCheckpointing, saved_bytes
from cairn_workers.trainer.layout import PaddedLayout
from cairn_workers.trainer.lora import Adapter, LoraLinear, new_adapter
from cairn_workers.trainer.protocol import CheckpointingMode, Precision
from conftest import Worker, equal
from models import save_model

GIB = 1 << 30


def mode(worker: Worker, name: str) -> dict[str, object]:
    return worker.load(gradient_checkpointing=name)


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_is_the_same_bit_by_bit(worker: Worker, policies: list[Path], kind: str) -> None:
    states, reports, gradients = [], [], []
    for name in ("off", "on"):
        assert mode(worker, name)["gradient_checkpointing"] is (name == "on")
        worker.open(name, policies[0], baseline=str(policies[1]))
        for i in range(2):
            report = worker.step(name, i, batch_of(kind, cut=False, seed=i), reference="baseline")
            reports.append({k: v for k, v in report.items() if k not in ("seconds", "epoch")})
        gradients.append(worker.gradient(name).clone())
        states.append(worker.state(name))
    assert gradients[0].abs().sum() > 0
    assert torch.equal(gradients[0], gradients[1])
    assert equal(states[0], states[1])
    assert reports[:2] == reports[2:]


def kept(base: BaseModel, tokens: int) -> int:
    """Bytes between forward and backward of one sequence."""
    ids_BL = torch.arange(tokens)[None] % base.vocabulary
    shape = base.shape(4, 8)
    adapter = Adapter(shape, new_adapter(shape, 1), trainable=True)
    layout, every_T = PaddedLayout(ids_BL), torch.arange(tokens)
    return saved_bytes(lambda: base.hidden(layout, every_T, adapter), base.slots)


@pytest.mark.parametrize("precision", Precision)
def test_a_layer_keeps_little_more_than_its_input(tmp_path: Path, precision: Precision) -> None:
    base = BaseModel(
        str(save_model(tmp_path / "m", "llama")), precision, MicroBatchLimits(4096, 512)
    )
    deeper = BaseModel(
        str(save_model(tmp_path / "n", "llama", num_hidden_layers=4)),
        precision,
        MicroBatchLimits(4096, 512),
    )
    tokens, width = 100, 32 * (4 if precision == "fp32" else 2)
    for one in (base, deeper):
        one.set_gradient_checkpointing(CheckpointingMode.ON)
    two_layers = kept(deeper, tokens) - kept(base, tokens)
    assert two_layers == 2 * tokens * width
    for one in (base, deeper):
        one.set_gradient_checkpointing(CheckpointingMode.OFF)
    assert kept(deeper, tokens) - kept(base, tokens) > 10 * two_layers


def test_slots_with_the_same_input_keep_one_copy_of_it() -> None:
    """In bf16, with fp32 adapters; a copy a slot was most of what a step kept."""
    tokens, width, rank, bf16 = 100, 32, 4, 2
    slots = [
        LoraLinear(name, torch.nn.Linear(width, width, bias=False).bfloat16().requires_grad_(False))
        for name in ("q", "k", "v")
    ]
    for slot in slots:
        slot.pair = (
            torch.ones(rank, width, requires_grad=True),
            torch.ones(width, rank, requires_grad=True),
        )
    x = torch.ones(tokens, width, dtype=torch.bfloat16, requires_grad=True)
    found = saved_bytes(lambda: sum(slot(x) for slot in slots), slots)
    pairs = 3 * 2 * rank * width * bf16
    assert found == (tokens * width + 3 * tokens * rank) * bf16 + pairs


@pytest.mark.parametrize(
    ("activations", "free", "needed"),
    [(1 * GIB, 10 * GIB, False), (3 * GIB, 10 * GIB, True), (9 * GIB, 1 * GIB, True)],
)
def test_auto_recomputes_when_memory_is_short(
    monkeypatch: pytest.MonkeyPatch, activations: int, free: int, needed: bool
) -> None:
    monkeypatch.setattr(device_memory, "free_bytes", lambda device: free)
    checkpointing = GradientCheckpointing([torch.nn.Linear(2, 2)])
    checkpointing.choose(CheckpointingMode.AUTO, activations, torch.device("cpu"))
    assert checkpointing.on is needed


def test_auto_counts_what_a_micro_batch_keeps(worker: Worker) -> None:
    few = worker.load(micro_batch_tokens=100)
    many = worker.load(micro_batch_tokens=10**12)
    assert (few["gradient_checkpointing"], many["gradient_checkpointing"]) == (False, True)
    assert many["activation_bytes"] == 10**10 * few["activation_bytes"]
    reply, _ = worker.call("base", **worker.loading(gradient_checkpointing="some"))
    assert "gradient_checkpointing' is 'some'" in reply["error"]["message"]
