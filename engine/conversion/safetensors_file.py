"""Read safetensors files with numpy alone: no torch, bfloat16 included, every offset checked first.

Format: 8 bytes with the length of a JSON header, the header, then the tensors' bytes without gaps.
The safetensors package reads bfloat16 only through torch, whose import costs 500 MB.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NoReturn, TypeGuard

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadFile

_MAX_HEADER = 8 << 20  # bytes; an adapter on every layer of a 70B model needs 0.2 MB
_DTYPES = {"F16": "<f2", "BF16": "<u2", "F32": "<f4", "F64": "<f8"}
_FIX = "Save or download the adapter again."


@dataclass(frozen=True)
class StoredTensor:
    """Where one tensor lies: `shape` in torch's order, `start` in bytes from the start of the file."""

    dtype: str
    shape: tuple[int, ...]
    start: int
    n_bytes: int


class SafetensorsFile:
    """An open file whose header has been checked. Use it in a `with` statement.

    Opening raises `BadFile` for a missing, foreign, truncated or contradictory file.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = self._open()
        try:
            self.tensors = self._index()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> SafetensorsFile:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def read(self, name: str) -> NDArray[np.floating[Any]]:
        """One tensor as float16 if it is stored so, otherwise as float32. Raises `BadFile`."""
        stored = self.tensors[name]
        raw = np.empty(stored.n_bytes, dtype=np.uint8)
        try:
            self._file.seek(stored.start)
            got = self._file.readinto(raw.data)  # type: ignore[attr-defined]  # typeshed lacks it for BinaryIO
        except OSError as error:
            raise BadFile(f"{self.path} cannot be read.", cause=f"{error}.", fix="Check the disk.") from error
        if got != stored.n_bytes:
            self._fail(f"It became shorter while “{name}” was read")
        values = raw.view(_DTYPES[stored.dtype]).reshape(stored.shape)
        if stored.dtype == "BF16":  # the upper half of a float32
            return (values.astype(np.uint32) << 16).view(np.float32)
        return values if stored.dtype == "F16" else values.astype(np.float32, copy=False)

    def _open(self) -> BinaryIO:
        try:
            if self.path.exists() and not self.path.is_file():
                raise BadFile(f"{self.path} is not a regular file.", fix=_FIX)
            return self.path.open("rb")
        except FileNotFoundError:
            raise BadFile(f"{self.path} does not exist.", fix="Choose a complete adapter folder.") from None
        except OSError as error:
            fix = "Check its permissions."
            raise BadFile(f"{self.path} cannot be read.", cause=f"{error}.", fix=fix) from error

    def _index(self) -> dict[str, StoredTensor]:
        size = self._file.seek(0, 2)
        self._file.seek(0)
        start = self._file.read(8)
        length = int.from_bytes(start, "little")
        if len(start) < 8 or not 2 <= length <= min(size - 8, _MAX_HEADER):
            if start[:2] == b"PK" or start[:1] == b"\x80":
                self._fail("It holds pickled weights, which can run code; Macaw never opens them")
            self._fail(f"Its header claims {length} bytes, but the file has {size}")
        try:
            header = json.loads(self._file.read(length), object_pairs_hook=_unique)
        except (ValueError, RecursionError) as error:
            self._fail(f"Its header is no JSON ({str(error)[:200] or 'nested too deeply'})")
        if not isinstance(header, dict):
            self._fail("Its header is no JSON object")
        header.pop("__metadata__", None)
        found = {name: self._entry(name, entry, 8 + length) for name, entry in header.items()}
        place = 8 + length
        for name, tensor in sorted(found.items(), key=lambda item: (item[1].start, item[1].n_bytes)):
            if tensor.start != place:
                self._fail(f"“{name}” starts at byte {tensor.start}, but its place is {place}")
            place += tensor.n_bytes
        if place != size:
            self._fail(f"Its tensors end at byte {place}, but the file ends at {size}")
        return found

    def _entry(self, name: str, entry: Any, data: int) -> StoredTensor:
        if not isinstance(entry, dict):
            self._fail(f"“{name}” has no description")
        dtype, shape, offsets = entry.get("dtype"), entry.get("shape"), entry.get("data_offsets")
        if not isinstance(dtype, str) or dtype not in _DTYPES:
            self._fail(f"“{name}” has the type {dtype!r}; an adapter's are {', '.join(_DTYPES)}")
        if not _whole_numbers(shape) or len(shape) > 8:
            self._fail(f"“{name}” has no valid shape")
        if not _whole_numbers(offsets) or len(offsets) != 2:
            self._fail(f"“{name}” has no valid data_offsets")
        n_bytes = math.prod(shape) * np.dtype(_DTYPES[dtype]).itemsize
        if offsets[1] - offsets[0] != n_bytes:
            self._fail(f"“{name}” of shape {shape} needs {n_bytes} bytes, not {offsets[1] - offsets[0]}")
        return StoredTensor(dtype, tuple(shape), data + offsets[0], n_bytes)

    def _fail(self, why: str) -> NoReturn:
        raise BadFile(f"{self.path} is not a usable safetensors file.", cause=f"{why[:400]}.", fix=_FIX)


def _whole_numbers(value: Any) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(n) is int and 0 <= n < 1 << 60 for n in value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name appears twice")
    return found
