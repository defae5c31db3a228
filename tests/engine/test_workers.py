"""The worker protocol with real processes: answers, crashes, cancelling, limits, and a parent that dies."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from engine.errors import (
    Cancelled,
    ContextOverflow,
    EngineError,
    OutOfMemory,
    StorageError,
    WorkerCrashed,
)
from engine.workers.supervisor import Request, Worker

SERVICE = "tests.engine.worker_service"
ROOT = Path(__file__).resolve().parents[2]
MB = 1_000_000


@pytest.fixture
def worker(tmp_path: Path) -> Iterator[Worker]:
    worker = Worker(SERVICE, tmp_path / "logs" / "worker.log")
    yield worker
    worker.close()


def wait_for(condition: Callable[[], object], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def begun(request: Request, event: str) -> Iterator[dict[str, Any]]:
    """The request's events, once it has reported `event`."""
    events = request.events(timeout=60)
    assert next(events)["event"] == event
    return events


# Answers


def test_result_and_events_in_order(worker: Worker) -> None:
    assert worker.pid is None
    assert worker.ask("echo", 60, value={"a": [1, 2.5, None, "ü\n \ud800"]}) == {
        "a": [1, 2.5, None, "ü\n \ud800"]
    }
    events = list(worker.request("events", count=3).events(60))
    assert [e["event"] for e in events] == ["step", "step", "step", "done"]
    assert [e["n"] for e in events[:3]] == [0, 1, 2] and events[3]["result"] == 3


def test_errors_cross_with_their_type(worker: Worker) -> None:
    with pytest.raises(ContextOverflow) as caught:
        worker.ask("refuse", 60)
    assert (caught.value.message, caught.value.cause, caught.value.fix) == (
        "The prompt is too long.",
        "5 tokens of 4.",
        "Shorten it.",
    )


@pytest.mark.parametrize(
    ("command", "cause", "logged"),
    [
        ("fail", "KeyError: 'no such key'", '{}["no such key"]'),
        ("leave", "SystemExit: 3", "sys.exit(3)"),
        ("no_json", "not JSON serializable", "TypeError"),
        ("unknown", "KeyError: 'unknown'", "KeyError"),
    ],
)
def test_unexpected_exceptions_are_answered_and_logged(
    worker: Worker, command: str, cause: str, logged: str
) -> None:
    with pytest.raises(EngineError) as caught:
        worker.ask(command, 60)
    assert type(caught.value) is EngineError and command in caught.value.message
    assert cause in caught.value.cause
    log = worker.log.read_text()
    assert "Traceback" in log and logged in log
    pid = worker.pid
    assert worker.ask("echo", 60, value=1) == 1 and worker.pid == pid  # it lives on


def test_stray_prints_go_to_the_log(worker: Worker) -> None:
    assert worker.ask("chatter", 60) == ""  # and stdin is empty, not the commands
    assert worker.ask("echo", 60, value=2) == 2
    log = worker.log.read_text()
    for way in ("python", "sys.__stdout__", "os.write", "native", "child"):
        assert f"stray {way}" in log


def test_big_payloads_both_ways(worker: Worker) -> None:
    text = "".join(random.Random(1).choices('abc äöü 🦜\n"\\', k=5 * MB))
    assert worker.ask("echo", 60, value=text) == text


def test_reports_from_many_threads_stay_whole(worker: Worker) -> None:
    pieces = [e for e in worker.request("many_threads").events(60) if e["event"] == "piece"]
    assert len(pieces) == 80 and {len(p["text"]) for p in pieces} == {100_000}


def test_requests_from_many_threads(worker: Worker) -> None:
    answers: dict[int, list[int]] = {}

    def ask(thread: int) -> None:
        answers[thread] = [worker.ask("echo", 60, value=thread * 100 + n) for n in range(40)]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == {t: [t * 100 + n for n in range(40)] for t in range(6)}
    open_requests = [worker.request("echo", value=n) for n in range(50)]  # queued, answered in order
    assert [request.result(60) for request in open_requests] == list(range(50))


def test_what_cannot_be_sent_is_the_callers_error(worker: Worker) -> None:
    with pytest.raises(TypeError):
        worker.request("echo", value={1, 2})
    assert worker.ask("echo", 60, value="still well") == "still well"


# Crashes


def test_abort_names_the_signal_and_the_last_words(worker: Worker) -> None:
    with pytest.raises(WorkerCrashed) as caught:
        worker.ask("abort", 60)
    assert "SIGABRT" in caught.value.cause
    assert "GGML_ASSERT(n_tokens > 0) failed" in caught.value.cause
    assert "Fatal Python error" in worker.log.read_text()  # the log has Python's stack, the message need not
    assert str(worker.log) in caught.value.fix


def test_kill_in_the_middle_then_restart(worker: Worker) -> None:
    request = worker.request("sleep", seconds=60)
    queued = worker.request("echo", value=1)
    events = begun(request, "sleeping")
    first = worker.pid
    assert first
    os.kill(first, signal.SIGKILL)
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        list(events)
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        queued.result(10)
    assert worker.ask("echo", 60, value="again") == "again"
    assert worker.pid not in (None, first)


@pytest.mark.parametrize(("code", "words"), [(0, "exit code 0"), (3, "exit code 3")])
def test_leaving_without_an_answer_is_a_crash(worker: Worker, code: int, words: str) -> None:
    with pytest.raises(WorkerCrashed, match=words):
        worker.ask("exit", 60, code=code)


def test_death_in_the_middle_of_a_line(worker: Worker) -> None:
    with pytest.raises(WorkerCrashed, match="exit code 7"):
        worker.ask("torn_line", 60)
    assert worker.ask("echo", 60, value=1) == 1


def test_last_words_are_those_of_this_life(worker: Worker) -> None:
    with pytest.raises(WorkerCrashed, match="GGML_ASSERT"):
        worker.ask("abort", 60)
    with pytest.raises(WorkerCrashed) as caught:
        worker.ask("exit", 60, code=1)
    assert "GGML_ASSERT" not in caught.value.cause


def test_service_that_cannot_be_loaded(tmp_path: Path) -> None:
    worker = Worker("tests.engine.no_such_service", tmp_path / "log")
    with pytest.raises(WorkerCrashed, match="ModuleNotFoundError"):
        worker.ask("echo", 60)


def test_log_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("a file where a folder should be")
    worker = Worker(SERVICE, tmp_path / "logs" / "worker.log")
    with pytest.raises(StorageError, match=r"worker\.log"):
        worker.request("echo", value=1)
    worker.kill()
    worker.close()


@pytest.mark.slow
def test_no_request_hangs_while_the_worker_is_killed_again_and_again(worker: Worker) -> None:
    """Requests, kills and restarts from several threads: each request gets an answer or `WorkerCrashed`."""
    stop = time.monotonic() + 5
    outcomes: list[str] = []

    def ask(seed: int) -> None:
        dice = random.Random(seed)
        while time.monotonic() < stop:
            try:
                value = "x" * dice.choice((1, 300_000))
                assert worker.ask("echo", 60, value=value) == value
                outcomes.append("answered")
            except WorkerCrashed:
                outcomes.append("crashed")

    def kill() -> None:
        dice = random.Random(9)
        while time.monotonic() < stop:
            time.sleep(dice.uniform(0, 0.5))
            if dice.random() < 0.5:
                worker.kill()
            elif pid := worker.pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(4)] + [threading.Thread(target=kill)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(70)
    assert not any(thread.is_alive() for thread in threads), outcomes
    assert "crashed" in outcomes
    assert worker.ask("echo", 60, value="in the end") == "in the end"


# Cancelling, timeouts, closing


def test_cancel_during_a_command(worker: Worker) -> None:
    request = worker.request("polite")
    events = begun(request, "running")
    request.cancel()
    with pytest.raises(Cancelled):
        list(events)
    pid = worker.pid
    assert worker.ask("echo", 60, value=1) == 1 and worker.pid == pid


def test_cancel_of_a_queued_command_is_answered_at_once(worker: Worker) -> None:
    running = worker.request("polite")
    events = begun(running, "running")
    queued, last = worker.request("polite"), worker.request("echo", value="last")
    queued.cancel()
    with pytest.raises(Cancelled):
        queued.result(10)  # while the first still runs
    running.cancel()
    with pytest.raises(Cancelled):
        list(events)
    assert last.result(60) == "last"
    last.cancel()  # after the end: nothing to do
    assert worker.ask("echo", 60, value=1) == 1


def test_short_commands_pass_a_long_one_that_gives_way(worker: Worker) -> None:
    long = worker.request("give_way")
    events = begun(long, "running")
    assert worker.ask("echo", 60, value="in between") == "in between"
    long.cancel()
    assert [e["event"] for e in events] == ["done"]


def test_timeout_kills_the_worker(worker: Worker) -> None:
    worker.ask("echo", 60, value="started")
    pid = worker.pid
    assert pid
    start = time.monotonic()
    queued = []
    with pytest.raises(TimeoutError, match=r"sleep took longer than 0\.5 s"):
        request = worker.request("sleep", seconds=60)
        queued.append(worker.request("echo", value=1))
        request.result(0.5)
    assert time.monotonic() - start < 5 and not psutil.pid_exists(pid)
    with pytest.raises(WorkerCrashed, match="SIGKILL"):
        queued[0].result(10)
    assert worker.ask("echo", 60, value=1) == 1


def test_timeout_holds_while_events_pour_in(worker: Worker) -> None:
    worker.ask("echo", 60, value="started")
    with pytest.raises(TimeoutError):
        for event in worker.request("flood").events(0.5):
            assert event["event"] == "drop"


def test_a_late_timeout_leaves_the_next_life_alone(worker: Worker) -> None:
    """A request of a dead process must not kill the process that came after it."""
    old = worker.request("sleep", seconds=60)
    begun(old, "sleeping")
    worker.kill()
    assert worker.ask("echo", 60, value=1) == 1
    pid = worker.pid
    with pytest.raises(WorkerCrashed):
        old.result(0.2)
    old.cancel()
    assert worker.ask("echo", 60, value=2) == 2 and worker.pid == pid


def test_close_ends_open_requests_and_the_process(worker: Worker) -> None:
    request = worker.request("spin", seconds=60)
    events = begun(request, "spinning")
    pid = worker.pid
    assert pid
    start = time.monotonic()
    worker.close()
    assert time.monotonic() - start < 4 and not psutil.pid_exists(pid)
    with pytest.raises(Cancelled, match="was stopped"):
        list(events)
    worker.close()
    assert worker.ask("echo", 60, value="it may be used again") == "it may be used again"


def test_close_kill_and_request_at_once(worker: Worker) -> None:
    for _ in range(5):
        request = worker.request("polite")
        threads = [threading.Thread(target=end) for end in (worker.close, worker.kill, worker.close)]
        for thread in threads:
            thread.start()
        with pytest.raises((Cancelled, WorkerCrashed)):
            request.result(30)
        for thread in threads:
            thread.join(30)
            assert not thread.is_alive()
    assert worker.pid is None


def test_close_of_a_child_that_no_longer_reads(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stopped process with a full pipe, and a thread stuck in writing to it."""
    monkeypatch.setattr("engine.workers.supervisor._STOP_SECONDS", 0.3)
    worker.ask("echo", 60, value=1)
    pid = worker.pid
    assert pid
    os.kill(pid, signal.SIGSTOP)
    outcome: list[BaseException] = []

    def ask() -> None:
        try:
            worker.ask("echo", 60, value="x" * 5 * MB)
        except EngineError as error:
            outcome.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    time.sleep(0.3)
    worker.close()
    thread.join(20)
    assert not thread.is_alive() and isinstance(outcome[0], Cancelled)


# Limits


def test_memory_limit_is_a_clear_error(tmp_path: Path) -> None:
    worker = Worker(SERVICE, tmp_path / "log", memory_limit=512 << 20)
    try:
        with pytest.raises(OutOfMemory, match="not enough memory"):
            worker.ask("take_memory", 60, bytes=4 << 30)
        assert worker.ask("take_memory", 60, bytes=64 << 20) == 64 << 20
        with pytest.raises(WorkerCrashed, match="SIGABRT"):
            worker.ask("take_native_memory", 60, bytes=4 << 30)
        assert worker.ask("echo", 60, value=1) == 1
    finally:
        worker.close()


def test_network_is_refused_and_loopback_is_not(worker: Worker) -> None:
    start = time.monotonic()
    refused = worker.ask("reach_out", 60, host="192.0.2.1")  # TEST-NET, which nobody answers
    assert len(refused) == 7 and time.monotonic() - start < 8
    for way, answer in refused.items():
        assert answer.startswith("PermissionError: Macaw is offline: "), way
    with socket.create_server(("127.0.0.1", 0)) as server:
        request = worker.request("connect", host="localhost", port=server.getsockname()[1])
        with server.accept()[0] as connection:
            connection.sendall(b"ahoy")
            assert request.result(60) == "ahoy"


# A parent that dies

PARENT = """
import sys, time
from pathlib import Path
from engine.workers.supervisor import Worker
worker = Worker(sys.argv[1], Path(sys.argv[2]))
request = worker.request(sys.argv[3], seconds=120)
for event in request.events():
    print(worker.pid, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("command", ["sleep", "spin"])
def test_child_is_gone_soon_after_its_parent(command: str, tmp_path: Path) -> None:
    """In the middle of a busy command, native or Python."""
    arguments = [sys.executable, "-c", PARENT, SERVICE, str(tmp_path / "log"), command]
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, cwd=ROOT, text=True) as parent:
        assert parent.stdout
        pid = int(parent.stdout.readline())
        assert psutil.pid_exists(pid)
        parent.kill()
    wait_for(lambda: not psutil.pid_exists(pid), 10)


@pytest.mark.parametrize(("ending", "code"), [(b"", 0), (b'{"id": 2, "command": "ec', 1), (b"no json\n", 1)])
def test_child_ends_with_its_stdin(ending: bytes, code: int) -> None:
    """Also when the parent died in the middle of a line."""
    command = [sys.executable, "-m", "engine", "--worker", SERVICE, "0"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT) as child:
        assert child.stdin and child.stdout
        busy = {"id": 1, "command": "spin", "args": {"seconds": 120}}
        child.stdin.write(json.dumps(busy).encode() + b"\n")
        child.stdin.flush()
        assert json.loads(child.stdout.readline()) == {"id": 1, "event": "spinning"}
        child.stdin.write(ending)
        child.stdin.close()
        assert child.wait(10) == code
