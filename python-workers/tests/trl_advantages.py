"""Advantages as TRL's own RLOO trainer computes them, for the control plane to compare with.

Reads a JSON list of groups of rewards from standard input and writes the groups of advantages. The
trainer is TRL's, built as its users build it; its method that samples, rewards and compares is
called as training calls it, with a reward function that hands out the given rewards.
"""

import json
import sys
import tempfile
from typing import Any

from datasets import Dataset
from trl import RLOOConfig, RLOOTrainer

from cairn_chains.export import SHIPPED


def advantages(groups: list[list[float]]) -> list[list[float]]:
    """One list a group; those of one size are one batch, as in training."""
    found: dict[int, list[float]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        trainer = make_trainer(scratch)
        for size in {len(rewards) for rewards in groups}:
            places = [i for i, rewards in enumerate(groups) if len(rewards) == size]
            compared = of_batch(trainer, size, [r for i in places for r in groups[i]])
            for position, place in enumerate(places):
                found[place] = compared[position * size : (position + 1) * size]
    return [found[i] for i in range(len(groups))]


def make_trainer(scratch: str) -> Any:
    config = RLOOConfig(
        output_dir=scratch,
        use_cpu=True,
        bf16=False,
        beta=0.0,
        per_device_train_batch_size=2,
        num_generations=2,
        max_completion_length=1,
        report_to=[],
    )
    return RLOOTrainer(
        model=str(SHIPPED),
        reward_funcs=lambda reward, **_: reward,
        args=config,
        train_dataset=Dataset.from_list([{"prompt": "<student>1+1=", "reward": 0.0}] * 2),
    )


def of_batch(trainer: Any, size: int, rewards: list[float]) -> list[float]:
    trainer.num_generations = size
    trainer.model.train()
    rows = [{"prompt": "<student>1+1=", "reward": reward} for reward in rewards]
    return [float(a) for a in trainer._generate_and_score_completions(rows)["advantages"]]


if __name__ == "__main__":
    json.dump(advantages(json.load(sys.stdin)), sys.stdout)
