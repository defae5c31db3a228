"""Training runs on disk: runs/<id>/run.json says what was asked and where it stands."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from engine.errors import BadFile, InputError, NotFound
from engine.paths import Home, read_json, remove_folder, write_json
from engine.types import Parity, RunInfo

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


class Runs:
    """Runs by id."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._own: set[str] = set()  # running in this process

    def folder(self, id: str) -> Path:
        return self._home.runs / id

    def new_id(self, persona: str) -> str:
        """A free id such as `pirate-20261120-041703`."""
        stem = f"{persona}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
        taken = {folder.name for folder in self._home.runs.glob(f"{stem}*")}
        return next(id for n in range(len(taken) + 1) if (id := f"{stem}-{n}" if n else stem) not in taken)

    def save(self, run: RunInfo) -> None:
        """Write run.json atomically."""
        (self._own.add if run.state == "running" else self._own.discard)(run.id)
        write_json(self.folder(run.id) / "run.json", run.model_dump(mode="json"))

    def get(self, id: str) -> RunInfo:
        """The run called `id`. Raises `NotFound`, `BadFile`."""
        file = self._existing(id) / "run.json"
        data = read_json(file)
        data.pop("schema_version", None)
        try:
            return RunInfo.model_validate({**data, "id": id})
        except ValidationError as error:
            raise BadFile(f"{file} is damaged.", cause=str(error), fix="Remove the run's folder.") from None

    def _existing(self, id: str) -> Path:
        folder = self.folder(id)
        if not _ID.fullmatch(id) or not (folder / "run.json").is_file():
            raise NotFound(f"There is no run called “{id}”.", fix="See: macaw runs list")
        return folder

    def list(self) -> Sequence[RunInfo]:
        """All runs that can be read, oldest first; a damaged one does not hide the others."""
        runs = []
        for file in self._home.runs.glob("*/run.json"):
            if _ID.fullmatch(file.parent.name):
                try:
                    runs.append(self.get(file.parent.name))
                except BadFile as error:
                    logging.warning("%s", error)
        return sorted(runs, key=lambda run: (run.created, run.id))

    def metrics(self, id: str) -> Sequence[dict[str, Any]]:
        """Every point of the run's curve; lines torn by a crash are left out. Raises `NotFound`, `BadFile`."""
        file = self._existing(id) / "metrics.jsonl"
        try:
            lines = file.read_bytes().splitlines()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise BadFile(
                f"{file} cannot be read.", cause=f"{error.strerror}.", fix="Check the disk."
            ) from error
        return [point for line in lines if isinstance(point := _parsed(line), dict)]

    def parity(self, id: str) -> Parity | None:
        """The proof of the run's adapter; None if it has none that can be read. Raises `NotFound`."""
        try:
            data = read_json(self._existing(id) / "parity.json")
            data.pop("schema_version", None)
            return Parity.model_validate(data)
        except (BadFile, ValidationError):
            return None

    def remove(self, id: str) -> None:
        """Delete a run. Raises `NotFound`, `InputError` while it runs, `StorageError`."""
        folder = self._existing(id)
        if id in self._own:
            raise InputError(f"The run {id} is running.", fix="Stop it first.")
        remove_folder(folder)

    def mark_interrupted(self) -> Sequence[RunInfo]:
        """Mark as cut off, and return, the runs found "running" that this process did not start.

        Only for the holder of the data folder. A process id would not do: in a container each Macaw may
        have the same.
        """
        cut = []
        for run in self.list():
            if run.state == "running" and run.id not in self._own:
                run.state = "interrupted"
                self.save(run)
                cut.append(run)
        return cut


def _parsed(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
