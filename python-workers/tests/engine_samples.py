"""Samples from vLLM in this process, with and without prompts that are computed once.

    python engine_samples.py MODEL ADAPTER ADAPTER

Prints JSON: for "shared" and "plain" the samples, and how many tokens each step computed.
"""

import json
import os
import sys
from typing import Any

os.environ.update(
    VLLM_ENABLE_V1_MULTIPROCESSING="0",
    VLLM_CPU_KVCACHE_SPACE="1",
    VLLM_NO_USAGE_STATS="1",
    HF_HUB_OFFLINE="1",
    OMP_NUM_THREADS="1",
)

from vllm import LLM, SamplingParams
from vllm.lora.request import LoRARequest

from cairn_workers.engine import shared_prompts

PROMPTS = ["<student>5*2+6+0+1-8=", "<student>8+6+0+9*1+3-9=", "<student>1+1="]
SAMPLES = 6


def main() -> None:
    model, *directories = sys.argv[1:]
    engine = LLM(
        model,
        dtype="float32",
        max_model_len=64,
        enforce_eager=True,
        enable_prefix_caching=False,
        enable_lora=True,
        max_loras=3,
        max_lora_rank=8,
        logprobs_mode="processed_logprobs",
        worker_extension_cls="cairn_workers.engine.extension.CpuKernels",
        distributed_executor_backend="vllm.v1.executor.uniproc_executor.UniProcExecutor",
        disable_log_stats=True,
    )
    adapters = [LoRARequest(f"a{i}", i + 1, path) for i, path in enumerate(directories)]
    steps: list[int] = []
    forward = shared_prompts._vllm_forward

    def counted(runner: Any, input_ids: Any, *arguments: Any, **names: Any) -> Any:
        steps.append(len(input_ids))
        return forward(runner, input_ids, *arguments, **names)

    shared_prompts._vllm_forward = counted
    found: dict[str, Any] = {}
    for name, share in (("shared", shared_prompts.SHARE), ("plain", 2.0)):
        shared_prompts.SHARE = share
        steps.clear()
        samples = sample(engine, [*adapters, None])
        found[name] = {"samples": samples, "tokens": list(steps)}
    json.dump(found, sys.stdout)


def sample(engine: LLM, adapters: list[LoRARequest | None]) -> list[Any]:
    """Every prompt with every adapter; a greedy request between them has a prompt of its own."""
    prompts, settings, used = [], [], []
    for p, prompt in enumerate(PROMPTS):
        for a, adapter in enumerate(adapters):
            prompts.append(prompt)
            settings.append(
                SamplingParams(n=SAMPLES, seed=100 * p + 10 * a, max_tokens=12, logprobs=0)
            )
            used.append(adapter)
        prompts.append(f"<student>9*9+{p}=")
        settings.append(SamplingParams(temperature=0, max_tokens=12, logprobs=0))
        used.append(adapters[p % len(adapters)])
    outputs = engine.generate(prompts, settings, use_tqdm=False, lora_request=used)
    return [
        [list(each.token_ids), [next(iter(step.values())).logprob for step in each.logprobs or []]]
        for output in outputs
        for each in output.outputs
    ]


if __name__ == "__main__":
    main()
