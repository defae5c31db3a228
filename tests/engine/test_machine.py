"""The computer and the data folder: threads, sizes, logs."""

from __future__ import annotations

from collections.abc import Iterator

import llama_cpp
import psutil
import pytest

from engine.api import Engine
from engine.cancel import Cancel
from engine.errors import NotFound
from engine.inference.llama import Context, LoadedModel
from engine.paths import Home
from engine.types import Message, Sampling


@pytest.fixture
def engine(home: Home) -> Iterator[Engine]:
    with Engine() as opened:
        yield opened


def test_the_machine_is_this_one(engine: Engine) -> None:
    machine = engine.machine()
    assert machine.memory == psutil.virtual_memory().total >= machine.memory_available > 0
    assert machine.cores >= 1 and machine.system


def test_sizes_are_those_of_the_files(engine: Engine, home: Home) -> None:
    for place, n in (
        (home.models / "m" / "a.gguf", 1000),
        (home.logs / "chat.log", 30),
        (home.root / "x", 7),
    ):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"x" * n)
    (home.models / "loop").symlink_to(home.root)
    heard: dict[str, int] = {}
    sizes = engine.disk_usage(heard.__setitem__)
    assert heard == sizes
    link = (home.models / "loop").lstat().st_size
    assert (sizes["models"], sizes["logs"], sizes["other"]) == (1000 + link, 30, 7)
    pressed = Cancel()
    pressed.press()
    assert engine.disk_usage(cancel=pressed) == {}


def test_logs_from_their_ends(engine: Engine, home: Home) -> None:
    assert engine.logs() == []
    home.logs.mkdir(parents=True)
    (home.logs / "chat.log").write_text("short\n")
    (home.logs / "library.log").write_text("".join(f"line {n}\n" for n in range(20_000)))
    (home.runs / "gardener-1").mkdir(parents=True)
    (home.runs / "gardener-1" / "log.txt").write_bytes(b"step 1 \xff\n")
    assert [log.name for log in engine.logs()] == ["chat", "library", "gardener-1"]
    assert engine.log_tail("chat") == "short\n"
    tail = engine.log_tail("library")
    assert tail.endswith("line 19999\n") and tail.startswith("line ") and len(tail) <= 65_536
    assert engine.log_tail("gardener-1") == "step 1 �\n"
    with pytest.raises(NotFound):
        engine.log_tail("../macaw")


def test_threads_reach_the_worker(engine: Engine, starter) -> None:  # type: ignore[no-untyped-def]
    model = LoadedModel(starter)
    context = Context(model, 64, threads=2)
    context.use_threads(1)
    assert llama_cpp.llama_n_threads(context._handle) == llama_cpp.llama_n_threads_batch(context._handle) == 1
    context.free()
    model.free()
    hello = [Message(role="user", content="Tell me about ships. " * 20)]
    counts = []
    for threads in (1, 3):
        engine.use(threads=threads)
        engine.reply(hello, engine.voice("plain"), sampling=Sampling(max_tokens=2, seed=threads))
        counts.append(psutil.Process(engine._chat._worker.pid).num_threads())
    assert counts[1] - counts[0] == 2
