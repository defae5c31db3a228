"""The child's side of the wire: read commands, run them one by one, answer each exactly once."""

from __future__ import annotations

import faulthandler
import json
import logging
import os
import queue
import sys
import threading
import traceback
from functools import partial
from typing import Any, TextIO

from engine.errors import EngineError
from engine.offline import refuse_network
from engine.workers.service import Task, load_service


class _Wire:
    """Writes events. A lock keeps lines whole when a command reports from several threads."""

    def __init__(self, stream: TextIO) -> None:
        self._stream, self._lock = stream, threading.Lock()

    def send(self, id: int, event: str, fields: dict[str, Any]) -> None:
        line = json.dumps({"id": id, "event": event, **fields}, ensure_ascii=False)
        try:
            with self._lock:
                self._stream.write(line + "\n")
                self._stream.flush()
        except BrokenPipeError:
            os._exit(0)  # the parent is gone


def _own_stdout() -> TextIO:
    """Keep fd 1 for events and point prints at stderr: a stray native print cannot corrupt the wire."""
    events = os.fdopen(os.dup(1), "w", encoding="utf-8", buffering=1)
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return events


def _limit_memory(bytes_: int) -> None:
    try:
        import resource
    except ImportError:  # Windows has no resource limits; the parent's time limit still holds
        return
    resource.setrlimit(resource.RLIMIT_AS, (bytes_, bytes_))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run_worker(service: str, memory_limit: int = 0) -> None:
    """Serve commands until stdin ends. `memory_limit` in bytes bounds the address space, 0 for none."""
    refuse_network()
    wire = _Wire(_own_stdout())
    faulthandler.enable()
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(message)s")
    if memory_limit:
        _limit_memory(memory_limit)
    commands = load_service(service)
    waiting: queue.SimpleQueue[tuple[int, str, dict[str, Any]]] = queue.SimpleQueue()
    tasks: dict[int, Task] = {}

    def listen() -> None:
        for line in sys.stdin.buffer:
            message = json.loads(line)
            id, name = message["id"], message["command"]
            if name == "cancel":
                if task := tasks.get(message["args"]["task"]):
                    task.cancel()
                continue
            tasks[id] = Task(partial(wire.send, id))
            waiting.put((id, name, message["args"]))
        os._exit(0)  # the parent is gone: stop at once, in the middle of whatever runs

    threading.Thread(target=listen, name="listen", daemon=True).start()
    wire.send(0, "ready", {})
    while True:
        id, name, args = waiting.get()
        task = tasks[id]
        try:
            task.check()
            result = commands[name](task, args)
        except EngineError as error:
            wire.send(id, "error", {"error": error.to_wire()})
        except MemoryError:
            wire.send(id, "error", {"error": EngineError("There is not enough memory.").to_wire()})
        except Exception as error:
            traceback.print_exc()
            unexpected = EngineError(
                f"{name} failed.", cause=f"{type(error).__name__}: {error}", fix="The log has the details."
            )
            wire.send(id, "error", {"error": unexpected.to_wire()})
        else:
            wire.send(id, "done", {"result": result})
        finally:
            del tasks[id]
