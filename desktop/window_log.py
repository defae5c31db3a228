"""What goes wrong in the window itself, in logs/window.log: whoever starts Macaw by a click sees no terminal."""

from __future__ import annotations

import logging
import sys
import threading
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType

from engine.paths import Home

_LIMIT = 1 << 20  # bytes; a larger log begins anew with the next start
_log = logging.getLogger(__name__)


class _WindowLog(logging.FileHandler):
    """Makes its file with the first line that is written to it, as most sessions write none."""

    def __init__(self, file: Path) -> None:
        super().__init__(file, encoding="utf-8", errors="backslashreplace", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def _open(self) -> TextIOWrapper:
        file = Path(self.baseFilename)
        file.parent.mkdir(parents=True, exist_ok=True)
        self.mode = "w" if file.is_file() and file.stat().st_size > _LIMIT else "a"
        return super()._open()


def keep_window_log(home: Home) -> None:
    """From now on warnings and exceptions that nobody caught, in slots and on threads, are written down."""
    logging.getLogger().addHandler(_WindowLog(home.logs / "window.log"))
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(
        args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
    )


def _uncaught(kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
    if not issubclass(kind, KeyboardInterrupt):
        _log.error("An exception that nobody caught.", exc_info=(kind, error, where))
    sys.__excepthook__(kind, error, where)
