"""Prompts that requests have in common are computed once, and samples do not change by that."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn
from transformers import AutoModelForCausalLM

from cairn_chains.export import SHIPPED
from cairn_workers.engine.shared_prompts import Sharing, find_sharing
from cairn_workers.trainer.adapter_files import write_directory
from cairn_workers.trainer.lora import LoraShape

SCRIPT = Path(__file__).with_name("engine_samples.py")


def sharing(requests: list[tuple[int, bool, list[int]]]) -> Sharing | None:
    """find_sharing for requests of (adapter, fresh, tokens)."""
    adapters, fresh, tokens = zip(*requests, strict=True)
    return find_sharing(
        np.concatenate([np.array(each) for each in tokens]),
        np.cumsum([0, *map(len, tokens)]),
        np.array(fresh),
        np.array(adapters),
    )


def test_equal_prompts_of_an_adapter_are_computed_once() -> None:
    found = sharing(
        [(1, True, [5, 6, 7]), (2, True, [5, 6, 7]), (1, True, [5, 6, 7]), (1, True, [5, 6, 8])]
    )
    assert found is not None
    assert found.counts_R.tolist() == [3, 3, 0, 3]
    assert found.tokens.tolist() == [0, 1, 2, 3, 4, 5, 9, 10, 11]
    assert found.source_T.tolist() == [0, 1, 2, 3, 4, 5, 0, 1, 2, 6, 7, 8]


def test_requests_with_earlier_tokens_are_always_computed() -> None:
    found = sharing(
        [(1, False, [5, 6, 7]), (1, True, [5, 6, 7]), (1, False, [4]), (1, True, [5, 6, 7])]
    )
    assert found is not None
    assert found.counts_R.tolist() == [3, 3, 1, 0]
    assert found.source_T.tolist() == [0, 1, 2, 3, 4, 5, 6, 3, 4, 5]
    assert sharing([(1, False, [5, 6, 7]), (1, False, [5, 6, 7])]) is None


@pytest.mark.parametrize("alone", [2, 3])
def test_a_step_with_little_to_save_is_left_alone(alone: int) -> None:
    """Of 2 + 2 + 2 * alone tokens 2 could be saved: a quarter for 2, less for 3."""
    others = [(1, True, [9, 10 + i]) for i in range(alone)]
    found = sharing([(1, True, [5, 6]), (1, True, [5, 6]), *others])
    assert (found is None) == (alone == 3)


def adapter_directories(root: Path) -> list[str]:
    """Two random adapters of the chains model."""
    model = AutoModelForCausalLM.from_pretrained(SHIPPED)
    layers = [
        (name, module.in_features, module.out_features)
        for name, module in sorted(model.named_modules())
        if isinstance(module, nn.Linear) and name != "lm_head"
    ]
    shape = LoraShape(8, 16, tuple(layers))
    for seed in (1, 2):
        flat = 0.1 * torch.randn(shape.parameters, generator=torch.Generator().manual_seed(seed))
        write_directory(root / f"a{seed}", shape, flat, str(SHIPPED), None)
    return [str(root / f"a{seed}") for seed in (1, 2)]


def test_samples_are_those_of_prompts_that_are_computed_each(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(SHIPPED), *adapter_directories(tmp_path)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["shared"]["samples"] == found["plain"]["samples"]
    assert found["shared"]["tokens"][0] * 4 < found["plain"]["tokens"][0]
    assert found["shared"]["tokens"][1:] == found["plain"]["tokens"][1:]
