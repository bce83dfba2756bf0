"""Tiny random models of several architectures, saved as Hugging Face directories."""

from pathlib import Path
from typing import Any

import torch
from transformers import AutoConfig, AutoModelForCausalLM

from batches import VOCABULARY


def save_model(path: Path, model_type: str, **changes: Any) -> Path:
    """Two layers of width 32 in the architecture of a model type, `mistral` for example."""
    torch.manual_seed(7)
    settings: dict[str, Any] = {
        "vocab_size": VOCABULARY,
        "hidden_size": 32,
        "intermediate_size": 48,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "num_key_value_heads": 2,
        "head_dim": 8,
        "max_position_embeddings": 128,
        "initializer_range": 0.3,
        "tie_word_embeddings": False,
        "pad_token_id": 0,
        "bos_token_id": 1,
        "eos_token_id": 2,
    }
    config = AutoConfig.for_model(model_type, **settings | changes)
    AutoModelForCausalLM.from_config(config).save_pretrained(path)
    return path
