"""What each part of `cairn_workers.engine` saves when vLLM samples on CPU.

    python bench/engine_parts.py --adapters 8 --rounds 5

Every round asks for the samples of 8 questions of the chains world with every adapter, all at once.
Prints a line of JSON for each choice of parts; vLLM has its own code in place of those that are
left out. The choices take turns, each in a process of its own. Seconds are medians of the rounds
after a warm-up; equal hashes mean equal tokens and log-probabilities.
"""

import argparse
import hashlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from cairn_chains.export import SHIPPED
from cairn_chains.problem_pool import draw_pool
from cairn_chains.vocabulary import student_prompt

CHOICES = ([], ["adapters"], ["prompts"], ["adapters", "prompts"])
QUESTIONS = 8
NEVER = 2.0  # a share of the tokens that can't be saved


def use_vllms_own(without: list[str]) -> None:
    """Puts vLLM's code back where the extension replaced it."""
    from vllm.platforms import current_platform

    from cairn_workers.engine import extension, shared_prompts

    assert extension.CpuKernels
    if "adapters" in without:
        name = "vllm.lora.punica_wrapper.punica_cpu.PunicaWrapperCPU"
        setattr(type(current_platform), "get_punica_wrapper", classmethod(lambda _: name))  # noqa: B010
    if "prompts" in without:
        shared_prompts.SHARE = NEVER


def write_adapters(number: int, root: Path) -> list[Path]:
    """Random adapters of rank 8 on every linear layer but the head."""
    import torch
    from torch import nn
    from transformers import AutoModelForCausalLM

    from cairn_workers.trainer.adapter_files import write_directory
    from cairn_workers.trainer.lora import LoraShape

    model = AutoModelForCausalLM.from_pretrained(SHIPPED)
    layers = [
        (name, module.in_features, module.out_features)
        for name, module in sorted(model.named_modules())
        if isinstance(module, nn.Linear) and name != "lm_head"
    ]
    shape = LoraShape(8, 16, tuple(layers))
    paths = [root / f"a{seed}" for seed in range(number)]
    for seed, path in enumerate(paths):
        flat = 0.1 * torch.randn(shape.parameters, generator=torch.Generator().manual_seed(seed))
        write_directory(path, shape, flat, str(SHIPPED), None)
    return paths


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """Seconds of every round after the first, and a hash of all samples."""
    use_vllms_own(options.without)
    from vllm import LLM, SamplingParams
    from vllm.lora.request import LoRARequest

    engine = LLM(
        str(SHIPPED),
        dtype="float32",
        max_model_len=128,
        max_num_seqs=1024,
        max_num_batched_tokens=66_560,
        enforce_eager=True,
        enable_prefix_caching=False,
        enable_lora=True,
        max_loras=options.adapters + 1,
        max_lora_rank=8,
        logprobs_mode="processed_logprobs",
        worker_extension_cls="cairn_workers.engine.extension.CpuKernels",
        distributed_executor_backend="vllm.v1.executor.uniproc_executor.UniProcExecutor",
        disable_log_stats=True,
    )
    with tempfile.TemporaryDirectory() as root:
        paths = write_adapters(options.adapters, Path(root))
        adapters = [LoRARequest(path.name, i + 1, str(path)) for i, path in enumerate(paths)]
        questions = [student_prompt(each.question) for each in draw_pool(QUESTIONS)]
        work = [(question, adapter) for question in questions for adapter in adapters]
        seconds, found = [], hashlib.sha256()
        for round_number in range(options.rounds + 1):
            settings = [
                SamplingParams(
                    n=options.samples,
                    seed=1000 * round_number + i,
                    max_tokens=options.max_tokens,
                    logprobs=0,
                )
                for i in range(len(work))
            ]
            began = time.perf_counter()
            outputs = engine.generate(
                [question for question, _ in work],
                settings,
                lora_request=[adapter for _, adapter in work],
                use_tqdm=False,
            )
            seconds.append(time.perf_counter() - began)
            for sample in (sample for output in outputs for sample in output.outputs):
                logprobs = [next(iter(each.values())).logprob for each in sample.logprobs or []]
                found.update(repr((list(sample.token_ids), logprobs)).encode())
    return {"seconds": seconds[1:], "samples": found.hexdigest()[:16]}


def alone(arguments: list[str], without: list[str]) -> dict[str, Any]:
    """`measure` in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, *arguments, "--measure", "--without", *without],
        env={
            **os.environ,
            "VLLM_ENABLE_V1_MULTIPROCESSING": "0",
            "VLLM_CPU_KVCACHE_SPACE": "2",
            "VLLM_NO_USAGE_STATS": "1",
            "HF_HUB_OFFLINE": "1",
            "OMP_NUM_THREADS": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=True,
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--adapters", type=int, default=8)
    parser.add_argument("--samples", type=int, default=16)
    parser.add_argument("--max-tokens", type=int, default=26)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--turns", type=int, default=3, help="processes for each choice")
    parser.add_argument("--without", nargs="*", default=[], help=argparse.SUPPRESS)
    parser.add_argument("--measure", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options)))
        return
    arguments = [
        f"--{name}={getattr(options, name.replace('-', '_'))}"
        for name in ("adapters", "samples", "max-tokens", "rounds")
    ]
    found: list[list[dict[str, Any]]] = [[] for _ in CHOICES]
    for _ in range(options.turns):
        for choice, results in zip(CHOICES, found, strict=True):
            results.append(alone(arguments, choice))
    for choice, results in zip(CHOICES, found, strict=True):
        seconds = [each for result in results for each in result["seconds"]]
        line = {
            "without": choice,
            "median": round(statistics.median(seconds), 4),
            "range": [round(min(seconds), 4), round(max(seconds), 4)],
            "samples": sorted({result["samples"] for result in results}),
        }
        print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
