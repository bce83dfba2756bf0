"""Writes model and tokenizer as a Hugging Face directory, byte for byte the same every time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from safetensors.torch import load_file, save_file
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, pre_tokenizers

from cairn_chains.model import SHAPE, Weights
from cairn_chains.vocabulary import (
    BOS,
    BOS_ID,
    EOS,
    EOS_ID,
    IDS,
    PAD,
    PAD_ID,
    PATTERN,
    SPECIAL,
    UNKNOWN,
)

SHIPPED = Path(__file__).parent / "model"


def build_tokenizer() -> Tokenizer:
    """Whole words only; nothing is added in front, decoding joins without spaces."""
    tokenizer = Tokenizer(models.WordLevel(IDS, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(PATTERN), behavior="isolated")
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in SPECIAL])
    return tokenizer


def model_config() -> dict[str, object]:
    """config.json of a LlamaForCausalLM."""
    return {
        "architectures": ["LlamaForCausalLM"],
        "model_type": "llama",
        "vocab_size": SHAPE.vocabulary,
        "hidden_size": SHAPE.hidden,
        "intermediate_size": SHAPE.mlp,
        "num_hidden_layers": SHAPE.layers,
        "num_attention_heads": SHAPE.heads,
        "num_key_value_heads": SHAPE.heads,
        "head_dim": SHAPE.head,
        "hidden_act": "silu",
        "max_position_embeddings": SHAPE.max_length,
        "rms_norm_eps": SHAPE.norm_eps,
        "rope_theta": SHAPE.rope_theta,
        "rope_parameters": {"rope_type": "default", "rope_theta": SHAPE.rope_theta},
        "attention_bias": False,
        "mlp_bias": False,
        "tie_word_embeddings": False,
        "bos_token_id": BOS_ID,
        "eos_token_id": EOS_ID,
        "pad_token_id": PAD_ID,
        "dtype": "float32",
    }


def tokenizer_config() -> dict[str, object]:
    """tokenizer_config.json for transformers' fast tokenizer."""
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "bos_token": BOS,
        "eos_token": EOS,
        "pad_token": PAD,
        "unk_token": UNKNOWN,
        "model_max_length": SHAPE.max_length,
        "clean_up_tokenization_spaces": False,
    }


def save(weights: Weights, directory: Path) -> None:
    """Every file of the model directory."""
    directory.mkdir(parents=True, exist_ok=True)
    tensors = {name: tensor.detach().contiguous() for name, tensor in sorted(weights.items())}
    save_file(tensors, directory / "model.safetensors", metadata={"format": "pt"})
    (directory / "model.safetensors").chmod(0o644)  # safetensors writes for its owner alone
    build_tokenizer().save(str(directory / "tokenizer.json"))
    generation = {"bos_token_id": BOS_ID, "eos_token_id": EOS_ID, "pad_token_id": PAD_ID}
    _write_json(directory / "config.json", model_config())
    _write_json(directory / "tokenizer_config.json", tokenizer_config())
    _write_json(directory / "generation_config.json", generation)


def load(directory: Path = SHIPPED) -> Weights:
    """The weights of a model directory, the shipped one by default."""
    return dict(load_file(directory / "model.safetensors"))


def _write_json(path: Path, content: Mapping[str, object]) -> None:
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
