"""One Macaw at a time writes in a data folder."""

from __future__ import annotations

import filelock

from engine.errors import InUse
from engine.paths import Home


class HomeLock:
    """Held from `acquire` to `release`; the system drops it if the process dies."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self._lock = filelock.FileLock(home.root / ".lock", timeout=0)

    def acquire(self) -> None:
        """Raises `InUse` if another Macaw holds it, `StorageError` if the folder cannot be written."""
        if self._lock.is_locked:
            return
        self._home.ensure()
        try:
            self._lock.acquire()
        except filelock.Timeout:
            raise InUse(
                f"Another Macaw is working in {self._home.root}.",
                fix="Close it, wait for it to finish, or set MACAW_HOME to another folder.",
            ) from None

    def release(self) -> None:
        self._lock.release()
