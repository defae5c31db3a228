"""This computer and the data folder: cores and memory, sizes on disk, logs."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Collection
from pathlib import Path

import psutil

from engine.cancel import Cancel
from engine.errors import NotFound
from engine.paths import Home
from engine.types import LogFile, Machine

_MAX_RUNS = 20  # the newest runs whose logs are listed
PARTS = ("models", "personas", "datasets", "runs", "library", "logs", "other")


def machine() -> Machine:
    """What Macaw runs on."""
    memory = psutil.virtual_memory()
    return Machine(
        system=f"{platform.system()} {platform.release()}, {platform.machine()}",
        cores=os.cpu_count() or 1,
        memory=memory.total,
        memory_available=memory.available,
    )


def disk_usage(home: Home, on_part: Callable[[str, int], None], cancel: Cancel) -> dict[str, int]:
    """Bytes of each part of the data folder, by its name in `PARTS`; each goes to `on_part` as it is known.

    Links are not followed, and what cannot be read counts as nothing.
    """
    known = {"models": home.models, "personas": home.personas, "datasets": home.datasets, "runs": home.runs,
             "library": home.library, "logs": home.logs}  # fmt: skip
    sizes = {}
    for part in PARTS:
        if cancel.pressed:
            break
        if part == "other":
            sizes[part] = _size(home.root, cancel, skip=set(known.values()))
        else:
            sizes[part] = _size(known[part], cancel)
        on_part(part, sizes[part])
    return sizes


def _size(folder: Path, cancel: Cancel, skip: Collection[Path] = ()) -> int:
    total = 0
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if cancel.pressed:
                    break
                path = Path(entry.path)
                if entry.is_dir(follow_symlinks=False):
                    total += 0 if path in skip else _size(path, cancel)
                else:
                    total += entry.stat(follow_symlinks=False).st_size
    except OSError:
        pass
    return total


def logs(home: Home) -> list[LogFile]:
    """The workers' logs, then those of the newest runs."""
    files = [(file.stem, file) for file in sorted(home.logs.glob("*.log"))]
    runs = sorted(home.runs.glob("*/log.txt"), key=lambda file: file.stat().st_mtime, reverse=True)
    files += [(file.parent.name, file) for file in runs[:_MAX_RUNS]]
    return [LogFile(name=name, path=file, bytes=file.stat().st_size) for name, file in files]


def log_tail(home: Home, name: str, size: int = 65_536) -> str:
    """The last `size` bytes of a log, from the start of a line. Raises `NotFound`."""
    for log in logs(home):
        if log.name == name:
            with log.path.open("rb") as file:
                file.seek(max(0, log.bytes - size))
                text = file.read(size).decode(errors="replace")
            return text.partition("\n")[2] if log.bytes > size else text
    raise NotFound(f"There is no log called “{name}”.")
