"""What an engine on CPU loads into vLLM's worker: faster kernels that compute the same.

vLLM's worker imports this by `--worker-extension-cls cairn_workers.engine.extension.CpuKernels`
before it loads the model; the class itself adds nothing to the worker.
"""

from vllm.platforms import current_platform
from vllm.v1.attention.backends.cpu_attn import CPUAttentionBackendImpl
from vllm.v1.worker.cpu_model_runner import CPUModelRunner

from cairn_workers.engine import shared_prompts
from cairn_workers.engine.cpu_lora import GroupedPunicaWrapper


class CpuKernels:
    """The worker extension."""


def wrapper_name(_cls: type) -> str:
    return f"{GroupedPunicaWrapper.__module__}.{GroupedPunicaWrapper.__qualname__}"


if current_platform.is_cpu():
    setattr(type(current_platform), "get_punica_wrapper", classmethod(wrapper_name))  # noqa: B010
    CPUModelRunner._model_forward = shared_prompts.model_forward
    CPUAttentionBackendImpl.do_kv_cache_update = shared_prompts.do_kv_cache_update
