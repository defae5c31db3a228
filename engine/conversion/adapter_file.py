"""Check a GGUF adapter against its base model before native code sees it.

llama.cpp trusts an adapter: wrong metadata types abort the process, a third dimension or a null
handle crash it, NaN weights run and answer nonsense (`llama_adapter_lora_init_impl` in
llama-adapter.cpp). So everything it assumes is proved here, in the parent, reading plain bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NoReturn

import numpy as np

from engine.errors import BadFile, WrongBase
from engine.models.gguf_file import GgufHeader, TensorInfo, read_header

BASE_SHA256 = "macaw.base.sha256"
"""Metadata key under which Macaw records the base model an adapter was trained on."""

_MAX_RANK = 4096
_MAX_ALPHA = 1e6
_CHUNK = 8 << 20
_LORA = re.compile(r"(?P<base>(?:blk\.\d+\.[a-z0-9_]+|output)\.weight)\.lora_(?P<half>[ab])")
_SHA256 = re.compile(r"[0-9a-f]{64}")
# Type -> (its bits as numpy reads them, the exponent's bits: all set in NaN and infinity).
_EXPONENT = {"F32": ("<u4", 0x7F800000), "F16": ("<u2", 0x7C00), "BF16": ("<u2", 0x7F80)}
_FIX = "Convert or download the adapter again."


@dataclass(frozen=True)
class AdapterInfo:
    """What a checked adapter is: `r` its highest rank, `base_sha256` the base it records, if any."""

    r: int
    alpha: float
    architecture: str
    n_tensors: int
    n_parameters: int
    base_sha256: str | None


def validate_adapter(path: Path, base: GgufHeader) -> AdapterInfo:
    """Prove that the adapter at `path` can be applied to `base`; reads the whole file.

    Raises `BadFile` if it is no sound LoRA adapter, `WrongBase` if it was made for another model. Whether
    `base_sha256` is the base in use is the caller's to judge.
    """
    header = read_header(path)
    alpha = _alpha(header, base)
    pairs: dict[str, dict[str, TensorInfo]] = {}
    for name, tensor in header.tensors.items():
        match = _LORA.fullmatch(name)
        if match is None:
            _bad(path, f"It holds “{name}”, which is no LoRA matrix of a linear layer")
        pairs.setdefault(match["base"], {})[match["half"]] = tensor
    if not pairs:
        _bad(path, "It holds no tensors")
    ranks = [_rank(header, base, name, halves) for name, halves in pairs.items()]
    _check_finite(header)
    return AdapterInfo(
        r=max(ranks),
        alpha=alpha,
        architecture=header.architecture,
        n_tensors=len(header.tensors),
        n_parameters=sum(tensor.n_elements for tensor in header.tensors.values()),
        base_sha256=_base_sha256(header),
    )


def _alpha(header: GgufHeader, base: GgufHeader) -> float:
    """Check the metadata llama.cpp reads, types first: a wrong one would abort it."""
    path = header.path
    for key, expected in (("general.type", "adapter"), ("adapter.type", "lora")):
        if header.text(key) != expected:
            _bad(path, f"“{key}” is “{header.text(key)[:80]}”, not “{expected}”")
    if header.architecture != base.architecture:
        why = f"It is made for “{header.architecture[:80]}”, the base is “{base.architecture[:80]}”"
        raise _wrong(path, base, why)
    if "adapter.alora.invocation_tokens" in header.metadata:
        _bad(path, "It is an Activated LoRA, which Macaw cannot run")
    if header.metadata_types.get("adapter.lora.alpha") != "f32":
        _bad(path, "“adapter.lora.alpha” is missing or no f32")
    alpha = float(header.metadata["adapter.lora.alpha"])
    if not 0 < alpha <= _MAX_ALPHA:  # NaN fails too; llama.cpp reads 0 as “do not scale”
        _bad(path, f"“adapter.lora.alpha” is {alpha:g}, not above 0 and up to {_MAX_ALPHA:g}")
    return alpha


def _rank(header: GgufHeader, base: GgufHeader, name: str, halves: dict[str, TensorInfo]) -> int:
    """The rank of one layer's pair, its shapes (GGUF order) proved to chain with the base's."""
    path = header.path
    for half in "ab":
        if half not in halves:
            _bad(path, f"“{name}” has no lora_{half}; each layer needs both")
        tensor = halves[half]
        if tensor.type_name not in _EXPONENT:
            _bad(path, f"“{tensor.name}” is {tensor.type_name}; only {', '.join(_EXPONENT)} are allowed")
        if len(tensor.shape) != 2:
            _bad(path, f"“{tensor.name}” has {len(tensor.shape)} dimensions, not 2")
    target = base.tensors.get(name)
    if target is None:
        raise _wrong(path, base, f"It adapts “{name}”, which the base does not have")
    if len(target.shape) != 2:
        _bad(path, f"It adapts “{name}”, which is no plain linear layer in the base")
    (n_in, rank), (rank_b, n_out) = halves["a"].shape, halves["b"].shape
    if rank != rank_b or not 1 <= rank <= _MAX_RANK:
        _bad(path, f"“{name}” has the ranks {rank} and {rank_b}; they must agree and be 1 to {_MAX_RANK}")
    if (n_in, n_out) != target.shape:
        theirs = f"the base's from {target.shape[0]} to {target.shape[1]}"
        raise _wrong(path, base, f"Its “{name}” goes from {n_in} to {n_out}, {theirs}")
    return rank


def _check_finite(header: GgufHeader) -> None:
    try:
        with header.path.open("rb") as file:
            for tensor in header.tensors.values():
                if not _finite(file, tensor):
                    _bad(header.path, f"“{tensor.name}” holds NaN or infinite values")
    except OSError as error:
        raise BadFile(f"{header.path} cannot be read.", cause=f"{error}.", fix="Check the disk.") from error


def _finite(file: BinaryIO, tensor: TensorInfo) -> bool:
    code, exponent = _EXPONENT[tensor.type_name]
    file.seek(tensor.offset)
    for start in range(0, tensor.n_bytes, _CHUNK):
        size = min(_CHUNK, tensor.n_bytes - start)
        raw = file.read(size)
        if len(raw) != size:
            return False  # the file became shorter meanwhile
        bits = np.frombuffer(raw, dtype=code)
        if ((bits & exponent) == exponent).any():
            return False
    return True


def _base_sha256(header: GgufHeader) -> str | None:
    if BASE_SHA256 not in header.metadata:
        return None
    digest = header.text(BASE_SHA256)
    if not _SHA256.fullmatch(digest):
        _bad(header.path, f"“{BASE_SHA256}” is no SHA-256")
    return digest


def _bad(path: Path, why: str) -> NoReturn:
    raise BadFile(f"{path} is not a usable adapter.", cause=f"{why}.", fix=_FIX)


def _wrong(path: Path, base: GgufHeader, why: str) -> WrongBase:
    return WrongBase(
        f"{path} does not fit the base model {base.path}.",
        cause=f"{why}.",
        fix="Choose the base model it was trained on, or train it again on this one.",
    )
