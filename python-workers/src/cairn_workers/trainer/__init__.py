"""Gradient steps: one frozen base model, many LoRA adapters, each with its own AdamW state.

Full weights, dropout, gradient checkpointing and sequence packing are left out: adapters are what
the first releases train, and a token budget bounds the memory of a micro-batch.
"""
