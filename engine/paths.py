"""Where data lives, and how it is written so that a crash never leaves half a file."""

from __future__ import annotations

import errno
import itertools
import json
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import platformdirs

from engine.errors import BadFile, InputError, StorageError, storage_error, storage_errors

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
# Names of what is being written: .<name>.<pid>.<token of the process>.<count>.tmp, or .old for a folder set
# aside. The token tells this process from a dead one that had the same pid, as happens in containers.
_OWN, _COUNT = os.urandom(4).hex(), itertools.count()
_LEFTOVER = re.compile(
    r"\.(?P<name>.+)\.(?P<pid>\d+)\.(?P<token>[0-9a-f]{8})\.\d+\.(?P<kind>tmp|old)", re.DOTALL
)
_MAX_NAME = 50  # characters of a file's name used in its temporary name, which must stay under 255 bytes
_WRITE_ONLY = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)  # reading never fails like this


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
    def drafts(self) -> Path:
        return self.root / "drafts"

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
            self.root.mkdir(parents=True, exist_ok=True, mode=0o700)  # chats and documents are nobody else's
            with tempfile.TemporaryFile(dir=self.root):
                pass

    def recover(self) -> None:
        """Undo what a killed Macaw left half done: remove its temporary files and folders, and put back a
        folder it was about to replace. Only for the holder of the lock. Raises `StorageError`.
        """
        for place, folders, files in os.walk(self.root):
            for name in [*folders, *files]:
                left = _LEFTOVER.fullmatch(name)
                if left is None or _alive(int(left["pid"]), left["token"]):
                    continue
                path, original = Path(place, name), Path(place, left["name"])
                if left["kind"] == "old" and not original.exists():
                    with storage_errors(original):
                        path.replace(original)
                elif name in folders:
                    shutil.rmtree(path, ignore_errors=True)
                else:
                    with suppress(OSError):
                        path.unlink()
            folders[:] = [name for name in folders if not _LEFTOVER.fullmatch(name)]


def _alive(pid: int, token: str) -> bool:
    """Whether the process that made a leftover may still be at work on it."""
    if pid == os.getpid():
        return token == _OWN
    import psutil  # here, for it is rarely needed

    return psutil.pid_exists(pid)


def is_id(text: str) -> bool:
    """Whether `text` is a safe folder name (lower case, digits, `. _ -`, 64 at most)."""
    return _ID.fullmatch(text) is not None


def checked_id(text: str) -> str:
    """`text` if it is a safe folder name; else `InputError`."""
    if not is_id(text):
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
    # A path may hold bytes that are no UTF-8, in Python lone surrogates: JSON reads their escapes back.
    payload = data.encode(errors="backslashreplace") if isinstance(data, str) else data
    with replacing(path) as temporary:
        temporary.write_bytes(payload)


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A temporary file name beside `path`; what the body writes there replaces `path` on success.

    Raises `StorageError` if that cannot be written, and `BadFile` for another file that the body cannot
    read; `path` is then as it was.
    """
    if os.path.lexists(path) and not path.is_file():  # a folder, or a device that a rename would take away
        raise StorageError(f"Could not write {path}.", cause="It is not a file.", fix="Choose another name.")
    temporary = _unused(path.with_name(path.name[:_MAX_NAME]), "tmp")
    with _room_for(path):
        try:
            with _blaming(path, temporary):
                yield temporary
            with storage_errors(path):
                _sync(temporary)
                temporary.replace(path)
        finally:
            with suppress(OSError):
                temporary.unlink()
    _sync_folder(path.parent)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A temporary folder beside `path`; on success it is renamed to `path`, whole or not at all.

    Raises as `replacing` does. A folder cannot replace a full one in one step: if the process dies
    between the two renames it takes, `Home.recover` puts the old one back.
    """
    temporary = _unused(path, "tmp")
    with _room_for(path):
        try:
            with storage_errors(path):
                temporary.mkdir()
            with _blaming(path, temporary):
                yield temporary
            with storage_errors(path):
                for file in temporary.rglob("*"):
                    _sync(file)
                _swap(temporary, path)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)
    _sync_folder(path.parent)


@contextmanager
def _room_for(path: Path) -> Iterator[None]:
    """The folders above `path`; those made here go again if the body fails."""
    missing = [folder for folder in path.parents if not folder.exists()]
    try:
        with storage_errors(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        yield
    except BaseException:
        for folder in missing:  # the innermost first
            with suppress(OSError):
                folder.rmdir()
        raise


def _swap(new: Path, path: Path) -> None:
    old = _unused(path, "old")
    try:
        path.replace(old)
    except FileNotFoundError:
        new.replace(path)
        return
    try:
        new.replace(path)
    except BaseException:
        old.replace(path)
        raise
    shutil.rmtree(old, ignore_errors=True)


def remove_folder(path: Path) -> None:
    """Delete a folder: gone in one step for whoever looks. Raises `StorageError`."""
    shutil.rmtree(set_aside(path), ignore_errors=True)


def set_aside(path: Path) -> Path:
    """Rename a folder out of sight and say where it is now, for the caller to put back or delete.

    What is still there when the process has died is deleted by `Home.recover`. Raises `StorageError`.
    """
    with storage_errors(path):
        gone = _unused(path, "tmp")
        path.replace(gone)
    return gone


def _unused(path: Path, kind: str) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.{_OWN}.{next(_COUNT)}.{kind}")


@contextmanager
def _blaming(path: Path, temporary: Path) -> Iterator[None]:
    """Tell errors of writing `path` from those of reading what it is made of."""
    try:
        yield
    except OSError as error:
        names = [
            Path(os.fsdecode(n)) for n in (error.filename, error.filename2) if isinstance(n, str | bytes)
        ]
        ours = any(name == temporary or temporary in name.parents for name in names)
        if ours or not names or error.errno in _WRITE_ONLY:
            raise storage_error(path, error) from error
        raise BadFile(
            f"{names[0]} cannot be read.",
            cause=f"{error.strerror}.",
            fix="Check the file and its permissions.",
        ) from error


def _sync(path: Path) -> None:
    if path.is_dir():
        _sync_folder(path)
        return
    # Windows flushes only what is open for writing.
    handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(path: Path) -> None:
    """Make renames last. Some file systems cannot; what they promise must do."""
    with suppress(OSError):
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
    except (ValueError, OSError, RecursionError) as error:
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
