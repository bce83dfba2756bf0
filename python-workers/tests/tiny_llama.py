"""Tiny Llamas of random weights, for the tests here and in the control plane.

As a program: ``tiny_llama.py DIR`` writes a model; ``tiny_llama.py DIR ADAPTERS`` writes DIR/model,
which vLLM can serve, and DIR/adapter-0 ... DIR/adapter-<ADAPTERS - 1>.
"""

import sys
from pathlib import Path
from typing import Any

import torch
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

RANK = 8
CHARACTERS = "0123456789+-*=? abcdefghijklmnopqrstuvwxyz"
SPECIAL = ["<pad>", "<bos>", "<eos>", "<unk>"]


def config(vocabulary: int, **changes: Any) -> LlamaConfig:
    """Two layers of 32 units, unless changed."""
    sizes = {
        "hidden_size": 32,
        "intermediate_size": 64,
        "num_hidden_layers": 2,
        "num_attention_heads": 2,
        "num_key_value_heads": 2,
        "max_position_embeddings": 256,
        "tie_word_embeddings": False,
    }
    return LlamaConfig(vocab_size=vocabulary, **(sizes | changes))


def save(directory: Path, seed: int, shape: LlamaConfig) -> None:
    torch.manual_seed(seed)
    LlamaForCausalLM(shape).save_pretrained(directory)


def save_served(directory: Path, adapters: int) -> None:
    """A model with a character tokenizer, of a size that vLLM takes, and adapters for it."""
    from peft import LoraConfig, get_peft_model  # the trainer's tests need no peft

    shape = config(
        len(SPECIAL) + len(CHARACTERS),
        hidden_size=64,
        intermediate_size=192,
        num_hidden_layers=3,
        head_dim=32,
        bos_token_id=1,
        eos_token_id=2,
        pad_token_id=0,
    )
    save(directory / "model", 1, shape)
    _tokenizer().save_pretrained(directory / "model")
    for number in range(adapters):
        torch.manual_seed(100 + number)
        lora = LoraConfig(
            r=RANK, lora_alpha=16, target_modules="all-linear", init_lora_weights=False
        )
        model = get_peft_model(LlamaForCausalLM(shape), lora)
        for name, parameter in model.named_parameters():
            if "lora_" in name:
                torch.nn.init.normal_(parameter, std=0.3)
        model.save_pretrained(directory / f"adapter-{number}")


def _tokenizer() -> PreTrainedTokenizerFast:
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers

    vocabulary = {token: index for index, token in enumerate([*SPECIAL, *CHARACTERS])}
    tokens = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokens.pre_tokenizer = pre_tokenizers.Split(Regex("."), "isolated")
    tokens.decoder = decoders.Fuse()
    return PreTrainedTokenizerFast(
        tokenizer_object=tokens,
        bos_token="<bos>",
        eos_token="<eos>",
        pad_token="<pad>",
        unk_token="<unk>",
    )


if __name__ == "__main__":
    if len(sys.argv) == 2:
        save(Path(sys.argv[1]), 1, config(vocabulary=64))
    else:
        save_served(Path(sys.argv[1]), int(sys.argv[2]))
