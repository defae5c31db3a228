"""A worker for one command: started, heard to its end, and gone, whatever happens."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from engine.cancel import Cancel
from engine.workers.supervisor import Worker


def ask_once(
    service: str,
    log: Path,
    command: str,
    cancel: Cancel,
    on_event: Callable[[dict[str, Any]], None] | None = None,
    /,  # commands have arguments called `log`, too
    **args: Any,
) -> Any:
    """What `command` returns; `on_event` hears all its events, the last (`done`) too.

    Raises what the worker raised, `WorkerCrashed` if it died, and `Cancelled`.
    """
    worker = Worker(service, log)
    try:
        request = worker.request(command, **args)
        with cancel.calling(request.cancel):
            for event in request.events():
                if on_event:
                    on_event(event)
        return event["result"]
    finally:
        worker.close()
