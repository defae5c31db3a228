"""What a persona's files say about it: its adapter's rank and size, what it was trained on, what was measured.

A report may come from a stranger's `.macaw` file: what is missing or malformed in it counts as not measured.
"""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from engine.errors import EngineError
from engine.models.gguf_file import read_header
from engine.types import Parity, Persona, PersonaDetails, RunInfo, as_one_line

_MAX_REPORT = 4 << 20  # bytes
_MAX_TEXT = 200  # characters of a name that a report gives
_Model = TypeVar("_Model", bound=BaseModel)


def describe_persona(
    persona: Persona, folder: Path | None, base_name: str, hides_starter: bool = False
) -> PersonaDetails:
    """The persona in `folder` (None: it has no files) with everything its files say."""
    details = PersonaDetails(persona=persona, base_name=base_name, hides_starter=hides_starter)
    if folder is None:
        return details
    adapter = folder / "adapter.gguf"
    if persona.adapter and adapter.is_file():
        state = adapter.stat()
        details.adapter_bytes = state.st_size
        details.r = adapter_rank(adapter, state.st_mtime_ns)
    weights = folder / "adapter" / "adapter_model.safetensors"
    if persona.adapter and weights.is_file():
        details.weights_bytes = weights.stat().st_size
    report = _report(folder / "report.json")
    if run := _parsed(RunInfo, report.get("run")):
        source = report.get("data")  # the file's own name; older reports have only the dataset's id
        details.trained_on = as_one_line(source if isinstance(source, str) else run.dataset, _MAX_TEXT)
        details.steps = run.step
        details.best_valid_loss = run.best_valid_loss
    details.parity = _parsed(Parity, report.get("parity"))
    return details


@functools.lru_cache(maxsize=256)
def adapter_rank(path: Path, mtime_ns: int) -> int:
    """The largest `r` of an adapter GGUF's pairs; 0 if its header cannot be read."""
    try:
        tensors = read_header(path).tensors.values()
    except EngineError:
        return 0
    return max((t.shape[1] for t in tensors if t.name.endswith(".lora_a") and len(t.shape) > 1), default=0)


def _report(file: Path) -> dict[str, Any]:
    try:
        if file.stat().st_size > _MAX_REPORT:
            return {}
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _parsed(kind: type[_Model], data: object) -> _Model | None:
    try:
        return kind.model_validate(data)
    except ValidationError:
        return None
