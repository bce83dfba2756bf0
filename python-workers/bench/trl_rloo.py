"""Times TRL's RLOO trainer on students of the chains world: whole steps, sampling included.

    python bench/trl_rloo.py QUESTIONS.json --students 8 --steps 6

QUESTIONS.json is a list of {"question", "answer"}. Prints JSON: seconds of every step but the
first, a list a student. TRL trains one policy at a time, so several students are several trainers,
one after the other. What TRL is spared: rewards compare strings, where ours ask Math-Verify;
nothing is logged or saved; beta is 0, so there is no reference.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import torch
from datasets import Dataset
from peft import LoraConfig
from transformers import TrainerCallback
from trl import RLOOConfig, RLOOTrainer

from cairn_chains.export import SHIPPED
from cairn_chains.reward import student_reward
from cairn_chains.vocabulary import student_prompt


class Stopwatch(TrainerCallback):  # type: ignore[misc]
    """When each step ended; the first step is the warm-up, so it only starts the clock."""

    def __init__(self) -> None:
        self.ends: list[float] = []

    def on_step_end(self, *_: Any, **__: Any) -> None:
        self.ends.append(time.perf_counter())

    def seconds(self) -> list[float]:
        return [end - start for start, end in zip(self.ends, self.ends[1:], strict=False)]


def rewards(completions: list[str], answer: list[str], scale: float) -> list[float]:
    pairs = zip(completions, answer, strict=True)
    return [scale * student_reward(text, reference) for text, reference in pairs]


def train(rows: list[dict[str, str]], options: argparse.Namespace, scratch: str) -> list[float]:
    watch = Stopwatch()

    def graded(completions: list[str], answer: list[str], **_: Any) -> list[float]:
        return rewards(completions, answer, options.reward_scale)

    trainer = RLOOTrainer(
        model=str(SHIPPED),
        reward_funcs=graded,
        args=RLOOConfig(
            output_dir=scratch,
            use_cpu=True,
            bf16=False,
            gradient_checkpointing=False,
            learning_rate=options.rate,
            lr_scheduler_type="cosine",
            max_grad_norm=1.0,
            beta=0.0,
            per_device_train_batch_size=options.questions_per_step * options.group_size,
            gradient_accumulation_steps=1,
            num_generations=options.group_size,
            max_completion_length=options.max_tokens,
            temperature=1.0,
            max_steps=options.steps,
            logging_strategy="no",
            save_strategy="no",
            report_to=[],
            disable_tqdm=True,
        ),
        train_dataset=Dataset.from_list(rows),
        peft_config=LoraConfig(
            r=options.rank, lora_alpha=options.alpha, target_modules="all-linear", lora_dropout=0.0
        ),
        callbacks=[watch],
    )
    trainer.train()
    return watch.seconds()


def main() -> None:
    parser = argparse.ArgumentParser(description="Times TRL's RLOOTrainer.")
    parser.add_argument("questions", type=Path)
    parser.add_argument("--students", type=int, default=1)
    parser.add_argument("--steps", type=int, default=6, help="the first is a warm-up")
    parser.add_argument("--questions-per-step", type=int, default=8)
    parser.add_argument("--group-size", type=int, default=16)
    parser.add_argument("--max-tokens", type=int, default=26)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--alpha", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--reward-scale", type=float, default=1 / 120)
    options = parser.parse_args()
    rows = [
        {"prompt": student_prompt(each["question"]), "answer": each["answer"]}
        for each in json.loads(options.questions.read_text())
    ]
    # The trainer prints a summary of its own.
    with tempfile.TemporaryDirectory() as scratch, contextlib.redirect_stdout(sys.stderr):
        seconds = [train(rows, options, scratch) for _ in range(options.students)]
    json.dump({"threads": torch.get_num_threads(), "seconds": seconds}, sys.stdout)


if __name__ == "__main__":
    main()
