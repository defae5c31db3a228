"""Where and in which number format to train, decided by a probe and not by a guess."""

from __future__ import annotations

import time
from dataclasses import dataclass

import torch

_SIZE = 512


@dataclass(frozen=True)
class Device:
    """The device, the dtype of the frozen weights, and why."""

    device: torch.device
    dtype: torch.dtype
    reason: str


def choose_device() -> Device:
    """CUDA, then MPS, then CPU; bf16 where it is really faster.

    On CPUs without AVX512_BF16 or AMX, bf16 products are several times *slower* than fp32.
    """
    if torch.cuda.is_available():
        bf16 = torch.cuda.is_bf16_supported()
        return Device(
            torch.device("cuda"), torch.bfloat16 if bf16 else torch.float32, torch.cuda.get_device_name()
        )
    if torch.backends.mps.is_available():
        return Device(torch.device("mps"), torch.float32, "Apple GPU")
    fp32, bf16_rate = _gflops(torch.float32), _gflops(torch.bfloat16)
    rates = f"bf16 {bf16_rate:.0f} GFLOPS, fp32 {fp32:.0f} GFLOPS"
    if bf16_rate > 1.3 * fp32:
        return Device(torch.device("cpu"), torch.bfloat16, f"CPU, bf16 is faster here ({rates})")
    return Device(torch.device("cpu"), torch.float32, f"CPU, fp32 is faster here ({rates})")


def _gflops(dtype: torch.dtype) -> float:
    a, b = torch.randn(_SIZE, _SIZE).to(dtype), torch.randn(_SIZE, _SIZE).to(dtype)
    best = float("inf")
    for _ in range(5):
        began = time.perf_counter()
        torch.mm(a, b)
        best = min(best, time.perf_counter() - began)
    return 2 * _SIZE**3 / best / 1e9
