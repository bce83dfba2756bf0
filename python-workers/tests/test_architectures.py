"""Which models are taken, and when their prompts may be run once for several completions."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from transformers import AutoConfig, AutoModelForCausalLM

from batches import VOCABULARY
from cairn_workers.trainer.base_model import BaseModel, MicroBatchLimits
from cairn_workers.trainer.batch import read_batch
from cairn_workers.trainer.layout import PrefixSharedLayout
from cairn_workers.trainer.loss import logprobs
from cairn_workers.trainer.protocol import Precision
from conftest import Worker
from models import save_model

WINDOW = 16
SLIDING: list[tuple[str, dict[str, Any]]] = [
    ("mistral", {"sliding_window": WINDOW}),
    ("phi3", {"sliding_window": WINDOW}),
    ("gemma3_text", {"sliding_window": WINDOW}),
    ("qwen2", {"sliding_window": WINDOW, "use_sliding_window": True, "max_window_layers": 1}),
]
FULL: list[tuple[str, dict[str, Any]]] = [
    ("llama", {}),
    ("qwen2", {}),
    ("qwen3", {}),
    ("mistral", {"sliding_window": None}),
]


def of_one_prompt(prompt: int, completion: int, size: int = 4) -> dict[str, Any]:
    rng = np.random.default_rng(0)
    asked = rng.integers(3, VOCABULARY, prompt)
    return {
        "prompt_ids": np.tile(asked, size).astype(np.int32),
        "prompt_lengths": np.full(size, prompt, np.int32),
        "completion_ids": rng.integers(3, VOCABULARY, size * completion).astype(np.int32),
        "completion_lengths": np.full(size, completion, np.int32),
    }


def differences(base: BaseModel, model: Any, arrays: dict[str, Any]) -> tuple[bool, float]:
    """Whether a prompt was shared, and the largest difference to plain forward passes."""
    batch = read_batch(arrays, VOCABULARY, for_loss=False)
    (part,) = base.micro_batches(batch)
    found = logprobs(base, None, part, 1.0)
    wanted = []
    with torch.no_grad():
        for i in dict.fromkeys(part.sequence_T.tolist()):
            prompt, completion = batch.sequence(i)
            ids = torch.from_numpy(np.concatenate((prompt, completion)))[None]
            predicted = model(input_ids=ids).logits[0, len(prompt) - 1 : -1].log_softmax(-1)
            wanted.append(predicted.gather(1, torch.from_numpy(completion)[:, None])[:, 0])
    difference = float((found - torch.cat(wanted)).abs().max())
    return isinstance(part.layout, PrefixSharedLayout), difference


def loaded(directory: Path, kind: str, changes: dict[str, Any]) -> tuple[BaseModel, Any]:
    """A small model of a kind as the trainer has it, and as transformers has it."""
    path = str(save_model(directory / "m", kind, **changes))
    base = BaseModel(path, Precision.FP32, MicroBatchLimits(4096, 512))
    return base, AutoModelForCausalLM.from_pretrained(path)


@pytest.mark.parametrize(("kind", "changes"), SLIDING, ids=[kind for kind, _ in SLIDING])
def test_a_window_shorter_than_the_sequence_shares_no_prompt(
    tmp_path: Path, kind: str, changes: dict[str, Any]
) -> None:
    base, model = loaded(tmp_path, kind, changes)
    for prompt, completion, shares in ((40, 40, False), (10, 8, False), (10, 7, True)):
        shared, worst = differences(base, model, of_one_prompt(prompt, completion))
        assert shared is shares, f"{prompt} and {completion} tokens"
        assert worst < 1e-3


@pytest.mark.parametrize(("kind", "changes"), FULL, ids=[kind for kind, _ in FULL])
def test_full_attention_shares_prompts_of_any_length(
    tmp_path: Path, kind: str, changes: dict[str, Any]
) -> None:
    base, model = loaded(tmp_path, kind, changes)
    shared, worst = differences(base, model, of_one_prompt(40, 40))
    assert shared
    assert worst < 1e-3


@pytest.mark.parametrize(
    ("kind", "changes", "named"),
    [
        (
            "qwen3_moe",
            {"num_experts": 4, "num_experts_per_tok": 2, "moe_intermediate_size": 16},
            "model.layers.0.mlp.experts",
        ),
        ("mixtral", {"num_local_experts": 4}, "model.layers.0.mlp"),
        ("gpt2", {}, "transformer.h.0.attn.c_attn.weight"),
    ],
)
def test_weights_that_would_stay_untrained_are_refused_by_name(
    worker: Worker, tmp_path: Path, kind: str, changes: dict[str, Any], named: str
) -> None:
    path = save_model(tmp_path / "m", kind, **changes)
    reply, _ = worker.call("base", **worker.loading(path=str(path)))
    assert reply["error"]["class"] == "user"
    for told in (named, "outside linear layers", "use a dense model", str(path)):
        assert told in reply["error"]["message"]


def test_a_model_with_a_vision_part_is_refused_before_it_is_loaded(
    worker: Worker, tmp_path: Path
) -> None:
    AutoConfig.for_model("gemma3").save_pretrained(tmp_path / "m")  # a config, and no weights
    reply, _ = worker.call("base", **worker.loading(path=str(tmp_path / "m")))
    assert reply["error"]["class"] == "user"
    for told in ("num_hidden_layers", "vision_config", "text-only model"):
        assert told in reply["error"]["message"]


def test_the_adapted_layers_are_told(worker: Worker) -> None:
    reply = worker.load()
    names = ("down_proj", "gate_proj", "k_proj", "o_proj", "q_proj", "up_proj", "v_proj")
    assert reply["adapted"] == dict.fromkeys(names, 2)
