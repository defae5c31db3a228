"""Where and in which number format to train, decided by a probe and not by a guess."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch

from engine.errors import BadFile, InputError
from engine.paths import read_json, write_json
from engine.types import Compute, TrainDevice

_SIZE = 512
_DTYPES = {"float32": torch.float32, "bfloat16": torch.bfloat16}


@dataclass(frozen=True)
class Device:
    """The device, the dtype of the frozen weights, and why."""

    device: torch.device
    dtype: torch.dtype
    reason: str

    @property
    def name(self) -> Literal["bf16", "fp32"]:
        """The dtype's short name."""
        return "bf16" if self.dtype == torch.bfloat16 else "fp32"


def settled_device(file: Path, wanted: str = "") -> Device:
    """The device a run goes on with: what `file` says, or now chosen and written there.

    The probe's answer may differ while other programs work; a run resumed in another number format would
    not be the same run. Another kind of device (`wanted`, see `choose_device`) is taken if the old one is gone.
    Raises `StorageError`, `InputError`.
    """
    try:
        saved = read_json(file)
        device, dtype = torch.device(str(saved["device"])), _DTYPES[str(saved["dtype"])]
    except (BadFile, KeyError, RuntimeError):
        pass
    else:
        if device.type in kinds():
            return Device(device, dtype, str(saved.get("reason", "")))
    chosen = choose_device(wanted)
    facts = {"device": str(chosen.device), "dtype": str(chosen.dtype).removeprefix("torch.")}
    write_json(file, {**facts, "reason": chosen.reason})
    return chosen


def kinds() -> list[Literal["cpu", "cuda", "mps"]]:
    """The kinds of device this computer has, the one that is chosen automatically first."""
    found: list[Literal["cpu", "cuda", "mps"]] = ["cpu"]
    if torch.backends.mps.is_available():
        found.insert(0, "mps")
    if torch.cuda.is_available():
        found.insert(0, "cuda")
    return found


def choose_device(wanted: str = "") -> Device:
    """CUDA, then MPS, then CPU, or the kind that is `wanted`; bf16 where it is really faster.

    On CPUs without AVX512_BF16 or AMX, bf16 products are several times *slower* than fp32. Raises `InputError`
    for a kind this computer has not.
    """
    present = kinds()
    if wanted and wanted not in present:
        raise InputError(
            f"This computer has no {wanted} to train on.",
            cause=f"PyTorch finds: {', '.join(present)}.",
            fix="Choose another one: in Settings > This computer, or with --device.",
        )
    match wanted or present[0]:
        case "cuda":
            dtype = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
            return Device(torch.device("cuda"), dtype, torch.cuda.get_device_name())
        case "mps":
            return Device(torch.device("mps"), torch.float32, "Apple GPU")
    fp32, bf16_rate = _gflops(torch.float32), _gflops(torch.bfloat16)
    rates = f"bf16 {bf16_rate:.0f} GFLOPS a core, fp32 {fp32:.0f}"
    if bf16_rate > 1.3 * fp32:
        return Device(torch.device("cpu"), torch.bfloat16, f"CPU, bf16 is faster here ({rates})")
    return Device(torch.device("cpu"), torch.float32, f"CPU, fp32 is faster here ({rates})")


def all_devices() -> list[TrainDevice]:
    """Every device one may train on, the automatic choice first."""
    return [TrainDevice(kind=kind, reason=choose_device(kind).reason) for kind in kinds()]


def take(compute: Compute) -> None:
    """Use as many threads as a person allows. Call it before the first product."""
    if compute.threads:
        torch.set_num_threads(compute.threads)


def _gflops(dtype: torch.dtype) -> float:
    """One core's rate for a large product as training makes it, by the thread's own time: two threads that wait for
    each other beside busy programs once made bf16 look six times slower than fp32 where it is four times faster."""
    from engine.training.fast.weights import DenseMatrix, ReorderedMatrix

    x, weights = torch.randn(_SIZE, _SIZE).to(dtype), torch.randn(_SIZE, _SIZE).to(dtype)
    reordered = ReorderedMatrix.is_possible(Device(torch.device("cpu"), dtype, ""))
    matrix = ReorderedMatrix(weights) if reordered else DenseMatrix(weights)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        best = float("inf")
        for _ in range(8):
            began = time.thread_time()
            matrix.times(x)
            best = min(best, time.thread_time() - began)
    finally:
        torch.set_num_threads(threads)
    return 2 * _SIZE**3 / best / 1e9
