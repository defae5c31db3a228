"""Is there room on the disk for what a run writes? Known from sizes alone, before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

from engine.errors import StorageError, storage_errors
from engine.models.gguf_file import GgufHeader
from engine.training.memory import lora_weights
from engine.types import TrainSettings

# Bytes for each LoRA weight, fp32 and F16 counted:
_CHECKPOINT = 4 + 8  # the weight and AdamW's two moments
# Three as one is written, the best twice, GGUF, persona, and the adapter it may go on from.
_PER_WEIGHT = 3 * _CHECKPOINT + 2 * 4 + 2 + 4 + 2 + 4
_OTHER = 32 << 20  # metrics, logs, reports
_LEAST = 1 << 20  # free bytes that are as good as none
_DATA = 2  # times the size of the data's file: its parts, in our own format


def disk_needed(header: GgufHeader, settings: TrainSettings, data_bytes: int) -> int:
    """The most bytes a run has on the disk at once."""
    return lora_weights(header, settings) * _PER_WEIGHT + _DATA * data_bytes + _OTHER


def check_disk(
    folder: Path, header: GgufHeader, settings: TrainSettings, data_bytes: int, there: int
) -> None:
    """Raises `StorageError`, with what is missing and what would fit, if the disk of `folder` is too full for a run
    that has written `there` bytes already."""
    with storage_errors(folder):
        free = shutil.disk_usage(_existing(folder)).free + there
    needed = disk_needed(header, settings, data_bytes)
    if needed <= free:
        return
    ranks = [settings.r >> i for i in range(1, settings.r.bit_length())]
    fitting = (
        r for r in ranks if disk_needed(header, settings.model_copy(update={"r": r}), data_bytes) <= free
    )
    r = next(fitting, 0)
    raise StorageError(
        f"There is not enough room on the disk to train: {_mb(needed - free)} more are needed.",
        cause=("The disk is full. " if free < _LEAST else "")
        + f"A run with these settings takes up to {_mb(needed)}, and {_mb(free)} are free in {folder}.",
        fix="Free some space, or move the data folder with MACAW_HOME."
        + (f" With r {r} it would fit." if r else ""),
    )


def _existing(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if path.exists())


def _mb(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{-(-size // 1_000_000)} MB"
