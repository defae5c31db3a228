"""The child's side of the wire: read commands, run them one by one, answer each exactly once."""

from __future__ import annotations

import contextlib
import faulthandler
import json
import logging
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Collection
from typing import Any, BinaryIO

import psutil

from engine.errors import Cancelled, EngineError, OutOfMemory
from engine.offline import refuse_network
from engine.workers.service import PRIORITIES, Arguments, Command, Task, load_service


class _Wire:
    """Writes events. A lock keeps lines whole when a command reports from several threads."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def send(self, id: int, event: str, fields: dict[str, Any]) -> None:
        line = json.dumps({**fields, "id": id, "event": event}).encode() + b"\n"
        try:
            with self._lock:
                self._stream.write(line)
                self._stream.flush()
        except BrokenPipeError:
            os._exit(0)  # the parent is gone

    def fail(self, id: int, error: EngineError) -> None:
        self.send(id, "error", {"error": error.to_wire()})


def _own_pipes() -> tuple[BinaryIO, BinaryIO]:
    """(commands, events), moved away from fds 0 and 1.

    A stray print, even a native one, goes to the log, and a library that asks a question on stdin finds
    it empty: neither can touch the wire.
    """
    commands, events = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return commands, events


def _limit(memory: int) -> None:
    """Bound the address space to `memory` bytes (0: no bound), and leave no core dumps of private text."""
    try:
        import resource
    except ImportError:  # Windows has no resource limits; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    if memory and (hard == resource.RLIM_INFINITY or memory < hard):
        with contextlib.suppress(ValueError, OSError):  # macOS may refuse
            resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _give_way(service: str) -> None:
    """Run at the service's priority; its own children inherit it."""
    niceness = PRIORITIES.get(service, 0)
    process = psutil.Process()
    with contextlib.suppress(psutil.Error, OSError):
        if sys.platform == "win32":
            process.nice(psutil.BELOW_NORMAL_PRIORITY_CLASS if niceness else psutil.NORMAL_PRIORITY_CLASS)
        else:
            process.nice(max(niceness, process.nice()))


class _Queue:
    """Commands in order of arrival, each of which may be cancelled before and while it runs."""

    def __init__(self, wire: _Wire, run_waiting: Callable[[Collection[str]], None]) -> None:
        self._wire, self._run_waiting = wire, run_waiting
        self._order: queue.SimpleQueue[int] = queue.SimpleQueue()
        self._waiting: dict[int, tuple[str, Arguments]] = {}
        self._tasks: dict[int, Task] = {}

    def listen(self, commands: BinaryIO) -> None:
        """Take in commands until the parent closes the pipe; then end the process at once."""
        try:
            for line in commands:
                message = json.loads(line)
                if message["command"] == "cancel":
                    self._cancel(message["args"]["task"])
                else:
                    self._add(message["id"], message["command"], message["args"])
        except BaseException:  # its last line was cut off, or is too long for the memory limit
            traceback.print_exc()
            os._exit(1)
        os._exit(0)  # the parent is gone: stop, whatever runs here

    def _add(self, id: int, name: str, args: Arguments) -> None:
        self._tasks[id] = Task(lambda event, fields: self._wire.send(id, event, fields), self._run_waiting)
        self._waiting[id] = (name, args)
        self._order.put(id)

    def _cancel(self, id: int) -> None:
        if task := self._tasks.get(id):
            task.cancel()
        if self._waiting.pop(id, None):  # `pop` is atomic: either this answers it, or `next` hands it out
            self._tasks.pop(id, None)
            self._wire.fail(id, Cancelled("Stopped."))

    def next(self) -> tuple[int, str, Arguments, Task]:
        """Wait for a command to run."""
        while True:
            id = self._order.get()
            if found := self._waiting.pop(id, None):
                return id, *found, self._tasks[id]

    def next_of(self, names: Collection[str]) -> tuple[int, str, Arguments, Task] | None:
        """The first waiting command called one of `names`, out of turn; None if there is none."""
        for id, (name, _) in list(self._waiting.items()):
            if name in names and (found := self._waiting.pop(id, None)):
                return id, *found, self._tasks[id]
        return None

    def finish(self, id: int) -> None:
        del self._tasks[id]


def run_worker(service: str, memory_limit: int = 0) -> None:
    """Serve commands until stdin ends. `memory_limit` in bytes bounds the address space, 0 for none."""
    refuse_network()
    stdin, stdout = _own_pipes()
    wire = _Wire(stdout)
    faulthandler.enable()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    _limit(memory_limit)
    _give_way(service)
    commands = load_service(service)

    def run(id: int, name: str, args: Arguments, task: Task) -> None:
        _run(wire, commands, id, name, args, task)
        waiting.finish(id)

    def run_waiting(names: Collection[str]) -> None:
        while found := waiting.next_of(names):
            run(*found)

    waiting = _Queue(wire, run_waiting)
    threading.Thread(target=waiting.listen, args=(stdin,), name="listen", daemon=True).start()
    while True:
        run(*waiting.next())


def _run(wire: _Wire, commands: dict[str, Command], id: int, name: str, args: Arguments, task: Task) -> None:
    try:
        task.check()
        wire.send(id, "done", {"result": commands[name](task, args)})
    except EngineError as error:
        wire.fail(id, error)
    except MemoryError:
        wire.fail(id, _no_memory())
    except BaseException as error:  # even SystemExit: only the parent ends a worker
        traceback.print_exc()
        if any(sign in str(error) for sign in _TORCH_WANTS_MEMORY):
            wire.fail(id, _no_memory())
        else:
            cause = f"{type(error).__name__}: {error}"
            wire.fail(id, EngineError(f"{name} failed.", cause=cause, fix="The log has the details."))


_TORCH_WANTS_MEMORY = ("can't allocate memory", "out of memory")  # on the CPU, on others; as a RuntimeError


def _no_memory() -> OutOfMemory:
    return OutOfMemory("There is not enough memory.", fix="Close other programs, then try again.")
