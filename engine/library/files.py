"""Which files an `add` means, and what their bytes are."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import BadFile, EngineError
from engine.library.documents import MAX_BYTES, SUFFIXES
from engine.library.store import FileState


@dataclass
class Found:
    """Files to index in order, whether each was named by the person, and what could not be listed."""

    files: dict[Path, bool] = field(default_factory=dict)
    folders: list[Path] = field(default_factory=list)
    problems: list[tuple[Path, EngineError]] = field(default_factory=list)
    ignored: int = 0


def discover(paths: Iterable[Path], excluded: Path) -> Found:
    """The files at `paths`, folders searched to their depth; `excluded` is Macaw's own folder.

    In folders, hidden entries, links and kinds that are not read are passed over.
    """
    found = Found()
    for path in paths:
        try:
            kind = path.stat().st_mode
        except OSError:
            kind = 0
        if stat.S_ISDIR(kind):
            found.folders.append(path)
            _walk(path, excluded, found)
        elif stat.S_ISREG(kind):
            found.files[path] = True
        else:
            cause = "It is neither a file nor a folder." if os.path.lexists(path) else "It does not exist."
            found.problems.append((path, _bad(path, cause, "Check the name and the folder.")))
    return found


def _walk(folder: Path, excluded: Path, found: Found) -> None:
    def unreadable(error: OSError) -> None:
        path = Path(error.filename)
        found.problems.append((path, _bad(path, f"{error.strerror}.", "Check its permissions.")))

    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and Path(parent, name) != excluded
        )
        for name in sorted(names):
            path = Path(parent, name)
            if name.startswith((".", "~$")):
                continue
            if path.suffix.lower() not in SUFFIXES or not _is_regular(path):
                found.ignored += 1
            else:
                found.files.setdefault(path, False)


def _is_regular(path: Path) -> bool:
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:  # it went away meanwhile
        return False


def read_state(path: Path) -> FileState:
    """The file's size, time and SHA-256. Raises `BadFile` if it cannot be read, is too large, or has a
    name that is no text."""
    name = printable(path)
    if name != str(path):
        raise _bad(path, "Its name is not valid Unicode.", "Rename it.")
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            if state.st_size > MAX_BYTES:
                raise _bad(path, f"It is larger than {MAX_BYTES >> 20} MB.", "Split it into smaller files.")
            sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise _bad(path, f"{error.strerror}.", "Check its permissions.") from error
    return FileState(name, path.name, sha256, state.st_size, state.st_mtime_ns)


def is_gone(path: Path) -> bool:
    """Whether a file was deleted or moved; not if its folder is away too, or empty: then it is rather a
    disk that is not mounted."""
    if os.path.lexists(path):
        return False
    try:
        return any(path.parent.iterdir())
    except OSError:
        return False


def _bad(path: Path, cause: str, fix: str) -> BadFile:
    return BadFile(f"{printable(path)} was not indexed.", cause=cause, fix=fix)


def printable(path: Path) -> str:
    """The path for people, with a replacement for every byte that is no text."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "replace")
