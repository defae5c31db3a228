"""metrics.jsonl: every point of a run's curve, a line each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from engine.errors import storage_errors
from engine.paths import write_atomic


class Metrics:
    """The points of one run."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def add(self, event: str, **fields: Any) -> None:
        """Raises `StorageError`."""
        with storage_errors(self._file), self._file.open("a", encoding="utf-8") as file:
            file.write(json.dumps({"event": event, **fields}) + "\n")

    def cut(self, step: int, validated: int) -> None:
        """Drop the steps after `step` and the rest after `validated`, which will be made again; a torn line goes too.

        A run cut off before its first checkpoint (`step` 0) starts anew, and so do its metrics.
        """
        if not self._file.exists():
            return
        kept = []
        for line in self._file.read_text(encoding="utf-8", errors="replace").splitlines():
            try:
                point = json.loads(line)
                last = step if point["event"] == "step" else validated
                if step and point["step"] <= last:
                    kept.append(line)
            except (ValueError, TypeError, KeyError):
                continue
        write_atomic(self._file, "".join(line + "\n" for line in kept))
