"""The GGUF header reader: right on real files, unhurt by hostile ones."""

from __future__ import annotations

import os
import random
import struct
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import gguf
import numpy as np
import pytest

from engine.errors import BadFile
from engine.models.catalogue import starter_path
from engine.models.gguf_file import read_header, tensor_data
from engine.models.gguf_types import GGML_TYPES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A real GGUF with every scalar type, arrays, and plain, half and packed tensors."""
    path = tmp_path_factory.mktemp("gguf") / "small.gguf"
    writer = gguf.GGUFWriter(path, "llama")
    for kind in ("uint8", "int8", "uint16", "int16", "uint32", "int32", "uint64", "int64"):
        getattr(writer, f"add_{kind}")(f"test.{kind}", 7)
    writer.add_float32("test.float32", 0.5)
    writer.add_float64("test.float64", -2.25)
    writer.add_bool("test.bool", True)
    writer.add_string("test.text", "ahoy ☠")
    writer.add_array("test.words", ["", "Ġsea", "☠", "x" * 3000])
    writer.add_array("test.whole", [-1, 0, 5])
    writer.add_array("test.real", [0.5, 1.5])
    writer.add_array("test.flags", [True, False])
    values = np.random.default_rng(0).standard_normal((6, 64), dtype=np.float32)
    writer.add_tensor("f32", values)
    writer.add_tensor("f16", values.astype(np.float16)[:3])
    for name in ("BF16", "Q8_0", "Q4_1"):
        kind = gguf.GGMLQuantizationType[name]
        writer.add_tensor(name.lower(), gguf.quants.quantize(values, kind), raw_dtype=kind)
    writer.add_tensor("vector", np.arange(5, dtype=np.int32))
    writer.add_tensor("cube", values.reshape(2, 3, 64))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def same_as_library(path: Path) -> None:
    header, theirs = read_header(path), gguf.GGUFReader(path)
    assert list(header.tensors) == [tensor.name for tensor in theirs.tensors]
    for tensor in theirs.tensors:
        info, data = header.tensors[tensor.name], tensor_data(header, tensor.name)
        assert info.shape == tuple(tensor.shape.tolist())
        assert info.type_name == tensor.tensor_type.name and info.offset == tensor.data_offset
        assert data.tobytes() == tensor.data.tobytes()
    for key, field in theirs.fields.items():
        if key.startswith("GGUF."):
            continue
        ours, value = header.metadata[key], field.contents()
        assert (ours.tolist() if isinstance(ours, np.ndarray) else ours) == value, key


def test_reads_what_the_library_writes(small: Path) -> None:
    same_as_library(small)
    header = read_header(small)
    assert (header.version, header.alignment, header.architecture) == (3, 32, "llama")
    assert header.metadata_types["test.int16"] == "i16" and header.metadata_types["test.words"] == "arr[str]"
    assert header.metadata["test.flags"].tolist() == [True, False]
    assert tensor_data(header, "f16").dtype == np.float16 and tensor_data(header, "cube").shape == (2, 3, 64)
    assert tensor_data(header, "bf16").dtype == np.uint16
    assert tensor_data(header, "q8_0").shape == (6, 64 // 32 * 34)
    with pytest.raises(ValueError, match="read-only"):
        tensor_data(header, "f32")[0] = 0


@pytest.mark.slow
def test_starter_model_reads_fast_and_right() -> None:
    started = time.perf_counter()
    header = read_header(starter_path())
    assert time.perf_counter() - started < 1.0
    assert len(header.metadata["tokenizer.ggml.tokens"]) == 49152
    assert header.integer("llama.block_count") == 30
    same_as_library(starter_path())


def test_reads_every_vocabulary_of_llama_cpp() -> None:
    folder = ROOT / ".build/llama-cpp-python/vendor/llama.cpp/models"
    files = sorted(folder.glob("ggml-vocab-*.gguf"))
    assert files, f"{folder} is missing: run `make test`, which unpacks llama-cpp-python's source there."
    for file in files:
        header = read_header(file)
        assert len(header.metadata["tokenizer.ggml.tokens"]) > 1000 and not header.tensors, file


def test_type_table_is_the_library_s() -> None:
    theirs = {int(kind): (kind.name, *size) for kind, size in gguf.GGML_QUANT_SIZES.items()}
    del theirs[9]
    ours = {id: (kind.name, kind.block_size, kind.type_size) for id, kind in GGML_TYPES.items()}
    # gguf 0.19 gives Q8_1 40 bytes; ggml's block_q8_1 (two halves and 32 bytes) has 36, as later gguf says.
    assert ours.pop(9) == ("Q8_1", 32, 36)
    assert {id: ours[id] for id in theirs} == theirs


def test_missing_metadata_is_named(small: Path) -> None:
    header = read_header(small)
    with pytest.raises(BadFile, match=r"llama\.block_count.* is missing"):
        header.integer("llama.block_count")
    with pytest.raises(BadFile, match=r"“test\.bool” is bool, not a single integer"):
        header.integer("test.bool")
    with pytest.raises(BadFile, match=r"“test\.words” is arr"):
        header.text("test.words")
    with pytest.raises(BadFile, match="no tensor “nothing”"):
        tensor_data(header, "nothing")


def test_a_file_that_changed_is_not_mapped(small: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.gguf"
    copy.write_bytes(small.read_bytes())
    header = read_header(copy)
    copy.write_bytes(small.read_bytes()[:-64])
    with pytest.raises(BadFile, match="changed"):
        tensor_data(header, "f32")


# Hand-made files: each names what is wrong with it.


def text(value: str | bytes) -> bytes:
    raw = value.encode() if isinstance(value, str) else value
    return struct.pack("<Q", len(raw)) + raw


def key(name: str | bytes, kind: int, raw: bytes) -> bytes:
    return text(name) + struct.pack("<I", kind) + raw


def tensor(name: str, shape: list[int], kind: int = 0, offset: int = 0, n_dims: int | None = None) -> bytes:
    count = len(shape) if n_dims is None else n_dims
    return text(name) + struct.pack(f"<I{len(shape)}QIQ", count, *shape, kind, offset)


def array(kind: int, n: int, raw: bytes = b"") -> bytes:
    return struct.pack("<IQ", kind, n) + raw


def file(
    keys: list[bytes], tensors: list[bytes], data: int = 0, version: int = 3, n: tuple[int, int] | None = None
) -> bytes:
    n_tensors, n_keys = n or (len(tensors), len(keys))
    head = b"GGUF" + struct.pack("<IQQ", version, n_tensors, n_keys) + b"".join(keys + tensors)
    return head + bytes(-len(head) % 32) + bytes(data)


HUGE = 1 << 62
ARCH = key("general.architecture", 8, text("llama"))
HOSTILE: dict[str, tuple[bytes, str]] = {
    "no magic": (b"hello, world, this is no model", "of another kind, or damaged"),
    "one byte": (b"G", "of another kind, or damaged"),
    "pickle": (b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19", "pickled"),
    "pytorch zip": (b"PK\x03\x04" + bytes(60), "pickled"),
    "safetensors": (struct.pack("<Q", 0x280) + b'{"a":1}' + bytes(0x280), "safetensors"),
    "lfs pointer": (b"version https://git-lfs.github.com/spec/v1\noid", "Git LFS"),
    "web page": (b"<!DOCTYPE html><html>not found</html>", "web page"),
    "version 1": (file([ARCH], [], version=1), "version 1, not 2 or 3"),
    "big endian": (file([ARCH], [], version=3 << 24), "big-endian"),
    "only the magic": (b"GGUF", "the version needs 8 bytes"),
    "51 bytes, keys": (file([ARCH], [], n=(0, HUGE))[:51], f"{HUGE} metadata keys"),
    "51 bytes, tensors": (file([ARCH], [], n=(HUGE, 1))[:51], f"{HUGE} tensors"),
    "51 bytes, string": (file([key("a", 8, struct.pack("<Q", HUGE))], [])[:51], f"{HUGE} bytes long"),
    "51 bytes, array": (file([key("a", 9, array(4, HUGE))], [])[:51], f"{HUGE} elements"),
    "51 bytes, words": (file([key("a", 9, array(8, HUGE))], [])[:51], f"{HUGE} elements"),
    "51 bytes, nested": (file([key("a", 9, array(9, HUGE))], [])[:51], "array of arrays"),
    "array past the end": (file([key("a", 9, array(0, 4000, bytes(10)))], []), "needs 4000 bytes"),
    "too many words": (file([key("a", 9, array(8, 5_000_000, bytes(16)))], []), "5000000 elements"),
    "long key": (file([text("k" * 70_000)], []), "70000 bytes long"),
    "unknown value type": (file([key("a", 13, b"")], []), "unknown type 13"),
    "unknown element type": (file([key("a", 9, array(77, 1))], []), "unknown element type 77"),
    "boolean 7": (file([key("a", 7, b"\x07")], []), "neither 0 nor 1"),
    "booleans": (file([key("a", 9, array(7, 2, b"\x01\x09"))], []), "neither 0 nor 1"),
    "empty key": (file([key("", 4, bytes(4))], []), "empty"),
    "zero in a key": (file([key("general.type\0x", 8, text("adapter"))], []), "control characters"),
    "key no UTF-8": (file([key(b"\xff\xfe", 4, bytes(4))], []), "UTF-8"),
    "value no UTF-8": (file([key("a", 8, text(b"\xc3\x28"))], []), "“a” is no UTF-8"),
    "element no UTF-8": (file([key("a", 9, array(8, 1, text(b"\xff")))], []), "element of “a” is no UTF-8"),
    "key twice": (file([ARCH, ARCH], []), "appears twice"),
    "alignment 0": (file([key("general.alignment", 4, bytes(4))], []), "no power of two"),
    "alignment 48": (file([key("general.alignment", 4, struct.pack("<I", 48))], []), "no power of two"),
    "alignment 2^31": (file([key("general.alignment", 4, b"\0\0\0\x80")], []), "no power of two"),
    "alignment text": (file([key("general.alignment", 8, text("32"))], []), "must be of type u32"),
    "no dimensions": (file([], [tensor("t", [])], 64), "0 dimensions"),
    "five dimensions": (file([], [tensor("t", [1] * 5)], 64), "5 dimensions"),
    "2^31 dimensions": (file([], [tensor("t", [1], n_dims=1 << 31)], 64), "dimensions, not 1 to 4"),
    "zero rows": (file([], [tensor("t", [4, 0])], 64), "impossible shape"),
    "negative rows": (file([], [tensor("t", [4, (1 << 64) - 2])], 64), "impossible shape"),
    "overflow": (file([], [tensor("t", [1 << 32, 1 << 32])], 64), "impossible shape"),
    "unknown tensor type": (file([], [tensor("t", [4], kind=99)], 64), "unknown type 99"),
    "retired tensor type": (file([], [tensor("t", [32], kind=4)], 64), "unknown type 4"),
    "half a block": (file([], [tensor("t", [33], kind=8)], 64), "no multiple of Q8_0's 32"),
    "past the end": (file([], [tensor("t", [100])], 64), "would end at byte"),
    "no data": (file([], [tensor("t", [8])]), "would end at byte"),
    "offset too far": (file([], [tensor("t", [8], offset=1 << 63)], 64), "its place is 0"),
    "gap": (file([], [tensor("t", [8]), tensor("u", [8], offset=64)], 128), "its place is 32"),
    "overlap": (file([], [tensor("t", [8]), tensor("u", [8])], 128), "its place is 32"),
    "tensor twice": (file([], [tensor("t", [8]), tensor("t", [8], offset=32)], 64), "appears twice"),
    "long name": (file([], [tensor("t" * 64, [8])], 64), "64 bytes long"),
    "nameless": (file([], [tensor("", [8])], 64), "empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_at_once(name: str, tmp_path: Path) -> None:
    content, expected = HOSTILE[name]
    path = tmp_path / "hostile.gguf"
    path.write_bytes(content)
    tracemalloc.start()
    started = time.perf_counter()
    with pytest.raises(BadFile) as caught:
        read_header(path)
    seconds, memory = time.perf_counter() - started, tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(path) in caught.value.message and caught.value.fix
    cause = caught.value.cause  # where in the file, or what else it seems to be
    assert ("byte" in cause or "This is not a GGUF model" in cause) and expected in cause
    assert seconds < 0.5 and memory < 4 << 20


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (file([key("a", 9, array(8, 5_000_000))], []), "5000000 elements"),
        (file([key("a", 9, array(4, 50_000_000))], []), "longer than 128 MB"),
        (file([key("a", 8, struct.pack("<Q", 200_000_000))], []), "200000000 bytes long"),
        (file([], [], n=(100_000, 0)), "100000 tensors"),
        (file([], [], n=(0, 100_000)), "100000 metadata keys"),
    ],
)
def test_absurd_headers_in_large_files(head: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / "large.gguf"
    path.write_bytes(head.rstrip(b"\0"))
    os.truncate(path, 300 << 20)  # sparse: the size allows the counts, the limits do not
    started = time.perf_counter()
    with pytest.raises(BadFile, match=expected):
        read_header(path)
    assert time.perf_counter() - started < 0.5


def test_the_hand_made_base_is_sound(tmp_path: Path) -> None:
    """Without their one fault, the files above are read: they are refused for the right reason."""
    path = tmp_path / "sound.gguf"
    path.write_bytes(file([ARCH], [tensor("t", [8]), tensor("u", [4, 2], offset=32)], 64, version=2))
    header = read_header(path)
    assert header.version == 2 and header.tensors["u"].offset == header.data_offset + 32


def _missing(folder: Path) -> Path:
    return folder / "missing.gguf"


def _empty(folder: Path) -> Path:
    (folder / "empty.gguf").touch()
    return folder / "empty.gguf"


def _pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.gguf")
    return folder / "pipe.gguf"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_missing, "does not exist"),
        (_empty, "is empty"),
        (_pipe, "not a regular file"),
        (lambda folder: folder, "is a folder"),
        (lambda folder: folder / "a\0b.gguf", "cannot be read"),
    ],
)
def test_places_without_a_file(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    with pytest.raises(BadFile, match=words) as caught:
        read_header(make(tmp_path))
    assert caught.value.fix


def check(path: Path) -> bool:
    """Whether `path` is read; what is read must be true to the file."""
    started = time.perf_counter()
    try:
        header = read_header(path)
    except BadFile as error:
        assert str(path) in error.message
        return False
    finally:
        assert time.perf_counter() - started < 1.0
    for name, info in header.tensors.items():
        assert header.data_offset <= info.offset and info.offset + info.n_bytes <= header.file_size
        assert tensor_data(header, name).nbytes == info.n_bytes
    return True


def test_truncated_anywhere(small: Path, tmp_path: Path) -> None:
    content, path, dice = small.read_bytes(), tmp_path / "cut.gguf", random.Random(1)
    end = max(info.offset + info.n_bytes for info in read_header(small).tensors.values())
    for _ in range(50):
        path.write_bytes(content[: dice.randrange(end)])
        assert not check(path)


def test_mutated_headers(small: Path, tmp_path: Path) -> None:
    content, path, dice = small.read_bytes(), tmp_path / "mutant.gguf", random.Random(2)
    end = read_header(small).data_offset
    absurd = [0, 1, 255, 1 << 31, (1 << 32) - 1, 1 << 40, (1 << 63) - 1, 1 << 63, (1 << 64) - 1]
    outcomes: list[bool] = []
    for i in range(700):
        mutant = bytearray(content)
        if i % 3 == 0:  # a length or count gone wild
            struct.pack_into("<Q", mutant, dice.randrange(end - 8), dice.choice(absurd))
        elif i % 3 == 1:
            for _ in range(dice.randint(1, 8)):
                mutant[dice.randrange(end)] = dice.randrange(256)
        else:  # bytes lost or doubled: everything behind them shifts
            at, n = dice.randrange(end), dice.randint(1, 12)
            mutant[at : at + n] = b"" if dice.random() < 0.5 else mutant[at : at + n] * 2
        path.write_bytes(mutant)
        outcomes.append(check(path))
    assert 300 < outcomes.count(False) < 700  # harmless mutations exist, and are read


def test_loads_nothing_heavy() -> None:
    code = "import sys, engine.models.gguf_file; print({'gguf', 'torch', 'llama_cpp'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
