"""Memory of the trainer's device, and the error when a model or an adapter does not fit."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

from cairn_workers.errors import WorkerError
from cairn_workers.guard import is_out_of_memory

# An adapter in training: weight, gradient and AdamW's two moments in fp32.
BYTES_PER_PARAMETER = 16


def pick_device(index: int | None = None) -> torch.device:
    """The GPU of this number among those that this process may use.

    Args:
        index: counted from 0; None takes the first GPU, or the CPU if there is no GPU.
    """
    seen = torch.cuda.device_count() if torch.cuda.is_available() else 0
    if index is None:
        return torch.device("cuda", 0) if seen else torch.device("cpu")
    if index >= seen:
        raise WorkerError(
            "user", f"'device' is {index}, but PyTorch sees {seen} GPUs here, counted from 0"
        )
    return torch.device("cuda", index)


def free_bytes(where: torch.device) -> int:
    """Free memory of a device; for the CPU what Linux can give without swapping."""
    if where.type == "cuda":
        return int(torch.cuda.mem_get_info(where)[0])
    lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    found = dict(line.split(":", 1) for line in lines)
    return int(found["MemAvailable"].split()[0]) * 1024


def weight_bytes(directory: Path) -> int:
    """Bytes of a model's weight files."""
    return sum(file.stat().st_size for file in directory.glob("*.safetensors"))


@contextmanager
def needed_for(what: str, needed: int, where: torch.device) -> Iterator[None]:
    """Turns a failed allocation into `no_memory`, for which smaller micro-batches do not help.

    Args:
        what: what is loaded, for the message.
        needed: bytes, as far as they are known beforehand.
    """
    try:
        yield
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        raise WorkerError(
            "no_memory",
            f"no memory for {what} on {where}: it needs about {needed} bytes, {free_bytes(where)} "
            f"are free now ({error})",
        ) from None  # its frames would keep alive what was allocated so far
