"""The HTTP body: CBOR of {"header": {...}, "arrays": {name: {"dtype", "data"}}}, both ways.

CBOR (RFC 8949) carries byte strings as they are, so a batch costs one copy and no number is ever
printed and parsed.
"""

from typing import Any

import cbor2
import numpy as np

from cairn_workers.errors import WorkerError
from cairn_workers.service import Arrays, Header

MEDIA_TYPE = "application/cbor"
DTYPES = ("<i4", "<f4", "<f8", "<i8")


def encode(header: Header, arrays: Arrays) -> bytes:
    packed = {}
    for name, array in arrays.items():
        dtype = array.dtype.newbyteorder("<").str
        if dtype not in DTYPES:
            raise WorkerError("internal", f"array '{name}' has type {dtype}; allowed: {DTYPES}")
        packed[name] = {"dtype": dtype, "data": array.astype(dtype, copy=False).tobytes()}
    return cbor2.dumps({"header": header, "arrays": packed})


def decode(body: bytes) -> tuple[Header, Arrays]:
    """Raises a `user` error that says what is wrong with the body."""
    try:
        message = cbor2.loads(body)
    except Exception as error:
        raise WorkerError("user", f"the body is not CBOR: {error}") from error
    if not isinstance(message, dict) or not isinstance(message.get("header"), dict):
        raise WorkerError("user", "the body must be a map with the map 'header'")
    arrays = message.get("arrays") or {}
    if not isinstance(arrays, dict):
        raise WorkerError("user", "'arrays' must be a map of names to arrays")
    return message["header"], {str(name): _array(name, value) for name, value in arrays.items()}


def _array(name: Any, value: Any) -> Any:
    if not isinstance(value, dict) or value.get("dtype") not in DTYPES:
        raise WorkerError("user", f"array '{name}' needs a dtype of {', '.join(DTYPES)}")
    try:
        return np.frombuffer(value["data"], dtype=value["dtype"])
    except (KeyError, TypeError, ValueError) as error:
        raise WorkerError("user", f"array '{name}' is not readable: {error}") from error
