"""How fast this machine trains on each base model, remembered from the last run or probe."""

from __future__ import annotations

import logging

from pydantic import ValidationError

from engine.errors import EngineError
from engine.paths import Home, read_json, write_json
from engine.types import TrainSpeed


class Speeds:
    """speed.json: by the base model's SHA-256. Only a memory: lost, it is measured anew."""

    def __init__(self, home: Home) -> None:
        self._file = home.root / "speed.json"

    def get(self, base_sha256: str) -> TrainSpeed | None:
        """The newest speed measured on a base model, if any was."""
        found = self._all().get(base_sha256)
        try:
            return TrainSpeed.model_validate(found) if found else None
        except ValidationError:
            return None

    def put(self, base_sha256: str, speed: TrainSpeed) -> None:
        """Remember `speed`; a disk that is full or read-only is no reason to fail."""
        try:
            write_json(self._file, {"bases": {**self._all(), base_sha256: speed.model_dump()}})
        except EngineError as error:
            logging.warning("%s", error)

    def _all(self) -> dict[str, object]:
        try:
            bases = read_json(self._file).get("bases")
        except EngineError:
            return {}
        return bases if isinstance(bases, dict) else {}
