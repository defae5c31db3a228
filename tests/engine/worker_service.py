"""A service for the worker tests: what real services do, and all that can go wrong in native code."""

from __future__ import annotations

import ctypes
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, NoReturn

from engine.errors import ContextOverflow
from engine.workers.service import Arguments, Task

_libc = ctypes.CDLL(None)


def echo(task: Task, args: Arguments) -> Any:
    return args["value"]


def events(task: Task, args: Arguments) -> int:
    for n in range(args["count"]):
        task.report("step", n=n)
    return int(args["count"])


def many_threads(task: Task, args: Arguments) -> None:
    """Report from several threads at once."""
    text = "x" * 100_000
    threads = [
        threading.Thread(target=lambda: [task.report("piece", text=text) for _ in range(20)])
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def refuse(task: Task, args: Arguments) -> NoReturn:
    raise ContextOverflow("The prompt is too long.", cause="5 tokens of 4.", fix="Shorten it.")


def fail(task: Task, args: Arguments) -> None:
    {}["no such key"]


def leave(task: Task, args: Arguments) -> NoReturn:
    sys.exit(3)


def no_json(task: Task, args: Arguments) -> Any:
    return {1, 2}


def chatter(task: Task, args: Arguments) -> str:
    """Write to stdout in every way there is, and ask stdin."""
    print("stray python")
    sys.__stdout__.write("stray sys.__stdout__\n")  # type: ignore[union-attr]
    sys.__stdout__.flush()  # type: ignore[union-attr]
    os.write(1, b'stray os.write {"id": 1, "event": "done"}\n')
    _libc.puts(b"stray native")
    _libc.fflush(None)
    subprocess.run(["echo", "stray child"], check=True)
    return sys.stdin.read()


def abort(task: Task, args: Arguments) -> None:
    os.write(2, b"GGML_ASSERT(n_tokens > 0) failed\n")
    os.abort()


def exit(task: Task, args: Arguments) -> NoReturn:
    os._exit(args["code"])


def torn_line(task: Task, args: Arguments) -> NoReturn:
    """Die in the middle of a line on the wire."""
    for fd in range(3, 64):
        try:
            os.write(fd, b'{"result": "half a li')
        except OSError:
            continue
    os._exit(7)


def sleep(task: Task, args: Arguments) -> None:
    """Wait in native code, which releases the GIL and listens to nobody."""
    task.report("sleeping")
    _libc.usleep(int(args["seconds"] * 1e6))


def spin(task: Task, args: Arguments) -> None:
    """Be busy in Python without ever looking at the stop button."""
    task.report("spinning")
    end = time.monotonic() + args["seconds"]
    while time.monotonic() < end:
        sum(range(1000))


def flood(task: Task, args: Arguments) -> None:
    while True:
        task.report("drop")


def polite(task: Task, args: Arguments) -> None:
    """Run until cancelled."""
    task.report("running")
    while True:
        task.check()
        time.sleep(0.01)


def give_way(task: Task, args: Arguments) -> str:
    """Run until a waiting `echo` was let in between."""
    task.report("running")
    while not task.cancelled:
        task.give_way(["echo"])
        time.sleep(0.01)
    return "cancelled"


def take_memory(task: Task, args: Arguments) -> int:
    return len(bytearray(args["bytes"]))


def take_native_memory(task: Task, args: Arguments) -> NoReturn:
    """What C++ does when `new` fails: std::bad_alloc, uncaught, aborts."""
    _libc.malloc.restype = ctypes.c_void_p
    if _libc.malloc(ctypes.c_size_t(args["bytes"])) is None:
        os.abort()
    os._exit(0)


def connect(task: Task, args: Arguments) -> str:
    with socket.create_connection((args["host"], args["port"]), timeout=10) as connection:
        return connection.recv(16).decode()


def reach_out(task: Task, args: Arguments) -> dict[str, str]:
    """What each way of reaching a foreign host answers, without looking its name up first."""
    address, said = (args["host"], 80), {}
    with socket.socket() as tcp, socket.socket(type=socket.SOCK_DGRAM) as udp:
        tcp.settimeout(10)
        ways: dict[str, Callable[[], object]] = {
            "connect": lambda: tcp.connect(address),
            "connect_ex": lambda: tcp.connect_ex(address),
            "sendto": lambda: udp.sendto(b"x", address),
            "sendmsg": lambda: udp.sendmsg([b"x"], [], 0, address),
            "gethostbyname": lambda: socket.gethostbyname("models.example"),
            "gethostbyaddr": lambda: socket.gethostbyaddr(args["host"]),
            "getaddrinfo": lambda: socket.getaddrinfo("models.example", 443),
        }
        for name, way in ways.items():
            try:
                said[name] = f"went through: {way()}"
            except OSError as error:
                said[name] = f"{type(error).__name__}: {error}"
    return said


COMMANDS = {
    command.__name__: command
    for command in (
        echo, events, many_threads, refuse, fail, leave, no_json, chatter, abort, exit, torn_line, sleep, spin,
        flood, polite, give_way, take_memory, take_native_memory, connect, reach_out,
    )
}  # fmt: skip
