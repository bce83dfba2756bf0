"""Adapter directories in PEFT's format, as vLLM loads them; a checkpoint adds AdamW's state.

A directory is written next to its place and renamed, so a reader sees all of it or nothing; an
existing one is never overwritten. The hash is over sorted tensor names and fp32 bytes, not over
files, so it does not depend on a library's file layout.
"""

import errno
import hashlib
import json
import os
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors.numpy import load_file, save
from torch import Tensor

from cairn_workers.errors import WorkerError
from cairn_workers.trainer.lora import LoraShape

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
OPTIMIZER = "optimizer.safetensors"

NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})  # disk, quota, largest file

Named = Mapping[str, npt.NDArray[Any]]


class Purpose(Enum):
    """Why an adapter is written; all but those for sampling survive a power cut."""

    SAMPLING = "sampling"
    KEEPING = "keeping"  # without the optimizer's moments
    RESUMING = "resuming"  # with the optimizer's moments


@dataclass(frozen=True)
class Moments:
    """AdamW's state over an adapter's flat buffer."""

    step: int
    average: Tensor
    square: Tensor


def tensor_hash(tensors: Named) -> str:
    """sha256 over sorted names, each followed by its little-endian fp32 bytes."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(np.ascontiguousarray(tensors[name], dtype="<f4").data)
    return digest.hexdigest()


def on_cpu(shape: LoraShape, flat: Tensor) -> dict[str, npt.NDArray[Any]]:
    """An adapter's tensors by PEFT's names, as views of one host buffer."""
    return {name: view.numpy() for name, view in shape.split(flat.detach().cpu())}


def write_directory(
    directory: Path,
    shape: LoraShape,
    flat: Tensor,
    base: str,
    moments: Moments | None,
    *,
    purpose: Purpose = Purpose.SAMPLING,
) -> tuple[str, int]:
    """Writes an adapter, and the optimizer if its moments are given.

    Returns:
        hash of the adapter's tensors, bytes written.
    """
    if directory.exists():
        raise WorkerError(
            "user", f"'{directory}' already exists; no directory is ever written twice"
        )
    tensors = on_cpu(shape, flat)
    files = {
        WEIGHTS: save(dict(tensors), {"format": "pt"}),
        CONFIG: json.dumps(peft_config(shape, base), indent=1).encode(),
    }
    if moments is not None:
        files[OPTIMIZER] = save(_optimizer_tensors(shape, moments), {"format": "pt"})
    size = sum(len(content) for content in files.values())
    try:
        _write_all(directory, files, durable=purpose is not Purpose.SAMPLING)
    except OSError as error:
        if error.errno not in NO_SPACE:
            raise
        raise WorkerError("no_space", _no_space(directory, size, error)) from error
    return tensor_hash(tensors), size


def _write_all(directory: Path, files: Mapping[str, bytes], *, durable: bool) -> None:
    """Writes all files or none, and leaves nothing else behind."""
    directory.parent.mkdir(parents=True, exist_ok=True)
    temporary = directory.parent / f".tmp-{directory.name}-{secrets.token_hex(4)}"
    written = temporary
    try:
        temporary.mkdir()
        for name, content in files.items():
            _write(temporary / name, content, durable=durable)
        if durable:
            _sync(temporary)
        temporary.rename(directory)
        written = directory
        if durable:
            _sync(directory.parent)
    except BaseException:
        shutil.rmtree(written, ignore_errors=True)
        raise


def _no_space(directory: Path, size: int, error: OSError) -> str:
    free = shutil.disk_usage(next(p for p in directory.parents if p.exists())).free
    return (
        f"'{directory}' could not be written: {error.strerror}. It needs {size} bytes, {free} are "
        "free there. Nothing of it was kept; make room on that disk or raise the limit, then the "
        "same request works"
    )


def read_adapter(directory: Path, shape: LoraShape) -> Tensor:
    """An adapter's tensors as one flat fp32 buffer on the CPU; its shape must be `shape`."""
    try:
        config = json.loads((directory / CONFIG).read_text())
        tensors = load_file(directory / WEIGHTS)
    except FileNotFoundError as error:
        raise WorkerError(
            "user", f"'{directory}' is not an adapter directory: {error.filename} is missing"
        ) from error
    found = (config.get("r"), config.get("lora_alpha"))
    if found != (shape.rank, shape.alpha):
        raise WorkerError(
            "user",
            f"'{directory}' has rank {found[0]} and alpha {found[1]}, the session asks for "
            f"{shape.rank} and {shape.alpha}; rank and alpha are fixed per run",
        )
    return _gather(shape, tensors, "", directory / WEIGHTS)


def read_moments(directory: Path, shape: LoraShape) -> Moments:
    """The optimizer's state in an adapter's directory."""
    path = directory / OPTIMIZER
    if not path.is_file():
        raise WorkerError(
            "user", f"'{directory}' has no {OPTIMIZER}; start from a checkpoint or with 'fresh'"
        )
    tensors = load_file(path)
    return Moments(
        int(tensors["step"][0]),
        _gather(shape, tensors, "exp_avg.", path),
        _gather(shape, tensors, "exp_avg_sq.", path),
    )


def peft_config(shape: LoraShape, base: str) -> dict[str, Any]:
    """The configuration from which PEFT and vLLM rebuild the adapter."""
    return {
        "peft_type": "LORA",
        "task_type": "CAUSAL_LM",
        "base_model_name_or_path": base,
        "r": shape.rank,
        "lora_alpha": shape.alpha,
        "lora_dropout": 0.0,
        "bias": "none",
        "target_modules": sorted({name.rpartition(".")[2] for name, _, _ in shape.layers}),
        "inference_mode": True,
    }


def _optimizer_tensors(shape: LoraShape, moments: Moments) -> dict[str, npt.NDArray[Any]]:
    tensors: dict[str, npt.NDArray[Any]] = {"step": np.array([moments.step], dtype=np.int64)}
    for prefix, flat in (("exp_avg.", moments.average), ("exp_avg_sq.", moments.square)):
        tensors |= {prefix + name: array for name, array in on_cpu(shape, flat).items()}
    return tensors


def _gather(shape: LoraShape, tensors: Named, prefix: str, path: Path) -> Tensor:
    flat = torch.empty(shape.parameters, dtype=torch.float32)
    views = shape.split(flat)
    if not prefix and len(tensors) != len(views):
        raise WorkerError("user", f"'{path}' has {len(tensors)} tensors, not {len(views)}")
    for name, view in views:
        array = tensors.get(prefix + name)
        if array is None or array.shape != tuple(view.shape):
            found = "missing" if array is None else f"of shape {array.shape}"
            raise WorkerError(
                "user",
                f"'{path}': '{prefix}{name}' is {found}, the base model needs "
                f"{tuple(view.shape)}; was it made on another base?",
            )
        view.copy_(torch.from_numpy(np.ascontiguousarray(array, dtype=np.float32)))
    return flat


def _write(path: Path, content: bytes, *, durable: bool) -> None:
    with path.open("wb") as file:
        file.write(content)
        if durable:
            file.flush()
            os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
