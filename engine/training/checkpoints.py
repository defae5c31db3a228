"""Checkpoints: complete, atomic, checked by hash, never a pickle.

runs/<id>/checkpoints/step-000100/ holds the adapter in PEFT's format, `state.safetensors` (optimizer
moments and random generators), `trainer.json` (position and totals) and `manifest.json` (SHA-256 of
each file). It exists only once its folder is renamed into place.
"""

from __future__ import annotations

import json
import logging
import shutil
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save

from engine.conversion.peft_format import WEIGHTS
from engine.errors import BadFile
from engine.paths import replacing_folder
from engine.training.manifest import STATE, TRAINER, checkpoints_in, flaw, seal
from engine.training.protocol import TrainableModel

_KEEP = 2  # the newest, and one to fall back to if it is torn
_MOMENTS = ("step", "exp_avg", "exp_avg_sq")  # what AdamW remembers of a weight


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
        (target / STATE).write_bytes(save(state))
        (target / TRAINER).write_text(json.dumps({"step": step, **progress}), encoding="utf-8")
        seal(target)
    for old in checkpoints_in(folder)[:-_KEEP]:
        shutil.rmtree(old, ignore_errors=True)


def load_checkpoint(
    folder: Path, model: TrainableModel, optimizer: torch.optim.Optimizer
) -> dict[str, Any] | None:
    """Restore the newest whole checkpoint and return its progress; None if there is none.

    A torn one (a power cut, a full disk) is passed over for the one before. Raises `BadFile` if there
    are checkpoints but none is whole, and if a whole one lacks something: with a fresh optimizer or other
    random numbers it would go on as another run, and nobody would know.
    """
    reasons: list[str] = []
    for checkpoint in reversed(checkpoints_in(folder)):
        if reason := flaw(checkpoint):
            logging.warning("passing over %s: %s", checkpoint, reason)
            reasons.append(f"{checkpoint.name}: {reason}")
            continue
        try:
            progress = _restore(checkpoint, model, optimizer)
            _drop_later(folder, checkpoint)
            return progress
        except torch.OutOfMemoryError:
            raise
        except (KeyError, ValueError, TypeError, RuntimeError, SafetensorError) as error:
            raise _unusable(
                folder, f"{checkpoint.name}: {error.args[0] if error.args else error!r}"
            ) from error
    if reasons:
        raise _unusable(folder, "; ".join(reasons))
    return None


def _drop_later(folder: Path, checkpoint: Path) -> None:
    """Torn ones, in the way of those to come: two are kept, and both should be whole."""
    found = checkpoints_in(folder)
    for later in found[found.index(checkpoint) + 1 :]:
        shutil.rmtree(later, ignore_errors=True)


def _unusable(folder: Path, cause: str) -> BadFile:
    return BadFile(
        f"No checkpoint in {folder} can be resumed.", cause=f"{cause}.", fix="Start the run again."
    )


def _restore(checkpoint: Path, model: TrainableModel, optimizer: torch.optim.Optimizer) -> dict[str, Any]:
    """Take over everything, or raise what names the missing part."""
    progress = json.loads((checkpoint / TRAINER).read_text(encoding="utf-8"))
    if not isinstance(progress, dict) or not isinstance(progress.get("step"), int):
        raise ValueError(f"{TRAINER} does not say its step")
    state = load_file(checkpoint / STATE)
    on_cuda = any(parameter.is_cuda for parameter in model.named_parameters().values())
    if "rng.cpu" not in state or (on_cuda and "rng.cuda" not in state):
        raise ValueError(f"{STATE} lacks the state of the random numbers")
    parameters = list(model.named_parameters().values())
    moments = [_moments(state, i, parameter) for i, parameter in enumerate(parameters)]
    try:
        model.load_adapter(checkpoint)
    except KeyError as error:
        raise ValueError(f"{WEIGHTS} lacks {error.args[0]}") from error
    for parameter, values in zip(parameters, moments, strict=True):
        optimizer.state[parameter] = values
    torch.set_rng_state(state["rng.cpu"])
    if "rng.cuda" in state and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["rng.cuda"])
    return progress


def _moments(state: dict[str, torch.Tensor], i: int, parameter: torch.nn.Parameter) -> dict[str, Any]:
    """AdamW's state of the `i`-th weight. Raises `ValueError` if some of it is missing or of another shape."""
    found: dict[str, Any] = {}
    for name in _MOMENTS:
        value = state.get(f"optimizer.{i}.{name}")
        if value is None:
            raise ValueError(f"{STATE} lacks the optimizer's {name} of weight {i}")
        if value.dim() and value.shape != parameter.shape:
            raise ValueError(f"{STATE} has the optimizer's {name} of weight {i} in another shape")
        found[name] = value.to(parameter.device)
    return found
