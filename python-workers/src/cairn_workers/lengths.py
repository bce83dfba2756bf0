"""Counts the tokens of prompts as the engine does, with the model's own tokenizer."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cairn_workers.errors import WorkerError


def prompt_lengths(model: str, prompts: Sequence[str]) -> list[int]:
    """Tokens of each prompt, including special tokens at its beginning.

    Args:
        model: a Hugging Face model directory.
    """
    if not prompts:
        return []
    counted: list[list[int]] = tokenizer_of(model)(list(prompts), add_special_tokens=True)[
        "input_ids"
    ]
    return [len(ids) for ids in counted]


@lru_cache(maxsize=4)
def tokenizer_of(model: str) -> Any:
    """The tokenizer in a Hugging Face model directory.

    Raises:
        WorkerError: it is missing or cannot be read.
    """
    if not (Path(model) / "config.json").is_file():
        raise WorkerError("user", f"'{model}' has no config.json; give a Hugging Face model")
    from transformers import AutoTokenizer

    try:
        return AutoTokenizer.from_pretrained(model, local_files_only=True)
    except (OSError, ValueError) as e:
        raise WorkerError("user", f"'{model}' has no readable tokenizer: {e}") from e
