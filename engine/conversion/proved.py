"""Conversion from the outside: convert in this process, prove in a job worker, and only then hand over the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.cancel import Cancel
from engine.conversion.adapter_file import BASE_SHA256
from engine.conversion.to_gguf import ConvertedAdapter, convert_adapter
from engine.errors import ParityFailed
from engine.paths import replacing
from engine.types import ModelInfo, Parity
from engine.workers.once import ask_once


def convert_proved(
    model: ModelInfo,
    adapter_dir: Path,
    out: Path,
    log: Path,
    on_event: Callable[[dict[str, Any]], None],
    cancel: Cancel,
) -> tuple[ConvertedAdapter, Parity]:
    """The PEFT folder `adapter_dir` as a GGUF adapter at `out`, proved on our own everyday conversations.

    Raises `BadFile`, `WrongBase`, `ParityFailed`, `StorageError`; `out` is then as it was.
    """
    with replacing(out.expanduser().absolute()) as temporary:  # the worker has another working folder
        made = convert_adapter(adapter_dir, model.path, temporary, extra_metadata={BASE_SHA256: model.sha256})
        result = ask_once(
            "job",
            log,
            "prove_files",
            cancel,
            on_event,
            model=str(model.path),
            adapter_dir=str(adapter_dir.expanduser().absolute()),
            adapter_gguf=str(temporary),
            log=str(log),
        )
        parity = Parity.model_validate(result)
        if not parity.passed:
            raise ParityFailed(
                f"The converted {adapter_dir} does not behave like the adapter it was made from.",
                cause=f"{parity.reason[:1].upper()}{parity.reason[1:]}.",
                fix="Nothing was written. Check that it was trained on this base model.",
            )
    return made, parity
