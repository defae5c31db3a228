"""Every error a person can meet: what happened, why, and what to do next."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar


class EngineError(Exception):
    """Base of all errors Macaw raises on purpose.

    `message` says what happened and names the thing, `cause` why, `fix` what the person can do.
    `exit_code` is the command line's: 1 the user's input, 2 our fault, 130 cancelled.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, cause: str = "", fix: str = "", log: str = "") -> None:
        """`log` is the path of the log that tells more, if there is one."""
        super().__init__(message)
        self.message, self.cause, self.fix, self.log = message, cause, fix, log

    def __str__(self) -> str:
        return " ".join(part for part in (self.message, self.cause, self.fix) if part)

    def to_wire(self) -> dict[str, str]:
        """The error as a JSON object, for the worker protocol and `--json`."""
        return {
            "type": type(self).__name__,
            "message": self.message,
            "cause": self.cause,
            "fix": self.fix,
            **({"log": self.log} if self.log else {}),
        }


class InputError(EngineError):
    """Something the person gave us cannot be used."""

    exit_code = 1


class BadFile(InputError):
    """A file is missing, truncated, corrupt, hostile or of another kind."""


class NotFound(InputError):
    """No model, persona, run or collection of that name."""


class WrongBase(InputError):
    """An adapter was made for another base model."""


class ContextOverflow(InputError):
    """A prompt is longer than the model's context."""


class StorageError(InputError):
    """The disk is full, read-only or failing."""


class InUse(InputError):
    """Another Macaw works in the same data folder."""


class ParityFailed(EngineError):
    """A converted adapter does not behave like the trained one."""


class WorkerCrashed(EngineError):
    """A worker process ended without an answer."""


class OutOfMemory(EngineError):
    """There is not enough free memory for it now."""


class MemoryLimit(InputError):
    """A model takes more memory than the person allows in the settings."""


class Cancelled(EngineError):
    """The person stopped it."""

    exit_code = 130


def _family(root: type[EngineError]) -> dict[str, type[EngineError]]:
    found = {root.__name__: root}
    for child in root.__subclasses__():
        found.update(_family(child))
    return found


def from_wire(data: dict[str, Any]) -> EngineError:
    """Rebuild an error that crossed a process; an unknown type becomes a plain `EngineError`."""
    kind = _family(EngineError).get(str(data.get("type")), EngineError)
    return kind(
        str(data.get("message", "Unknown error.")),
        cause=str(data.get("cause", "")),
        fix=str(data.get("fix", "")),
        log=str(data.get("log", "")),
    )


_FREE = "Free some space, or move the data folder with MACAW_HOME."
_ALLOW = "Make the folder writable, or choose another with MACAW_HOME."
_STORAGE_FIX = {
    errno.ENOSPC: ("The disk is full.", _FREE),
    errno.EDQUOT: ("The disk quota is used up.", _FREE),
    errno.EFBIG: ("The file is larger than this disk allows.", "Choose another disk or folder."),
    errno.EROFS: ("The disk is read-only.", "Choose another data folder with MACAW_HOME."),
    errno.EACCES: ("Permission was denied.", _ALLOW),
    errno.EPERM: ("Permission was denied.", _ALLOW),
    errno.EIO: ("The disk reported a read or write error.", "Check the disk, then try again."),
}


def storage_error(path: Path, error: OSError) -> StorageError:
    """What to tell the person when writing `path` failed."""
    other = (f"{error.strerror or error}.", "Check the folder, then try again.")
    cause, fix = _STORAGE_FIX.get(error.errno or 0, other)
    return StorageError(f"Could not write {path}.", cause=cause, fix=fix)


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn an `OSError` of the file system into a `StorageError` that names `path` and the fix."""
    try:
        yield
    except OSError as error:
        raise storage_error(path, error) from error
