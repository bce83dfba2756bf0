"""Gradient steps: one frozen base model, many LoRA adapters, each with its own AdamW state.

Left out: training of full weights, dropout, sequence packing. A token budget limits the memory of
a micro-batch; if its activations would still take too much, each decoder layer recomputes them in
backward.
"""
