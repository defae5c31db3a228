"""The parent's side of the wire: start a worker, ask it things, survive its death."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil

from engine.errors import Cancelled, EngineError, WorkerCrashed, from_wire, storage_errors

Event = dict[str, Any]
_STOP_SECONDS = 5.0
_LOG_LIMIT = 8 << 20  # bytes a log may have when its worker starts; a larger one begins anew
_LOG_TAIL, _LOG_LINES = 16_384, 2  # bytes looked at, lines shown
# Lines that say why a process died; what it noted of its work before is for the log alone.
_REASON = re.compile(
    r"^(?:\w+\.)*\w*(?:Error|Exception)\b|\berror:|assert|abort|\bfatal\b|terminate called|out of memory",
    re.I,
)


# torch and llama.cpp wait for their threads by OpenMP. By default a waiting thread spins: when anything else
# wants the processor (a browser is enough), the thread it waits for gets no time, and work that should take
# half as long again takes ten times as long (measured: 18 against 204 training tokens/s on two busy cores). A few
# microseconds of it pay, for the next operation often follows at once: 8 % in training (GNU's OpenMP).
#
# oneDNN keeps what it compiled for each shape of a product, and PyTorch for every thread once more what was made of
# that, with room to work in: 1,024 shapes each. In a training, whose batches all differ in length, that came to 20 MB
# more with every step, 0.8 GB in all, and to no measurable time.
ENVIRONMENT = {
    "OMP_WAIT_POLICY": "passive",
    "GOMP_SPINCOUNT": "1000",
    "ONEDNN_PRIMITIVE_CACHE_CAPACITY": "64",
    "LRU_CACHE_CAPACITY": "16",
}


class Request:
    """One command under way. Iterate `events`; `result` waits for the end."""

    def __init__(self, child: _Child, id: int, name: str) -> None:
        self._child, self.id, self.name = child, id, name
        self.inbox: queue.SimpleQueue[Event] = queue.SimpleQueue()

    def events(self, timeout: float | None = None) -> Iterator[Event]:
        """Every event up to the terminal one, which comes last and is `done`.

        Raises what the worker raised, `WorkerCrashed` if it died, and `TimeoutError` once `timeout`
        seconds have passed in all; the worker is then killed, for it no longer listens.
        """
        deadline = None if timeout is None else time.monotonic() + timeout
        while True:
            try:
                event = self.inbox.get(timeout=_left(deadline))
            except queue.Empty:
                self._child.kill()
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
        """Ask the command to stop at its next step or token; one that still waits its turn ends at once."""
        self._child.send(_line(0, "cancel", {"task": self.id}))


def _left(deadline: float | None) -> float | None:
    """Seconds until `deadline`. Raises `queue.Empty` after it, even while events keep coming."""
    if deadline is None:
        return None
    left = deadline - time.monotonic()
    if left <= 0:
        raise queue.Empty
    return left


def _line(id: int, command: str, args: dict[str, Any]) -> bytes:
    # ASCII only: a file name that is no UTF-8 (lone surrogates in Python) crosses the wire unharmed.
    return json.dumps({"id": id, "command": command, "args": args}).encode() + b"\n"


class Worker:
    """A child process running one service: started by the first request, and anew after its end.

    All methods may be called from any thread.
    """

    def __init__(self, service: str, log: Path, *, memory_limit: int = 0) -> None:
        """`memory_limit` in bytes bounds the child's address space, 0 for no limit."""
        self.service, self.log = service, log
        self._memory_limit = memory_limit
        self._child: _Child | None = None
        self._ids = itertools.count(1)
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Process id while the worker runs."""
        child = self._child
        return child.process.pid if child and child.runs else None

    def request(self, name: str, **args: Any) -> Request:
        """Send a command, starting the worker if it does not run.

        Raises `StorageError` if its log cannot be written and `WorkerCrashed` if it cannot be started;
        whatever happens later is the request's to raise.
        """
        with self._lock:
            id = next(self._ids)
            line = _line(id, name, args)
            if self._child is None or not self._child.runs:
                self._child = _Child(self.service, self.log, self._memory_limit)
            child = self._child
            request = Request(child, id, name)
            child.owe(request)
        child.send(line)
        return request

    def ask(self, name: str, timeout: float | None = None, **args: Any) -> Any:
        """Send a command and wait for its result."""
        return self.request(name, **args).result(timeout)

    def kill(self) -> None:
        """End the worker now; open requests get `WorkerCrashed`."""
        if child := self._child:
            child.kill()

    def rest(self) -> int:
        """End the worker if nobody waits for it; returns the bytes of memory it had. The next request starts it."""
        with self._lock:
            child = self._child
            if child is None or not child.runs or child.owes:
                return 0
            memory = 0
            with contextlib.suppress(psutil.Error):  # it may end by itself just now
                memory = psutil.Process(child.process.pid).memory_info().rss
            child.close()
            return memory

    def close(self) -> None:
        """End the worker politely: close its stdin, then terminate, then kill. Open requests get `Cancelled`."""
        if child := self._child:
            child.close()


class _Child:
    """One life of a worker: the process, its pipes, and the requests it owes an answer.

    Each life answers its own requests, so that none is lost when a worker is restarted while the end of
    the one before is still being read.
    """

    def __init__(self, service: str, log: Path, memory_limit: int) -> None:
        self._service, self._log = service, log
        self._owed: dict[int, Request] = {}
        self._end: Event | None = None
        self._closing = False
        self._state = threading.Lock()  # for _owed and _end
        self._pipe = threading.Lock()  # for stdin: keeps lines whole; held as long as the child does not read
        with storage_errors(log):
            log.parent.mkdir(parents=True, exist_ok=True)
            grown = log.is_file() and log.stat().st_size > _LOG_LIMIT
            with log.open("wb" if grown else "ab") as stderr:
                self._log_start = stderr.tell()
                self.process = self._start(memory_limit, stderr.fileno())
        threading.Thread(target=self._read, name=f"read {service}", daemon=True).start()

    def _start(self, memory_limit: int, stderr: int) -> subprocess.Popen[bytes]:
        command = [sys.executable]
        if not getattr(sys, "frozen", False):  # a frozen app is its own interpreter
            command += ["-m", "engine"]
        command += ["--worker", self._service, str(memory_limit)]
        try:
            return subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=stderr,
                cwd=Path(__file__).resolve().parents[2],
                env={**ENVIRONMENT, **os.environ},
                # A process group of its own: Ctrl+C reaches the parent alone, which then cancels politely. Not a
                # session: Linux shares the processor out among sessions first, and niceness would mean nothing.
                process_group=None if sys.platform == "win32" else 0,
            )
        except OSError as error:
            raise WorkerCrashed(
                f"The {self._service} worker could not be started.",
                cause=f"{error.strerror or error}.",
                fix="Close other programs, then try again.",
            ) from error

    @property
    def runs(self) -> bool:
        return self.process.poll() is None

    @property
    def owes(self) -> bool:
        """Whether anybody waits for an answer."""
        with self._state:
            return bool(self._owed)

    def owe(self, request: Request) -> None:
        """Promise `request` an answer: the child's, or the news of its end."""
        with self._state:
            if self._end is None:
                self._owed[request.id] = request
            else:
                request.inbox.put(self._end)

    def send(self, line: bytes) -> None:
        """Write one line. A dead child is noticed by its reader, not here."""
        assert self.process.stdin
        with self._pipe, contextlib.suppress(OSError, ValueError):  # ValueError: it was closed
            self.process.stdin.write(line)
            self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            try:
                event = json.loads(line)
            except ValueError:
                break  # it died in the middle of a line
            with self._state:
                ended = event["event"] in ("done", "error")
                request = self._owed.pop(event["id"], None) if ended else self._owed.get(event["id"])
            if request:
                request.inbox.put(event)
        self._wait_or_kill()
        end = {"event": "error", "error": self._obituary().to_wire()}
        with self._state:
            orphans, self._owed, self._end = list(self._owed.values()), {}, end
        for request in orphans:
            request.inbox.put(end)
        self._close_stdin()
        self.process.stdout.close()

    def _wait_or_kill(self) -> None:
        """Wait for the process to end; one that lives on without its wire is of no use."""
        try:
            self.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def _obituary(self) -> EngineError:
        if self._closing:
            return Cancelled(f"The {self._service} worker was stopped.")
        code = self.process.returncode
        how = f"It ended with exit code {code}."
        if code < 0:
            with contextlib.suppress(ValueError):
                how = f"It was ended by {signal.Signals(-code).name}."
        return WorkerCrashed(
            f"The {self._service} worker crashed.",
            cause=f"{how} {self._last_words()}".strip(),
            fix=f"Try again; the whole log is {self._log}.",
            log=str(self._log),
        )

    def _last_words(self) -> str:
        """What this life's log says of its end, without the stacks Python adds after a native crash."""
        try:
            with self._log.open("rb") as file:
                file.seek(max(self._log_start, file.seek(0, os.SEEK_END) - _LOG_TAIL))
                text = file.read().decode(errors="replace")
        except OSError:
            return ""
        before, fatal, after = text.partition("Fatal Python error")
        text = before + (fatal + after).partition("\n")[0]
        lines = [line.strip() for line in text.splitlines() if _REASON.search(line.strip())]
        return f"Its log says: {' | '.join(lines[-_LOG_LINES:])}" if lines else ""

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()

    def close(self) -> None:
        self._closing = True
        self._close_stdin()
        for insist in (self.process.terminate, self.process.kill):
            try:
                self.process.wait(_STOP_SECONDS)
                return
            except subprocess.TimeoutExpired:
                insist()
        self.process.wait()

    def _close_stdin(self) -> None:
        assert self.process.stdin
        # Someone may be stuck writing to a child that does not read: then only its end helps.
        if self._pipe.acquire(timeout=_STOP_SECONDS):
            with contextlib.suppress(OSError):
                self.process.stdin.close()
            self._pipe.release()
