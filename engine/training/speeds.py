"""How fast this machine trains on each base model, remembered from the last run or probe."""

from __future__ import annotations

import logging

from pydantic import ValidationError

from engine.errors import EngineError
from engine.paths import Home, read_json, write_json
from engine.types import Compute, TrainSpeed

_ONLY_RUNS_TELL = ("hearing_seconds", "proof_seconds")


class Speeds:
    """speed.json: by the base model's SHA-256 and what training may use. Only a memory: lost, it is measured anew."""

    def __init__(self, home: Home) -> None:
        self._file = home.root / "speed.json"

    def get(self, base_sha256: str, compute: Compute) -> TrainSpeed | None:
        """The newest speed measured on a base model, if any was."""
        found = self._all().get(_key(base_sha256, compute))
        try:
            return TrainSpeed.model_validate(found) if found else None
        except ValidationError:
            return None

    def put(self, base_sha256: str, compute: Compute, speed: TrainSpeed) -> None:
        """Remember `speed`, and what only runs tell from the one before if it lacks that; a disk that is full or
        read-only is no reason to fail."""
        if old := self.get(base_sha256, compute):
            told = {name: getattr(speed, name) or getattr(old, name) for name in _ONLY_RUNS_TELL}
            speed = speed.model_copy(update=told)
        try:
            write_json(self._file, {"bases": {**self._all(), _key(base_sha256, compute): speed.model_dump()}})
        except EngineError as error:
            logging.warning("%s", error)

    def _all(self) -> dict[str, object]:
        try:
            bases = read_json(self._file).get("bases")
        except EngineError:
            return {}
        return bases if isinstance(bases, dict) else {}


def _key(base_sha256: str, compute: Compute) -> str:
    chosen = [compute.device, f"{compute.threads} threads" if compute.threads else ""]
    return " ".join(filter(None, [base_sha256, *chosen]))
