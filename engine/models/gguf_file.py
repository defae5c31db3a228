"""Read a GGUF header without trusting it, in the parent process: numpy and struct only.

GGUF is llama.cpp's one-file format: counts, metadata key by key, one record per tensor, then the
tensors' bytes (specification: ggml's docs/gguf.md). Every count, length and offset is checked
against the file's size before it is used, so a hostile file costs no more than its own bytes. What
llama.cpp's loader demands beyond the specification (gguf.cpp: names under 64 bytes, tensors back to
back) is demanded here too: what passes here does not fail there for its form.
"""

from __future__ import annotations

import math
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import numpy as np
from numpy.typing import NDArray

from engine.errors import BadFile
from engine.models.gguf_cursor import FIX, Cursor
from engine.models.gguf_types import GGML_TYPES, VALUE_ARRAY, VALUE_STRING, VALUE_TYPES, foreign_kind

MAX_KEYS = 65_536
MAX_TENSORS = 65_536
_SMALLEST_KEY, _SMALLEST_TENSOR = 14, 33  # bytes of the smallest record of each kind
_MAX_KEY = 65_535  # bytes, the specification's limit
_MAX_NAME = 63  # bytes, GGML_MAX_NAME less its closing zero
_MAX_ALIGNMENT = 1 << 16


@dataclass(frozen=True)
class TensorInfo:
    """One tensor's record: `shape` in GGUF order (fastest dimension first), `offset` in bytes from the
    start of the file, `type_name` as ggml calls it (`F16`, `Q4_1`, …)."""

    name: str
    shape: tuple[int, ...]
    type_name: str
    type_id: int
    offset: int
    n_bytes: int

    @property
    def n_elements(self) -> int:
        return math.prod(self.shape)


@dataclass(frozen=True, eq=False)
class GgufHeader:
    """What a GGUF file says about itself.

    `metadata` holds Python scalars and strings, read-only numpy arrays and lists of strings;
    `metadata_types` their GGUF types (`u32`, `str`, `arr[str]`, …). `tensors` keeps the file's order.
    """

    path: Path
    version: int
    metadata: dict[str, Any] = field(repr=False)
    metadata_types: dict[str, str] = field(repr=False)
    tensors: dict[str, TensorInfo] = field(repr=False)
    alignment: int
    data_offset: int
    file_size: int

    @property
    def architecture(self) -> str:
        """`general.architecture`, such as `llama`. Raises `BadFile` if the file names none."""
        return self.text("general.architecture")

    def text(self, key: str) -> str:
        """The string under `key`. Raises `BadFile` if it is missing or no string."""
        value = self.metadata.get(key)
        if not isinstance(value, str):
            self._lacks(key, "string")
        return value

    def integer(self, key: str) -> int:
        """The integer under `key`. Raises `BadFile` if it is missing or no integer."""
        value = self.metadata.get(key)
        if not isinstance(value, int) or isinstance(value, bool):
            self._lacks(key, "integer")
        return value

    def _lacks(self, key: str, kind: str) -> NoReturn:
        found = self.metadata_types.get(key)
        why = f"“{key}” is missing" if found is None else f"“{key}” is {found}, not a single {kind}"
        raise BadFile(f"{self.path} cannot be used.", cause=f"Its metadata: {why}.", fix=FIX)


def read_header(path: Path | str) -> GgufHeader:
    """Read and check the header of a GGUF file, version 2 or 3, little endian.

    Raises `BadFile` naming the file, the byte position and what to do, for anything that is missing, no
    GGUF file, truncated, contradictory or absurd. Tensor data is not read.
    """
    path = Path(path)
    with _open(path) as file:
        try:
            version = _version(file, path)
            return _header(Cursor(file, path), version, path)
        except OSError as error:
            raise _unreadable(path, error) from error


def tensor_data(header: GgufHeader, name: str, *, private: bool = False) -> NDArray[Any]:
    """A read-only memory map of one tensor, in numpy order (slowest dimension first). With `private` it counts
    as writable (torch insists on that), though nothing written would reach the file.

    F32, F16, F64 and integers come typed, BF16 as its bits in uint16; packed types as uint8, the last
    dimension being the bytes of one row. Shortening the file while the map is in use kills the process
    (SIGBUS), so the window reads no tensors. Raises `BadFile` if the file has no such tensor or has
    changed since the header was read.
    """
    info = header.tensors.get(name)
    if info is None:
        raise BadFile(f"{header.path} has no tensor “{name}”.", fix=FIX)
    kind = GGML_TYPES[info.type_id]
    row = info.shape[0] // kind.block_size * kind.type_size // kind.dtype.itemsize
    try:
        if header.path.stat().st_size != header.file_size:
            raise BadFile(f"{header.path} changed while it was in use.", fix="Load it again.")
        shape = (*info.shape[:0:-1], row)
        return np.memmap(
            header.path, dtype=kind.dtype, mode="c" if private else "r", offset=info.offset, shape=shape
        )
    except (OSError, ValueError) as error:
        raise BadFile(f"{header.path} cannot be read.", cause=f"{error}.", fix="Load it again.") from error


def _open(path: Path) -> BinaryIO:
    try:
        if path.is_dir():
            raise BadFile(f"{path} is a folder, not a GGUF file.", fix="Choose the .gguf file in it.")
        if path.exists() and not path.is_file():  # opening a pipe would wait for ever
            raise BadFile(f"{path} is not a regular file.", fix="Choose a .gguf file.")
        return path.open("rb")
    except FileNotFoundError:
        raise BadFile(f"{path} does not exist.", fix="Check the name, or choose another file.") from None
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the name
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: Exception) -> BadFile:
    return BadFile(f"{path} cannot be read.", cause=f"{error}.", fix="Check its permissions and the disk.")


def _version(file: BinaryIO, path: Path) -> int:
    start = file.read(16)
    if not start:
        raise BadFile(f"{path} is empty.", cause="A GGUF file was expected.", fix=FIX)
    if start[:4] != b"GGUF":
        what, fix = foreign_kind(start)
        raise BadFile(f"{path} is not a GGUF file.", cause=f"This is not a GGUF model: {what}.", fix=fix)
    return int.from_bytes(start[4:8], "little")


def _header(cursor: Cursor, version: int, path: Path) -> GgufHeader:
    cursor.take(8, "the version")
    if version not in (2, 3):
        swapped = version in (2 << 24, 3 << 24)
        cursor.fail("it is a big-endian file" if swapped else f"it is GGUF version {version}, not 2 or 3", 4)
    n_tensors = _count(cursor, "tensors", MAX_TENSORS, _SMALLEST_TENSOR)
    n_keys = _count(cursor, "metadata keys", MAX_KEYS, _SMALLEST_KEY)
    metadata: dict[str, Any] = {}
    types: dict[str, str] = {}
    for _ in range(n_keys):
        at = cursor.position
        key = cursor.name("a metadata key", _MAX_KEY)
        if key in metadata:
            cursor.fail(f"the metadata key “{key}” appears twice", at)
        metadata[key], types[key] = _value(cursor, f"“{key}”")
    alignment = metadata.get("general.alignment", 32)
    if types.get("general.alignment", "u32") != "u32":
        cursor.fail("“general.alignment” must be of type u32")
    if not 1 <= alignment <= _MAX_ALIGNMENT or alignment & (alignment - 1):
        cursor.fail(f"“general.alignment” is {alignment}, no power of two up to {_MAX_ALIGNMENT}")
    records = [_record(cursor) for _ in range(n_tensors)]
    data_offset = _padded(cursor.position, alignment)
    tensors = _place(cursor, records, data_offset, alignment)
    return GgufHeader(path, version, metadata, types, tensors, alignment, data_offset, cursor.size)


def _count(cursor: Cursor, what: str, limit: int, smallest: int) -> int:
    n = cursor.u64(f"the number of {what}")
    if n > limit or n * smallest > cursor.size:
        why = f"{n} {what} cannot be in a file of {cursor.size} bytes (the limit is {limit})"
        cursor.fail(why, cursor.position - 8)
    return n


def _value(cursor: Cursor, what: str) -> tuple[Any, str]:
    """A metadata value and its type's name."""
    at = cursor.position
    kind = cursor.u32(f"the type of {what}")
    if kind == VALUE_STRING:
        return cursor.string(what), "str"
    if kind == VALUE_ARRAY:
        return _array(cursor, what)
    if kind not in VALUE_TYPES:
        cursor.fail(f"{what} has the unknown type {kind}", at)
    name, code = VALUE_TYPES[kind]
    raw = cursor.take(struct.calcsize(code), what)
    if name == "bool" and raw[0] > 1:
        cursor.fail(f"{what} is a boolean that is neither 0 nor 1", at)
    return struct.unpack("<" + code, raw)[0], name


def _array(cursor: Cursor, what: str) -> tuple[Any, str]:
    at = cursor.position
    kind, n = cursor.u32(f"the element type of {what}"), cursor.u64(f"the length of {what}")
    if kind == VALUE_STRING:
        return cursor.strings(n, what), "arr[str]"
    if kind == VALUE_ARRAY:
        cursor.fail(f"{what} is an array of arrays, which no model needs", at)
    if kind not in VALUE_TYPES:
        cursor.fail(f"{what} has the unknown element type {kind}", at)
    name, code = VALUE_TYPES[kind]
    raw = cursor.take(n * struct.calcsize(code), f"{what} with {n} elements")
    if name != "bool":
        return np.frombuffer(raw, dtype="<" + code), f"arr[{name}]"
    bits = np.frombuffer(raw, dtype=np.uint8)
    if n and bits.max() > 1:
        cursor.fail(f"{what} holds a boolean that is neither 0 nor 1", at)
    return bits.view(np.bool_), "arr[bool]"


_Record = tuple[int, str, tuple[int, ...], int, int]


def _record(cursor: Cursor) -> _Record:
    """(position, name, shape, type id, offset within the data) of one tensor."""
    at = cursor.position
    name = cursor.name("a tensor's name", _MAX_NAME)
    n_dims = cursor.u32(f"the number of dimensions of “{name}”")
    if not 1 <= n_dims <= 4:
        cursor.fail(f"“{name}” has {n_dims} dimensions, not 1 to 4", at)
    shape = struct.unpack(f"<{n_dims}Q", cursor.take(8 * n_dims, f"the shape of “{name}”"))
    if min(shape) < 1 or math.prod(shape) >= 1 << 63:
        cursor.fail(f"“{name}” has the impossible shape {list(shape)}", at)
    type_id = cursor.u32(f"the type of “{name}”")
    kind = GGML_TYPES.get(type_id)
    if kind is None:
        cursor.fail(f"“{name}” has the unknown type {type_id}", at)
    if shape[0] % kind.block_size:
        cursor.fail(f"“{name}” has rows of {shape[0]}, no multiple of {kind.name}'s {kind.block_size}", at)
    return at, name, shape, type_id, cursor.u64(f"the offset of “{name}”")


def _place(cursor: Cursor, records: list[_Record], data_offset: int, alignment: int) -> dict[str, TensorInfo]:
    """Tensors by name, each proved to follow its predecessor and to end within the file."""
    tensors: dict[str, TensorInfo] = {}
    expected = 0
    for at, name, shape, type_id, offset in records:
        if name in tensors:
            cursor.fail(f"the tensor “{name}” appears twice", at)
        if offset != expected:
            cursor.fail(f"“{name}” has the offset {offset}, but its place is {expected}", at)
        kind = GGML_TYPES[type_id]
        n_bytes = math.prod(shape) // kind.block_size * kind.type_size
        end = data_offset + offset + n_bytes
        if end > cursor.size:
            cursor.fail(f"“{name}” would end at byte {end}, but the file ends at {cursor.size}", at)
        expected = _padded(offset + n_bytes, alignment)
        tensors[name] = TensorInfo(name, shape, kind.name, type_id, data_offset + offset, n_bytes)
    return tensors


def _padded(n: int, alignment: int) -> int:
    return -(-n // alignment) * alignment
