"""Checkpoints: complete, atomic, checked by hash, never a pickle.

runs/<id>/checkpoints/step-000100/ holds the adapter in PEFT's format, `state.safetensors` (optimizer
moments and random generators), `trainer.json` (position and totals) and `manifest.json` (SHA-256 of
each file). It exists only once its folder is renamed into place.
"""

from __future__ import annotations

import hashlib
import json
import logging
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save

from engine.errors import BadFile
from engine.paths import replacing_folder
from engine.training.protocol import TrainableModel

_KEEP = 2  # the newest, and one to fall back to if it is torn
_STATE, _TRAINER, _MANIFEST = "state.safetensors", "trainer.json", "manifest.json"


def save_checkpoint(
    folder: Path, step: int, model: TrainableModel, optimizer: torch.optim.Optimizer, progress: dict[str, Any]
) -> None:
    """Write `folder/step-…` and drop all but the newest two. Raises `StorageError`; older ones stay usable."""
    with replacing_folder(folder / f"step-{step:06d}") as target:
        model.save_adapter(target)
        state = {"rng.cpu": torch.get_rng_state()}
        if torch.cuda.is_available():
            state["rng.cuda"] = torch.cuda.get_rng_state()
        for i, parameter in enumerate(model.named_parameters().values()):
            for name, value in optimizer.state[parameter].items():
                state[f"optimizer.{i}.{name}"] = torch.as_tensor(value).cpu().contiguous()
        # As bytes, not by `save_file`: on a full disk that raises no OSError.
        (target / _STATE).write_bytes(save(state))
        (target / _TRAINER).write_text(json.dumps({"step": step, **progress}), encoding="utf-8")
        (target / _MANIFEST).write_text(
            json.dumps({file.name: _sha256(file) for file in sorted(target.iterdir())}), encoding="utf-8"
        )
    for old in _steps(folder)[:-_KEEP]:
        shutil.rmtree(old, ignore_errors=True)


def load_checkpoint(
    folder: Path, model: TrainableModel, optimizer: torch.optim.Optimizer
) -> dict[str, Any] | None:
    """Restore the newest whole checkpoint and return its progress; None if there is none.

    A torn one (a power cut, a full disk) is passed over for the one before. Raises `BadFile` if there
    are checkpoints but none is whole.
    """
    reasons: list[str] = []
    for checkpoint in reversed(_steps(folder)):
        if reason := _flaw(checkpoint):
            logging.warning("passing over %s: %s", checkpoint, reason)
            reasons.append(f"{checkpoint.name}: {reason}")
            continue
        state = load_file(checkpoint / _STATE)
        model.load_adapter(checkpoint)
        for i, parameter in enumerate(model.named_parameters().values()):
            prefix = f"optimizer.{i}."
            optimizer.state[parameter] = {
                name.removeprefix(prefix): value.to(parameter.device) if value.dim() else value
                for name, value in state.items()
                if name.startswith(prefix)
            }
        torch.set_rng_state(state["rng.cpu"])
        if "rng.cuda" in state and torch.cuda.is_available():
            torch.cuda.set_rng_state(state["rng.cuda"])
        progress: dict[str, Any] = json.loads((checkpoint / _TRAINER).read_text(encoding="utf-8"))
        return progress
    if reasons:
        raise BadFile(
            f"No checkpoint in {folder} can be resumed.", cause="; ".join(reasons), fix="Start the run again."
        )
    return None


def _steps(folder: Path) -> list[Path]:
    """The checkpoints, oldest first."""
    found = [path for path in folder.glob("step-*") if path.name.removeprefix("step-").isdigit()]
    return sorted(found, key=lambda path: int(path.name.removeprefix("step-")))


def _flaw(checkpoint: Path) -> str:
    """Why a checkpoint cannot be used, or nothing."""
    try:
        manifest = json.loads((checkpoint / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "its manifest is missing or torn"
    if not isinstance(manifest, dict):
        return "its manifest is torn"
    for required in (_STATE, _TRAINER):
        if required not in manifest:
            return f"{required} is missing"
    for name, digest in manifest.items():
        file = checkpoint / name
        if not file.is_file():
            return f"{name} is missing"
        if _sha256(file) != digest:
            return f"{name} is damaged"
    return ""


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
