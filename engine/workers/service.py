"""What a worker offers: named commands, each given its arguments and a `Task` to report through."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from importlib import import_module
from typing import Any

from engine.errors import Cancelled

Arguments = dict[str, Any]
Command = Callable[["Task", Arguments], Any]

# Named here, imported only in the child: the parent must not load torch, llama.cpp or Chroma.
SERVICES = {
    "template": "engine.models.template_worker",
    "chat": "engine.inference.chat_worker",
    "library": "engine.library.worker",
    "parse": "engine.library.parse_worker",
    "job": "engine.training.job_worker",
    "data": "engine.training.data_worker",
}


# How much each gives way to others, as `nice` counts: a person who waits for an answer comes before a training
# that runs all night, and the window before both. Alone on the machine, a worker is as fast with it as without.
PRIORITIES = {"chat": 1, "library": 5, "parse": 5, "data": 5, "job": 10}


class Task:
    """One running command inside a worker: reports events and knows whether it was cancelled."""

    def __init__(
        self,
        emit: Callable[[str, dict[str, Any]], None],
        run_waiting: Callable[[Collection[str]], None] = lambda _: None,
    ) -> None:
        self._emit, self._run_waiting = emit, run_waiting
        self._cancel = threading.Event()

    def report(self, event: str, **fields: Any) -> None:
        """Send one event to whoever asked."""
        self._emit(event, fields)

    def give_way(self, names: Collection[str]) -> None:
        """Let the waiting commands called one of `names` run now, in between: they must leave this one's
        work alone. A long command calls it where everything is in order, so that short ones need not wait."""
        self._run_waiting(names)

    def cancel(self) -> None:
        self._cancel.set()

    @property
    def cancelled(self) -> bool:
        return self._cancel.is_set()

    def check(self) -> None:
        """Raise `Cancelled` if the person pressed stop. Call it at every step or token."""
        if self.cancelled:
            raise Cancelled("Stopped.")


def load_service(name: str) -> dict[str, Command]:
    """The `COMMANDS` of the service called `name`, or of the module of that name (tests bring their own)."""
    commands: dict[str, Command] = import_module(SERVICES.get(name, name)).COMMANDS
    return commands
