"""Gradient steps: one frozen base model, many LoRA adapters, each with its own AdamW state.

Full weights, dropout and sequence packing are left out: adapters are what the first releases
train. A token budget bounds the memory of a micro-batch, and where its activations would take too
much they are recomputed, a decoder layer at a time.
"""
