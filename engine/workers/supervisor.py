"""The parent's side of the wire: start a worker, ask it things, survive its death."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from engine.errors import Cancelled, EngineError, WorkerCrashed, from_wire

Event = dict[str, Any]
_STOP_SECONDS = 5.0


class Request:
    """One command under way. Iterate it for events; `result` waits for the end."""

    def __init__(self, worker: Worker, id: int, name: str) -> None:
        self._worker, self.id, self.name = worker, id, name
        self.inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def events(self, timeout: float | None = None) -> Iterator[Event]:
        """Every event up to the terminal one, which comes last and is `done`.

        Raises what the worker raised, `WorkerCrashed` if it died, and `TimeoutError` once `timeout`
        seconds have passed in all; the worker is then killed, for it no longer listens.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                left = None if deadline is None else max(0.0, deadline - time.monotonic())
                event = self.inbox.get(timeout=left)
            except queue.Empty:
                self._worker.kill()
                raise TimeoutError(f"{self.name} took longer than {timeout:g} s.") from None
            if event["event"] == "error":
                raise from_wire(event["error"])
            yield event
            if event["event"] == "done":
                return

    def result(self, timeout: float | None = None) -> Any:
        """What the command returned; see `events` for what it raises."""
        answer: Any = None
        for event in self.events(timeout):
            answer = event.get("result")
        return answer

    def cancel(self) -> None:
        """Ask the command to stop at its next step or token."""
        self._worker.send("cancel", {"task": self.id})


class Worker:
    """A child process running one service. Not started before the first request; restarted after a crash."""

    def __init__(self, service: str, log: Path, *, memory_limit: int = 0, nice: int = 0) -> None:
        self.service, self.log = service, log
        self._memory_limit, self._nice = memory_limit, nice
        self._process: subprocess.Popen[bytes] | None = None
        self._open: dict[int, Request] = {}
        self._ids = itertools.count(1)
        self._lock = threading.RLock()

    @property
    def pid(self) -> int | None:
        """Process id while the worker runs."""
        process = self._process
        return process.pid if process and process.poll() is None else None

    def request(self, name: str, **args: Any) -> Request:
        """Send a command, starting the worker if it does not run."""
        with self._lock:
            if self.pid is None:
                self._start()
            request = Request(self, next(self._ids), name)
            self._open[request.id] = request
        self.send(name, args, request.id)
        return request

    def ask(self, name: str, timeout: float | None = None, **args: Any) -> Any:
        """Send a command and wait for its result."""
        return self.request(name, **args).result(timeout)

    def send(self, name: str, args: dict[str, Any], id: int = 0) -> None:
        """Write one line to the child. A dead child is noticed by its reader, not here."""
        line = json.dumps({"id": id, "command": name, "args": args}, ensure_ascii=False) + "\n"
        process = self._process
        if process is None or process.stdin is None:
            return
        with self._lock, contextlib.suppress(BrokenPipeError, ValueError):
            process.stdin.write(line.encode())
            process.stdin.flush()

    def _start(self) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        command = [sys.executable]
        if not getattr(sys, "frozen", False):  # a frozen app is its own interpreter
            command += ["-m", "engine"]
        command += ["--worker", self.service, str(self._memory_limit)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=Path(__file__).resolve().parents[2],
                preexec_fn=(lambda: os.nice(self._nice)) if self._nice and os.name != "nt" else None,
                start_new_session=True,  # Ctrl+C reaches the parent alone, which then cancels politely
            )
        threading.Thread(
            target=self._read, args=(self._process,), name=f"read {self.service}", daemon=True
        ).start()

    def _read(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        for line in process.stdout:
            event = json.loads(line)
            request = self._open.get(event["id"])
            if request is None:
                continue
            if event["event"] in ("done", "error"):
                self._open.pop(event["id"], None)
            request.inbox.put(event)
        code = process.wait()
        with self._lock:
            if process is not self._process:
                return
            orphans, self._open = list(self._open.values()), {}
        for request in orphans:
            request.inbox.put({"event": "error", "error": self._crash(code).to_wire()})

    def _crash(self, code: int) -> EngineError:
        if code == 0:
            return Cancelled(f"The {self.service} worker was stopped.")
        how = f"It ended with exit code {code}."
        if code < 0:
            with contextlib.suppress(ValueError):
                how = f"It was ended by {signal.Signals(-code).name}."
        return WorkerCrashed(
            f"The {self.service} worker crashed.",
            cause=f"{how} Last lines of its log: {self._log_tail()}",
            fix=f"Try again; the whole log is {self.log}.",
        )

    def _log_tail(self, lines: int = 5) -> str:
        try:
            with self.log.open("rb") as file:
                file.seek(max(0, self.log.stat().st_size - 4096))
                tail = file.read().decode(errors="replace").strip().splitlines()[-lines:]
        except OSError:
            return "(no log)"
        return " | ".join(tail) or "(empty)"

    def kill(self) -> None:
        """End the worker now; open requests get `WorkerCrashed`."""
        if self._process:
            self._process.kill()
            self._process.wait()

    def close(self) -> None:
        """End the worker politely: close its stdin, then terminate, then kill."""
        process = self._process
        if process is None:
            return
        with contextlib.suppress(BrokenPipeError):
            assert process.stdin
            process.stdin.close()
        for signal_it in (None, process.terminate, process.kill):
            if signal_it:
                signal_it()
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=_STOP_SECONDS)
                break
