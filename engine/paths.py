"""Where data lives, and how it is written so that a crash never leaves half a file."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import platformdirs

from engine.errors import BadFile, InputError, storage_errors

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


class Home:
    """The data folder. Knows every place in it and makes folders only when something is written."""

    def __init__(self, root: Path | None = None) -> None:
        chosen = root or os.environ.get("MACAW_HOME") or platformdirs.user_data_dir("macaw", appauthor=False)
        self.root = Path(chosen).expanduser().absolute()

    @property
    def database(self) -> Path:
        return self.root / "macaw.db"

    @property
    def models(self) -> Path:
        return self.root / "models"

    @property
    def personas(self) -> Path:
        return self.root / "personas"

    @property
    def datasets(self) -> Path:
        return self.root / "datasets"

    @property
    def runs(self) -> Path:
        return self.root / "runs"

    @property
    def library(self) -> Path:
        return self.root / "library"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    def ensure(self) -> None:
        """Make the data folder and prove that it can be written. Raises `StorageError`."""
        with storage_errors(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root):
                pass


def checked_id(text: str) -> str:
    """`text` if it is a safe folder name (lower case, digits, `. _ -`, 64 at most); else `InputError`."""
    if not _ID.fullmatch(text):
        raise InputError(
            f"“{text}” cannot be used as a name.",
            fix="Use lower-case letters, digits, dots, dashes and underscores, 64 at most.",
        )
    return text


def as_id(text: str) -> str:
    """A safe folder name made from any text, such as a file's name."""
    return checked_id(re.sub(r"[^a-z0-9._-]+", "-", text.lower()).strip("-._")[:64] or "unnamed")


def write_atomic(path: Path, data: bytes | str) -> None:
    """Replace `path` by `data` in one step: a reader sees the old file or the new, never a part.

    Raises `StorageError` and leaves the old file as it was.
    """
    payload = data.encode() if isinstance(data, str) else data
    with replacing(path) as temporary:
        temporary.write_bytes(payload)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file name beside `path`; what the body writes there replaces `path` on success."""
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            yield temporary
            _sync(temporary)
            temporary.replace(path)
            _sync(path.parent)
        finally:
            temporary.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path`; on success it is renamed to `path`, whole or not at all."""
    with storage_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent))
        try:
            yield temporary
            for file in sorted(temporary.rglob("*")):
                _sync(file)
            if path.exists():
                # A folder cannot replace a full one in one step: set the old aside first.
                old = Path(tempfile.mkdtemp(prefix=f".{path.name}.old.", suffix=".tmp", dir=path.parent))
                path.replace(old / "old")
                temporary.replace(path)
                shutil.rmtree(old, ignore_errors=True)
            else:
                temporary.replace(path)
            _sync(path.parent)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def _sync(path: Path) -> None:
    if os.name == "nt" and path.is_dir():  # Windows has no fsync for folders
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_json(path: Path, *, schema_version: int = 1) -> dict[str, Any]:
    """Read one of our JSON files. Raises `BadFile` for a corrupt one or one written by a newer Macaw."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadFile(f"{path} does not exist.") from None
    except (ValueError, OSError) as error:
        raise BadFile(
            f"{path} cannot be read.", cause=str(error), fix="Restore it from a backup or remove it."
        ) from error
    if not isinstance(data, dict):
        raise BadFile(f"{path} is not one of Macaw's files.", cause="It holds no JSON object.")
    version = data.get("schema_version", 1)
    if not isinstance(version, int):
        raise BadFile(
            f"{path} is damaged.", cause="Its schema_version is not a number.", fix="Restore or remove it."
        )
    if version > schema_version:
        raise BadFile(
            f"{path} was written by a newer Macaw.",
            cause=f"Its schema_version is {version}, this Macaw knows {schema_version}.",
            fix="Update Macaw, or use another data folder.",
        )
    return data


def write_json(path: Path, data: dict[str, Any], *, schema_version: int = 1) -> None:
    """Write one of our JSON files atomically, with its `schema_version` first."""
    write_atomic(
        path, json.dumps({"schema_version": schema_version, **data}, indent=2, ensure_ascii=False) + "\n"
    )
