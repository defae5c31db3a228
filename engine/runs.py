"""Training runs on disk: runs/<id>/run.json says what was asked and where it stands."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import BadFile, NotFound
from engine.paths import Home, read_json, write_json
from engine.types import RunInfo


class Runs:
    """Runs by id. Ids sort by time."""

    def __init__(self, home: Home) -> None:
        self._home = home

    def folder(self, id: str) -> Path:
        return self._home.runs / id

    def new_id(self, persona: str) -> str:
        """A free id such as `pirate-20261120-0417`."""
        stem = f"{persona}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        taken = {folder.name for folder in self._home.runs.glob(f"{stem}*")}
        return next(id for n in range(len(taken) + 1) if (id := f"{stem}-{n}" if n else stem) not in taken)

    def save(self, run: RunInfo) -> None:
        """Write run.json atomically."""
        write_json(self.folder(run.id) / "run.json", run.model_dump(mode="json"))

    def get(self, id: str) -> RunInfo:
        """The run called `id`. Raises `NotFound`, `BadFile`."""
        file = self.folder(id) / "run.json"
        if not re.fullmatch(r"[a-z0-9][a-z0-9._-]*", id) or not file.is_file():
            raise NotFound(f"There is no run called “{id}”.", fix="See: macaw runs list")
        data = read_json(file)
        data.pop("schema_version", None)
        try:
            return RunInfo.model_validate(data)
        except ValidationError as error:
            raise BadFile(f"{file} is damaged.", cause=str(error), fix="Remove the run's folder.") from None

    def list(self) -> Sequence[RunInfo]:
        """All runs, oldest first."""
        runs = [self.get(file.parent.name) for file in self._home.runs.glob("*/run.json")]
        return sorted(runs, key=lambda run: run.created)

    def metrics(self, id: str) -> Sequence[dict[str, Any]]:
        """Every point of the run's curve; a torn last line is left out."""
        file = self.folder(id) / "metrics.jsonl"
        points = []
        for line in file.read_text().splitlines() if file.exists() else []:
            try:
                points.append(json.loads(line))
            except ValueError:
                continue
        return points

    def mark_interrupted(self) -> Sequence[RunInfo]:
        """Runs found "running" while nobody holds the data folder were cut off: say so. Returns them."""
        cut = []
        for run in self.list():
            if run.state == "running" and run.pid != os.getpid():
                run.state = "interrupted"
                self.save(run)
                cut.append(run)
        return cut
