"""The data doctor as seen from the parent: examines and fixes in a worker, for it is seconds of pure Python."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from engine.cancel import Cancel
from engine.datasets import DataReport, FixReport
from engine.models.catalogue import Catalogue
from engine.paths import Home
from engine.types import TrainSettings
from engine.workers.once import ask_once

OnEvent = Callable[[dict[str, Any]], None]


class DataDoctor:
    """Examines datasets for one data folder. `base` "" is the default model, None counts no tokens."""

    def __init__(self, home: Home, catalogue: Catalogue) -> None:
        self._home, self._catalogue = home, catalogue

    def check(
        self,
        data: Path,
        base: str | None,
        max_seq_length: int,
        system_prompt: str,
        on_event: OnEvent,
        cancel: Cancel,
    ) -> DataReport:
        """Read and examine a file of examples. Raises `BadFile`, `Cancelled`."""
        result = self._ask("check", data, base, max_seq_length, system_prompt, on_event, cancel)
        return DataReport.model_validate(result)

    def fix(
        self,
        data: Path,
        keys: Collection[str],
        out: Path | None,
        base: str | None,
        max_seq_length: int,
        system_prompt: str,
        on_event: OnEvent,
        cancel: Cancel,
    ) -> tuple[Path, FixReport]:
        """Write a copy of `data` without the faults `keys`, to `out` or among the drafts. The original stays as it is.

        Raises `InputError` for an unknown key, a file at `out`, or if nothing would be left; `BadFile`.
        """
        result = self._ask(
            "fix",
            data,
            base if "too_long" in keys else None,
            max_seq_length,
            system_prompt,
            on_event,
            cancel,
            keys=list(keys),
            out=str(out.expanduser().absolute()) if out else None,
            home=str(self._home.root),
        )
        return Path(result["path"]), FixReport.model_validate(result["report"])

    def _ask(
        self,
        command: str,
        data: Path,
        base: str | None,
        max_seq_length: int,
        system_prompt: str,
        on_event: OnEvent,
        cancel: Cancel,
        **more: Any,
    ) -> Any:
        model = None if base is None else self._catalogue.get(base)
        log = self._home.logs / "data.log"
        return ask_once(
            "data",
            log,
            command,
            cancel,
            on_event,
            data=str(data.expanduser().absolute()),
            base=model.id if model else "",
            model=str(model.path) if model else None,
            system_prompt=system_prompt,
            max_seq_length=max_seq_length or TrainSettings().max_seq_length,
            seed=TrainSettings().seed,
            log=str(log),
            **more,
        )
