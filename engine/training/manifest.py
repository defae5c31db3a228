"""Which checkpoints a run has, and whether each is whole: known without torch."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from engine.conversion.peft_format import WEIGHTS

STATE, TRAINER, MANIFEST = "state.safetensors", "trainer.json", "manifest.json"


def seal(checkpoint: Path) -> None:
    """Write the SHA-256 of each file in the folder beside them. Raises `OSError`."""
    hashes = {file.name: _sha256(file) for file in sorted(checkpoint.iterdir())}
    (checkpoint / MANIFEST).write_text(json.dumps(hashes), encoding="utf-8")


def checkpoints_in(folder: Path) -> list[Path]:
    """The checkpoints, oldest first."""
    found = [path for path in folder.glob("step-*") if path.name.removeprefix("step-").isdigit()]
    return sorted(found, key=lambda path: int(path.name.removeprefix("step-")))


def flaw(checkpoint: Path) -> str:
    """Why a checkpoint is not as it was written, or nothing."""
    try:
        manifest = json.loads((checkpoint / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "its manifest is missing or torn"
    if not isinstance(manifest, dict):
        return "its manifest is torn"
    for required in (WEIGHTS, STATE, TRAINER):
        if required not in manifest:
            return f"its manifest does not name {required}"
    for name, digest in manifest.items():
        file = checkpoint / name
        if not file.is_file():
            return f"{name} is missing"
        try:
            if _sha256(file) != digest:
                return f"{name} is damaged"
        except OSError as error:
            return f"{name} cannot be read ({error.strerror})"
    return ""


def _sha256(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
