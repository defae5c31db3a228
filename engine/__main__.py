"""Entry point of the app and of its workers: `python -m engine …`, `macaw …` and the frozen app."""

from __future__ import annotations

import sys


def main() -> None:
    """Dispatch a worker before anything else is imported; otherwise run the command line."""
    if sys.argv[1:2] == ["--worker"]:
        from engine.workers.child import run_worker

        run_worker(sys.argv[2], int(sys.argv[3]))
    else:
        from engine.cli import main as command_line

        command_line()


if __name__ == "__main__":
    main()
