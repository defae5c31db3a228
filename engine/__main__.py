"""Entry point of the app and of its workers: `python -m engine …`, `macaw …` and the frozen app."""

from __future__ import annotations

import gc
import sys
from importlib import import_module


def main() -> None:
    """Dispatch a worker before anything else is imported; otherwise run the command line."""
    if sys.argv[1:2] == ["--worker"]:
        from engine.workers.child import run_worker

        run_worker(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1:] == ["app"]:
        # Before the command line and its libraries are loaded, for the window shall be there at once.
        gc.disable()  # an eighth of the time to the first frame; the window turns it on again
        sys.exit(import_module("desktop.app").main())
    else:
        from engine.cli import main as command_line

        command_line()


if __name__ == "__main__":
    main()
