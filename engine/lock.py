"""One Macaw at a time writes in a data folder."""

from __future__ import annotations

import threading

import filelock

from engine.errors import InUse, storage_errors
from engine.paths import Home


class HomeLock:
    """Held by all threads of a process from `acquire` to `release`; dropped if the process dies."""

    def __init__(self, home: Home) -> None:
        self._home = home
        # By default each thread would hold a lock of its own and shut the others out.
        self._lock = filelock.FileLock(home.root / ".lock", timeout=0, thread_local=False)
        self._mutex = threading.Lock()

    def acquire(self) -> bool:
        """True if it was taken now, False if it was held already.

        Raises `InUse` if another Macaw holds it, `StorageError` if the folder cannot be written.
        """
        with self._mutex:
            if self._lock.is_locked:
                return False
            self._home.ensure()
            with storage_errors(self._home.root / ".lock"):
                try:
                    self._lock.acquire()
                except filelock.Timeout:
                    raise InUse(
                        f"Another Macaw is working in {self._home.root}.",
                        fix="Close it, wait for it to finish, or set MACAW_HOME to another folder.",
                    ) from None
            return True

    def release(self) -> None:
        with self._mutex:
            self._lock.release()
