"""The service "parse": reads one document in a child of its own. What it is given may crash it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.library.documents import parse
from engine.workers.service import Command, Task


def _parse(task: Task, args: dict[str, Any]) -> dict[str, Any]:
    """`path` to a `Document` as JSON."""
    return parse(Path(args["path"])).to_wire()


COMMANDS: dict[str, Command] = {"parse": _parse}
